import re
from importlib import resources
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
                if "dutch" not in part.when  # only a text in another language has it below
            }
            for language in texts.LANGUAGES
        ]

        assert used[0] == used[1]

    @pytest.mark.parametrize("name", texts.LETTERS)
    @pytest.mark.parametrize("form", texts.FORMS)
    def test_have_a_subject_with_the_same_placeholders_in_every_language(
        self, name: str, form: Any
    ) -> None:
        said = [texts.load(name, language=language, form=form) for language in texts.LANGUAGES]

        for each in ("subject", "subject_many"):
            named = [placeholders.names(getattr(text, each)) for text in said]
            assert named[0] == named[1]

    def test_are_all_named_in_the_list(self) -> None:
        top = resources.files("voldaan.wording") / "texts" / "nl"
        folders = [entry for entry in top.iterdir() if entry.is_dir()]
        found = {
            f"{folder.name}/{file.name.removesuffix('.toml')}"
            for folder in folders
            for file in folder.iterdir()
        }

        assert found == {name for name in texts.LETTERS if "/" in name}

    @pytest.mark.parametrize("name", [name for name in texts.LETTERS if "formal" in name])
    def test_cite_the_law_behind_their_locked_sentences(self, name: str) -> None:
        text = texts.load(name, language="nl", form="u")

        assert text.source
        assert any(part.locked for part in text.parts)

    @pytest.mark.parametrize("name", [*texts.LETTERS, *texts.SCRIPTS])
    @pytest.mark.parametrize("language", texts.LANGUAGES)
    @pytest.mark.parametrize("form", texts.FORMS)
    def test_speak_in_one_form_only(self, name: str, language: Any, form: Any) -> None:
        text = texts.load(name, language=language, form=form)
        whole = " ".join([text.subject, text.subject_many, *(part.text for part in text.parts)])
        other = {"u": r"\b(je|jij|jou|jouw|jullie)\b", "je": r"\b(u|uw)\b"}[form]

        if language == "nl":
            assert re.findall(other, whole, re.IGNORECASE) == []

    @pytest.mark.parametrize(
        ("language", "others"),
        [
            ("nl", r"\b(?:verval(?:datum|dag)|verloopdatum|uiterste (?:betaal)?datum)\b"),
            ("en", r"\b(?:due day|expiry date|payment date|pay(?:ment)? deadline)\b"),
        ],
    )
    def test_have_one_word_for_the_due_date(self, language: Any, others: str) -> None:
        """Whoever reads "betaaldatum" in the mail looks for it on the letter."""
        for name in texts.LETTERS:
            for form in texts.FORMS:
                text = texts.load(name, language=language, form=form)
                said = [text.subject, text.subject_many, *(part.text for part in text.parts)]
                bare = re.sub(r"\{[^}]*\}", "…", " ".join(said))
                assert not re.search(others, bare, re.IGNORECASE), (name, form)


class TestReading:
    def test_takes_a_text_that_is_whole(self) -> None:
        text = texts.read(source(), name="example", form="je")

        assert text.parts == (texts.Part("Hoi {naam},", ("name",)),)

    def test_knows_locked_parts_a_second_subject_and_a_source(self) -> None:
        variant = {
            "subject": "{factuur}",
            "subject_many": "{aantal}",
            "parts": [{"text": "Zo is de wet.", "locked": True}],
        }

        text = texts.read(source(je=variant, source="BW 3:317"), name="example", form="je")

        assert text.parts[0].locked
        assert (text.subject_many, text.source) == ("{aantal}", "BW 3:317")

    def test_refuses_what_it_does_not_know(self) -> None:
        assert refused(colour="red") == "colour"
        assert refused(version="1") == "'1'"
        assert refused(je={"parts": [{"text": "x", "when": ["rain"]}]}) == "rain"
        assert refused(je={"parts": [{"when": []}]}) == "text"
        assert refused(je={"parts": [{"text": "x", "locked": "yes"}]}) == "'yes'"

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

    def test_keeps_an_amount_with_its_sign_in_a_subject(self) -> None:
        typed = "\t Nog\r\n €\xa01.210,00 \u2028 open\xa0"
        assert cleaning.subject_line(typed) == "Nog €\xa01.210,00 open"
