"""Facts of every family of texts, with good defaults, and every text made of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import get_args

from voldaan.law.nl.costs import costs
from voldaan.wording import letters, linter, paper, short
from voldaan.wording.asking import NothingToAsk, asking
from voldaan.wording.kinds import AnyFacts, AnyStep
from voldaan.wording.shapes import LetterCredit, LetterFacts, Medium, Remark, Words
from voldaan.wording.steps.compose import compose
from voldaan.wording.steps.shapes import (
    ApologyFacts,
    FinalFacts,
    Instalment,
    InvoiceAgainFacts,
    LetGoFacts,
    LetGoNoteFacts,
    NoticeFacts,
    PlanFacts,
    PromiseFacts,
    SatisfactionFacts,
    SetOffFacts,
    Step,
    StepFacts,
    ThanksFacts,
)

OTHER_LINK = "https://anna.example/n/7f3a"
STEPS: tuple[Step, ...] = get_args(Step)


def satisfaction(letter: LetterFacts, **changes: object) -> SatisfactionFacts:
    facts = SatisfactionFacts(
        replace(letter, invoices=(), project=letter.project or "de website"),
        amount_cents=121000,
        other_link=OTHER_LINK if letter.link else "",
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def promise(letter: LetterFacts, **changes: object) -> PromiseFacts:
    part = min(60000, _asked(letter))
    facts = PromiseFacts(letter, promised_cents=part, promised_on=date(2026, 11, 5))
    return replace(facts, **changes)  # type: ignore[arg-type]


def notice(letter: LetterFacts, **changes: object) -> NoticeFacts:
    facts = NoticeFacts(
        letter,
        variant="person",
        costs_cents=_by_the_scale(letter),
        interest_from=date(2026, 11, 1),
        pay_by=date(2026, 12, 10),
        confirmed=True,
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def _by_the_scale(letter: LetterFacts) -> int:
    return costs(
        principals_cents=[_asked(letter)], debtor="consumer", default_day=date(2026, 11, 1)
    ).total.cents


def _asked(letter: LetterFacts) -> int:
    try:
        return asking(letter).asks_cents
    except NothingToAsk:
        return 121000


def final(letter: LetterFacts, **changes: object) -> FinalFacts:
    facts = FinalFacts(
        letter,
        hand_over_on=date(2026, 12, 10),
        partner="Incassobureau De Wit",
        costs_cents=18150,
        interest_cents=1234,
        costs_due_from=letter.day,
        confirmed=True,
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def plan(letter: LetterFacts, **changes: object) -> PlanFacts:
    part = _asked(letter) // 3
    terms = (
        Instalment(date(2026, 11, 1), part),
        Instalment(date(2026, 12, 1), part),
        Instalment(date(2027, 1, 1), _asked(letter) - 2 * part),
    )
    return replace(PlanFacts(letter, terms), **changes)  # type: ignore[arg-type]


def set_off(letter: LetterFacts, **changes: object) -> SetOffFacts:
    facts = SetOffFacts(letter, (LetterCredit("88", 20000),), set_off_on=date(2026, 11, 5))
    return replace(facts, **changes)  # type: ignore[arg-type]


def let_go(letter: LetterFacts, **changes: object) -> LetGoFacts:
    return replace(LetGoFacts(letter), **changes)  # type: ignore[arg-type]


def note(letter: LetterFacts, **changes: object) -> LetGoNoteFacts:
    facts = LetGoNoteFacts(
        letter,
        let_go_on=date(2026, 11, 5),
        chance_percent=10,
        minutes=180,
        vat_cents=21000,
        lesson="eerst een aanbetaling vragen.",
        next_time="50% vooraf.",
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def thanks(letter: LetterFacts, **changes: object) -> ThanksFacts:
    facts = ThanksFacts(
        letter,
        paid_cents=121000,
        kept_promise=True,
        voucher="10% korting",
        voucher_until=date(2027, 5, 1),
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def apology(letter: LetterFacts, **changes: object) -> ApologyFacts:
    facts = ApologyFacts(letter, paid_cents=121000, reminded_on=date(2026, 10, 15))
    return replace(facts, **changes)  # type: ignore[arg-type]


def again(letter: LetterFacts, **changes: object) -> InvoiceAgainFacts:
    facts = InvoiceAgainFacts(letter, charged_cents=121000)
    return replace(facts, **changes)  # type: ignore[arg-type]


def variants(letter: LetterFacts) -> Iterator[tuple[Step, StepFacts]]:
    """Go by every step in every shape that it has."""
    contacts = (date(2026, 10, 15), date(2026, 10, 22))
    yield "satisfaction", satisfaction(letter)
    yield "promise", promise(letter)
    yield "promise", promise(letter, spoken=False)
    yield "formal_notice", notice(letter)
    yield "formal_notice", notice(letter, contact_days=contacts, vat_in_costs=True)
    yield "formal_notice", notice(letter, variant="business", contact_days=contacts)
    yield "final_notice", final(letter)
    yield "final_notice", final(letter, costs_cents=0)
    yield "final_notice", final(letter, interest_cents=0)
    yield "final_notice", final(letter, costs_cents=0, interest_cents=0)
    yield "plan", plan(letter)
    yield "set_off", set_off(letter)
    yield "set_off", set_off(letter, owed=(LetterCredit("88", 1), LetterCredit("89", 10**9)))
    yield "let_go", let_go(letter)
    yield "let_go", let_go(letter, waives=True)
    yield "let_go_note", note(letter)
    yield "let_go_note", note(letter, enforceable_until=date(2028, 10, 14))
    yield "let_go_note", note(letter, vat_cents=0, lesson="", next_time="")
    yield "thanks", thanks(letter)
    yield "thanks", thanks(letter, kept_promise=False, voucher="", voucher_until=None)
    yield "apology", apology(letter)
    yield "apology", apology(letter, spoken=True)
    yield "invoice_again", again(letter)


def codes(found: tuple[Remark, ...]) -> list[str]:
    return [remark.code for remark in found]


def edited(
    old: str, new: str, *, step: AnyStep, given_facts: AnyFacts, medium: Medium = "mail"
) -> tuple[Remark, ...]:
    """Lint what an owner made of a text; words kept in the record know no locked list."""
    words = composed(step, given_facts, medium)
    assert old in words.body_text
    kept = replace(words, body_text=words.body_text.replace(old, new), locked=())
    return linter.lint(kept, step=step, facts=given_facts, medium=medium)


def composed(step: AnyStep, given_facts: AnyFacts, medium: Medium) -> Words:
    if not isinstance(given_facts, LetterFacts):
        return compose(step, facts=given_facts)  # type: ignore[arg-type]
    if medium == "short":
        return short.compose(step, facts=given_facts)  # type: ignore[arg-type]
    if medium == "paper":
        return paper.compose(step, facts=given_facts)  # type: ignore[arg-type]
    return letters.compose(step, facts=given_facts)  # type: ignore[arg-type]


def every_text(letter: LetterFacts) -> list[tuple[AnyStep, AnyFacts, Medium]]:
    """List every text beside the friendly mails."""
    return [
        *((step, given_facts, "mail") for step, given_facts in variants(letter)),
        *((step, letter, "short") for step in sorted(short.STEPS)),
        *((step, letter, "paper") for step in sorted(paper.STEPS)),
    ]  # type: ignore[return-value]
