"""Facturen: one page of the list under a filter and a search, and the counts above it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from voldaan import days
from voldaan.books.models import Invoice, InvoiceKind
from voldaan.books.queries.states import JUST_LATE_DAYS, STATES, with_state

PAGE = 50

#: Up to so many invoices the states are counted on every page; beyond it when asked.
COUNTED = 5_000

#: Where the newest come first; elsewhere what is longest due.
_NEWEST_FIRST = ("", "done")

_COLUMNS = (
    "pk", "number", "kind", "client_id", "client__name", "due_on", "payable_cents",
    "open_cents", "state", "acceptance__on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One invoice or credit note with its state."""

    id: int
    number: str
    kind: str
    client_id: int
    client: str
    due_on: date
    payable_cents: int
    open_cents: int
    state: str
    accepted_on: date | None

    @property
    def is_credit(self) -> bool:
        """Whether it lowers what the client owes."""
        return self.kind == InvoiceKind.CREDIT_NOTE


@dataclass(frozen=True, slots=True)
class InvoiceLines:
    """A page of lines. ``next_after`` is the key of the next one, empty at the end."""

    rows: tuple[InvoiceLine, ...]
    next_after: str


@dataclass(frozen=True, slots=True)
class Total:
    """How many are in a state, and what is open on the invoices among them."""

    count: int = 0
    open_cents: int = 0


def invoice_lines(
    administration_id: int, *, day: date, state: str = "", search: str = "", after: str = ""
) -> InvoiceLines:
    """Give the page that begins after a key (empty: the first); one query.

    A key that is not one of ours gives the first page.
    """
    rows = _searched(with_state(administration_id, day=day), search)
    if state:
        rows = rows.filter(_possible_days(state, day), state=state)
    newest = state in _NEWEST_FIRST
    rows = _after(rows, after, newest=newest)
    order = ("-due_on", "-pk") if newest else ("due_on", "pk")
    found = [
        InvoiceLine(*row) for row in rows.order_by(*order).values_list(*_COLUMNS)[: PAGE + 1]
    ]
    last = found[PAGE - 1] if len(found) > PAGE else None
    return InvoiceLines(
        tuple(found[:PAGE]), f"{last.due_on.isoformat()}.{last.id}" if last else ""
    )


def are_few(administration_id: int) -> bool:
    """Say whether there are so few invoices that counting their states costs nothing."""
    mine = Invoice.objects.filter(administration_id=administration_id).order_by("due_on", "pk")
    return not mine.values_list("pk")[COUNTED : COUNTED + 1]


def totals(administration_id: int, *, day: date, search: str = "") -> Mapping[str, Total]:
    """Give per state how many there are and what is open on them; one query."""
    rows = (
        _searched(with_state(administration_id, day=day), search)
        .order_by()
        .values("state")
        .annotate(
            count=Count("pk"), cents=Sum("open_cents", filter=Q(kind=InvoiceKind.INVOICE))
        )
        .values_list("state", "count", "cents")
    )
    found = {state: Total(count, cents or 0) for state, count, cents in rows}
    return {state: found.get(state, Total()) for state in STATES}


def one_invoice(administration_id: int, *, invoice_id: int, day: date) -> InvoiceLine | None:
    """Give one line, or None when it is not in this administration."""
    row = with_state(administration_id, day=day).filter(pk=invoice_id).values_list(*_COLUMNS)
    return next((InvoiceLine(*each) for each in row), None)


def client_invoices(
    administration_id: int, *, client_id: int, day: date, most: int = 60
) -> list[InvoiceLine]:
    """Give what is open of a client first, oldest due first, then the newest of the rest."""
    rows = with_state(administration_id, day=day).filter(client_id=client_id)
    owing = rows.exclude(state="done").order_by("due_on", "pk").values_list(*_COLUMNS)
    done = rows.filter(state="done").order_by("-due_on", "-pk").values_list(*_COLUMNS)
    found = [InvoiceLine(*row) for row in owing]
    return found + [InvoiceLine(*row) for row in done[: max(0, most - len(found))]]


def _possible_days(state: str, day: date) -> Q:
    """Narrow a state to the due days it can have, so that the index is used."""
    if state == "to_come":
        return Q(due_on__gte=day)
    if state == "just_late":
        return Q(due_on__lt=day, due_on__gte=days.shift(day, -JUST_LATE_DAYS))
    return Q(due_on__lt=day) if state == "needs_action" else Q()


def _searched(rows: "QuerySet[Any, Any]", search: str) -> "QuerySet[Any, Any]":
    for word in search.split()[:5]:
        rows = rows.filter(Q(number__icontains=word) | Q(client__name__icontains=word))
    return rows


def _after(rows: "QuerySet[Any, Any]", after: str, *, newest: bool) -> "QuerySet[Any, Any]":
    day_text, _, id_text = after.partition(".")
    try:
        due_on = days.parse_iso(day_text)
    except days.NotADay:
        return rows
    if not id_text.isdecimal() or len(id_text) > 18:
        return rows
    if newest:
        return rows.filter(Q(due_on__lt=due_on) | Q(due_on=due_on, pk__lt=int(id_text)))
    return rows.filter(Q(due_on__gt=due_on) | Q(due_on=due_on, pk__gt=int(id_text)))
