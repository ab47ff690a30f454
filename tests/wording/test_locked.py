import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.wording import families
from tests.wording.examples import facts

from voldaan.wording import locked
from voldaan.wording.shapes import Words
from voldaan.wording.steps.compose import compose

SENTENCE = "Ik behoud mij het recht op nakoming voor; deze brief stuit de verjaring."
WORDS = Words("x", "", "", "", 0, (), locked=(SENTENCE,))


def found(edited: str) -> list[str]:
    return [remark.code for remark in locked.missing(WORDS, edited=edited)]


class TestLockedSentences:
    def test_are_kept_by_a_message_as_it_was_made(self) -> None:
        for step, given_facts in families.variants(facts()):
            words = compose(step, facts=given_facts)

            assert locked.missing(words, edited=words.body_text) == ()

    @pytest.mark.parametrize(
        "edited",
        [
            SENTENCE,
            f"Hallo. {SENTENCE} Groet.",
            f"Hallo.\r\n\r\n{SENTENCE}\r\nGroet",
            f"Let op:\n{SENTENCE}",
            f"(Dit is zo.) {SENTENCE}",
            SENTENCE.replace(" ", "\n  "),
            SENTENCE.replace(" ", "\xa0"),
        ],
    )
    def test_may_be_broken_over_lines_and_written_around(self, edited: str) -> None:
        assert found(edited) == []

    @pytest.mark.parametrize(
        "edited",
        [
            SENTENCE.replace("recht", "voorrecht"),
            SENTENCE.replace(".", ", tenzij je betaalt."),
            SENTENCE.replace("verjaring.", "verjaring.niet"),
            f"Het klopt niet dat {SENTENCE}",
            f"Niet{SENTENCE}",
            SENTENCE.lower(),
        ],
    )
    def test_may_not_be_changed(self, edited: str) -> None:
        assert found(f"Hallo.\n\n{edited}\n\nGroet") == ["locked_changed"]

    def test_may_not_be_left_out(self) -> None:
        (remark,) = locked.missing(WORDS, edited="Hallo.\n\nIk hoor graag van je.")

        assert remark.code == "locked_missing"
        assert remark.facts == (("sentence", SENTENCE),)

    def test_count_when_they_stand_there_once_more_as_they_should(self) -> None:
        assert found(f"Niet waar is: nee {SENTENCE} {SENTENCE}") == []

    @given(st.text(max_size=300))
    def test_are_looked_for_in_any_text(self, edited: str) -> None:
        assert found(edited) in (["locked_missing"], ["locked_changed"])
        assert found(f"{edited}\n{SENTENCE}\n{edited}") == []

    def test_are_left_out_of_what_is_judged(self) -> None:
        broken = SENTENCE.replace(" ", "\n")

        assert locked.without(f"A. {broken} B.", sentences=(SENTENCE,)) == "A.  B."
