"""Klanten: the list, and one client with one time line."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from voldaan.web.pages.hours import Closed
from voldaan.web.pages.invoices import Filter


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One client in the list; ``state`` is the code of the gravest open invoice."""

    id: int
    name: str
    open_cents: int
    late_cents: int
    invoice_count: int
    oldest_due_on: date | None
    state: str
    paused_until: date | None = None
    last_contact_on: date | None = None
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class ClientList:
    """A page of clients. ``next_after`` is the key of the next page, empty at the end."""

    rows: tuple[ClientRow, ...]
    filters: tuple[Filter, ...] = ()
    chosen: str = ""
    search: str = ""
    next_after: str = ""
    is_first: bool = True
    total: int = 0


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or desk at the client; ``role`` is a finished word, ``dials`` a link."""

    name: str
    role: str = ""
    email: str = ""
    phone: str = ""
    dials: str = ""
    linkedin: str = ""


@dataclass(frozen=True, slots=True)
class ClientInvoice:
    """One invoice of the client; days and state as on the list of invoices."""

    id: int
    number: str
    due_on: date | None
    payable_cents: int
    open_cents: int
    state: str
    satisfied: bool = False
    paid: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """One event on the time line. ``quote`` holds the words that were sent, if any."""

    at: date
    text: str
    tone: Literal["plain", "good"] = "plain"
    quote: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class LinksOut:
    """The links to the client's own page that are out: how many, and of the newest the days.

    ``count`` 0: no message with a link reached the client, or all were withdrawn.
    """

    count: int
    made_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class ClientPage:
    """Everything we know together. ``kind`` etc. are codes; filters give the words.

    ``next_step`` says in one sentence what happens next; ``why_now`` and ``changes``
    are sentences, ``earlier`` the decisions before it. ``paused_until`` with
    ``pause_reason`` when the owner paused. ``links`` only where clients have a page.
    ``answer_id`` is the newest answer that nobody has read, 0 when all were.
    """

    id: int
    name: str
    kind: str
    address_form: str
    language: str
    terms_days: int | None
    open_cents: int
    late_cents: int
    habit: str
    next_step: str
    next_on: date | None = None
    why_now: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    earlier: tuple["Moment", ...] = ()
    contacts: tuple[Contact, ...] = ()
    channels: tuple[str, ...] = ()
    invoices: tuple[ClientInvoice, ...] = ()
    moments: tuple[Moment, ...] = ()
    older_after: str = ""
    paused_until: date | None = None
    pause_reason: str = ""
    decision_id: int = 0
    links: LinksOut | None = None
    pay_day: str = ""
    due_on: date | None = None
    answer_id: int = 0
    closed: Closed | None = None  # outside the hours nobody is reached by a first press
