"""What a file says otherwise of invoices that the record has: found first, taken later.

A person sees every change before it is taken. What was charged and when it is due are
corrected in place, with the old and the new reading as an event in the client's chain; what
was paid elsewhere becomes a payment. Nothing is taken that the payments contradict.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import Q

from voldaan.actions import _record
from voldaan.books.models import Allocation, Invoice, Method, Payment, User
from voldaan.books.queries.open_amounts import DAY_UNKNOWN, with_open_cents
from voldaan.readers import shapes

#: ``due_on`` and ``amount``: the invoice reads differently. ``paid``: less is open of it.
#: ``gone``: a whole list of open invoices names it no more.
What = Literal["due_on", "amount", "paid", "gone"]


#: Differences that are kept with a file, to be shown.
MOST_TOLD = 100

_CODES: Mapping[What, str] = {
    "due_on": "invoice.due_day_corrected",
    "amount": "invoice.amount_corrected",
    "paid": "invoice.paid_elsewhere",
    "gone": "invoice.paid_elsewhere",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs. ``before`` and ``after`` are a day in ISO, or cents as text."""

    invoice_id: int
    client_id: int
    number: str
    client: str
    what: What
    before: str
    after: str

    @property
    def key(self) -> str:
        """Name it in an answer: the same difference has the same key at a second look."""
        return f"{self.invoice_id}.{self.what}.{self.after}"


@dataclass(frozen=True, slots=True)
class _Known:
    id: int
    client_id: int
    client: str
    number: str
    due_on: date
    payable_cents: int
    open_cents: int
    was_on_a_list: bool


def found(
    invoices: Iterable[shapes.Invoice], *, administration_id: int, list_day: date | None
) -> list[Change]:
    """Give all that differs, in the order of the file, what is gone behind it; one query.

    ``list_day`` is the day of a list of open invoices, None for anything else: only a list
    tells by its silence.
    """
    known = _known(administration_id)
    invoices = list(invoices)
    # A list that knows one amount only repeats it: less is a payment then, no new sum.
    one_amount = all(each.open_cents == each.payable_cents for each in invoices)
    changes: list[Change] = []
    stated_numbers = set()
    for stated in invoices:
        number = stated.number[:100]
        stated_numbers.add(number)
        if number in known and stated.kind == "invoice" and stated.currency == "EUR":
            changes += _differences(stated, known[number], one_amount=one_amount)
    # A list that names nothing we know may be of another year or a part; it is not silent.
    if list_day is not None and not stated_numbers.isdisjoint(known):
        changes += [
            _change(each, "gone", each.open_cents, 0)
            for number, each in known.items()
            if number not in stated_numbers and each.was_on_a_list and each.open_cents > 0
        ]
    return changes


def _known(administration_id: int) -> dict[str, _Known]:
    rows = (
        with_open_cents(administration_id)
        .order_by("due_on", "pk")
        .annotate(was_on_a_list=Q(known_open_on__isnull=False))
        .values_list(
            "pk", "client_id", "client__name", "number", "due_on", "payable_cents",
            "open_cents", "was_on_a_list",
        )
    )  # fmt: skip
    return {each.number: each for each in (_Known(*row) for row in rows)}


def _differences(
    stated: shapes.Invoice, known: _Known, *, one_amount: bool
) -> Iterable[Change]:
    cents, left = stated.payable_cents, stated.open_cents
    if stated.due_on is not None and stated.due_on != known.due_on:
        yield _change(known, "due_on", known.due_on.isoformat(), stated.due_on.isoformat())
    is_less = one_amount and cents is not None and cents < known.payable_cents
    if cents is not None and cents > 0 and not is_less and cents != known.payable_cents:
        yield _change(known, "amount", known.payable_cents, cents)
    elif left is not None and 0 <= left < known.open_cents:
        yield _change(known, "paid", known.open_cents, left)


def _change(known: _Known, what: What, before: object, after: object) -> Change:
    return Change(
        known.id, known.client_id, known.number, known.client, what, str(before), str(after)
    )


def taken(
    changes: Sequence[Change],
    *,
    administration_id: int,
    day: date,
    at: datetime,
    by: User | None,
) -> list[str]:
    """Take changes as a person chose them; give the numbers of those that could not be.

    ``day`` is that on which the money counts as paid: the day of the list. Must run inside
    a transaction. Below what was paid no amount can go.
    """
    impossible = _correct(
        [each for each in changes if each.what in ("due_on", "amount")],
        administration_id=administration_id,
        at=at,
        by=by,
    )
    _pay(
        [each for each in changes if each.what in ("paid", "gone")],
        administration_id=administration_id,
        day=day,
        at=at,
        by=by,
    )
    return impossible


def _correct(
    changes: Sequence[Change], *, administration_id: int, at: datetime, by: User | None
) -> list[str]:
    rows = {
        row.pk: row
        for row in with_open_cents(administration_id).filter(
            pk__in=[each.invoice_id for each in changes]
        )
    }
    impossible, events = [], []
    for each in changes:
        row = rows[each.invoice_id]
        if each.what == "amount" and int(each.after) < row.paid_cents:
            impossible.append(each.number)
            continue
        if each.what == "amount":
            row.payable_cents = int(each.after)
            # How it splits into net and VAT was said of the old amount.
            row.net_cents = row.vat_cents = None
        else:
            row.due_on = date.fromisoformat(each.after)
        events.append(_happening(each))
    columns = ["payable_cents", "net_cents", "vat_cents", "due_on"]
    Invoice.objects.bulk_update(rows.values(), columns, batch_size=500)
    _record.record(events, administration_id=administration_id, at=at, by=by)
    return impossible


def _pay(
    changes: Sequence[Change],
    *,
    administration_id: int,
    day: date,
    at: datetime,
    by: User | None,
) -> None:
    payments = [
        Payment(
            administration_id=administration_id,
            client_id=each.client_id,
            method=Method.BEFORE,
            paid_on=day,
            rule=DAY_UNKNOWN,
            amount_cents=int(each.before) - int(each.after),
            booked_at=at,
            booked_by=by,
        )
        for each in changes
    ]
    Payment.objects.bulk_create(payments, batch_size=1000)
    Allocation.objects.bulk_create(
        [
            Allocation(
                administration_id=administration_id,
                payment=payment,
                invoice_id=each.invoice_id,
                cents=payment.amount_cents,
            )
            for payment, each in zip(payments, changes, strict=True)
        ],
        batch_size=1000,
    )
    _record.record(
        [_happening(each) for each in changes],
        administration_id=administration_id,
        at=at,
        by=by,
    )


def _happening(each: Change) -> _record.Happening:
    facts: dict[str, object] = {"invoice": each.invoice_id}
    if each.what == "due_on":
        facts |= {"before_on": each.before, "after_on": each.after}
    else:
        facts |= {"before_cents": int(each.before), "after_cents": int(each.after)}
    return _record.Happening(_CODES[each.what], each.client_id, facts)


def as_plain(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Give changes as the question of a file holds them."""
    return [
        {
            "key": each.key,
            "number": each.number,
            "client": each.client,
            "what": each.what,
            "before": each.before,
            "after": each.after,
        }
        for each in changes
    ]


def counts(changes: Iterable[Change]) -> Mapping[str, int]:
    """Count changes by what they are."""
    return Counter(each.what for each in changes)
