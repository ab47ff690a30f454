"""A person says where a bank line belongs, sets it aside, or takes a booking back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions.payments import match_lines
from voldaan.books.models import (
    Allocation,
    BankLine,
    Client,
    ClientAccount,
    Payment,
    User,
)
from voldaan.books.queries import to_match
from voldaan.books.queries.open_amounts import with_open_cents
from voldaan.matching.shapes import Proposal
from voldaan.reasons import because


class LineIsSettled(Exception):
    """The line is booked already, set aside, or does not exist here."""


class DoesNotFit(Exception):
    """The parts are not of this client, exceed what is open, or exceed the line."""


class AlreadyUndone(Exception):
    """The booking was taken back before."""


def book_line(
    administration_id: int,
    *,
    line_id: int,
    client_id: int,
    allocations: Sequence[tuple[int, int]],
    remember_account: bool,
    by: User,
    at: datetime,
) -> Payment:
    """Book what is left of a line on a client: parts on invoices, the rest on account.

    Raises :class:`LineIsSettled` or :class:`DoesNotFit`, and then changes nothing.
    """
    with transaction.atomic():
        _record.lock(administration_id)
        found = to_match.unsettled_lines(administration_id, line_ids=[line_id])
        if not found:
            raise LineIsSettled(line_id)
        line = found[0]
        _refuse_misfit(administration_id, client_id, allocations, line.amount_cents)
        proposal = Proposal(
            line_id=line.id,
            client_id=client_id,
            allocations=tuple(allocations),
            rule="person",
            certainty=100,
            certain=True,
            reasons=(because("match.person"),),
            left_cents=line.amount_cents - sum(cents for _, cents in allocations),
        )
        payment = match_lines.book(
            [proposal], found, administration_id=administration_id, at=at, by=by
        )[0]
        if remember_account and line.iban:
            ClientAccount.objects.get_or_create(
                administration_id=administration_id,
                client_id=client_id,
                iban=line.iban,
                defaults={"confirmed_at": at, "confirmed_by": by},
            )
        match_lines.match_lines(administration_id, at=at)
    return payment


def _refuse_misfit(
    administration_id: int,
    client_id: int,
    allocations: Sequence[tuple[int, int]],
    line_cents: int,
) -> None:
    mine = Client.objects.filter(administration_id=administration_id, pk=client_id)
    invoice_ids = [invoice_id for invoice_id, _ in allocations]
    left = dict(
        with_open_cents(administration_id)
        .filter(client_id=client_id, pk__in=invoice_ids)
        .values_list("pk", "open_cents")
    )
    fits = (
        mine.exists()
        and len(set(invoice_ids)) == len(invoice_ids)
        and all(0 < cents <= left.get(invoice_id, 0) for invoice_id, cents in allocations)
        and sum(cents for _, cents in allocations) <= line_cents
    )
    if not fits:
        raise DoesNotFit(client_id, tuple(allocations))


def set_line_aside(administration_id: int, *, line_id: int, by: User, at: datetime) -> None:
    """Say that a line is no client's payment: it is no longer asked about, holds nobody.

    Raises :class:`LineIsSettled`, changing nothing.
    """
    with transaction.atomic():
        _record.lock(administration_id)
        if not to_match.unsettled_lines(administration_id, line_ids=[line_id]):
            raise LineIsSettled(line_id)
        BankLine.objects.filter(pk=line_id).update(set_aside_at=at, set_aside_by=by)
        _record.record(
            [_record.Happening("line.set_aside", None, {"line": line_id})],
            administration_id=administration_id,
            at=at,
            by=by,
        )
        match_lines.match_lines(administration_id, at=at)


def take_line_back(administration_id: int, *, line_id: int, by: User, at: datetime) -> None:
    """Undo :func:`set_line_aside`. Raises :class:`LineIsSettled`, changing nothing."""
    with transaction.atomic():
        _record.lock(administration_id)
        changed = BankLine.objects.filter(
            administration_id=administration_id, pk=line_id, set_aside_at__isnull=False
        ).update(set_aside_at=None, set_aside_by=None)
        if not changed:
            raise LineIsSettled(line_id)
        _record.record(
            [_record.Happening("line.taken_back", None, {"line": line_id})],
            administration_id=administration_id,
            at=at,
            by=by,
        )
        match_lines.match_lines(administration_id, at=at)


def undo_booking(administration_id: int, *, payment_id: int, by: User, at: datetime) -> Payment:
    """Take a booking back by its opposite; the line waits for a person again.

    The line is set to wait, not matched by itself: what was taken back once is not booked
    again without a person. Raises :class:`AlreadyUndone`.
    """
    with transaction.atomic():
        _record.lock(administration_id)
        payment = Payment.objects.filter(
            administration_id=administration_id, pk=payment_id, reverses=None
        ).first()
        if payment is None or Payment.objects.filter(reverses_id=payment_id).exists():
            raise AlreadyUndone(payment_id)
        undone = Payment.objects.create(
            administration_id=administration_id,
            client_id=payment.client_id,
            method=payment.method,
            bank_line_id=payment.bank_line_id,
            credit_note_id=payment.credit_note_id,
            reverses=payment,
            paid_on=payment.paid_on,
            amount_cents=-payment.amount_cents,
            rule="undo",
            booked_at=at,
            booked_by=by,
        )
        Allocation.objects.bulk_create(
            Allocation(
                administration_id=administration_id,
                payment=undone,
                invoice_id=part.invoice_id,
                cents=-part.cents,
            )
            for part in Allocation.objects.filter(payment=payment)
        )
        _record.record(
            [_record.Happening("payment.undone", payment.client_id, {"payment": payment_id})],
            administration_id=administration_id,
            at=at,
            by=by,
        )
        match_lines.match_lines(administration_id, at=at)
    return undone
