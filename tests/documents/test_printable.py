import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents import paper
from tests.documents.paper import AT

from voldaan.documents import letter, printable, typesetting

ODD = st.text(
    st.one_of(
        st.characters(), st.sampled_from("\0\n\r\u2028\u202e\u200b\u0301\ufe0f\xa0😀א#$@\\")
    ),
    max_size=200,
)


class TestCharacters:
    def test_are_all_in_the_font_regular_and_bold(self) -> None:
        everything = sorted(printable.CHARACTERS)
        pieces = ["".join(everything[at : at + 150]) for at in range(0, len(everything), 150)]
        apart = [" ".join(piece) for piece in pieces]
        facts = paper.letter(paragraphs=tuple(apart))
        bold = {**letter.plain(facts), "total": "".join(everything)}
        bold["invoices"] = [["", "", "", "", ""]]

        laid_out = typesetting.lay_out(letter.document([bold], language="nl"), guess=[(1, 1)])

        assert laid_out.pdf(at=AT).startswith(b"%PDF")

    @pytest.mark.parametrize("character", ["😀", "汉", "م", "\u0e01", "\x07"])
    def test_outside_the_list_stop_the_typesetter(self, character: str) -> None:
        facts = {**letter.plain(paper.letter()), "closing": character}
        laid_out = typesetting.lay_out(letter.document([facts], language="nl"), guess=[(1, 1)])

        with pytest.raises(typesetting.NotTypeset, match="could not be displayed"):
            laid_out.pdf(at=AT)

    def test_are_none_that_show_nothing(self) -> None:
        kinds = {unicodedata.category(c) for c in printable.CHARACTERS}

        assert kinds.isdisjoint({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


class TestOneLine:
    def test_takes_away_what_hides_or_turns(self) -> None:
        text = "A\0n\u202en\u200ba\ufe0f\tB\u2029a\x85k\u00adker\ufeff"

        assert printable.one_line(text) == "Anna B a kker"

    def test_keeps_two_marks_on_a_letter_and_no_tower(self) -> None:
        made = printable.one_line("Nguye\u0302\u0303n Z" + "\u0315" * 10_000)

        assert made == "Nguyễn Z\u0315\u0315"

    @given(ODD)
    def test_gives_one_line_that_can_be_printed(self, text: str) -> None:
        line = printable.shown(printable.one_line(text))

        assert printable.missing(line) == ""
        assert len(line.splitlines()) <= 1


class TestTextLines:
    def test_keep_the_space_that_holds_an_amount_together(self) -> None:
        assert printable.text_lines("nu  €\xa0\xa012,50\u202f ") == ("nu €\xa012,50\xa0",)

    @given(ODD)
    def test_can_all_be_printed(self, text: str) -> None:
        for line in printable.text_lines(text):
            shown = printable.breakable(printable.shown(line))
            assert printable.missing(shown.replace("\u200b", "")) == ""
            assert all(len(word) <= 30 for word in shown.replace("\u200b", " ").split(" "))


class TestMissing:
    def test_names_each_character_once_half_pairs_too(self) -> None:
        assert printable.missing("a😀b\ud800😀") == "😀\ud800"
        assert printable.shown("a\ud800") == "a�"
