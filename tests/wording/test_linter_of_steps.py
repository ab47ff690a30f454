"""The linter on every text beside the friendly mails, and on what an owner makes of it."""

import html
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.wording import families
from tests.wording.examples import LINK, facts, invoice

from voldaan.wording import letters, linter, paper, reasons, short, texts
from voldaan.wording.asking import NothingToAsk
from voldaan.wording.kinds import AnyFacts, AnyStep
from voldaan.wording.placeholders import EmptyPlaceholder
from voldaan.wording.shapes import (
    AddressForm,
    Language,
    LetterCredit,
    LetterFacts,
    LetterInvoice,
    Medium,
    Remark,
    Words,
)
from voldaan.wording.steps.compose import compose

DAY = date(2026, 10, 22)
LETTER = facts(email="anna@bakker.example")
AWKWARD = {
    "one": (invoice(),),
    "partly paid": (invoice(open_cents=300),),
    "one paused": (invoice(), invoice("2026-050", held=True)),
    "several": (invoice(), invoice("2026-042", open_cents=9000)),
    "many": tuple(invoice(f"2026-{place}", open_cents=100 + place) for place in range(40)),
}


def codes(found: tuple[Remark, ...]) -> list[str]:
    return [remark.code for remark in found]


def edited(
    old: str, new: str, *, step: AnyStep, given_facts: AnyFacts, medium: Medium = "mail"
) -> tuple[Remark, ...]:
    """Lint what an owner made of a text; words kept in the record know no locked list."""
    words = _composed(step, given_facts, medium)
    assert old in words.body_text
    kept = replace(words, body_text=words.body_text.replace(old, new), locked=())
    return linter.lint(kept, step=step, facts=given_facts, medium=medium)


def _composed(step: AnyStep, given_facts: AnyFacts, medium: Medium) -> Words:
    if not isinstance(given_facts, LetterFacts):
        return compose(step, facts=given_facts)  # type: ignore[arg-type]
    if medium == "short":
        return short.compose(step, facts=given_facts)  # type: ignore[arg-type]
    if medium == "paper":
        return paper.compose(step, facts=given_facts)  # type: ignore[arg-type]
    return letters.compose(step, facts=given_facts)  # type: ignore[arg-type]


def every_text(letter: LetterFacts) -> list[tuple[AnyStep, AnyFacts, Medium]]:
    return [
        *((step, given_facts, "mail") for step, given_facts in families.variants(letter)),
        *((step, letter, "short") for step in sorted(short.STEPS)),
        *((step, letter, "paper") for step in sorted(paper.STEPS)),
    ]  # type: ignore[return-value]


class TestShippedTexts:
    @pytest.mark.parametrize("language", texts.LANGUAGES)
    @pytest.mark.parametrize("form", texts.FORMS)
    @pytest.mark.parametrize("link", ["", LINK])
    @pytest.mark.parametrize("invoices", AWKWARD.values(), ids=AWKWARD)
    @pytest.mark.parametrize("recipient", ["", "Dirk"])
    @pytest.mark.parametrize("credits_", [(), (LetterCredit("C-7", 50),)])
    def test_keep_every_rule(
        self,
        language: Language,
        form: AddressForm,
        link: str,
        invoices: tuple[LetterInvoice, ...],
        recipient: str,
        credits_: tuple[LetterCredit, ...],
    ) -> None:
        letter = replace(
            LETTER,
            language=language,
            address_form=form,
            link=link,
            invoices=invoices,
            recipient=recipient,
            credits=credits_,
            call_day=date(2026, 10, 29),
        )
        for step, given_facts, medium in every_text(letter):
            words = _composed(step, given_facts, medium)

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
TEXTS = len(every_text(LETTER))


class TestWhateverTheFacts:
    @given(letter_facts(), strange, st.integers(0, TEXTS - 1))
    def test_no_text_has_a_hole_or_breaks_a_rule(
        self, letter: LetterFacts, own_words: str, place: int
    ) -> None:
        step, before, medium = every_text(letter)[place]
        given_facts = _with(before, own_words)
        try:
            words = _composed(step, given_facts, medium)
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
        step, given_facts, medium = every_text(letter)[place]
        try:
            words = _composed(step, given_facts, medium)
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


class TestLockedSentences:
    NOTICE = families.notice(LETTER)

    def test_are_asked_back_when_they_are_changed_or_left_out(self) -> None:
        changed = edited(
            "binnen veertien dagen",
            "binnen tien dagen",
            step="formal_notice",
            given_facts=self.NOTICE,
        )
        gone = edited(
            "Ik behoud mij ondubbelzinnig het recht op nakoming voor; deze brief stuit de "
            "verjaring.",
            "",
            step="formal_notice",
            given_facts=self.NOTICE,
        )

        assert codes(changed) == ["other_term", "locked_changed"]
        assert "letterlijk" in reasons.remark(changed[-1], "nl")
        assert codes(gone) == ["locked_missing"]

    def test_of_an_english_notice_are_the_dutch_ones_too(self) -> None:
        english = families.notice(replace(LETTER, language="en"))

        found = edited(
            "binnen veertien dagen",
            "binnen tien dagen",
            step="formal_notice",
            given_facts=english,
        )

        assert "locked_changed" in codes(found)

    def test_leave_the_owner_free_around_them(self) -> None:
        found = edited(
            "Ik denk graag mee.",
            "Ik denk graag mee, dat weet je.",
            step="formal_notice",
            given_facts=self.NOTICE,
        )

        assert found == ()

    def test_leave_no_room_for_another_term(self) -> None:
        found = edited(
            "Ik denk graag mee.",
            "Na dagtekening heb je een week.",
            step="formal_notice",
            given_facts=self.NOTICE,
        )

        assert codes(found) == ["other_term"]
        assert found[0].facts == (("word", "Na dagtekening"),)

    def test_allow_a_day_in_a_notice_to_a_business(self) -> None:
        business = families.notice(LETTER, variant="business")

        found = edited(
            "Nieuw werk",
            "Uiterlijk 1 december wil ik het weten. Nieuw werk",
            step="formal_notice",
            given_facts=business,
        )

        assert found == ()


class TestConsequences:
    def test_do_not_belong_in_a_reminder(self) -> None:
        found = edited(
            "Al betaald?",
            "Anders komt de deurwaarder. Al betaald?",
            step="reminder_2",
            given_facts=LETTER,
        )

        assert codes(found) == ["consequence_early"]

    def test_name_a_day_and_a_sum(self) -> None:
        vague = edited(
            "Ik denk graag mee.",
            "Ik denk graag mee.\n\nAnders komt er een deurwaarder.",
            step="formal_notice",
            given_facts=families.notice(LETTER),
        )
        exact = edited(
            "Ik denk graag mee.",
            "Ik denk graag mee.\n\nOp 4 januari gaat € 100 naar een deurwaarder.",
            step="formal_notice",
            given_facts=families.notice(LETTER),
        )

        assert codes(vague) == ["consequence_vague"]
        assert exact == ()

    @pytest.mark.parametrize(
        ("step", "given_facts"),
        [
            ("formal_notice", families.notice(LETTER, confirmed=False)),
            ("final_notice", families.final(LETTER, confirmed=False)),
        ],
    )
    def test_are_confirmed_by_the_owner(self, step: AnyStep, given_facts: AnyFacts) -> None:
        words = _composed(step, given_facts, "mail")

        assert codes(linter.lint(words, step=step, facts=given_facts)) == [
            "consequence_unconfirmed"
        ]


class TestKinds:
    def test_a_notice_begins_with_the_claim(self) -> None:
        notice = families.notice(replace(LETTER, link=LINK))

        found = edited(
            "Hoi Dirk,",
            f"Hoi Dirk, betalen kan hier: {LINK}",
            step="formal_notice",
            given_facts=notice,
        )

        assert [(each.code, each.severity) for each in found] == [("link_early", "warning")]

    def test_a_plan_has_its_link_in_the_first_two_lines(self) -> None:
        plan = families.plan(replace(LETTER, link=LINK))

        found = edited(
            "Dank dat je eerlijk bent.",
            "Dank.\n\nWe spraken elkaar.\n\n",
            step="plan",
            given_facts=plan,
        )

        assert "link_position" in codes(found)

    def test_an_apology_asks_nothing(self) -> None:
        found = edited(
            "Mijn excuses.",
            "Mijn excuses. Bel me even.",
            step="apology",
            given_facts=families.apology(LETTER),
        )

        assert codes(found) == ["asks_nothing"]
        assert reasons.remark(found[0], "nl") == "Dit bericht vraagt niets; haal 1 vraag weg."

    def test_a_thank_you_does_not_blame(self) -> None:
        found = edited(
            "Tot snel!",
            "Jammer dat je te laat was.",
            step="thanks",
            given_facts=families.thanks(LETTER),
        )

        assert codes(found) == ["blame_word"]

    def test_a_short_message_has_forty_words(self) -> None:
        found = edited(
            "Komt het niet uit?",
            "Ik hoop dat alles goed gaat met je bedrijf en met je gezin, en dat het druk is. "
            "Komt het niet uit?",
            step="reminder_1",
            given_facts=LETTER,
            medium="short",
        )

        assert codes(found) == ["too_long"]
        assert dict(found[0].facts)["at_most"] == 40

    def test_a_notice_has_a_hundred_and_thirty_words(self) -> None:
        found = edited(
            "Ik denk graag mee.",
            "Ik denk graag mee. " * 20,
            step="formal_notice",
            given_facts=families.notice(LETTER),
        )

        assert codes(found) == ["too_long"]
        assert dict(found[0].facts)["at_most"] == 130

    def test_a_message_without_a_public_address_links_nowhere(self) -> None:
        found = edited(
            "Tot snel!",
            "Kijk ook op www.example.org.",
            step="thanks",
            given_facts=families.thanks(LETTER),
        )

        assert codes(found) == ["link_unwanted"]


class TestWhatOwnersWrite:
    def test_may_have_plain_spaces_in_amounts(self) -> None:
        found = edited("\xa0", " ", step="reminder_1", given_facts=LETTER)

        assert found == ()

    def test_may_have_a_postscript(self) -> None:
        found = edited(
            "06 12345678\n",
            "06 12345678\n\nPS: mooie website trouwens.\n",
            step="reminder_1",
            given_facts=LETTER,
        )

        assert found == ()

    def test_may_be_without_empty_lines(self) -> None:
        found = edited("\n\n", "\n", step="reminder_2", given_facts=LETTER)

        assert codes(found) == []

    def test_may_be_one_line(self) -> None:
        words = replace(letters.compose("reminder_1", facts=LETTER), body_text="Betaal nu.")

        found = codes(linter.lint(words, step="reminder_1", facts=LETTER))

        assert "call_to_action" not in found
        assert {"no_amount", "no_sender", "no_way_out", "no_already_paid"} <= set(found)

    def test_may_name_what_is_always_in_capitals(self) -> None:
        found = edited(
            "Dank je wel!", "Het IBAN staat hierboven.", step="reminder_1", given_facts=LETTER
        )

        assert found == ()

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ("De meeste klanten betalen op tijd.", "norm_claim"),
            ("82% van mijn klanten betaalt op tijd.", "norm_claim"),
            ("Groet van de afdeling debiteuren.", "persona"),
            ("Dit noopt ons desalniettemin tot haast.", "hard_word"),
        ],
    )
    def test_is_honest_and_plain(self, said: str, code: str) -> None:
        found = edited("Dank je wel!", said, step="reminder_1", given_facts=LETTER)

        assert codes(found) == [code]

    def test_is_shown_the_sentence_that_is_too_long(self) -> None:
        found = edited(
            "Dank je wel!",
            "Ik schrijf dit 2026-041 omdat " + "ik nog even wacht en " * 6 + "hoop.",
            step="reminder_1",
            given_facts=LETTER,
        )

        (remark,) = [each for each in found if each.code == "long_sentence"]
        assert remark.severity == "warning"
        assert dict(remark.facts)["begin"] == "Ik schrijf dit … omdat …"

    def test_names_each_thing_once_and_not_too_many(self) -> None:
        found = edited(
            "Dank je wel!",
            "BETAAL BETAAL " + " ".join(f"GEEF{letter * 3}" for letter in "ABCDEFGH"),
            step="reminder_1",
            given_facts=LETTER,
        )

        shouted = [dict(each.facts)["word"] for each in found if each.code == "capitals"]
        assert shouted == ["BETAAL", "GEEFAAA", "GEEFBBB", "GEEFCCC", "GEEFDDD"]

    @pytest.mark.parametrize(
        "piece",
        [
            "klopt ", "Is klopt ", "maak ", "draag ", "x", "{", "{naam} ", "HALLO ", "a. ",
            "\n", " \n", "\n\n", "Wil je? ", "binnen ", "1 ", "€", "www.", "incasso. ",
            "Ik vraag je ", "de meeste ", "2026-041 ", "\r\n", "\xa0",
        ],
    )  # fmt: skip
    def test_of_twenty_thousand_characters_is_answered_at_once(self, piece: str) -> None:
        notice = families.notice(LETTER)
        words = compose("formal_notice", facts=notice)
        long = replace(words, body_text=(piece * 20_000)[:20_000])

        found = linter.lint(long, step="formal_notice", facts=notice)

        assert len(found) < 60
