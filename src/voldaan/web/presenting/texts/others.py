"""The texts that are no step of the friendly ladder: when each is used, and an example."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from voldaan import days
from voldaan.law.answers import Impossible
from voldaan.law.nl.costs import costs
from voldaan.law.tables.shapes import NotCovered
from voldaan.wording.shapes import LetterCredit, LetterFacts
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

_PROJECT = {"nl": "de nieuwe website", "en": "the new website"}
_PARTNER = {"nl": "Incassobureau Voorbeeld", "en": "Example Collections"}
_LESSON = {"nl": "eerst een aanbetaling vragen.", "en": "ask for a first payment."}
_INTEREST_CENTS = 1_234  # made up, as all of the example
_OWED_CENTS = 20_000
_PERCENT, _MINUTES = 10, 180


@dataclass(frozen=True, slots=True)
class Other:
    """One text: its name and when it is used, and how its example is made.

    ``days_late``: how long after the due date it would be written. ``is_reply``: it is an
    answer to what a client wrote, and used now; the others are not sent yet.
    ``on_paper``: it is fit for paper as it is.
    """

    name: Any
    used: Any
    step: Step
    days_late: int
    facts: Callable[[LetterFacts], StepFacts]
    is_reply: bool = False
    on_paper: bool = False


def _asked(letter: LetterFacts) -> int:
    return sum(invoice.open_cents for invoice in letter.invoices)


def _again(letter: LetterFacts) -> StepFacts:
    return InvoiceAgainFacts(replace(letter, link=""), charged_cents=_asked(letter))


def _apology(letter: LetterFacts) -> StepFacts:
    reminded_on = days.shift(letter.day, -3)
    return ApologyFacts(replace(letter, link=""), _asked(letter), reminded_on=reminded_on)


def _promise(letter: LetterFacts) -> StepFacts:
    on = days.next_working_day(days.shift(letter.day, 7))
    return PromiseFacts(replace(letter, link=""), _asked(letter), on, spoken=False)


def _satisfaction(letter: LetterFacts) -> StepFacts:
    asked_cents = _asked(letter)
    early = replace(letter, invoices=(), project=_PROJECT[letter.language])
    return SatisfactionFacts(early, asked_cents, other_link=letter.link)


def _plan(letter: LetterFacts) -> StepFacts:
    part = _asked(letter) // 3
    first = days.shift(letter.day, 7)
    cents = (part, part, _asked(letter) - 2 * part)
    terms = (Instalment(days.shift(first, 30 * at), each) for at, each in enumerate(cents))
    return PlanFacts(letter, tuple(terms))


def _set_off(letter: LetterFacts) -> StepFacts:
    return SetOffFacts(
        letter, (LetterCredit("88", _OWED_CENTS),), set_off_on=days.shift(letter.day, 7)
    )


def _costs(letter: LetterFacts) -> int:
    """Give the costs of the scale; 0 on a day of which the figures are not known."""
    try:
        found = costs(
            principals_cents=[_asked(letter)], debtor="consumer", default_day=letter.day
        )
    except (Impossible, NotCovered):
        return 0
    return found.total.cents


def _notice_person(letter: LetterFacts) -> NoticeFacts:
    newest = max(invoice.due_on for invoice in letter.invoices)
    return NoticeFacts(
        letter,
        variant="person",
        costs_cents=_costs(letter),
        interest_from=days.shift(newest, 1),
        contact_days=(days.shift(newest, 1), days.shift(newest, 8)),
        confirmed=True,
    )


def _notice_business(letter: LetterFacts) -> StepFacts:
    pay_by = days.next_working_day(days.shift(letter.day, 14))
    person = _notice_person(letter)
    return replace(person, variant="business", pay_by=pay_by)


def _final(letter: LetterFacts) -> StepFacts:
    return FinalFacts(
        letter,
        hand_over_on=days.next_working_day(days.shift(letter.day, 10)),
        partner=_PARTNER[letter.language],
        costs_cents=_costs(letter),
        interest_cents=_INTEREST_CENTS,
        costs_due_from=letter.day,
        confirmed=True,
    )


def _note(letter: LetterFacts) -> StepFacts:
    return LetGoNoteFacts(
        letter,
        let_go_on=letter.day,
        chance_percent=_PERCENT,
        minutes=_MINUTES,
        lesson=_LESSON[letter.language],
    )


def _thanks(letter: LetterFacts) -> StepFacts:
    return ThanksFacts(letter, paid_cents=_asked(letter), kept_promise=True)


OTHERS: Mapping[str, Other] = {
    "invoice_again": Other(
        _("The invoice once more"), _("When a client writes that the invoice never came."),
        "invoice_again", 12, _again, is_reply=True,
    ),
    "apology": Other(
        _("Sorry"), _("When the money was there already and a reminder went out."),
        "apology", 12, _apology, is_reply=True,
    ),
    "promise": Other(
        _("What you agreed"), _("When a client names the day on which they will pay."),
        "promise", 12, _promise, is_reply=True,
    ),
    "satisfaction": Other(
        _("Are you satisfied?"), _("Before the invoice: is the work as your client wished?"),
        "satisfaction", 1, _satisfaction,
    ),
    "plan": Other(
        _("Paying in parts"), _("When everything at once is too much for your client."),
        "plan", 25, _plan,
    ),
    "set_off": Other(
        _("Set off against each other"), _("When you have an invoice of your client to pay."),
        "set_off", 25, _set_off,
    ),
    "notice_person": Other(
        _("Formal notice to a person"),
        _("When friendly words did not help: fourteen days to pay without costs."),
        "formal_notice", 35, _notice_person, on_paper=True,
    ),
    "notice_business": Other(
        _("Formal notice to a company"),
        _("When friendly words did not help: a last day to pay without costs."),
        "formal_notice", 35, _notice_business, on_paper=True,
    ),
    "final_notice": Other(
        _("Final notice"), _("The last letter before a collection partner takes over."),
        "final_notice", 55, _final, on_paper=True,
    ),
    "let_go": Other(
        _("Letting go"), _("When you stop asking, and tell your client so."),
        "let_go", 90, LetGoFacts,
    ),
    "let_go_note": Other(
        _("Note to yourself"), _("When you let go: why, and what you do next time."),
        "let_go_note", 90, _note,
    ),
    "thanks": Other(
        _("Thank you"), _("When everything is paid."), "thanks", 12, _thanks,
    ),
}  # fmt: skip


def example(code: str, *, letter: LetterFacts) -> StepFacts:
    """Give the made-up facts of a text, with invoices as old as they are by then."""
    other = OTHERS[code]
    due_on = days.shift(letter.day, -other.days_late)
    shift = (letter.invoices[0].due_on - due_on).days
    aged = tuple(
        replace(each, due_on=days.shift(each.due_on, -shift)) for each in letter.invoices
    )
    return other.facts(replace(letter, invoices=aged, call_day=None))
