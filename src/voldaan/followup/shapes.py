"""What a decision is made of: a client's situation, the policy, and what comes out.

All plain frozen values, so that a situation can be hashed, stored and decided again.
Days are ``date``; amounts are cents.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from voldaan.reasons import Reason

ClientKind = Literal["consumer", "business", "government"]
Channel = Literal["email", "phone", "whatsapp", "sms", "linkedin", "post"]
StepCode = Literal["service_check", "reminder_1", "reminder_2", "call", "decide"]
AddressForm = Literal["je", "u"]
Language = Literal["nl", "en"]

#: The furthest step that may have happened before the first import (house rule).
FURTHEST_FIRST_STEP = "reminder_2"


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """One invoice of which ``open_cents`` (above zero) is still open on the day."""

    id: int
    number: str
    due_on: date
    open_cents: int
    payable_cents: int
    issued_on: date | None = None
    project: str = ""
    held_until: date | None = None  # paused by the owner until and including this day
    hold_reason: str = ""
    known_open_on: date | None = None  # its source said on this day that it was open


@dataclass(frozen=True, slots=True)
class OpenCredit:
    """A credit note (or money on account) of which ``open_cents`` is not yet used."""

    id: int
    number: str
    open_cents: int


@dataclass(frozen=True, slots=True)
class PastStep:
    """A step that reached the client (sent, called, or done before the first import).

    ``counts`` says whether it was a request for money that was not agreed: only those
    count for the gap of five days. ``invoice_ids`` are the invoices it spoke of.
    """

    step: str
    on: date
    invoice_ids: tuple[int, ...] = ()
    counts: bool = True


@dataclass(frozen=True, slots=True)
class PaymentHabit:
    """What is known of how this client paid before: numbers, never a score."""

    paid_count: int = 0
    on_time_count: int = 0
    usual_days_late: int = 0  # median of days after the due date, 0 when on time


@dataclass(frozen=True, slots=True)
class BankCoverage:
    """The unbroken days, both inclusive, whose every payment shows; None: no files."""

    covered_from: date | None = None
    covered_until: date | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that may decide the next step of one client on a day."""

    client_id: int
    client_name: str
    kind: ClientKind = "business"
    language: Language = "nl"
    address_form: AddressForm = "u"
    is_large_organisation: bool = False
    has_email: bool = True
    has_phone: bool = False
    invoices: tuple[OpenInvoice, ...] = ()
    credits: tuple[OpenCredit, ...] = ()
    past_steps: tuple[PastStep, ...] = ()
    habit: PaymentHabit = PaymentHabit()
    bank: BankCoverage = BankCoverage()
    unmatched_cents: int = 0  # money in the bank that is plausibly this client's
    held_until: date | None = None  # pause on the client
    hold_reason: str = ""
    administration_held_until: date | None = None
    administration_hold_reason: str = ""
    message_waiting: bool = False  # a prepared message is ready, on its way or unsure


@dataclass(frozen=True, slots=True)
class PolicyStep:
    """One rung of the ladder.

    ``offset_days`` counts from the due date of the oldest open invoice (before it is
    negative). ``only_if`` names conditions of which one must hold (empty: always).
    ``minimum_gap_days`` is the least number of days since the step before it.
    """

    code: StepCode
    offset_days: int
    channel: Channel
    text_version: str
    only_if: tuple[str, ...] = ()
    minimum_gap_days: int = 5


@dataclass(frozen=True, slots=True)
class Policy:
    """The owner's rules as data, one version; ``followup/data`` ships the Dutch default."""

    version: str
    steps: tuple[PolicyStep, ...]
    gap_days: int = 5  # between two requests for money to one client, all channels
    large_invoice_cents: int = 100_000
    statement_from: int = 2  # this many open invoices make one combined statement
    bank_working_days: int = 3  # bank data may be this many working days old
    grace_days: int = 3  # extra days for known good payers before the first reminder
    good_payer_least: int = 3  # paid invoices before somebody can be a known good payer
    good_payer_percent: int = 80
    quiet_from_hour: int = 18  # Amsterdam time; no message from this hour …
    quiet_until_hour: int = 8  # … until this one
    friday_until_hour: int = 16
    first_contact_furthest: str = FURTHEST_FIRST_STEP
    new_client_call_from_day: int = 6


@dataclass(frozen=True, slots=True)
class Decision:
    """Exactly one of: do a step, wait until a day, ask a person.

    A ``step`` names the invoices it speaks of and what is asked (``asks_cents``, for now
    the open principal less credits). A ``wait`` always has ``wait_until``, the day on
    which the answer may change. ``changes`` are what would change this answer.
    """

    kind: Literal["step", "wait", "ask"]
    client_id: int
    reasons: tuple[Reason, ...]
    step: StepCode | None = None
    channel: Channel | None = None
    text_version: str | None = None
    invoice_ids: tuple[int, ...] = ()
    credit_ids: tuple[int, ...] = ()
    due_since: date | None = None
    open_cents: int = 0
    asks_cents: int = 0
    wait_until: date | None = None
    question: str | None = None
    changes: tuple[Reason, ...] = ()
    cites: tuple[str, ...] = ()
