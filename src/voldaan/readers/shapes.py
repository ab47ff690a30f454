"""The plain facts that come out of any file, whatever its format.

Every reader is one file of one shape: ``FORMAT``, ``recognises(head)`` and
``read(source, name)`` giving a :class:`ReadFile`. Amounts are exact and never repaired.
"""

from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

Severity = Literal["error", "warning"]
Facts = MappingProxyType[str, str]


def facts(**found: object) -> Facts:
    """Freeze the facts of a problem; every value as text."""
    return MappingProxyType({name: str(value) for name, value in found.items()})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, as facts; faces turn ``code`` and ``facts`` into words.

    ``where`` names a file, line or element ("line 12", "Ntry 3/Amt"). An ``error`` means
    that the thing at ``where`` is left out; a ``warning`` that it is taken as it stands.
    """

    code: str
    where: str
    severity: Severity = "error"
    facts: Facts = field(default_factory=facts)


@dataclass(frozen=True, slots=True)
class BankLine:
    """One movement on a bank account. Credit is positive, debit negative.

    ``amount_cents`` is None only when the bank states a fraction of a cent; ``amount``
    then holds what stands in the file. ``pending`` lines are not money yet.
    ``bank_id`` is the bank's own lasting id of the movement, where it gives one.
    """

    booked_on: date
    amount_cents: int | None
    value_on: date | None = None
    amount: str | None = None
    pending: bool = False
    name: str | None = None
    iban: str | None = None
    text: str = ""
    reference: str | None = None
    end_to_end_id: str | None = None
    bank_id: str | None = None
    return_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of one account: its days (both inclusive), balances and lines.

    ``adds_up`` is None when a balance is missing. ``first_day`` and ``last_day`` are
    what the bank states, or None: coverage is never guessed from the lines.
    """

    account: str
    currency: str = "EUR"
    number: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    opening_cents: int | None = None
    closing_cents: int | None = None
    adds_up: bool | None = None
    lines: tuple[BankLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer as the invoice states it."""

    name: str | None = None
    vat: str | None = None
    kvk: str | None = None
    email: str | None = None
    phone: str | None = None
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came inside another one."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of an invoice with a day of its own."""

    due_on: date | None
    cents: int


@dataclass(frozen=True, slots=True)
class GAccount:
    """The part of an invoice that goes to the seller's blocked account (G-rekening)."""

    iban: str | None
    cents: int


@dataclass(frozen=True, slots=True)
class PaidPart:
    """Money that an invoice received before, as the books of a firm tell it."""

    paid_on: date
    cents: int


InvoiceKind = Literal["invoice", "credit_note"]


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice or credit note as stated; the sign of ``payable_cents`` too.

    ``open_cents`` is set when the file says what is still open (a list of open
    invoices, an audit file); None when it only says what was payable. ``instalments``
    is empty when all is due on ``due_on``, which else is the first of their days.
    """

    number: str
    kind: InvoiceKind = "invoice"
    issued_on: date | None = None
    due_on: date | None = None
    currency: str = "EUR"
    payable_cents: int | None = None
    payable: str | None = None
    open_cents: int | None = None
    net_cents: int | None = None
    vat_cents: int | None = None
    seller: Party = Party()
    buyer: Party = Party()
    iban: str | None = None
    payment_reference: str | None = None
    credits_number: str | None = None
    order_reference: str | None = None
    description: str | None = None
    document: Attachment | None = None  # the invoice as people read it, where it came along
    instalments: tuple[Instalment, ...] = ()
    g_account: GAccount | None = None
    paid: tuple[PaidPart, ...] = ()  # oldest first; only books that hold history tell it


@dataclass(frozen=True, slots=True)
class ReadFile:
    """All that one file (or one member of a ZIP) gave.

    ``effort`` is what it cost beyond its lines and invoices, in bank lines: it bounds a ZIP
    of many small files that are each made to be slow.
    """

    file: str
    format: str
    statements: tuple[Statement, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    problems: tuple[Problem, ...] = ()
    effort: int = 0

    @property
    def refused(self) -> bool:
        """Whether nothing in it may be used."""
        return (
            not self.statements
            and not self.invoices
            and any(problem.severity == "error" for problem in self.problems)
        )
