"""What was billed and paid in days gone by, for a rehearsal of a ladder: in bulk.

A constant number of queries, however many clients. No contact, pause or answer is read:
a rehearsal asks what a ladder would do, not what was done.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Q, Sum

from voldaan.books.models import Allocation, Client, Invoice, InvoiceKind
from voldaan.books.queries.deciding import reaching
from voldaan.books.queries.open_amounts import DAY_UNKNOWN, open_credits
from voldaan.followup.rehearsal import (
    WARM_UP_DAYS,
    DatedPayment,
    History,
    PastCredit,
    PastInvoice,
)
from voldaan.followup.shapes import Situation

#: Somebody waits for the answer: of more clients the ones with the newest invoices count.
MOST_CLIENTS = 500

_Rows = dict[int, list[Any]]


def histories(administration_id: int, *, from_day: date, to_day: date) -> list[History]:
    """Give the clients whose invoices may play a part in ``[from_day, to_day)``.

    All their invoices are in it, paid ones too: they say how a client pays. At most
    :data:`MOST_CLIENTS`.
    """
    clients = Client.objects.filter(
        administration_id=administration_id,
        pk__in=_client_ids(administration_id, from_day, to_day),
    )
    mine = {"administration_id": administration_id, "client_id__in": clients.values("pk")}
    ways = reaching.reach(mine)
    invoices, credits = _invoices(mine), _credits(administration_id, mine)
    found = []
    for client in clients.order_by("pk").values(*reaching.COLUMNS):
        pk = client["pk"]
        facts = reaching.who_and_how(client, ways=ways.get(pk, reaching.NO_WAY))
        found.append(
            History(
                Situation(**facts, rhythm=reaching.rhythm_told(client)),
                tuple(invoices.get(pk, ())),
                tuple(credits.get(pk, ())),
            )
        )
    return found


def _client_ids(administration_id: int, from_day: date, to_day: date) -> list[int]:
    """Give who has an invoice that was due not long before the span, or later."""
    begins = from_day - timedelta(days=WARM_UP_DAYS)
    newest = (
        Invoice.objects.filter(
            Q(issued_on=None) | Q(issued_on__lt=to_day),
            administration_id=administration_id,
            kind=InvoiceKind.INVOICE,
            due_on__gte=begins,
        )
        .order_by("-due_on", "-pk")
        .values_list("client_id", flat=True)
    )
    found: dict[int, None] = {}
    for client_id in newest.iterator(chunk_size=2_000):
        found[client_id] = None
        if len(found) == MOST_CLIENTS:
            break
    return list(found)


def _invoices(mine: dict[str, Any]) -> _Rows:
    payments = _payments(mine)
    found: _Rows = defaultdict(list)
    rows = Invoice.objects.filter(**mine, kind=InvoiceKind.INVOICE).values_list(
        "client_id", "pk", "number", "due_on", "payable_cents", "issued_on", "project"
    )
    for client_id, pk, number, due_on, payable, issued_on, project in rows:
        paid = tuple(payments.get(pk, ()))
        found[client_id].append(
            PastInvoice(pk, number, due_on, payable, issued_on, project, payments=paid)
        )
    return found


def _payments(mine: dict[str, Any]) -> _Rows:
    """Give per invoice what came for it and when, and what was taken back."""
    found: _Rows = defaultdict(list)
    rows = (
        Allocation.objects.filter(
            administration_id=mine["administration_id"],
            payment__client_id__in=mine["client_id__in"],
            invoice__isnull=False,
        )
        .order_by("payment__paid_on", "pk")
        .values_list("invoice_id", "payment__paid_on", "cents", "payment__rule")
    )
    for invoice_id, on, cents, rule in rows:
        found[invoice_id].append(DatedPayment(on, cents, rule != DAY_UNKNOWN))
    return found


def _credits(administration_id: int, mine: dict[str, Any]) -> _Rows:
    """Give what is unused now, from the day that it was there: notes and money on account."""
    found: _Rows = defaultdict(list)
    notes = (
        open_credits(administration_id)
        .filter(client_id__in=mine["client_id__in"])
        .values_list("client_id", "pk", "number", "due_on", "issued_on", "open_cents")
    )
    for client_id, pk, number, due_on, issued_on, cents in notes:
        found[client_id].append(PastCredit(pk, number, issued_on or due_on, cents))
    on_account = (
        Allocation.objects.filter(
            administration_id=administration_id,
            payment__client_id__in=mine["client_id__in"],
            invoice=None,
        )
        .values_list("payment__client_id")
        .annotate(left=Sum("cents"), since=Max("payment__paid_on"))
        .filter(left__gt=0)
    )
    for client_id, left, since in on_account:
        found[client_id].append(PastCredit(0, "", since, left))
    return found
