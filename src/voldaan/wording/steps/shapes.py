"""The facts of each family of texts: plain frozen values around the facts of a letter."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from voldaan.wording.shapes import LetterCredit, LetterFacts

Step = Literal[
    "satisfaction",
    "promise",
    "formal_notice",
    "final_notice",
    "plan",
    "set_off",
    "let_go",
    "let_go_note",
    "thanks",
    "apology",
    "invoice_again",
]
#: ``person``: a consumer, and safest for every sole trader. ``business``: the others.
NoticeVariant = Literal["person", "business"]


@dataclass(frozen=True, slots=True)
class SatisfactionFacts:
    """Step 0: ``letter.project`` is done, and ``amount_cents`` will be invoiced for it.

    ``letter.link`` is where the client says yes, ``other_link`` where they say not quite;
    ``letter.invoices`` is empty, as there is none yet.
    """

    letter: LetterFacts
    amount_cents: int
    other_link: str = ""


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """What a client promised: how much, and on which day at the latest.

    ``spoken``: in a call; else they wrote it.
    """

    letter: LetterFacts
    promised_cents: int
    promised_on: date
    spoken: bool = True


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """Step 7: the formal notice, over every claim that can be asked.

    ``costs_cents`` are the collection costs that will be due, with the VAT in them when
    ``vat_in_costs``. A business pays by ``pay_by``; a person has the fourteen days of the
    law, and no printed day. ``contact_days`` are days on which it was spoken of before.
    ``confirmed``: the owner said that the consequence will really follow.
    """

    letter: LetterFacts
    variant: NoticeVariant
    costs_cents: int
    interest_from: date
    pay_by: date | None = None
    contact_days: tuple[date, ...] = ()
    vat_in_costs: bool = False
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class FinalFacts:
    """Step 8: the file goes to ``partner`` on ``hand_over_on`` unless it is paid that day.

    Costs and interest are what is due already; 0 leaves them out. ``costs_due_from`` is the
    first day on which the costs are: for a person the day after the fourteen days of step 7,
    for a business the day after the last day to pay. ``confirmed``: the owner said that the
    hand-over will really follow.
    """

    letter: LetterFacts
    hand_over_on: date
    partner: str
    costs_cents: int = 0
    interest_cents: int = 0
    costs_due_from: date | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Instalment:
    """One instalment: so many cents (above zero), on this day at the latest."""

    due_on: date
    cents: int


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """Step 9: two or more instalments, first one first."""

    letter: LetterFacts
    instalments: tuple[Instalment, ...]


@dataclass(frozen=True, slots=True)
class SetOffFacts:
    """Step 10: what the client owes (the letter) against what the sender owes (``owed``)."""

    letter: LetterFacts
    owed: tuple[LetterCredit, ...]
    set_off_on: date


@dataclass(frozen=True, slots=True)
class LetGoFacts:
    """Step 11, to the client. Only with ``waives`` need the amount not be paid any more."""

    letter: LetterFacts
    waives: bool = False


@dataclass(frozen=True, slots=True)
class LetGoNoteFacts:
    """Step 11, to oneself: why going on is not worth it, and what is learned.

    ``chance_percent`` is 0 to 100, ``minutes`` what going on would take; no VAT, lesson or
    ``next_time`` leaves that line out. ``enforceable_until`` is the last day on which the
    oldest claim can surely still be enforced (BW 7:28: two years for a sale to a consumer;
    3:307 and 3:308: five for the others).
    """

    letter: LetterFacts
    let_go_on: date
    chance_percent: int
    minutes: int
    vat_cents: int = 0
    lesson: str = ""
    next_time: str = ""
    enforceable_until: date | None = None


@dataclass(frozen=True, slots=True)
class ThanksFacts:
    """Step 12: ``paid_cents`` came in for the invoices of the letter.

    ``letter.link`` is where the client gives a mark. A voucher needs its last day.
    """

    letter: LetterFacts
    paid_cents: int
    kept_promise: bool = False
    voucher: str = ""
    voucher_until: date | None = None


@dataclass(frozen=True, slots=True)
class ApologyFacts:
    """A request of ``reminded_on`` for what was paid already: all of the letter.

    ``spoken``: it was a call; else a reminder.
    """

    letter: LetterFacts
    paid_cents: int
    reminded_on: date
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class InvoiceAgainFacts:
    """The invoices of the letter go along once more; ``charged_cents`` stands on them."""

    letter: LetterFacts
    charged_cents: int


StepFacts = (
    SatisfactionFacts
    | PromiseFacts
    | NoticeFacts
    | FinalFacts
    | PlanFacts
    | SetOffFacts
    | LetGoFacts
    | LetGoNoteFacts
    | ThanksFacts
    | ApologyFacts
    | InvoiceAgainFacts
)
