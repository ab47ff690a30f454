"""A table that nothing recognises can be pointed out, column by column."""

from io import BytesIO

import pytest
from tests.readers.invoices.open_lists import profile_of

from voldaan.readers.invoices import open_list
from voldaan.readers.invoices.profile import Profile

WORDS = (
    "nr;wie;wanneer;hoeveel",
    "2026-1;Vink BV;13-09-2026;1.210,00",
    "2026-2;Dirk;20-09-2026;60,50",
)


def point_out(*lines: str) -> Profile | None:
    return open_list.to_point_out(BytesIO("\n".join(lines).encode()))


class TestToPointOut:
    def test_takes_what_names_and_cells_tell(self) -> None:
        profile = point_out(*WORDS)

        assert profile is not None
        assert dict(profile.columns) == {"number": 0, "client": 1, "issued_on": 2, "total": 3}
        assert (profile.header, profile.decimal, profile.days) == (True, ",", "dmy")

    def test_takes_a_table_without_header(self) -> None:
        profile = point_out(*WORDS[1:])

        assert profile is not None
        assert (profile.header, profile.complete) == (False, True)

    def test_leaves_open_what_nothing_tells(self) -> None:
        profile = point_out("wat;hoeveel", "iets;10", "nog iets;10")

        assert profile is not None
        assert (dict(profile.columns), profile.complete) == ({"client": 0}, False)

    def test_begins_below_a_title(self) -> None:
        profile = point_out("Mijn facturen", *WORDS)

        assert profile == point_out(*WORDS)

    @pytest.mark.parametrize(
        "lines",
        [
            ("",),
            ("een;regel",),
            ("nr;wie", "alleen;woorden", "en;niets"),
            ("Dag Dirk,", "Het gaat goed, zei ze, en wij ook.", "Groet", "Anna"),
            ('{"a": 1,', '"b": 2,', '"c": 3}'),
            ("Datum;Omschrijving;Tegenrekening;Hoeveel", "1-1-2026;huur;NL1;10,00"),
            ("a;b\0", "1;10,00"),
        ],
    )
    def test_is_nothing_for_what_is_no_such_table(self, lines: tuple[str, ...]) -> None:
        assert point_out(*lines) is None


class TestPreview:
    def test_shows_the_rows_of_a_profile_that_is_not_complete(self) -> None:
        lines = ("wat;hoeveel", "iets;10", "nog iets;10")
        profile = point_out(*lines)
        assert profile is not None

        found = open_list.preview(BytesIO("\n".join(lines).encode()), profile=profile)

        assert found.header == ("wat", "hoeveel")
        assert found.rows == (("iets", "10"), ("nog iets", "10"))
        assert (found.invoices, found.row_count) == ((), 2)
        assert [problem.code for problem in found.problems] == ["open_list.incomplete"]

    def test_counts_invoices_and_no_sums_or_second_headers(self) -> None:
        head = "Factuurnummer;Klant;Openstaand"
        lines = (head, "1;Vink BV;5,00", "1;Vink BV;5,00", head, "2;Dirk;6,00", "Totaal;;16,00")

        found = open_list.preview(
            BytesIO("\n".join(lines).encode()), profile=profile_of(*lines), rows=1
        )

        assert (found.row_count, len(found.invoices)) == (2, 1)
