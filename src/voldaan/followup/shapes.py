"""What a decision is made of: a client's situation, the policy, and what comes out.

All plain frozen values, so that a situation can be hashed, stored and decided again.
Days are ``date``; amounts are cents.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from voldaan.money import LARGEST_CENTS
from voldaan.reasons import Reason

ClientKind = Literal["consumer", "business", "government"]
Channel = Literal["email", "phone", "whatsapp", "sms", "linkedin", "post"]
#: ``by_table``: chosen on the day, by number of invoices, amount and age.
RungChannel = Literal["email", "phone", "whatsapp", "sms", "linkedin", "post", "by_table"]
StepCode = Literal["service_check", "reminder_1", "reminder_2", "call", "decide"]
AddressForm = Literal["je", "u"]
StoppedFor = Literal["", "insolvency", "debt_help"]
#: Kinds of clients that may have a ladder of their own; ``small_invoice`` is one that owes
#: one small invoice.
LadderName = Literal[
    "standard",
    "new",
    "small_invoice",
    "good_payer",
    "a_client",
    "consumer",
    "business",
    "government",
    "large_organisation",
]
Language = Literal["nl", "en"]

#: The steps of a ladder, in the only order they can have.
STEP_CODES: tuple[StepCode, ...] = (
    "service_check",
    "reminder_1",
    "reminder_2",
    "call",
    "decide",
)

#: The furthest step that our own first contact may be, whatever went before the first
#: import (house rule).
FURTHEST_FIRST_STEP = "reminder_2"

#: What a rung may ask (``only_if``); see :mod:`voldaan.followup.ladder`.
CONDITIONS = frozenset(
    {
        "new_client",
        "large_invoice",
        "good_payer",
        "not_good_payer",
        "consumer",
        "business",
        "government",
        "large_organisation",
    }
)

#: No policy asks one client for money more often than this.
SHORTEST_GAP_DAYS = 5

#: The largest number of days in a policy: a hundred years.
LONGEST_DAYS = 36_525


#: A field that was added when decisions were stored already. At its default it is not
#: written, so that what was stored before keeps its fingerprint and is decided again.
LATER = {"later": True}


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
    disputed_on: tuple[date, ...] = field(
        default=(), metadata=LATER
    )  # the client called this one wrong on these days, and nobody said: solved


@dataclass(frozen=True, slots=True)
class OpenCredit:
    """A credit note (or money on account) of which ``open_cents`` is not yet used."""

    id: int
    number: str
    open_cents: int


@dataclass(frozen=True, slots=True)
class PastStep:
    """A step that reached the client (sent, called, or done before the first import).

    A call that nobody answered did not reach the client and is not a past step.
    ``counts`` says whether it was a request for money that was not agreed: those count for
    the gap of five days, and where the policy says so a check too. ``invoice_ids`` are the
    invoices it spoke of; empty: all that were issued (a check) or past due (a request) by
    then. ``before_import``: the owner did it before Voldaan came.
    """

    step: str
    on: date
    invoice_ids: tuple[int, ...] = ()
    counts: bool = True
    before_import: bool = False


@dataclass(frozen=True, slots=True)
class PaymentHabit:
    """What is known of how this client paid before: numbers, never a score."""

    paid_count: int = 0
    on_time_count: int = 0
    usual_days_late: int = 0  # median of days after the due date, 0 when on time


@dataclass(frozen=True, slots=True)
class PayRhythm:
    """The day on which a client usually pays: a weekday (Monday is 1) or day of the month.

    Of ``of`` payments ``count`` came then; both 0 when the client said so. Day 31 is the
    last of any month.
    """

    by: Literal["weekday", "monthday"]
    number: int
    count: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Unread:
    """Answers of a person that nobody has read yet, and what the newest seems to mean."""

    count: int
    came_on: date
    meaning: str
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class CallTry:
    """A call that nobody answered. ``hour`` is Amsterdam time, -1 when not known."""

    on: date
    hour: int = -1


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
    email_bounced: bool = field(
        default=False, metadata=LATER
    )  # a mail server refused the address for good
    uses_whatsapp: bool = field(default=False, metadata=LATER)  # with this firm, already
    uses_sms: bool = field(default=False, metadata=LATER)
    has_linkedin: bool = field(default=False, metadata=LATER)
    has_post: bool = field(default=False, metadata=LATER)  # a postal address is known
    is_a_client: bool = field(default=False, metadata=LATER)
    preferred_channel: Channel | None = field(default=None, metadata=LATER)
    rhythm: PayRhythm | None = field(default=None, metadata=LATER)
    unread: Unread | None = field(default=None, metadata=LATER)
    stopped_for: StoppedFor = field(default="", metadata=LATER)
    call_tries: tuple[CallTry, ...] = field(
        default=(), metadata=LATER
    )  # since the last contact, oldest first
    confirmed: tuple[StepCode, ...] = field(
        default=(), metadata=LATER
    )  # whose consequence the owner confirmed
    disputed_on: tuple[date, ...] = field(default=(), metadata=LATER)  # nobody said: solved
    said_paid: tuple[date, ...] = field(default=(), metadata=LATER)  # since money last came


@dataclass(frozen=True, slots=True)
class PolicyStep:
    """One rung of the ladder.

    ``offset_days`` counts from the due date of the oldest open invoice (before it is
    negative). ``only_if`` names conditions of which one must hold (empty: always).
    ``minimum_gap_days`` is the least number of days since the last request for money.
    ``text_version`` names the text for wording; ``decide`` has no channel and no text.
    On ``autopilot`` the message leaves without a press; ``if_confirmed`` asks the owner
    first whether the consequence that it names will really follow.
    """

    code: StepCode
    offset_days: int
    channel: RungChannel | None = None
    text_version: str = ""
    only_if: tuple[str, ...] = ()
    minimum_gap_days: int = 5
    autopilot: bool = field(default=False, metadata=LATER)
    if_confirmed: bool = field(default=False, metadata=LATER)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs for one kind of client, in the order in which they are taken."""

    name: LadderName
    steps: tuple[PolicyStep, ...]


class BadPolicy(ValueError):
    """A policy contradicts itself or a house rule; carries what is wrong."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


@dataclass(frozen=True, slots=True)
class Policy:
    """The owner's rules as data, one version; ``followup/data`` ships the Dutch default.

    ``steps`` is the standard ladder; ``ladders`` are those of kinds of clients.

    Raises :class:`BadPolicy` when it contradicts itself: rungs out of order or twice, a
    check after the due date, an unknown condition, a gap under five days, hours that
    leave no time to send, two ladders of one name.
    """

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
    friday_until_hour: int = (
        16  # the quiet of Fridays; up to quiet_until_hour: nothing on Fridays
    )
    first_contact_furthest: str = FURTHEST_FIRST_STEP
    new_client_call_from_day: int = 6  # days after the due date, at the earliest
    ladders: tuple[Ladder, ...] = field(default=(), metadata=LATER)
    small_invoice_cents: int = field(
        default=25_000, metadata=LATER
    )  # under this an invoice is small
    many_invoices: int = field(
        default=5, metadata=LATER
    )  # from this many on, one speaks to the payables desk
    rhythm_days: int = field(
        default=0, metadata=LATER
    )  # how long a reminder may wait for the usual pay day
    most_calls: int = field(
        default=2, metadata=LATER
    )  # unanswered, before another channel is tried
    one_step_a_day: bool = field(
        default=False, metadata=LATER
    )  # the day of a contact has no other, whatever it was about
    other_way_without_email: bool = field(
        default=False, metadata=LATER
    )  # without a known address: another written channel before the question
    checks_count: bool = field(
        default=False, metadata=LATER
    )  # a check is a contact too: it keeps the gap, and gives way to a request
    asks_if_solved: bool = field(
        default=False, metadata=LATER
    )  # after the quiet of a dispute a person says whether it is solved

    def __post_init__(self) -> None:
        _check_numbers(self)
        _check_steps(self.steps)
        names = [ladder.name for ladder in self.ladders]
        if len(set(names)) != len(names) or "standard" in names:
            raise BadPolicy(f"ladders {', '.join(names)}: double, or named standard")
        for ladder in self.ladders:
            _check_steps(ladder.steps)
        if self.first_contact_furthest not in STEP_CODES:
            raise BadPolicy(f"first_contact_furthest {self.first_contact_furthest!r}")


def _check_numbers(policy: Policy) -> None:
    bounds = (
        ("gap_days", SHORTEST_GAP_DAYS, LONGEST_DAYS),
        ("large_invoice_cents", 0, LARGEST_CENTS),
        ("statement_from", 2, LONGEST_DAYS),
        ("bank_working_days", 0, 366),
        ("grace_days", 0, LONGEST_DAYS),
        ("good_payer_least", 1, LONGEST_DAYS),
        ("good_payer_percent", 0, 100),
        ("quiet_until_hour", 0, 23),
        ("quiet_from_hour", policy.quiet_until_hour + 1, 24),
        ("friday_until_hour", 0, 24),
        ("new_client_call_from_day", 0, LONGEST_DAYS),
        ("small_invoice_cents", 0, LARGEST_CENTS),
        ("many_invoices", 2, LONGEST_DAYS),
        ("rhythm_days", 0, 14),
        ("most_calls", 1, 9),
    )
    for name, least, most in bounds:
        if not least <= getattr(policy, name) <= most:
            raise BadPolicy(f"{name} {getattr(policy, name)}, expected {least} to {most}")


def _check_steps(steps: tuple[PolicyStep, ...]) -> None:
    codes = [step.code for step in steps]
    is_in_order = codes[-1:] == ["decide"] or "decide" not in codes
    is_in_order &= codes[:1] == ["service_check"] or "service_check" not in codes
    if len(set(codes)) != len(codes) or not is_in_order:
        raise BadPolicy(f"steps {', '.join(codes)}: order or double")
    offsets = [step.offset_days for step in steps]
    if offsets != sorted(offsets):
        raise BadPolicy(f"offset_days {offsets}: not in order")
    for step in steps:
        if (step.offset_days < 0) != (step.code == "service_check") or not (
            0 < abs(step.offset_days) <= LONGEST_DAYS
        ):
            raise BadPolicy(f"{step.code}: offset_days {step.offset_days}")
        if not 0 <= step.minimum_gap_days <= LONGEST_DAYS:
            raise BadPolicy(f"{step.code}: minimum_gap_days {step.minimum_gap_days}")
        if (step.channel is None) != (step.code == "decide"):
            raise BadPolicy(f"{step.code}: channel {step.channel}")
        for condition in step.only_if:
            if condition not in CONDITIONS:
                raise BadPolicy(f"{step.code}: only_if {condition!r}")


@dataclass(frozen=True, slots=True)
class Decision:
    """Exactly one of: do a step, wait until a day, ask a person.

    A ``step`` names the invoices it speaks of and what is asked (``asks_cents``, for now
    the open principal less credits; 0 for a service check, which asks for no money).
    A ``wait`` always has ``wait_until``, the first day on which the answer may change by
    itself. An ``ask`` has a ``question`` (see ``codes.QUESTIONS``) and no step.
    ``open_cents`` and ``due_since`` (the oldest due date) are of the invoices named.
    ``changes`` are what would change this answer.
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
    ladder: LadderName = field(default="standard", metadata=LATER)
    autopilot: bool = field(
        default=False, metadata=LATER
    )  # the message may leave without a press
