import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.wording.examples import facts

from voldaan.wording import letters, linter
from voldaan.wording.listening import caught, rules
from voldaan.wording.shapes import Language, Remark
from voldaan.wording.texts import LANGUAGES

CASES = Path(__file__).parents[1] / "cases"
#: Stands in the shipped reminder of its language; a sentence to try stands in its place.
REPLACED: dict[Language, str] = {"nl": "Dank je wel!", "en": "Thank you!"}
AT_MOST_A_WARNING = "at_most_a_warning"


def cases(name: str) -> Iterator[tuple[Language, str, str]]:
    """Give the language, the heading and the sentence of each case of a file."""
    found = tomllib.loads((CASES / name).read_text(encoding="utf-8"))
    for language in LANGUAGES:
        for heading, listed in found[language].items():
            yield from ((language, heading, sentence) for sentence in listed)


CAUGHT = list(cases("linter_caught.toml"))
KIND = list(cases("linter_kind.toml"))


def remarks(language: Language, sentence: str) -> tuple[Remark, ...]:
    """Give the remarks on a shipped reminder with one sentence in place of its thanks."""
    asked = facts(language=language)
    words = letters.compose("reminder_1", facts=asked)
    assert words.body_text.count(REPLACED[language]) == 1
    said = words.body_text.replace(REPLACED[language], sentence)
    return linter.lint(replace(words, body_text=said), step="reminder_1", facts=asked)


class TestWhatNoMessageMayHave:
    @pytest.mark.parametrize(("language", "code", "sentence"), CAUGHT)
    def test_is_an_error_of_its_own_kind(
        self, language: Language, code: str, sentence: str
    ) -> None:
        errors = {each.code for each in remarks(language, sentence) if each.severity == "error"}

        assert code in errors

    def test_is_tried_often_and_in_each_language(self) -> None:
        assert len({sentence for _, _, sentence in CAUGHT}) >= 200
        assert {language for language, _, _ in CAUGHT} == set(LANGUAGES)


class TestWhatPeopleSayOfTheirOwnWork:
    @pytest.mark.parametrize(
        ("language", "sentence"),
        [(language, said) for language, work, said in KIND if work != AT_MOST_A_WARNING],
    )
    def test_is_left_alone(self, language: Language, sentence: str) -> None:
        assert remarks(language, sentence) == ()

    @pytest.mark.parametrize(
        ("language", "sentence"),
        [(language, said) for language, work, said in KIND if work == AT_MOST_A_WARNING],
    )
    def test_stops_nobody_when_a_word_has_two_meanings(
        self, language: Language, sentence: str
    ) -> None:
        assert [each for each in remarks(language, sentence) if each.severity == "error"] == []

    @pytest.mark.parametrize(("language", "_", "sentence"), KIND)
    def test_is_never_a_threat_and_announces_nothing(
        self, language: Language, _: str, sentence: str
    ) -> None:
        assert caught(rules(language).threats, sentence) == ""
        assert caught(rules(language).consequences, sentence) == ""

    def test_is_tried_often(self) -> None:
        assert len({sentence for _, _, sentence in KIND}) >= 170
