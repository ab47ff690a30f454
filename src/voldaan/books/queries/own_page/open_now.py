"""What stands open for one client today: as much as a message to that client may say."""

from dataclasses import dataclass
from datetime import date

from voldaan.books.models import Client
from voldaan.books.queries import people
from voldaan.books.queries.open_amounts import open_credits, with_open_cents
from voldaan.books.queries.states import active_holds
from voldaan.wording.shapes import Sender

#: More lines than anybody reads; the sum is of all that are shown.
MOST = 200


@dataclass(frozen=True, slots=True)
class OpenLine:
    """An invoice with what is open on it, in cents above zero; held: its owner pauses it."""

    id: int
    number: str
    due_on: date
    open_cents: int
    payable_cents: int
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A credit note with what is left of it, in cents above zero."""

    number: str
    open_cents: int


@dataclass(frozen=True, slots=True)
class OpenNow:
    """Everything the page may show. ``is_stopped``: insolvency or debt help, ask nothing."""

    client_id: int
    language: str
    address_form: str
    is_stopped: bool
    sender: Sender
    invoices: tuple[OpenLine, ...]
    credits: tuple[CreditLine, ...]


def open_now(administration_id: int, *, client_id: int, day: date) -> OpenNow | None:
    """Give what is open for a client, or None when it is not here; five queries."""
    client = (
        Client.objects.filter(administration_id=administration_id, pk=client_id)
        .values_list("language", "address_form", "stopped_for")
        .first()
    )
    if client is None:
        return None
    language, form, stopped_for = client
    invoices = (
        with_open_cents(administration_id)
        .filter(client_id=client_id, open_cents__gt=0)
        .order_by("due_on", "number", "pk")
        .values_list("pk", "number", "due_on", "open_cents", "payable_cents")[:MOST]
    )
    held = set(
        active_holds(administration_id, day=day)
        .filter(invoice__client_id=client_id)
        .values_list("invoice_id", flat=True)
    )
    credits = (
        open_credits(administration_id)
        .filter(client_id=client_id)
        .order_by("number", "pk")
        .values_list("number", "open_cents")[:MOST]
    )
    return OpenNow(
        client_id,
        language,
        form,
        bool(stopped_for),
        people.sender(administration_id),
        tuple(
            OpenLine(pk, number, due_on, open_cents, payable_cents, pk in held)
            for pk, number, due_on, open_cents, payable_cents in invoices
        ),
        tuple(CreditLine(*row) for row in credits),
    )
