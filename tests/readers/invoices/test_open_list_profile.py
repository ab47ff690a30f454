"""A list is read again with the columns that were settled before."""

from dataclasses import replace
from io import BytesIO

import pytest
from tests.readers.invoices.open_lists import HEAD, ROW, VINK, codes, profile_of

from voldaan.readers.invoices import open_list


class TestReadWith:
    def test_reads_the_next_file_of_the_same_package(self) -> None:
        profile = profile_of(HEAD, ROW)
        next_file = BytesIO(f"{HEAD.upper()}\n{ROW}".encode())

        assert open_list.guess(next_file).profile == profile
        assert open_list.read_with(next_file, "b.csv", profile=profile).invoices == (VINK,)

    def test_reads_with_a_corrected_column(self) -> None:
        profile = profile_of("Nr;A;Bedrag", "1;Vink BV;5,00")
        corrected = replace(profile, columns={**profile.columns, "client": 1})

        file = open_list.read_with(
            BytesIO(b"Nr;A;Bedrag\n1;Vink BV;5,00"), "a", profile=corrected
        )

        assert file.invoices[0].buyer.name == "Vink BV"

    @pytest.mark.parametrize(
        ("lines", "code"),
        [
            ((HEAD.replace("Klant", "Relatie"), ROW), "open_list.other_columns"),
            (("",), "open_list.other_columns"),
            ((HEAD, ROW.replace("31-01", "01-31")), "open_list.other_days"),
            (
                (HEAD, ROW.replace("1.210,50;210,50", "1.210;210.50")),
                "open_list.other_decimals",
            ),
            (("\0",), "file.binary"),
        ],
    )
    def test_refuses_a_file_that_contradicts_the_profile(
        self, lines: tuple[str, ...], code: str
    ) -> None:
        source = BytesIO("\n".join(lines).encode())

        file = open_list.read_with(source, "b.csv", profile=profile_of(HEAD, ROW))

        assert file.refused
        assert [found for found, _ in codes(file)] == [code]

    def test_refuses_a_profile_without_an_amount(self) -> None:
        profile = replace(profile_of(HEAD, ROW), columns={"number": 0})

        file = open_list.read_with(BytesIO(HEAD.encode()), "a", profile=profile)

        assert codes(file) == [("open_list.incomplete", "profile")]

    def test_names_a_column_by_its_number_where_there_is_no_header(self) -> None:
        profile = profile_of("2026-1;Vink;5,00", "2026-2;Vink;6,00")

        file = open_list.read_with(BytesIO(b"1;Vink;5.00"), "a", profile=profile)

        assert codes(file) == [("open_list.other_decimals", "column 3")]

    def test_reads_nothing_from_nothing(self) -> None:
        profile = profile_of("2026-1;Vink;5,00", "2026-2;Vink;6,00")

        file = open_list.read_with(BytesIO(b""), "a", profile=profile)

        assert codes(file) == [("open_list.no_rows", "file")]


class TestPreview:
    def test_shows_the_first_rows_and_what_becomes_of_them(self) -> None:
        rows = [ROW.replace("001", f"{number:03}") for number in range(1, 40)]
        source = BytesIO("\n".join([HEAD, *rows]).encode())

        shown = open_list.preview(source, profile=profile_of(HEAD, ROW), rows=2)

        assert open_list.recognises(source.getvalue())
        assert shown.header[:2] == ("Factuurnummer", "Klant")
        assert [row[0] for row in shown.rows] == ["2026-001", "2026-002"]
        assert shown.invoices == (VINK, replace(VINK, number="2026-002"))
        assert shown.problems == ()

    def test_shows_why_a_file_does_not_fit(self) -> None:
        shown = open_list.preview(BytesIO(b"a;b"), profile=profile_of(HEAD, ROW))

        assert (shown.header, shown.rows, shown.invoices) == ((), (), ())
        assert [one.code for one in shown.problems] == ["open_list.other_columns"]
