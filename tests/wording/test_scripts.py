from typing import Any

import pytest
from tests.wording.examples import LINK, facts, invoice

from voldaan.wording import scripts, texts
from voldaan.wording.shapes import AddressForm, Language, ScriptKind


def spoken(kind: ScriptKind, *invoices: Any, **changes: Any) -> dict[str, str]:
    script = scripts.script(kind, facts=facts(*invoices, **changes))
    return {line.key: line.line.replace("\xa0", " ") for line in script.lines}


class TestServiceCall:
    def test_asks_closed_questions_about_the_project(self) -> None:
        lines = spoken("service_call", project="de website")

        assert list(lines) == ["open", "satisfied", "received", "amount", "planned", "close"]
        assert lines["open"].startswith("Hoi Dirk, met Anna Bakker van Studio Bakker.")
        assert lines["satisfied"] == "Is de website naar wens?"
        assert lines["amount"] == "Klopt het bedrag van € 1.210,00?"

    def test_asks_about_the_work_when_no_project_is_known(self) -> None:
        assert spoken("service_call")["satisfied"] == "Is het werk naar wens?"

    def test_speaks_of_several_invoices_at_once(self) -> None:
        lines = spoken("service_call", invoice(), invoice("2026-042", open_cents=9000))

        assert lines["received"] == "Heb je de 2 facturen ontvangen?"
        assert lines["amount"] == "Klopt het totaal van € 1.300,00?"


class TestOverdueCall:
    def test_is_silent_after_the_two_open_questions(self) -> None:
        script = scripts.script("call", facts=facts())

        assert [line.key for line in script.lines if line.silence] == ["why", "when"]
        assert script.text_version == "call.nl.je.2"

    def test_says_who_calls_with_what_is_known(self) -> None:
        assert spoken("call", company="")["open"].startswith("Hoi Dirk, met Anna Bakker.")
        assert spoken("call", sender="")["open"].startswith("Hoi Dirk, met Studio Bakker.")

    def test_mentions_the_link_only_when_there_is_one(self) -> None:
        assert "link" in spoken("call", link=LINK)["how"]
        assert "link" not in spoken("call")["how"]

    @pytest.mark.parametrize("kind", texts.SCRIPTS)
    @pytest.mark.parametrize("language", texts.LANGUAGES)
    @pytest.mark.parametrize("form", texts.FORMS)
    def test_has_the_same_lines_in_every_form_and_language(
        self, kind: ScriptKind, language: Language, form: AddressForm
    ) -> None:
        lines = spoken(kind, language=language, address_form=form, recipient="")

        assert list(lines) == list(spoken(kind))
        assert not any("{" in line for line in lines.values())
