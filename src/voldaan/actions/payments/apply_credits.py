"""Set a credit note against the invoice that it names."""

from datetime import date, datetime

from django.db import transaction

from voldaan.actions import _record
from voldaan.books.models import Allocation, Invoice, Method, Payment, User
from voldaan.books.queries.open_amounts import open_credits, with_open_cents


def apply_credits(
    administration_id: int, *, day: date, at: datetime, by: User | None = None
) -> int:
    """Use every open credit note that names an open invoice of the same client.

    What is left of it lowers the amount asked. Running it again changes nothing; a use that
    a person took back is not made again.
    """
    with transaction.atomic():
        _record.lock(administration_id)
        notes = list(
            open_credits(administration_id)
            .exclude(credits_number="")
            .exclude(pk__in=_taken_back(administration_id))
        )
        numbers = [note.credits_number for note in notes]
        invoices = {
            (invoice.client_id, invoice.number): invoice
            for invoice in with_open_cents(administration_id).filter(
                number__in=numbers, open_cents__gt=0
            )
        }
        left = {invoice.pk: invoice.open_cents for invoice in invoices.values()}
        payments, allocations = [], []
        for note in notes:
            invoice = invoices.get((note.client_id, note.credits_number))
            cents = min(note.open_cents, left[invoice.pk]) if invoice else 0
            if invoice is None or cents <= 0:
                continue
            left[invoice.pk] -= cents
            payment = _use(note, cents, day=note.issued_on or day, at=at, by=by)
            payments.append(payment)
            allocations.append(_allocation(payment, invoice, cents))
        Payment.objects.bulk_create(payments, batch_size=1000)
        Allocation.objects.bulk_create(allocations, batch_size=1000)
        _record.record(
            [
                _record.Happening(
                    "credit.used",
                    payment.client_id,
                    {"payment": payment.pk, "cents": payment.amount_cents},
                )
                for payment in payments
            ],
            administration_id=administration_id,
            at=at,
            by=by,
        )
    return len(payments)


def _taken_back(administration_id: int) -> list[int]:
    """Give the notes of which a person undid a use: never used again by themselves."""
    undone = Payment.objects.filter(
        administration_id=administration_id,
        reverses__isnull=False,
        credit_note__isnull=False,
    )
    return [note for note in undone.values_list("credit_note_id", flat=True) if note]


def _use(note: Invoice, cents: int, *, day: date, at: datetime, by: User | None) -> Payment:
    return Payment(
        administration_id=note.administration_id,
        client_id=note.client_id,
        method=Method.CREDIT_NOTE,
        credit_note=note,
        paid_on=day,
        amount_cents=cents,
        booked_at=at,
        booked_by=by,
    )


def _allocation(payment: Payment, invoice: Invoice, cents: int) -> Allocation:
    return Allocation(
        administration_id=invoice.administration_id,
        payment=payment,
        invoice=invoice,
        cents=cents,
    )
