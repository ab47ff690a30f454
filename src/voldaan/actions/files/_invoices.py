"""Invoices of one file to the record: ours only, each number once, in bulk."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from voldaan.actions._wake import wake
from voldaan.actions.files._clients import Clients
from voldaan.books.models import (
    Administration,
    Allocation,
    Document,
    ImportedFile,
    Invoice,
    InvoiceKind,
    Method,
    Payment,
    User,
)
from voldaan.readers import shapes

#: Where neither file nor client names a term: thirty days (BW 6:119a lid 2 under a).
TERM_DAYS = 30


@dataclass(slots=True)
class Taken:
    """What came of the invoices; the lists name invoice numbers."""

    new: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    paid_already: list[str] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)  # number, problem code
    without_due_day: list[str] = field(default_factory=list)
    new_clients: int = 0


@dataclass(frozen=True, slots=True)
class _Accepted:
    stated: shapes.Invoice
    kind: str
    payable_cents: int
    due_on: date


def take_invoices(
    invoices: Iterable[shapes.Invoice],
    *,
    administration: Administration,
    file: ImportedFile,
    list_day: date | None,
    day: date,
    at: datetime,
    by: User | None,
) -> Taken:
    """Add the invoices that are new. Whether they are ours was settled before.

    ``list_day`` is the day on which a list of open invoices was made; money that such a
    list says was paid before is booked as paid before that day.
    """
    taken = Taken()
    accepted = [each for each in (_accept(stated, taken) for stated in invoices) if each]
    fresh = _fresh(accepted, administration, taken)
    clients = Clients(administration, at=at)
    buyers = [clients.find_or_make(each.stated.buyer) for each in fresh]
    taken.new_clients = clients.write()
    rows = [
        _row(each, client_id=client.pk, file=file, list_day=list_day, at=at)
        for each, client in zip(fresh, buyers, strict=True)
    ]
    Invoice.objects.bulk_create(rows, batch_size=1000)
    wake(administration.pk, client_ids={row.client_id for row in rows})
    _keep_documents(fresh, rows, at=at)
    _book_paid_before(fresh, rows, day=list_day or day, at=at, by=by)
    taken.new = [row.number for row in rows]
    return taken


def _accept(stated: shapes.Invoice, taken: Taken) -> _Accepted | None:
    """Say whether an invoice can be in the record at all; if not, the first reason."""
    cents, left = stated.payable_cents, stated.open_cents
    refused = ""
    if stated.currency != "EUR":
        refused = "invoice.not_in_euro"
    elif cents is None:
        refused = "invoice.fraction_of_a_cent"
    elif not (stated.buyer.name or "").strip():
        refused = "invoice.no_client"
    elif stated.issued_on is None and stated.due_on is None:
        refused = "invoice.no_day"
    elif left is not None and abs(left) > abs(cents):
        refused = "invoice.more_open_than_charged"
    if refused:
        taken.left_out.append((stated.number, refused))
        return None
    if not cents or (left == 0 and not stated.paid):
        taken.paid_already.append(stated.number)
        return None
    is_credit = stated.kind == "credit_note" or cents < 0
    return _Accepted(
        stated,
        InvoiceKind.CREDIT_NOTE if is_credit else InvoiceKind.INVOICE,
        abs(left) if is_credit and left is not None else abs(cents),
        _due_on(stated, taken),
    )


def _due_on(stated: shapes.Invoice, taken: Taken) -> date:
    if stated.due_on is not None:
        return stated.due_on
    if stated.kind == "invoice":
        taken.without_due_day.append(stated.number)
    issued_on = stated.issued_on or date.max
    return issued_on + min(timedelta(days=TERM_DAYS), date.max - issued_on)


def _fresh(
    accepted: Sequence[_Accepted], administration: Administration, taken: Taken
) -> list[_Accepted]:
    """Leave out numbers that the record has; say which of those now read differently."""
    known = {
        (kind, number): (cents, due_on)
        for kind, number, cents, due_on in Invoice.objects.filter(
            administration=administration
        ).values_list("kind", "number", "payable_cents", "due_on")
    }
    fresh = []
    for each in accepted:
        number = each.stated.number[:100]
        found = known.get((each.kind, number))
        if found is None:
            known[each.kind, number] = (each.payable_cents, each.due_on)
            fresh.append(each)
        elif found == (each.payable_cents, each.due_on):
            taken.known.append(number)
        else:
            taken.changed.append(number)
    return fresh


def _row(
    each: _Accepted,
    *,
    client_id: int,
    file: ImportedFile,
    list_day: date | None,
    at: datetime,
) -> Invoice:
    stated = each.stated
    return Invoice(
        administration_id=file.administration_id,
        client_id=client_id,
        kind=each.kind,
        number=stated.number[:100],
        issued_on=stated.issued_on,
        due_on=each.due_on,
        payable_cents=each.payable_cents,
        net_cents=stated.net_cents,
        vat_cents=stated.vat_cents,
        payment_reference=(stated.payment_reference or "")[:140],
        project=(stated.description or "")[:200],
        credits_number=(stated.credits_number or "")[:100],
        imported_file=file,
        known_open_on=list_day,
        recorded_at=at,
    )


def _keep_documents(
    fresh: Sequence[_Accepted], rows: Sequence[Invoice], *, at: datetime
) -> None:
    """Keep the invoice as people read it, to go along with messages about it."""
    pairs = [(row, each.stated.document) for each, row in zip(fresh, rows, strict=True)]
    Document.objects.bulk_create(
        [
            Document(
                administration_id=row.administration_id,
                invoice=row,
                name=document.name,
                content_type=document.content_type,
                sha256=hashlib.sha256(document.content).hexdigest(),
                content=document.content,
                added_at=at,
            )
            for row, document in pairs
            if document is not None
        ],
        batch_size=20,
    )


def _paid_parts(each: _Accepted, *, day: date) -> list[shapes.PaidPart]:
    """Give what was paid, part by part; what went back is taken off the parts before it."""
    settled = each.payable_cents - abs(each.stated.open_cents or 0)
    if not each.stated.paid:
        return [shapes.PaidPart(day, settled)] if settled > 0 else []
    parts: list[shapes.PaidPart] = []
    for part in each.stated.paid:
        cents = part.cents
        while cents < 0 and parts:
            last = parts.pop()
            cents += last.cents
        if cents > 0:
            parts.append(shapes.PaidPart(part.paid_on, cents))
    return parts


def _book_paid_before(
    fresh: Sequence[_Accepted],
    rows: Sequence[Invoice],
    *,
    day: date,
    at: datetime,
    by: User | None,
) -> None:
    """Book what a list of open invoices, or the books of a year, say was paid before.

    Books know each day; a list was made on ``day``, and knows no more than by then.
    """
    paid = [
        (row, part)
        for each, row in zip(fresh, rows, strict=True)
        if each.stated.open_cents is not None and row.kind == InvoiceKind.INVOICE
        for part in _paid_parts(each, day=day)
    ]
    payments = [
        Payment(
            administration_id=row.administration_id,
            client_id=row.client_id,
            method=Method.BEFORE,
            paid_on=part.paid_on,
            amount_cents=part.cents,
            booked_at=at,
            booked_by=by,
        )
        for row, part in paid
    ]
    Payment.objects.bulk_create(payments, batch_size=1000)
    Allocation.objects.bulk_create(
        [
            Allocation(
                administration_id=row.administration_id,
                payment=payment,
                invoice=row,
                cents=payment.amount_cents,
            )
            for payment, (row, _) in zip(payments, paid, strict=True)
        ],
        batch_size=1000,
    )
