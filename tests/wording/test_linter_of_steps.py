"""The linter on every text beside the friendly mails, whatever the facts."""

import html
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.wording import families
from tests.wording.examples import LINK, facts, invoice

from voldaan.wording import linter, reasons, texts
from voldaan.wording.asking import NothingToAsk
from voldaan.wording.kinds import AnyFacts
from voldaan.wording.placeholders import EmptyPlaceholder
from voldaan.wording.shapes import (
    AddressForm,
    Language,
    LetterCredit,
    LetterFacts,
    LetterInvoice,
    Words,
)

DAY = date(2026, 10, 22)
LETTER = facts(email="anna@bakker.example")
SEVERAL = (invoice(), invoice("2026-042", open_cents=9000))
CREDIT = (LetterCredit("C-7", 50),)
AWKWARD: dict[str, dict[str, Any]] = {
    "one": {"invoices": (invoice(),)},
    "partly paid": {"invoices": (invoice(open_cents=300),), "recipient": ""},
    "one paused": {"invoices": (invoice(), invoice("2026-050", held=True))},
    "one with a credit": {"invoices": (invoice(),), "credits": CREDIT},
    "several": {"invoices": SEVERAL},
    "several to nobody": {"invoices": SEVERAL, "recipient": ""},
    "several with a credit": {"invoices": SEVERAL, "credits": CREDIT},
    "many": {
        "invoices": tuple(
            invoice(f"2026-{place}", open_cents=100 + place) for place in range(40)
        ),
        "recipient": "",
        "credits": CREDIT,
    },
}


class TestShippedTexts:
    @pytest.mark.parametrize("language", texts.LANGUAGES)
    @pytest.mark.parametrize("form", texts.FORMS)
    @pytest.mark.parametrize("link", ["", LINK])
    @pytest.mark.parametrize("awkward", AWKWARD.values(), ids=AWKWARD)
    def test_keep_every_rule(
        self, language: Language, form: AddressForm, link: str, awkward: dict[str, Any]
    ) -> None:
        letter = replace(
            LETTER,
            language=language,
            address_form=form,
            link=link,
            call_day=date(2026, 10, 29),
            **awkward,
        )
        for step, given_facts, medium in families.every_text(letter):
            words = families.composed(step, given_facts, medium)

            found = linter.lint(words, step=step, facts=given_facts, medium=medium)

            assert found == (), (step, medium)


strange = st.text(st.characters(codec="utf-8"), max_size=90) | st.sampled_from(
    ["{link}", "{", "}}", "{naam} {bedrag}", "je\nBcc: x", "D" * 5000, "<b>", "Incasso BV", "."]
)


@st.composite
def letter_facts(draw: st.DrawFn) -> LetterFacts:
    count = draw(st.sampled_from([1, 1, 2, 40]))
    invoices = [
        LetterInvoice(
            number=f"{draw(strange)}{place}" if count < 4 else f"2026-{place}",
            due_on=DAY - timedelta(days=draw(st.integers(1, 4000))),
            open_cents=(open_cents := draw(st.integers(1, 999_999_999))),
            payable_cents=open_cents + draw(st.sampled_from([0, 5])),
            held=draw(st.booleans()),
        )
        for place in range(count)
    ]
    return LetterFacts(
        day=DAY,
        sender=draw(st.just("Anna") | strange),
        invoices=tuple(invoices),
        credits=draw(st.sampled_from([(), (LetterCredit("C-7", 500),)])),
        language=draw(st.sampled_from(texts.LANGUAGES)),
        address_form=draw(st.sampled_from(texts.FORMS)),
        recipient=draw(strange),
        company=draw(strange),
        phone=draw(st.sampled_from(["06 12345678", ""])),
        iban=draw(st.sampled_from(["NL91ABNA0417164300", ""])),
        link=draw(st.sampled_from(["", LINK])),
        project=draw(strange),
        email=draw(st.sampled_from(["", "anna@bakker.example"])),
    )


#: How many texts there are to choose from.
TEXTS = len(families.every_text(LETTER))


class TestWhateverTheFacts:
    @given(letter_facts(), strange, st.integers(0, TEXTS - 1))
    def test_no_text_has_a_hole_or_breaks_a_rule(
        self, letter: LetterFacts, own_words: str, place: int
    ) -> None:
        step, before, medium = families.every_text(letter)[place]
        given_facts = _with(before, own_words)
        try:
            words = families.composed(step, given_facts, medium)
        except (EmptyPlaceholder, NothingToAsk):
            return

        found = linter.lint(words, step=step, facts=given_facts, medium=medium)

        assert [each for each in found if each.severity == "error"] == []
        assert "\n" not in words.subject
        assert len(words.body_text) < 20_000
        assert _seen(words) == words.body_text.split()

    @given(letter_facts(), st.text(max_size=400), st.integers(0, TEXTS - 1))
    def test_whatever_an_owner_writes_gets_an_answer(
        self, letter: LetterFacts, body: str, place: int
    ) -> None:
        step, given_facts, medium = families.every_text(letter)[place]
        try:
            words = families.composed(step, given_facts, medium)
        except (EmptyPlaceholder, NothingToAsk):
            return

        written = replace(words, body_text=body, subject=body[:50])
        for remark in linter.lint(written, step=step, facts=given_facts, medium=medium):
            assert remark.code in linter.CODES
            assert reasons.remark(remark, letter.language)


def _with(given_facts: AnyFacts, own_words: str) -> AnyFacts:
    """Put a stranger's words wherever a family takes words."""
    fields = ("partner", "voucher", "lesson", "next_time")
    known = {name: own_words for name in fields if hasattr(given_facts, name)}
    return replace(given_facts, **known)  # type: ignore[arg-type]


def _seen(words: Words) -> list[str]:
    return html.unescape(re.sub(r"<[^>]+>", " ", words.body_html)).split()
