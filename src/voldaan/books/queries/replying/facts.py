"""What may be answered, as plain facts: requests, payments, answers, promises; in bulk."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

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

    Money that we heard of only afterwards: what was known is not asked for. Without
    ``client_ids`` of everybody. One query.
    """
    whom = Q() if client_ids is None else Q(client_id__in=these(client_ids))
    paid = Payment.objects.filter(
        administration_id=administration_id,
        client_id=OuterRef("client_id"),
        paid_on__gte=first_day(day) - _PAID_BEFORE,
        paid_on__lte=OuterRef("on"),
        booked_at__gte=OuterRef("recorded_at"),
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
    wanted = set(invoice_ids)
    if not wanted:
        return {}
    ids = these(wanted)
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


def owing(
    administration_id: int, *, client_ids: Collection[int]
) -> dict[int, tuple[Owing, ...]]:
    """Give what clients owe, longest due first; two queries.

    One message has room for so many papers: what does not fit is taken as not there.
    """
    if not client_ids:
        return {}
    rows = list(
        with_open_cents(administration_id)
        .filter(client_id__in=these(client_ids), open_cents__gt=0)
        .values_list("client_id", "due_on", "pk", "number", "open_cents")
    )
    papers = _with_paper(administration_id, [row[2] for row in rows])
    found: dict[int, list[Owing]] = defaultdict(list)
    for client_id, due_on, pk, number, open_cents in sorted(rows):
        found[client_id].append(Owing(pk, number, due_on, open_cents, pk in papers))
    return {client_id: tuple(each) for client_id, each in found.items()}


def _with_paper(administration_id: int, invoice_ids: Collection[int]) -> set[int]:
    """Give the invoices whose papers go along, as far as a message to one client has room."""
    room: dict[int, int] = {}
    found: set[int] = set()
    left_out: set[int] = set()
    rows = (
        Document.objects.filter(
            administration_id=administration_id, invoice_id__in=these(invoice_ids)
        )
        .order_by("invoice__due_on", "pk")
        .values_list("invoice__client_id", "invoice_id", Length("content"))
    )
    for client_id, invoice_id, size in rows:
        left = room.setdefault(client_id, MOST_ATTACHED_BYTES)
        if size <= left:
            room[client_id] = left - size
            found.add(invoice_id)
        else:
            left_out.add(invoice_id)
    return found - left_out


def heard(
    administration_id: int, *, day: date, client_ids: Collection[int] | None = None
) -> list[Heard]:
    """Give the answers that say the invoice did not arrive; one query.

    Without ``client_ids`` of everybody, and only as a person read them.
    """
    means = Q(meaning="not_received")
    if client_ids is not None:
        seems = Q(read_at=None, guess="not_received", certainty_percent__gte=SURE_PERCENT)
        means = Q(client_id__in=these(client_ids)) & (means | seems)
    rows = (
        Answer.objects.filter(
            means,
            administration_id=administration_id,
            is_automatic=False,
            came_on__gte=first_day(day),
            came_on__lte=day,
        )
        .exclude(client__stopped_for__gt="")
        .order_by("-came_at", "-pk")
    )
    return [
        Heard(pk, client_id, on, tuple(ids))
        for pk, client_id, on, ids in rows.values_list(
            "pk", "client_id", "came_on", "invoice_ids"
        )
    ]


def promised(
    administration_id: int, *, day: date, client_ids: Collection[int] | None = None
) -> list[Promised]:
    """Give the promises whose pause nobody lifted, oldest first; three queries.

    Without ``client_ids`` of everybody, and only what was told on the day itself. Left out:
    a promise whose pause ends before its day, and one after which the client wrote what
    nobody read yet.
    """
    whom = Q(from_day=day) if client_ids is None else Q(client_id__in=these(client_ids))
    told = {(row[0], row[1]): row[2:] for row in _pauses(administration_id, whom, day=day)}
    if not told:
        return []
    said = Event.objects.filter(
        administration_id=administration_id,
        client_id__in=these({client_id for client_id, _ in told}),
        code__in=_PROMISES,
        at__in={set_at for _, set_at in told},
    ).order_by("pk")
    rows = [
        row
        for row in said.values_list("pk", "client_id", "at", "code", "facts")
        if row[1:3] in told
    ]
    answers = Answer.objects.filter(
        administration_id=administration_id,
        pk__in=these(row[4].get("answer", 0) for row in rows),
    )
    about = dict(answers.values_list("pk", "invoice_ids"))
    return [
        Promised(
            pk,
            client_id,
            from_day,
            promised_on,
            facts.get("promised_cents", 0),
            spoken=code == "call.spoken",
            invoice_ids=tuple(about.get(facts.get("answer", 0), ())),
            money_came=money_came,
        )
        for pk, client_id, at, code, facts in rows
        for from_day, until_day, money_came in [told[client_id, at]]
        if (promised_on := _day(facts.get("promised_on"))) is not None
        and promised_on <= until_day
    ]


def _pauses(administration_id: int, whom: Q, *, day: date) -> Iterable[tuple[Any, ...]]:
    """Give the pauses that still count: whose, set when, from and until which day, and paid.

    Paid: money of the client was booked since. One query.
    """
    paid = Payment.objects.filter(
        administration_id=administration_id,
        client_id=OuterRef("client_id"),
        booked_at__gte=OuterRef("set_at"),
        method__in=_MONEY,
        reverses=None,
        reversed_by=None,
    )
    unread = Answer.objects.filter(
        administration_id=administration_id,
        client_id=OuterRef("client_id"),
        came_at__gt=OuterRef("set_at"),
        read_at=None,
        is_automatic=False,
    )
    return Hold.objects.filter(
        whom,
        ~Exists(unread),
        administration_id=administration_id,
        client__isnull=False,
        invoice=None,
        lifted_at=None,
        until_day__gte=day,
        client__stopped_for="",
    ).values_list("client_id", "set_at", "from_day", "until_day", Exists(paid))


def _day(text: object) -> date | None:
    try:
        return parse_iso(str(text))
    except NotADay:
        return None
