"""Klanten: one page of the list under a state and a search."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from voldaan.books.models import Client, ContactMoment, Decision, InvoiceKind
from voldaan.books.queries.states import GRAVEST_FIRST, active_holds, with_state

PAGE = 50


@dataclass(frozen=True, slots=True)
class ClientLine:
    """One client with what is open, the last contact and the latest decision."""

    id: int
    name: str
    open_cents: int = 0
    late_cents: int = 0
    invoice_count: int = 0
    oldest_due_on: date | None = None
    state: str = "done"
    paused_until: date | None = None
    last_contact_on: date | None = None
    decided: tuple[str, str, str, date | None] | None = None


@dataclass(frozen=True, slots=True)
class ClientLines:
    """A page of clients by name; ``total`` counts all that fit the state and search."""

    rows: tuple[ClientLine, ...]
    next_after: str
    total: int


def client_lines(
    administration_id: int, *, day: date, state: str = "", search: str = "", after: str = ""
) -> ClientLines:
    """Give the page that begins after a key (empty: the first); six queries at most."""
    clients = Client.objects.filter(administration_id=administration_id)
    for word in search.split()[:5]:
        clients = clients.filter(name__icontains=word)
    if state:
        clients = _in_state(clients, administration_id, day, state)
    total = clients.count()
    page = _after(clients.annotate(place=Lower("name")), after).order_by("place", "pk")
    page = page.values_list("pk", "name", "place")
    found = list(page[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return ClientLines(
        _lines(administration_id, day, [(pk, name) for pk, name, _ in found[:PAGE]]),
        f"{last[0]}.{last[2]}" if last else "",
        total,
    )


def _in_state(
    clients: "QuerySet[Any, Any]", administration_id: int, day: date, state: str
) -> "QuerySet[Any, Any]":
    """Keep the clients whose gravest invoice is in this state; without any it is done."""
    theirs = with_state(administration_id, day=day).filter(client_id=OuterRef("pk"))
    graver = GRAVEST_FIRST[: GRAVEST_FIRST.index(state)]
    if graver:
        clients = clients.filter(~Exists(theirs.filter(state__in=graver)))
    return clients if state == "done" else clients.filter(Exists(theirs.filter(state=state)))


def _after(clients: "QuerySet[Any, Any]", after: str) -> "QuerySet[Any, Any]":
    id_text, mark, place = after.partition(".")
    if not mark or not id_text.isdecimal() or len(id_text) > 18:
        return clients
    return clients.filter(Q(place__gt=place) | Q(place=place, pk__gt=int(id_text)))


def _lines(
    administration_id: int, day: date, named: Sequence[tuple[int, str]]
) -> tuple[ClientLine, ...]:
    ids = [pk for pk, _ in named]
    mine = {"administration_id": administration_id, "client_id__in": ids}
    owing = _owing(administration_id, day, ids)
    paused = dict(
        active_holds(administration_id, day=day)
        .filter(client_id__in=ids, invoice=None)
        .values_list("client_id")
        .annotate(until=Max("until_day"))
    )
    heard = dict(
        ContactMoment.objects.filter(**mine).values_list("client_id").annotate(on=Max("on"))
    )
    decided = {
        row[0]: row[1:]
        for row in Decision.objects.filter(**mine, is_latest=True).values_list(
            "client_id", "kind", "step", "question", "wait_until"
        )
    }
    return tuple(
        ClientLine(
            pk,
            name,
            *owing.get(pk, (0, 0, 0, None, "done")),
            paused.get(pk),
            heard.get(pk),
            decided.get(pk),
        )
        for pk, name in named
    )


def _owing(
    administration_id: int, day: date, client_ids: Sequence[int]
) -> dict[int, tuple[int, int, int, date | None, str]]:
    """Give per client: cents open, cents late, how many, the oldest due day, the state."""
    found: dict[int, tuple[int, int, int, date | None, str]] = {}
    rows = (
        with_state(administration_id, day=day)
        .filter(client_id__in=list(client_ids), kind=InvoiceKind.INVOICE)
        .exclude(state="done")
        .values_list("client_id", "open_cents", "due_on", "state")
    )
    # Not ordered by the database: it would walk all invoices by due day to save a sort.
    for client_id, cents, due_on, state in rows:
        whole, late, count, oldest, gravest = found.get(client_id, (0, 0, 0, due_on, "done"))
        found[client_id] = (
            whole + cents,
            late + (cents if due_on < day else 0),
            count + 1,
            min(oldest or due_on, due_on),
            min(gravest, state, key=GRAVEST_FIRST.index),
        )
    return found
