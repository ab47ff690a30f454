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
    """One choice above the list: its code (empty for all) and how many it shows."""

    code: str
    count: int


@dataclass(frozen=True, slots=True)
class InvoiceList:
    """A page of invoices under one filter and one search."""

    rows: tuple[InvoiceRow, ...]
    filters: tuple[Filter, ...] = ()
    chosen: str = ""
    search: str = ""
    next_after: str = ""
    is_first: bool = True
    open_cents: int = 0


@dataclass(frozen=True, slots=True)
class BookedPayment:
    """What was paid on an invoice: day, cents, and the name on the bank line."""

    booked_on: date
    cents: int
    name: str


@dataclass(frozen=True, slots=True)
class InvoicePage:
    """One invoice with both stamps. ``file_name`` is the document attached, if any."""

    row: InvoiceRow
    issued_on: date | None = None
    payments: tuple[BookedPayment, ...] = ()
    file_name: str = ""
    paused_until: date | None = None
    pause_reason: str = ""
