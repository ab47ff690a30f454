from typing import Any

import pytest

from voldaan.wording import cleaning, placeholders, texts
from voldaan.wording.placeholders import EmptyPlaceholder, UnknownPlaceholder


def source(**changes: Any) -> dict[str, Any]:
    variant = {"subject": "{factuur}", "parts": [{"text": "Hoi {naam},", "when": ["name"]}]}
    given: dict[str, Any] = {
        "version": 1,
        "from": texts.load("reminder_1", language="nl", form="u").from_day,
        "tone": "friendly",
        "je": variant,
        "u": variant,
    }
    return given | changes


def refused(**changes: Any) -> str:
    with pytest.raises(texts.BadText) as refusal:
        texts.read(source(**changes), name="example", form="je")
    assert refusal.value.file == "example"
    return refusal.value.found


class TestShippedTexts:
    @pytest.mark.parametrize("name", [*texts.LETTERS, *texts.SCRIPTS])
    @pytest.mark.parametrize("form", texts.FORMS)
    def test_use_the_same_placeholders_in_every_language(self, name: str, form: Any) -> None:
        used = [
            {
                (part.when, frozenset(placeholders.names(part.text)))
                for part in texts.load(name, language=language, form=form).parts
            }
            for language in texts.LANGUAGES
        ]

        assert used[0] == used[1]


class TestReading:
    def test_takes_a_text_that_is_whole(self) -> None:
        text = texts.read(source(), name="example", form="je")

        assert text.parts == (texts.Part("Hoi {naam},", ("name",)),)

    def test_refuses_what_it_does_not_know(self) -> None:
        assert refused(colour="red") == "colour"
        assert refused(version="1") == "'1'"
        assert refused(je={"parts": [{"text": "x", "when": ["rain"]}]}) == "rain"
        assert refused(je={"parts": [{"when": []}]}) == "text"

    def test_refuses_placeholders_off_the_list_and_stray_braces(self) -> None:
        for text, name in (("{prijs}", "prijs"), ("Hoi {naam", "Hoi {naam"), ("a}", "a}")):
            with pytest.raises(UnknownPlaceholder) as refusal:
                texts.read(source(je={"parts": [{"text": text}]}), name="x", form="je")

            assert refusal.value.placeholder == name


class TestFilling:
    def test_never_leaves_a_hole(self) -> None:
        with pytest.raises(EmptyPlaceholder) as refusal:
            placeholders.fill("Hoi {naam},", values={"naam": ""})

        assert refusal.value.placeholder == "naam"


class TestCleaning:
    @pytest.mark.parametrize(
        ("given", "line"),
        [
            ("  Els   de\tVries ", "Els de Vries"),
            ("Els\x00\x1b[31m", "Els[31m"),
            ("E\u0301ls", "Éls"),
            ("\u2028Els\u2029", "Els"),
            ("\ud800", ""),
            ("\u202e\u2066Els\u2069", "Els"),
        ],
    )
    def test_gives_one_plain_line(self, given: str, line: str) -> None:
        assert cleaning.one_line(given) == line
