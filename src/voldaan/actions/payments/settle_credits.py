"""Set all credit of a client against what is open, oldest first: credit notes and money."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum

from voldaan.actions import _record
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Allocation, Invoice, Method, Payment, User
from voldaan.books.queries.open_amounts import open_credits, with_open_cents


class NothingToSettle(Exception):
    """There is no credit, or nothing open to set it against."""


def settle_credits(
    administration_id: int, *, client_id: int, day: date, by: User, at: datetime
) -> int:
    """Use credit notes and money on account for what is open; give the cents used.

    Raises :class:`NothingToSettle`, changing nothing. Decides again at once.
    """
    with transaction.atomic():
        _record.lock(administration_id)
        owing = with_open_cents(administration_id).filter(client_id=client_id, open_cents__gt=0)
        left = {row.pk: row.open_cents for row in owing.order_by("due_on", "pk")}
        parts = [
            *_by_notes(administration_id, client_id, left, day=day, by=by, at=at),
            *_by_money(administration_id, client_id, left),
        ]
        if not parts:
            raise NothingToSettle(client_id)
        Allocation.objects.bulk_create(parts)
        used = sum(part.cents for part in parts if part.invoice_id and part.cents > 0)
        _record.record(
            [_record.Happening("credit.settled", client_id, {"cents": used})],
            administration_id=administration_id,
            at=at,
            by=by,
        )
    follow_up(administration_id, day=day, at=at, client_ids=[client_id])
    return used


def _fill(left: dict[int, int], cents: int) -> Iterator[tuple[int, int]]:
    """Take cents from what is open, in order; ``left`` is lowered."""
    for invoice_id in left:
        part = min(cents, left[invoice_id])
        if part > 0:
            left[invoice_id] -= part
            cents -= part
            yield invoice_id, part


def _by_notes(
    administration_id: int,
    client_id: int,
    left: dict[int, int],
    *,
    day: date,
    by: User,
    at: datetime,
) -> Iterator[Allocation]:
    for note in open_credits(administration_id).filter(client_id=client_id).order_by("pk"):
        parts = list(_fill(left, note.open_cents))
        if parts:
            payment = _use(note, sum(cents for _, cents in parts), day=day, by=by, at=at)
            yield from (
                Allocation(
                    administration_id=administration_id,
                    payment=payment,
                    invoice_id=invoice_id,
                    cents=cents,
                )
                for invoice_id, cents in parts
            )


def _use(note: Invoice, cents: int, *, day: date, by: User, at: datetime) -> Payment:
    return Payment.objects.create(
        administration_id=note.administration_id,
        client_id=note.client_id,
        method=Method.CREDIT_NOTE,
        credit_note_id=note.pk,
        paid_on=day,
        amount_cents=cents,
        booked_at=at,
        booked_by=by,
    )


def _by_money(
    administration_id: int, client_id: int, left: dict[int, int]
) -> Iterator[Allocation]:
    """Move money on account to invoices: off the account and onto the invoice, both written.

    A payment that is on an invoice already keeps its one part there.
    """
    mine = Allocation.objects.filter(
        administration_id=administration_id, payment__client_id=client_id
    )
    on_account = dict(
        mine.filter(invoice=None).values_list("payment_id").annotate(left=Sum("cents"))
    )
    taken: dict[int, set[int]] = {}
    for payment_id, invoice_id in mine.filter(invoice__isnull=False).values_list(
        "payment_id", "invoice_id"
    ):
        taken.setdefault(payment_id, set()).add(invoice_id or 0)
    for payment_id, cents in sorted(on_account.items()):
        free = {pk: open_cents for pk, open_cents in left.items()
                if pk not in taken.get(payment_id, ())}  # fmt: skip
        for invoice_id, part in _fill(free, cents):
            left[invoice_id] -= part
            for where, moved in ((None, -part), (invoice_id, part)):
                yield Allocation(
                    administration_id=administration_id,
                    payment_id=payment_id,
                    invoice_id=where,
                    cents=moved,
                )
