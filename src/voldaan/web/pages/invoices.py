"""Facturen: what is open, in five calm states."""

from dataclasses import dataclass
from datetime import date

#: The states an invoice can be shown in, in the order of the filter.
STATES = ("to_come", "just_late", "needs_action", "quiet", "done")


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One invoice in the list; ``days_late`` is negative before the due date."""

    id: int
    number: str
    client_id: int
    client: str
    due_on: date | None
    days_late: int
    payable_cents: int
    open_cents: int
    state: str
    satisfied: bool = False
    paid: bool = False
    is_credit: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice above the list: its code (empty for all) and how many it shows, if counted."""

    code: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class InvoiceList:
    """A page of invoices under one filter and one search."""

    rows: tuple[InvoiceRow, ...]
    filters: tuple[Filter, ...] = ()
    chosen: str = ""
    search: str = ""
    next_after: str = ""
    is_first: bool = True
    open_cents: int | None = 0


@dataclass(frozen=True, slots=True)
class BookedPayment:
    """What was paid on an invoice: day, cents (negative: taken back), and where it came from.

    ``credit_note_id`` leads to the credit note that was used; otherwise money came in.
    """

    booked_on: date
    cents: int
    name: str
    credit_note_id: int = 0

    @property
    def less_cents(self) -> int:
        """Give what it takes off the open amount, as a line of the working."""
        return -self.cents


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that goes along with messages."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class InvoicePage:
    """One invoice with both stamps, and how its open amount comes about."""

    row: InvoiceRow
    issued_on: date | None = None
    project: str = ""
    payments: tuple[BookedPayment, ...] = ()
    papers: tuple[Paper, ...] = ()
    satisfied_on: date | None = None
    paused_until: date | None = None
    pause_reason: str = ""
