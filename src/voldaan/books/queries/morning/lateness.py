"""How late the firm's own invoices were paid: what a base rate may be counted from."""

from datetime import date

from django.db.models import Max, Q, Sum

from voldaan.books.models import Allocation, Invoice, InvoiceKind, Method
from voldaan.books.queries.deciding.these import these
from voldaan.books.queries.open_amounts import DAY_UNKNOWN
from voldaan.followup.morning.waiting import Lived

#: The newest ones say most about today, and the page does not wait for the rest.
MOST_INVOICES = 1_000


def lived(administration_id: int, *, day: date) -> list[Lived]:
    """Give the newest invoices that were due before a day, paid or not; two queries.

    Left out: what was paid on a day that nobody knows, and what was settled without money.
    """
    due = list(
        Invoice.objects.filter(
            administration_id=administration_id, kind=InvoiceKind.INVOICE, due_on__lt=day
        )
        .order_by("-due_on", "-pk")
        .values_list("pk", "due_on", "payable_cents")[:MOST_INVOICES]
    )
    if not due:
        return []
    is_known = ~Q(payment__rule=DAY_UNKNOWN) & ~Q(payment__method=Method.CREDIT_NOTE)
    paid = {
        invoice_id: (cents, on)
        for invoice_id, cents, on in Allocation.objects.filter(
            administration_id=administration_id, invoice_id__in=these(row[0] for row in due)
        )
        .values_list("invoice_id")
        .annotate(cents=Sum("cents"), on=Max("payment__paid_on", filter=is_known))
    }
    found = []
    still_open = {due_on: Lived(due_on) for _, due_on, _ in due}
    for pk, due_on, payable in due:
        cents, paid_on = paid.get(pk, (0, None))
        if cents < payable:
            found.append(still_open[due_on])
        elif paid_on is not None:
            found.append(Lived(due_on, paid_on))
    return found
