"""What the bank took back: a returned direct debit opens its invoice again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from voldaan.actions import _record
from voldaan.books.models import Allocation, BankLine, Payment, User
from voldaan.books.queries import to_match
from voldaan.books.queries.open_amounts import RETURNED, with_open_cents
from voldaan.matching.money_back import reversals
from voldaan.matching.shapes import Line
from voldaan.reasons import because


def take_returns(administration_id: int, *, at: datetime) -> list[int]:
    """Take back what was booked on credits that were returned; give the clients it touches.

    A credit that has no place yet is set aside together with its return. What a person
    has undone is not taken back again.
    """
    debits = to_match.returned_debits(administration_id)
    if not debits:
        return []
    credits = to_match.returnable_credits(
        administration_id, amounts=[-line.amount_cents for line in debits]
    )
    credit_of = reversals.pairs(debits, credits=credits)
    standing = to_match.standing_payments(administration_id, line_ids=credit_of.values())
    of = {line.id: line for line in debits}
    taken: list[tuple[Payment, Line]] = []
    for debit_id, credit_id in credit_of.items():
        payments = standing.get(credit_id, [])
        if not payments:
            _set_aside(administration_id, (debit_id, credit_id), at=at)
        elif sum(payment.amount_cents for payment in payments) == -of[debit_id].amount_cents:
            taken += [(payment, of[debit_id]) for payment in payments]
    take_back(administration_id, taken, by=None, at=at)
    return [payment.client_id for payment, _ in taken]


def take_back(
    administration_id: int,
    taken: Sequence[tuple[Payment, Line]],
    *,
    by: User | None,
    at: datetime,
) -> None:
    """Undo payments by the returns that took them back; ``by`` is who said so, if anybody."""
    returned = {
        payment.pk: Payment(
            administration_id=administration_id,
            client_id=payment.client_id,
            method=payment.method,
            bank_line_id=debit.id,
            reverses=payment,
            paid_on=debit.booked_on,
            amount_cents=-payment.amount_cents,
            rule=RETURNED,
            reasons=[asdict(because("match.returned"))],
            booked_at=at,
            booked_by=by,
        )
        for payment, debit in taken
    }
    Payment.objects.bulk_create(returned.values())
    Allocation.objects.bulk_create(
        Allocation(
            administration_id=administration_id,
            payment=returned[part.payment_id],
            invoice_id=part.invoice_id,
            cents=-part.cents,
        )
        for part in Allocation.objects.filter(payment__in=returned)
    )
    _record.record(
        [
            _record.Happening(
                "payment.returned",
                payment.client_id,
                {"payment": payment.pk, "line": debit.id, "cents": payment.amount_cents},
            )
            for payment, debit in taken
        ],
        administration_id=administration_id,
        at=at,
        by=by,
    )


def put_right(returned: Payment, *, by: User, at: datetime) -> Payment:
    """Book again what a person says was not returned; what is paid by now goes on account."""
    of = returned.administration_id
    payment = Payment.objects.create(
        administration_id=of,
        client_id=returned.client_id,
        method=returned.method,
        bank_line_id=returned.bank_line_id,
        paid_on=returned.paid_on,
        amount_cents=-returned.amount_cents,
        rule="not_returned",
        booked_at=at,
        booked_by=by,
    )
    parts = Counter[int | None]()
    invoice_ids = [part.invoice_id for part in returned.allocations.all() if part.invoice_id]
    left = dict(with_open_cents(of).filter(pk__in=invoice_ids).values_list("pk", "open_cents"))
    for part in returned.allocations.all():
        fits = min(-part.cents, max(0, left.get(part.invoice_id or 0, 0)))
        parts[part.invoice_id] += fits
        parts[None] += -part.cents - fits
    Allocation.objects.bulk_create(
        Allocation(administration_id=of, payment=payment, invoice_id=invoice_id, cents=cents)
        for invoice_id, cents in parts.items()
        if cents
    )
    _record.record(
        [_record.Happening("payment.undone", payment.client_id, {"payment": returned.pk})],
        administration_id=of,
        at=at,
        by=by,
    )
    return payment


def _set_aside(administration_id: int, line_ids: tuple[int, int], *, at: datetime) -> None:
    BankLine.objects.filter(pk__in=line_ids).update(set_aside_at=at)
    _record.record(
        [_record.Happening("line.returned", None, {"lines": list(line_ids)})],
        administration_id=administration_id,
        at=at,
        by=None,
    )
