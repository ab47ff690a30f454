import tomllib
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from re import Pattern
from time import process_time

import pytest
from tests.wording.examples import facts
from tests.wording.families import edited, notice

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


def greeted(new: str, **changes: str) -> list[tuple[str, str]]:
    """Lint a reminder with another greeting; give the codes with how serious they are."""
    asked = facts(**changes)
    words = letters.compose("reminder_1", facts=asked)
    greeting = words.body_text.split("\n\n")[0]
    said = replace(words, body_text=words.body_text.replace(greeting, new, 1))
    found = linter.lint(said, step="reminder_1", facts=asked)
    return [(remark.code, remark.severity) for remark in found]


class TestGreeting:
    @pytest.mark.parametrize(
        "greeting", ["Hoi Dirk,", "Dag DIRK!", "Beste heer de Vries,", "Lieve Dirk en team,"]
    )
    def test_calls_a_client_by_a_part_of_the_name(self, greeting: str) -> None:
        assert greeted(greeting, recipient="Dirk de Vries") == []

    @pytest.mark.parametrize("greeting", ["Hallo,", "Hoi,", "Goedendag,", "Beste klant,"])
    def test_is_remarked_on_without_the_name_that_is_known(self, greeting: str) -> None:
        assert greeted(greeting) == [("no_name", "warning")]

    def test_is_remarked_on_when_there_is_none(self) -> None:
        assert greeted("Even over een factuur.") == [("no_name", "warning")]

    def test_may_not_be_for_somebody_else(self) -> None:
        assert greeted("Hoi Bas,") == [("other_name", "error")]
        assert greeted("Dear Mr Vos,", language="en") == [("other_name", "error")]

    def test_needs_no_name_that_nobody_knows(self) -> None:
        assert greeted("Hallo,", recipient="") == []


class TestSignature:
    def signed(self, name: str, company: str = "Studio Bakker") -> list[str]:
        asked = facts(company=company)
        words = letters.compose("reminder_1", facts=asked)
        body = words.body_text.replace("Groet,\n", f"Groet,\n{name}\n")
        found = linter.lint(replace(words, body_text=body), step="reminder_1", facts=asked)
        return [remark.code for remark in found]

    def test_is_no_department(self) -> None:
        assert self.signed("Afdeling Administratie") == ["persona"]

    def test_may_name_a_company_that_does_the_books(self) -> None:
        assert self.signed("Anna", company="Bakker Administratie en Incasso") == []


class TestNotice:
    """A word with two meanings names a day and a sum too, where it does announce."""

    def test_is_exact_about_a_word_with_two_meanings(self) -> None:
        found = edited(
            "Ik denk graag mee.",
            "Ik denk graag mee.\n\nDe advocaat wacht.",
            step="formal_notice",
            given_facts=notice(facts(email="anna@bakker.example")),
        )

        assert [(each.code, each.severity) for each in found] == [
            ("consequence_vague", "error")
        ]


class TestBoundedWork:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_text_keeps_the_rules_busy(self, language: Language) -> None:
        every = rules(language)
        patterns = [getattr(every, each.name) for each in fields(every)]
        starts = ["dan ", "iedereen ", "anders zet ik ", "draag ", "geef ", "tell everyone "]
        texts = [(start * 4000)[:20_000] for start in starts] + ["a " * 10_000, "a" * 20_000]
        texts += [(said * 400)[:20_000] for _, _, said in CAUGHT[:: len(CAUGHT) // 20]]

        began = process_time()
        for pattern in patterns:
            for text in texts if isinstance(pattern, Pattern) else ():
                caught(pattern, text)

        assert process_time() - began < 20
