"""What may be answered, as plain facts: requests, payments, answers, promises; in bulk."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length

from voldaan.books.models import (
    Allocation,
    Answer,
    ContactMoment,
    Document,
    Event,
    Hold,
    Invoice,
    InvoiceKind,
    Method,
    Outcome,
    Payment,
)
from voldaan.books.queries.deciding.these import these
from voldaan.books.queries.open_amounts import with_open_cents
from voldaan.books.queries.outbox import MOST_ATTACHED_BYTES
from voldaan.days import NotADay, parse_iso
from voldaan.followup.replying.due import first_day
from voldaan.followup.replying.shapes import Asked, Charged, Heard, Owing, Part, Promised
from voldaan.replies.meaning import SURE_PERCENT

#: What pays an invoice; a credit note does not.
_MONEY = (Method.BANK, Method.CASH, Method.BEFORE)
#: How long before a request a payment for it may have come; looked at before anything else.
_PAID_BEFORE = timedelta(days=90)
#: What tells of a promise, in the chain of its client.
_PROMISES = ("call.spoken", "answer.read")


def asked(
    administration_id: int, *, day: date, client_ids: Collection[int] | None = None
) -> list[Asked]:
    """Give the requests of the last days to clients of whom money came before them.

    Without ``client_ids`` of everybody. One query.
    """
    whom = Q() if client_ids is None else Q(client_id__in=these(client_ids))
    paid = Payment.objects.filter(
        administration_id=administration_id,
        client_id=OuterRef("client_id"),
        paid_on__gte=first_day(day) - _PAID_BEFORE,
        paid_on__lte=OuterRef("on"),
        amount_cents__gt=0,
    )
    rows = (
        ContactMoment.objects.filter(
            whom,
            Exists(paid),
            administration_id=administration_id,
            outcome__in=[Outcome.SENT, Outcome.SPOKEN],
            counts=True,
            bounced_at=None,
            on__gte=first_day(day),
            on__lte=day,
        )
        .exclude(client__stopped_for__gt="")
        .order_by("-on", "-pk")
        .values_list("pk", "client_id", "on", "invoice_ids", "channel")
    )
    return [
        Asked(pk, client_id, on, tuple(ids), spoken=channel == "phone")
        for pk, client_id, on, ids, channel in rows
    ]


def charged(administration_id: int, *, invoice_ids: Iterable[int]) -> dict[int, Charged]:
    """Give these invoices with all that came off them, in order; two queries."""
    ids = these(set(invoice_ids))
    parts: dict[int, list[Part]] = defaultdict(list)
    rows = (
        Allocation.objects.filter(administration_id=administration_id, invoice_id__in=ids)
        .order_by("payment__paid_on", "payment_id")
        .values_list("invoice_id", "payment__paid_on", "cents", "payment__method")
    )
    for invoice_id, on, cents, method in rows:
        if invoice_id is not None:
            parts[invoice_id].append(Part(on, cents, method in _MONEY))
    invoices = Invoice.objects.filter(
        administration_id=administration_id, pk__in=ids, kind=InvoiceKind.INVOICE
    )
    return {
        pk: Charged(pk, number, due_on, payable, tuple(parts.get(pk, ())))
        for pk, number, due_on, payable in invoices.values_list(
            "pk", "number", "due_on", "payable_cents"
        )
    }


def owing(administration_id: int, *, client_id: int) -> tuple[Owing, ...]:
    """Give what a client owes, longest due first; two queries."""
    rows = (
        with_open_cents(administration_id)
        .filter(client_id=client_id, open_cents__gt=0)
        .order_by("due_on", "pk")
        .values_list("pk", "number", "due_on", "open_cents")
    )
    found = [Owing(*row) for row in rows]
    papers = _with_paper(administration_id, [each.id for each in found])
    return tuple(
        Owing(each.id, each.number, each.due_on, each.open_cents, each.id in papers)
        for each in found
    )


def _with_paper(administration_id: int, invoice_ids: Collection[int]) -> set[int]:
    """Give the invoices whose papers all go along, as far as one message has room."""
    room, found, left_out = MOST_ATTACHED_BYTES, set(), set()
    rows = (
        Document.objects.filter(
            administration_id=administration_id, invoice_id__in=these(invoice_ids)
        )
        .order_by("invoice__due_on", "pk")
        .values_list("invoice_id", Length("content"))
    )
    for invoice_id, size in rows:
        if size <= room:
            room -= size
            found.add(invoice_id)
        else:
            left_out.add(invoice_id)
    return found - left_out


def heard(administration_id: int, *, client_id: int, day: date) -> list[Heard]:
    """Give the answers that say the invoice did not arrive, or seem to; one query."""
    seems = Q(read_at=None, guess="not_received", certainty_percent__gte=SURE_PERCENT)
    rows = (
        Answer.objects.filter(
            Q(meaning="not_received") | seems,
            administration_id=administration_id,
            client_id=client_id,
            is_automatic=False,
            came_on__gte=first_day(day),
            came_on__lte=day,
        )
        .exclude(client__stopped_for__gt="")
        .order_by("-came_at", "-pk")
    )
    return [
        Heard(pk, client_id, on, tuple(ids))
        for pk, on, ids in rows.values_list("pk", "came_on", "invoice_ids")
    ]


def promised(administration_id: int, *, client_id: int, day: date) -> list[Promised]:
    """Give the promises of a client whose pause nobody lifted, oldest first; three queries."""
    mine = {"administration_id": administration_id, "client_id": client_id}
    told_on = dict(
        Hold.objects.filter(**mine, invoice=None, lifted_at=None, until_day__gte=day)
        .exclude(client__stopped_for__gt="")
        .values_list("set_at", "from_day")
    )
    told = list(
        Event.objects.filter(**mine, code__in=_PROMISES, at__in=list(told_on))
        .order_by("number")
        .values_list("pk", "at", "code", "facts")
    )
    answers = Answer.objects.filter(**mine, pk__in=[row[3].get("answer") or 0 for row in told])
    about = dict(answers.values_list("pk", "invoice_ids"))
    return [
        Promised(
            pk,
            client_id,
            told_on[at],
            promised_on,
            facts.get("promised_cents", 0),
            spoken=code == "call.spoken",
            invoice_ids=tuple(about.get(facts.get("answer", 0), ())),
        )
        for pk, at, code, facts in told
        if (promised_on := _day(facts.get("promised_on"))) is not None
    ]


def _day(text: object) -> date | None:
    try:
        return parse_iso(str(text))
    except NotADay:
        return None
