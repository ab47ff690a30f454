"""What is open: computed from the allocations, stored nowhere."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from voldaan.books.models import Allocation, Invoice, InvoiceKind, Payment

#: The rule of a payment that a later list told of: paid by its day, nobody knows when.
DAY_UNKNOWN = "list"
#: The rule of a reversal that the bank made: it took a direct debit back.
RETURNED = "returned"


def with_open_cents(administration_id: int) -> "QuerySet[Any, Any]":
    """Give the invoices with ``paid_cents`` and ``open_cents`` beside them."""
    paid = (
        Allocation.objects.filter(
            administration_id=administration_id, invoice_id=OuterRef("pk")
        )
        .values("invoice_id")
        .annotate(paid=Sum("cents"))
        .values("paid")
    )
    return (
        Invoice.objects.filter(administration_id=administration_id, kind=InvoiceKind.INVOICE)
        .annotate(paid_cents=Coalesce(Subquery(paid), 0))
        .annotate(open_cents=F("payable_cents") - F("paid_cents"))
    )


def open_credits(administration_id: int) -> "QuerySet[Any, Any]":
    """Give the credit notes of which ``open_cents`` is not used yet."""
    used = (
        Payment.objects.filter(
            administration_id=administration_id, credit_note_id=OuterRef("pk")
        )
        .values("credit_note_id")
        .annotate(used=Sum("amount_cents"))
        .values("used")
    )
    return (
        Invoice.objects.filter(
            administration_id=administration_id, kind=InvoiceKind.CREDIT_NOTE
        )
        .annotate(open_cents=F("payable_cents") - Coalesce(Subquery(used), 0))
        .filter(open_cents__gt=0)
    )


def money_on_account(
    administration_id: int, *, client_ids: "Sequence[int] | RawSQL | None" = None
) -> dict[int, int]:
    """Give per client the cents that were received and are on no invoice."""
    of = Q() if client_ids is None else Q(payment__client_id__in=client_ids)
    rows = (
        Allocation.objects.filter(of, administration_id=administration_id, invoice=None)
        .values_list("payment__client_id")
        .annotate(left=Sum("cents"))
    )
    return {client_id: left for client_id, left in rows if left}
