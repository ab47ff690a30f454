"""The client said that the work is good: the stamp *tevreden*."""

from datetime import date, datetime

from django.db import transaction

from voldaan.actions import _record
from voldaan.books.models import Acceptance, Invoice, User


class UnknownInvoice(Exception):
    """The invoice is not in this administration."""


def accept_work(
    administration_id: int, *, invoice_id: int, on: date, by: User, at: datetime
) -> None:
    """Stamp an invoice as satisfied on a day; once is enough, twice is harmless.

    Raises :class:`UnknownInvoice`, changing nothing.
    """
    with transaction.atomic():
        invoice = Invoice.objects.filter(
            administration_id=administration_id, pk=invoice_id
        ).first()
        if invoice is None:
            raise UnknownInvoice(invoice_id)
        _, is_new = Acceptance.objects.get_or_create(
            invoice=invoice,
            defaults={
                "administration_id": administration_id,
                "on": on,
                "recorded_at": at,
                "recorded_by": by,
            },
        )
        if is_new:
            _record.record(
                [
                    _record.Happening(
                        "work.accepted",
                        invoice.client_id,
                        {"invoice": invoice_id, "on": on.isoformat()},
                    )
                ],
                administration_id=administration_id,
                at=at,
                by=by,
            )
