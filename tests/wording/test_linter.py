import html
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.wording.examples import LINK, facts, invoice

from voldaan.wording import letters, linter, texts
from voldaan.wording.asking import NothingToAsk
from voldaan.wording.placeholders import EmptyPlaceholder
from voldaan.wording.shapes import (
    AddressForm,
    Language,
    LetterCredit,
    LetterFacts,
    LetterInvoice,
    LetterStep,
    Words,
)

DAY = date(2026, 10, 22)
STEPS: tuple[LetterStep, ...] = ("service_check", "reminder_1", "reminder_2", "missed_call")

lines_of_text = st.text(st.characters(codec="utf-8"), min_size=1, max_size=90)
numbers = st.builds("{}{}".format, lines_of_text, st.integers(0, 9999)) | st.integers(
    0, 10**60
).map(str)
cents = st.integers(1, 999_999_999)


@st.composite
def letter_facts(draw: st.DrawFn) -> LetterFacts:
    count = draw(st.sampled_from([1, 1, 2, 3, 40]))
    invoices = [
        LetterInvoice(
            number=f"{draw(numbers)}{place}" if count < 4 else f"2026-{place}",
            due_on=DAY - timedelta(days=draw(st.integers(1, 4000))),
            open_cents=(open_cents := draw(cents)),
            payable_cents=open_cents + draw(st.sampled_from([0, 0, 5])),
            held=draw(st.booleans()),
        )
        for place in range(count)
    ]
    return LetterFacts(
        day=DAY,
        sender=draw(st.just("Anna") | lines_of_text),
        invoices=tuple(invoices),
        credits=draw(st.sampled_from([(), (LetterCredit("C-7", 500),)])),
        language=draw(st.sampled_from(texts.LANGUAGES)),
        address_form=draw(st.sampled_from(texts.FORMS)),
        recipient=draw(st.just("") | lines_of_text),
        company=draw(st.just("") | lines_of_text),
        phone="06 12345678",
        iban="NL91ABNA0417164300",
        link=draw(st.sampled_from(["", LINK])),
        call_day=draw(st.sampled_from([None, date(2026, 10, 29)])),
    )


def remarks(words: Words, *, step: LetterStep = "reminder_1", **changes: str) -> list[str]:
    found = linter.lint(words, step=step, facts=facts(**changes))
    return [remark.code for remark in found]


def reminder(**changes: str) -> Words:
    return letters.compose("reminder_1", facts=facts(**changes))


def rewritten(old: str, new: str, **changes: str) -> Words:
    words = reminder(**changes)
    assert old in words.body_text
    return replace(words, body_text=words.body_text.replace(old, new))


class TestShippedTexts:
    @pytest.mark.parametrize("step", STEPS)
    @pytest.mark.parametrize("language", texts.LANGUAGES)
    @pytest.mark.parametrize("form", texts.FORMS)
    @pytest.mark.parametrize("count", [1, 2, 40])
    def test_keep_every_rule(
        self, step: LetterStep, language: Language, form: AddressForm, count: int
    ) -> None:
        given_facts = facts(
            *(
                invoice(f"2026-{place}", open_cents=100 + place, payable_cents=500)
                for place in range(count)
            ),
            language=language,
            address_form=form,
            link=LINK if count == 40 else "",
            credits=(LetterCredit("C-7", 50),),
            call_day=date(2026, 10, 29),
        )

        words = letters.compose(step, facts=given_facts)

        assert linter.lint(words, step=step, facts=given_facts) == ()

    @pytest.mark.parametrize("step", STEPS)
    @pytest.mark.parametrize("language", texts.LANGUAGES)
    @pytest.mark.parametrize("form", texts.FORMS)
    def test_are_short_however_you_count(
        self, step: LetterStep, language: Language, form: AddressForm
    ) -> None:
        given_facts = facts(language=language, address_form=form, call_day=date(2026, 10, 29))

        words = letters.compose(step, facts=given_facts)

        assert len(words.body_text.split()) <= linter.WORDS_AT_MOST

    @given(letter_facts(), st.sampled_from(STEPS))
    def test_keep_every_rule_whatever_the_facts(
        self, given_facts: LetterFacts, step: LetterStep
    ) -> None:
        try:
            words = letters.compose(step, facts=given_facts)
        except (NothingToAsk, EmptyPlaceholder):
            return

        found = linter.lint(words, step=step, facts=given_facts)

        assert [remark for remark in found if remark.severity == "error"] == []
        assert "\n" not in words.subject
        assert sum(line.cents for line in words.working) == words.asks_cents
        assert _said(words.body_html) == words.body_text.split()


def _said(html_text: str) -> list[str]:
    """The words a reader sees of the HTML."""
    return html.unescape(re.sub(r"<[^>]+>", " ", html_text)).split()


class TestCallToAction:
    def test_is_missing_when_nothing_is_asked(self) -> None:
        words = rewritten("Wil je het bedrag deze week overmaken naar", "Mijn rekening is")

        assert remarks(words) == ["call_to_action"]

    def test_is_one_only(self) -> None:
        words = rewritten("Waarschijnlijk", "Bel me vandaag. Waarschijnlijk")

        (remark,) = linter.lint(words, step="reminder_1", facts=facts())

        assert (remark.code, remark.facts) == ("call_to_action", (("found", 2),))

    def test_may_not_hide_in_a_row_of_requests(self) -> None:
        words = rewritten("2026-041?", "2026-041? Bel me. Kies een dag.")

        assert remarks(words) == ["call_to_action"]

    def test_may_not_hide_behind_a_way_out(self) -> None:
        words = rewritten("Antwoord dan gerust op deze mail", "Betaal dan vandaag nog")

        assert remarks(words) == ["call_to_action"]


class TestFactsTogether:
    def test_misses_what_the_subject_leaves_out(self) -> None:
        words = replace(reminder(), subject="Even een seintje")

        found = linter.lint(words, step="reminder_1", facts=facts())

        assert [(remark.code, remark.facts) for remark in found] == [
            ("no_amount", (("where", "subject"),)),
            ("no_due_date", (("where", "subject"),)),
            ("no_number", (("where", "subject"),)),
        ]


class TestSender:
    def test_is_a_person_with_a_phone(self) -> None:
        words = rewritten("Groet,\nAnna Bakker, Studio Bakker\n06 12345678", "Groet")

        assert remarks(words) == ["no_sender", "no_phone"]

    def test_is_only_remarked_on_when_nobody_is_known(self) -> None:
        words = reminder(sender="", phone="")

        found = linter.lint(words, step="reminder_1", facts=facts(sender="", phone=""))

        assert [(remark.code, remark.severity) for remark in found] == [
            ("no_sender", "warning"),
            ("no_phone", "warning"),
        ]

    def test_can_be_answered(self) -> None:
        words = rewritten("Dank je wel!", "Dit is een no-reply adres.")

        assert remarks(words) == ["no_reply"]


class TestWayToPay:
    def test_stands_in_the_first_two_lines(self) -> None:
        words = rewritten(
            "Factuur 2026-041 staat nog open.", "Factuur 2026-041\nstaat open.", link=LINK
        )

        assert remarks(words, link=LINK) == ["link_position"]

    def test_is_the_link_when_there_is_one(self) -> None:
        words = rewritten(LINK, "", link=LINK)

        assert "no_link" in remarks(words, link=LINK)

    def test_is_never_a_link_that_nobody_gave(self) -> None:
        words = rewritten("Dank je wel!", "Zie www.example.org voor meer.")

        assert remarks(words) == ["link_unwanted"]

    def test_names_account_and_reference(self) -> None:
        words = rewritten("NL91 ABNA 0417 1643 00", "mij")

        assert remarks(words) == ["no_account"]
        assert remarks(reminder(iban=""), iban="") == ["no_account"]


class TestExits:
    def test_leave_room_for_what_is_wrong_and_what_was_paid(self) -> None:
        words = rewritten("Klopt er iets niet, of komt het niet uit?", "Wist je dat?")
        paid = rewritten("Al betaald? Dan hoef je niets te doen.", "")

        assert "no_way_out" in remarks(words)
        assert remarks(paid) == ["no_already_paid"]


class TestLanguage:
    def test_is_short(self) -> None:
        words = rewritten("Dank je wel!", "Nog wat. " * 40)

        assert remarks(words) == ["too_long"]

    def test_has_short_sentences(self) -> None:
        words = reminder()
        body = words.body_text.replace(" Dank je wel!", "").replace(". ", " en ")
        long = replace(words, body_text=body.replace("Waarschijnlijk", "dan " * 30))

        assert "long_sentences" in remarks(long)

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ("Derhalve schrijf ik.", "hard_word"),
            ("Dit is een schande.", "moral_word"),
            ("Je bent te laat.", "blame_word"),
            ("Dit is BELANGRIJK nieuws.", "capitals"),
            ("Dank je wel, {naam}.", "placeholder_left"),
        ],
    )
    def test_is_kind_and_plain(self, said: str, code: str) -> None:
        assert remarks(rewritten("Dank je wel!", said)) == [code]

    def test_may_speak_of_being_late_from_the_third_step_on(self) -> None:
        words = letters.compose("reminder_2", facts=facts())
        late = replace(
            words, body_text=words.body_text.replace("Al bet", "Dit is te laat. Al bet")
        )

        assert remarks(late, step="reminder_2") == []

    def test_leaves_words_alone_that_are_also_a_number(self) -> None:
        given_facts = facts(invoice("je"))

        words = letters.compose("reminder_1", facts=given_facts)

        assert linter.lint(words, step="reminder_1", facts=given_facts) == ()

    def test_is_on_one_line_in_the_subject(self) -> None:
        words = reminder()

        assert remarks(replace(words, subject=words.subject + "\nBcc:")) == ["subject_breaks"]

    def test_fills_in_the_greeting(self) -> None:
        assert remarks(rewritten("Hoi Dirk,", "Hoi {naam},")) == ["placeholder_left"]
