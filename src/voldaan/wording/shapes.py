"""What wording works on and what it gives: plain frozen values."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from voldaan.reasons import Fact

Language = Literal["nl", "en"]
AddressForm = Literal["je", "u"]
#: ``missed_call``: nobody answered the telephone, so the call is written.
LetterStep = Literal["service_check", "reminder_1", "reminder_2", "missed_call"]
PaperStep = LetterStep
ScriptKind = Literal["call", "service_call"]
Medium = Literal["mail", "short", "paper"]
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class LetterInvoice:
    """One open invoice that the message speaks of; ``open_cents`` is above zero.

    A ``held`` invoice is shown as paused and is not asked for.
    """

    number: str
    due_on: date
    open_cents: int
    payable_cents: int
    issued_on: date | None = None
    held: bool = False

    @property
    def is_partly_paid(self) -> bool:
        """Whether something was paid already, so that less is open than was invoiced.

        >>> LetterInvoice("2026-041", date(2026, 10, 14), 71000, 121000).is_partly_paid
        True
        """
        return self.open_cents < self.payable_cents

    def days_late(self, day: date) -> int:
        """Whole days after the due date on ``day``; 0 on or before it.

        >>> LetterInvoice("2026-041", date(2026, 10, 14), 1, 1).days_late(date(2026, 10, 22))
        8
        """
        return max(0, (day - self.due_on).days)


@dataclass(frozen=True, slots=True)
class LetterCredit:
    """A credit note of which ``open_cents`` (above zero) lowers what is asked."""

    number: str
    open_cents: int


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Everything that may stand in a message to one client on ``day``.

    Empty text means: not known. Without ``link`` the text names ``iban`` and the
    reference; without either, the account number on the invoice. ``call_day`` is given
    only when a call is planned that will really be made. ``reference`` is what the payer
    writes with the payment; left empty, the invoice numbers.
    """

    day: date
    sender: str
    invoices: tuple[LetterInvoice, ...]
    credits: tuple[LetterCredit, ...] = ()
    language: Language = "nl"
    address_form: AddressForm = "u"
    recipient: str = ""  # as addressed: a first name, or "mevrouw De Vries"
    company: str = ""
    phone: str = ""
    iban: str = ""
    link: str = ""
    call_day: date | None = None
    project: str = ""
    reference: str = ""
    email: str = ""  # of the sender; a letter on paper names it


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: the owner's own name, firm, telephone and account."""

    name: str
    company: str = ""
    email: str = ""
    phone: str = ""
    iban: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a message to a client goes to; empty text is not known."""

    name: str = ""
    first_name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class SumLine:
    """One line of the sum behind the amount asked; credits are negative."""

    label: str
    cents: int


@dataclass(frozen=True, slots=True)
class Words:
    """A finished message. ``asks_cents`` is the sum of the lines of ``working``.

    ``body_html`` is a fragment (paragraphs, a table, a link) without styles or scripts.
    ``locked`` are the legal sentences in it, with their facts: an owner may write around
    them but not change them (:mod:`voldaan.wording.locked`). What asks nothing has no
    ``working``; a set-off may ask less than nothing.
    """

    text_version: str
    subject: str
    body_text: str
    body_html: str
    asks_cents: int
    working: tuple[SumLine, ...]
    locked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """One thing to say. ``silence``: then be quiet and count to six. ``hint``: how."""

    key: str
    line: str
    silence: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class CallScript:
    """What to say in a call, in order; the last lines may be for a certain answer only."""

    text_version: str
    lines: tuple[ScriptLine, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """One rule that a message does not keep; ``reasons.remark`` puts it into words."""

    code: str
    severity: Severity = "error"
    facts: tuple[tuple[str, Fact], ...] = ()
