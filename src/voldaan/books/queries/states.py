"""In which of five calm states an invoice is shown: computed in the database.

``to_come``: not due yet. ``just_late``: at most :data:`JUST_LATE_DAYS` past the due date
and nothing to do now. ``needs_action``: past the due date, and the client stands on Vandaag
(or was never looked at). ``quiet``: paused, or the client has just heard. ``done``: nothing
open. A credit note is ``quiet`` until it is used.
"""

from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models import Value as Word
from django.db.models.functions import Coalesce

from voldaan import days
from voldaan.books.models import Allocation, Decision, Hold, Invoice, InvoiceKind, Payment

#: The states, in the order of the filter.
STATES = ("to_come", "just_late", "needs_action", "quiet", "done")

#: The gravest first: the state of a client is that of its gravest invoice.
GRAVEST_FIRST = ("needs_action", "just_late", "quiet", "to_come", "done")

JUST_LATE_DAYS = 7


def active_holds(administration_id: int, *, day: date) -> "QuerySet[Any, Any]":
    """Give the pauses that count on a day."""
    return Hold.objects.filter(
        administration_id=administration_id,
        lifted_at=None,
        from_day__lte=day,
        until_day__gte=day,
    )


def with_state(administration_id: int, *, day: date) -> "QuerySet[Any, Any]":
    """Give invoices and credit notes with ``open_cents`` and ``state`` beside them."""
    is_credit = Q(kind=InvoiceKind.CREDIT_NOTE)
    paid = (
        Allocation.objects.filter(
            administration_id=administration_id, invoice_id=OuterRef("pk")
        )
        .values("invoice_id")
        .annotate(cents=Sum("cents"))
        .values("cents")
    )
    used = (
        Payment.objects.filter(
            administration_id=administration_id, credit_note_id=OuterRef("pk")
        )
        .values("credit_note_id")
        .annotate(cents=Sum("amount_cents"))
        .values("cents")
    )
    left = F("payable_cents") - Case(
        When(is_credit, then=Coalesce(Subquery(used), 0)), default=Coalesce(Subquery(paid), 0)
    )
    return (
        Invoice.objects.filter(administration_id=administration_id)
        .annotate(open_cents=left)
        .annotate(latest_kind=_latest_kind(administration_id))
        .annotate(state=_state(administration_id, day, is_credit))
    )


def _latest_kind(administration_id: int) -> Subquery:
    """Give the kind of the client's latest decision: one look per row, by its own index."""
    latest = Decision.objects.filter(
        administration_id=administration_id, client_id=OuterRef("client_id"), is_latest=True
    )
    return Subquery(latest.values("kind")[:1])


def _state(administration_id: int, day: date, is_credit: Q) -> Case:
    recent = days.shift(day, -JUST_LATE_DAYS)
    return Case(
        When(open_cents__lte=0, then=Word("done")),
        When(is_credit | _held(administration_id, day), then=Word("quiet")),
        When(due_on__gte=day, then=Word("to_come")),
        When(latest_kind__in=["step", "ask"], then=Word("needs_action")),
        When(due_on__gte=recent, then=Word("just_late")),
        When(latest_kind="wait", then=Word("quiet")),
        default=Word("needs_action"),
        output_field=CharField(),
    )


def _held(administration_id: int, day: date) -> Q:
    """Say whether an invoice is paused: itself, its client, or everything."""
    holds = active_holds(administration_id, day=day)
    clients = holds.filter(client__isnull=False, invoice=None).values("client_id")
    invoices = holds.filter(invoice__isnull=False).values("invoice_id")
    everything = holds.filter(client=None)
    return Q(pk__in=invoices) | Q(client_id__in=clients) | Q(Exists(everything))
