"""A person says where a bank line belongs, sets it aside, or takes a booking back."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from voldaan.actions import _record
from voldaan.actions.payments._booking import NETTED, book
from voldaan.actions.payments._refunds import REFUNDED
from voldaan.actions.payments._returns import put_right, take_back
from voldaan.actions.payments.match_lines import match_lines
from voldaan.books.models import (
    Allocation,
    BankLine,
    Client,
    ClientAccount,
    Method,
    Payment,
    User,
)
from voldaan.books.queries import to_match
from voldaan.books.queries.open_amounts import RETURNED, open_credits, with_open_cents
from voldaan.matching.shapes import Proposal
from voldaan.reasons import because


class LineIsSettled(Exception):
    """The line is booked already, set aside, or does not exist here."""


class DoesNotFit(Exception):
    """The parts are not of here, exceed what is open, or exceed the line."""


class AlreadyUndone(Exception):
    """The booking was taken back before."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a line belongs: parts on invoices, the rest on account of the client.

    The invoices may be of several clients. ``credits`` are credit notes that were taken off
    (note, invoice, cents). With ``keeps_rest`` the rest waits for another place instead.
    """

    client_id: int
    allocations: tuple[tuple[int, int], ...] = ()
    credits: tuple[tuple[int, int, int], ...] = ()
    keeps_rest: bool = False
    remembers_account: bool = False

    @property
    def used_cents(self) -> int:
        """Give what the parts take of the line."""
        return sum(cents for _, cents in self.allocations)


def book_line(
    administration_id: int,
    *,
    line_id: int,
    place: Placement,
    by: User,
    at: datetime,
) -> Payment:
    """Book what is left of a line where a person says that it belongs.

    Raises :class:`LineIsSettled` or :class:`DoesNotFit`, and then changes nothing.
    """
    with transaction.atomic():
        _record.lock(administration_id)
        found = to_match.unsettled_lines(administration_id, line_ids=[line_id])
        if not found:
            raise LineIsSettled(line_id)
        line = found[0]
        _refuse_misfit(administration_id, place, line.amount_cents)
        proposal = Proposal(
            line_id=line.id,
            client_id=place.client_id,
            allocations=place.allocations,
            rule="person",
            certainty=100,
            certain=True,
            reasons=(because("match.person"),),
            left_cents=0 if place.keeps_rest else line.amount_cents - place.used_cents,
            credits=place.credits,
        )
        payments = book([proposal], found, administration_id=administration_id, at=at, by=by)
        if place.remembers_account and line.iban:
            for payment in payments:
                ClientAccount.objects.get_or_create(
                    administration_id=administration_id,
                    client_id=payment.client_id,
                    iban=line.iban,
                    defaults={"confirmed_at": at, "confirmed_by": by},
                )
        match_lines(administration_id, at=at)
    return payments[0]


def _refuse_misfit(administration_id: int, place: Placement, line_cents: int) -> None:
    asked: Counter[int] = Counter()
    taken: Counter[int] = Counter()
    for invoice_id, cents in place.allocations:
        asked[invoice_id] += cents
    for note_id, invoice_id, cents in place.credits:
        asked[invoice_id] += cents
        taken[note_id] += cents
    invoices = with_open_cents(administration_id).filter(pk__in=asked)
    notes = open_credits(administration_id).filter(pk__in=taken)
    left = dict(invoices.values_list("pk", "open_cents"))
    credit = dict(notes.values_list("pk", "open_cents"))
    parts = [part[-1] for part in (*place.allocations, *place.credits)]
    fits = (
        Client.objects.filter(administration_id=administration_id, pk=place.client_id).exists()
        and len(dict(place.allocations)) == len(place.allocations)
        and place.used_cents <= line_cents
        and bool(place.allocations or not place.keeps_rest)
        and min(parts, default=1) > 0
        and all(cents <= left.get(invoice_id, 0) for invoice_id, cents in asked.items())
        and all(cents <= credit.get(note_id, 0) for note_id, cents in taken.items())
    )
    if not fits:
        raise DoesNotFit(place)


def set_line_aside(administration_id: int, *, line_id: int, by: User, at: datetime) -> None:
    """Say that a line is no client's payment: it is no longer asked about, holds nobody.

    Raises :class:`LineIsSettled`, changing nothing.
    """
    with transaction.atomic():
        _record.lock(administration_id)
        if not to_match.unsettled_lines(administration_id, line_ids=[line_id]):
            raise LineIsSettled(line_id)
        _set_aside(administration_id, line_id, by=by, at=at)
        match_lines(administration_id, at=at)


def _set_aside(administration_id: int, line_id: int, *, by: User, at: datetime) -> None:
    BankLine.objects.filter(pk=line_id).update(set_aside_at=at, set_aside_by=by)
    happened = _record.Happening("line.set_aside", None, {"line": line_id})
    _record.record([happened], administration_id=administration_id, at=at, by=by)


def settle_return(
    administration_id: int, *, line_id: int, payment_id: int | None, by: User, at: datetime
) -> None:
    """Say which payment a returned debit took back: its invoice is open again.

    None: it is no client's payment; the line is set aside. Raises :class:`LineIsSettled`
    when the return found its place already, and :class:`DoesNotFit` for a payment that does
    not stand, or of another amount.
    """
    with transaction.atomic():
        _record.lock(administration_id)
        debit = next(
            (
                each
                for each in to_match.returned_debits(administration_id)
                if each.id == line_id
            ),
            None,
        )
        if debit is None:
            raise LineIsSettled(line_id)
        if payment_id is None:
            BankLine.objects.filter(pk=line_id).update(set_aside_at=at, set_aside_by=by)
            happened = _record.Happening("line.set_aside", None, {"line": line_id})
            _record.record([happened], administration_id=administration_id, at=at, by=by)
            return
        payment = Payment.objects.filter(
            administration_id=administration_id,
            pk=payment_id,
            method=Method.BANK,
            amount_cents=-debit.amount_cents,
            paid_on__lte=debit.booked_on,
            reverses=None,
            reversed_by=None,
        ).first()
        if payment is None:
            raise DoesNotFit(payment_id)
        take_back(administration_id, [(payment, debit)], by=by, at=at)
        match_lines(administration_id, at=at)


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
        match_lines(administration_id, at=at)


def undo_booking(administration_id: int, *, payment_id: int, by: User, at: datetime) -> Payment:
    """Take a booking back by its opposite; the line waits for a person again.

    The line is set to wait, not matched by itself: what was taken back once is not booked
    again without a person. What the bank took back by mistake is booked as it was. Raises
    :class:`AlreadyUndone`.
    """
    with transaction.atomic():
        _record.lock(administration_id)
        payment = Payment.objects.filter(
            Q(reverses=None) | Q(rule=RETURNED),
            administration_id=administration_id,
            pk=payment_id,
        ).first()
        if payment is not None and payment.rule == RETURNED:
            if Payment.objects.filter(bank_line=payment.bank_line, reverses=None).exists():
                raise AlreadyUndone(payment_id)
            return put_right(payment, by=by, at=at)
        if payment is None or Payment.objects.filter(reverses_id=payment_id).exists():
            raise AlreadyUndone(payment_id)
        undone = _take_back(payment, by=by, at=at)
        for use in _booked_together(payment):
            _take_back(use, by=by, at=at)
        match_lines(administration_id, at=at)
    return undone


def _booked_together(payment: Payment) -> list[Payment]:
    """Give the credit notes that were taken off in the same booking, and still are."""
    together = Payment.objects.filter(
        administration_id=payment.administration_id,
        method=Method.CREDIT_NOTE,
        booked_at=payment.booked_at,
        reverses=None,
        reversed_by=None,
    )
    if payment.method == Method.REFUND:
        return list(
            together.filter(
                rule=REFUNDED,
                client_id=payment.client_id,
                amount_cents=-payment.amount_cents,
            )[:1]
        )
    paid = payment.allocations.values("invoice")
    return list(together.filter(rule=NETTED, allocations__invoice__in=paid).distinct())


def _take_back(payment: Payment, *, by: User, at: datetime) -> Payment:
    undone = Payment.objects.create(
        administration_id=payment.administration_id,
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
            administration_id=payment.administration_id,
            payment=undone,
            invoice_id=part.invoice_id,
            cents=-part.cents,
        )
        for part in payment.allocations.all()
    )
    _record.record(
        [_record.Happening("payment.undone", payment.client_id, {"payment": payment.pk})],
        administration_id=payment.administration_id,
        at=at,
        by=by,
    )
    return undone
