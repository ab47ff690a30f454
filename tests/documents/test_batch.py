from datetime import date
from typing import Any

import pytest
from tests.documents.paper import AT, VINK, letter, pages, squeezed

from voldaan.documents.batch import Addressed, Batch, Listed, together
from voldaan.documents.letter import pdf
from voldaan.documents.shapes import BadLetter

LONG = ("Beste Els,", *["Gewone woorden in een lange alinea. " * 20] * 13)
THREE = (
    Addressed("Vink", letter(subject="brief een")),
    Addressed(
        "Dirk",
        letter(subject="brief twee", recipient_lines=("Dirk", *VINK[2:]), paragraphs=LONG),
    ),
    Addressed("Finch", letter(subject="letter three", language="en", window="left")),
)


def batch(*letters: Addressed, **more: Any) -> Batch:
    return together(letters, at=AT, day=date(2026, 10, 14), **more)


def refusal(*letters: Addressed, **more: Any) -> BadLetter:
    with pytest.raises(BadLetter) as raised:
        batch(*letters, **more)
    return raised.value


def ranges(made: Batch) -> list[tuple[int, int]]:
    return [(one.first_page, one.last_page) for one in made.letters]


class TestTogether:
    def test_begins_every_letter_on_a_sheet_of_its_own(self) -> None:
        made = batch(*THREE)

        assert made.list_pages == 1
        assert ranges(made) == [(3, 3), (5, 7), (9, 9)]
        assert pages(made.pdf) == 9

    def test_uses_every_page_when_printed_on_one_side(self) -> None:
        made = batch(*THREE, both_sides=False)

        assert ranges(made) == [(2, 2), (3, 5), (6, 6)]
        assert pages(made.pdf) == 6

    @pytest.mark.parametrize("both_sides", [True, False])
    def test_points_at_the_pages_of_each_letter(self, both_sides: bool) -> None:
        made = batch(*THREE, both_sides=both_sides)

        for one, listed in zip(THREE, made.letters, strict=True):
            first, last = str(listed.first_page), str(listed.last_page)
            said = squeezed(made.pdf, "-f", first, "-l", last)
            assert one.letter.subject in said
            assert said.count("Anna Bakker") == 2  # above and below, of this letter only

    def test_leaves_the_pages_between_empty(self) -> None:
        made = batch(*THREE)

        for page in ("2", "4", "8"):
            assert squeezed(made.pdf, "-f", page, "-l", page) == ""

    def test_numbers_the_sheets_of_each_letter_apart(self) -> None:
        said = squeezed(batch(*THREE).pdf)

        assert [said.count(f"blad {sheet} van 3") for sheet in (1, 2, 3)] == [1, 1, 1]
        assert said.count("blad ") == 3

    def test_tells_who_gets_which_letter(self) -> None:
        made = batch(*THREE)

        said = squeezed(made.pdf, "-l", "1", "-layout")
        assert made.letters[1] == Listed(
            2, "Dirk", ("Dirk", "Kade 12 b", "3533 CD  UTRECHT"), 5, 7
        )
        assert "Brieven van 14 oktober 2026 Nr. Klant Adres Op bladzijde" in said
        assert "1 Vink Vink BV, t.a.v. Els, Kade 12 b, 3533 CD UTRECHT 3 " in said
        assert "2 Dirk Dirk, Kade 12 b, 3533 CD UTRECHT 5–7" in said

    def test_lists_in_english_too(self) -> None:
        said = squeezed(batch(*THREE, language="en").pdf, "-l", "1", "-layout")

        assert "Letters of 14 October 2026 No. Client Address On page" in said

    def test_names_whose_letter_fell_out(self) -> None:
        one = squeezed(batch(THREE[0], left_out=("Vlinder\n\u202eBV", "W" * 300)).pdf)
        none = squeezed(batch(THREE[0]).pdf)

        assert "want er is iets veranderd: Vlinder BV, W" in one
        assert one.replace("\u200b", "").replace(" ", "").count("W") >= 300
        assert "veranderd" not in none

    def test_says_the_same_as_the_letter_alone(self) -> None:
        made = batch(*THREE)

        alone = squeezed(pdf(THREE[1].letter, at=AT), "-layout")
        assert squeezed(made.pdf, "-f", "5", "-l", "7", "-layout") == alone

    def test_gives_the_same_bytes_again(self) -> None:
        assert batch(*THREE) == batch(*THREE)

    def test_holds_strangers_names_as_they_stand(self) -> None:
        odd = Addressed("#panic() $ 😀" + "W" * 150, THREE[0].letter)

        said = squeezed(batch(odd).pdf, "-l", "1")

        assert "#panic() $" in said
        assert said.count("W") == 150

    def test_counts_a_list_of_several_pages(self) -> None:
        made = batch(*[THREE[0]] * 60)

        assert made.list_pages > 1
        assert made.letters[0].first_page == made.list_pages + 1 + made.list_pages % 2
        assert f"blad 1 van {made.list_pages}" in squeezed(made.pdf, "-l", "1")


class TestRefusal:
    def test_names_the_letter_that_cannot_be_made(self) -> None:
        bad = Addressed("Vink", letter(recipient_lines=("Vink 😀", *VINK)))

        found = refusal(THREE[0], bad)

        assert (found.place, found.field, found.problem, found.found) == (
            2, "recipient_lines", "cannot_be_printed", "😀",
        )  # fmt: skip
        assert str(found) == "2 recipient_lines: cannot_be_printed"

    def test_names_the_letter_that_does_not_fit(self) -> None:
        bad = Addressed("Vink", letter(recipient_lines=("W" * 60, *VINK)))

        found = refusal(*THREE, bad)

        assert (found.place, found.field, found.problem) == (
            4,
            "recipient_lines",
            "does_not_fit",
        )

    def test_names_the_letter_that_is_too_long(self) -> None:
        bad = Addressed("Vink", letter(paragraphs=("x\n" * 1_190,)))

        found = refusal(THREE[0], bad)

        assert (found.place, found.field, found.problem) == (2, "pages", "too_long")

    def test_comes_for_a_name_without_end(self) -> None:
        found = refusal(Addressed("x" * 10_000, THREE[0].letter))

        assert (found.place, found.field, found.problem) == (1, "client", "too_long")

    @pytest.mark.parametrize(
        ("field", "problem", "letters", "more"),
        [
            ("letters", "empty", (), {}),
            ("letters", "too_many", THREE[:1] * 251, {}),
            ("language", "unknown", THREE, {"language": "fr"}),
            (
                "letters", "too_long",
                (Addressed("x", letter(paragraphs=("x\n" * 900,))),) * 110, {},
            ),
        ],
    )  # fmt: skip
    def test_comes_for_the_whole(
        self, field: str, problem: str, letters: tuple[Addressed, ...], more: dict[str, Any]
    ) -> None:
        found = refusal(*letters, **more)

        assert (found.field, found.problem, found.place) == (field, problem, None)

    def test_comes_for_a_moment_without_a_zone(self) -> None:
        with pytest.raises(BadLetter):
            together(THREE, at=AT.replace(tzinfo=None), day=date(2026, 10, 14))
