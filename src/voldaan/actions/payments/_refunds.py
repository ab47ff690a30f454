"""What went back to a client: it uses up the credit note or the money on account."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from voldaan.actions import _record
from voldaan.books.models import Allocation, Method, Payment
from voldaan.books.queries import to_match
from voldaan.matching.money_back import refunds
from voldaan.matching.money_back.refunds import Owed
from voldaan.matching.shapes import Line
from voldaan.reasons import because

#: The rule of both halves: the credit note that went on account, and what left it.
REFUNDED = "refunded"


def take_refunds(administration_id: int, *, at: datetime) -> list[int]:
    """Book what certainly was paid back; give the clients it touches."""
    owed = to_match.owed_to_clients(administration_id)
    if not owed:
        return []
    debits = to_match.unsettled_debits(
        administration_id, amounts=[-debt.cents for debt in owed]
    )
    payers = to_match.payers(administration_id) if debits else []
    found = refunds.pairs(debits, owed=owed, payers=payers)
    _book(administration_id, found, at=at)
    return [debt.client_id for _, debt in found]


def _book(administration_id: int, found: Sequence[tuple[Line, Owed]], *, at: datetime) -> None:
    payments = [
        payment
        for debit, debt in found
        for payment in (
            *([_use(administration_id, debit, debt, at=at)] if debt.note_id else []),
            _refund(administration_id, debit, debt, at=at),
        )
    ]
    Payment.objects.bulk_create(payments)
    Allocation.objects.bulk_create(
        Allocation(
            administration_id=administration_id, payment=payment, cents=payment.amount_cents
        )
        for payment in payments
    )
    _record.record(
        [
            _record.Happening(
                "payment.refunded",
                debt.client_id,
                {"line": debit.id, "cents": debt.cents, "credit_note": debt.note_id},
            )
            for debit, debt in found
        ],
        administration_id=administration_id,
        at=at,
        by=None,
    )


def _use(administration_id: int, debit: Line, debt: Owed, *, at: datetime) -> Payment:
    return Payment(
        administration_id=administration_id,
        client_id=debt.client_id,
        method=Method.CREDIT_NOTE,
        credit_note_id=debt.note_id,
        paid_on=debit.booked_on,
        amount_cents=debt.cents,
        rule=REFUNDED,
        booked_at=at,
    )


def _refund(administration_id: int, debit: Line, debt: Owed, *, at: datetime) -> Payment:
    why = (
        because("match.refund", numbers=debt.number) if debt.number else because("match.refund")
    )
    return Payment(
        administration_id=administration_id,
        client_id=debt.client_id,
        method=Method.REFUND,
        bank_line_id=debit.id,
        paid_on=debit.booked_on,
        amount_cents=-debt.cents,
        rule=REFUNDED,
        reasons=[asdict(why)],
        booked_at=at,
    )
