"""Vandaag: the cards, the good news and the calm, each in a constant number of queries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, cast

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    Max,
    Q,
    QuerySet,
    Sum,
    When,
)

from voldaan.books.models import (
    Allocation,
    Client,
    ContactMoment,
    Decision,
    Document,
    Invoice,
    InvoiceKind,
    LineHold,
    Message,
    Method,
    Payment,
)
from voldaan.followup import replay, shapes
from voldaan.followup.morning import order
from voldaan.followup.morning.value import WEIGHTS
from voldaan.followup.replying.shapes import REPLIES, carries_papers
from voldaan.reasons import because

_BANK_FILE = "import_bank_file"

#: What the first reason of a waiting decision tells about its client.
_PAUSED = ("administration.paused", "client.paused", "invoices.paused")
_HEARD = ("message.waiting",)
_NOT_DUE = ("invoice.due_soon",)
_NOTHING = ("nothing.open",)
_PLACES = {
    **dict.fromkeys(_PAUSED, "paused"),
    **dict.fromkeys(_NOT_DUE, "not_due"),
    "day.weekend": "resting",
    "day.holiday": "resting",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A card with the whole decision behind it. ``decision_id`` is its latest row."""

    card: order.Card
    decision_id: int
    decision: shapes.Decision
    client: str


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message that needs a person, or may still be taken back."""

    id: int
    client_id: int
    client: str
    state: str
    step: str
    to_address: str
    subject: str
    body_text: str
    asks_cents: int
    send_after: datetime | None
    failure: str
    failure_detail: str
    channel: str = "email"
    to_name: str = ""
    is_attached: bool = False


@dataclass(frozen=True, slots=True)
class Received:
    """A payment of a client."""

    client_id: int
    client: str
    paid_cents: int
    paid_on: date
    heard_on: date | None = None


@dataclass(frozen=True, slots=True)
class Calm:
    """Counts of clients that need nothing, and of those that come back tomorrow.

    ``resting``: their turn has come, but on a day like this nobody is written to.
    """

    waiting: int = 0
    paused: int = 0
    not_due: int = 0
    tomorrow: int = 0
    resting: int = 0


def cards(administration_id: int, *, most: int = order.MOST_CARDS) -> tuple[list[Chosen], int]:
    """Give at most ``most`` cards in the order of Vandaag, and how many there are in all.

    The database finds the few that come first, so that thousands need not be read; the
    order itself is :func:`voldaan.followup.morning.order.ranked`. Four queries.
    """
    waiting = Decision.objects.filter(
        administration_id=administration_id, is_latest=True, kind__in=["step", "ask"]
    )
    # Counted by a column of the index: for the key PostgreSQL would open every row.
    counts = waiting.aggregate(
        every=Count("*"), bank=Count("question", filter=Q(question=_BANK_FILE))
    )
    mine = _in_order().filter(administration_id=administration_id)
    rows = [
        *(mine.filter(question=_BANK_FILE)[:1] if counts["bank"] else ()),
        *mine.exclude(question=_BANK_FILE)[: max(0, most)],
    ]
    ranked = [_counted(card, counts["bank"]) for card in order.ranked(map(_slim, rows))]
    shown = ranked[: max(0, most)]
    whole = _whole(administration_id, [card.decision.client_id for card in shown])
    chosen = [Chosen(card, *whole[card.decision.client_id]) for card in shown]
    return chosen, counts["every"] - counts["bank"] + bool(counts["bank"])


@cache
def _in_order() -> "QuerySet[Any, tuple[Any, ...]]":
    """Give what waits, slim, in the order of Vandaag; of everybody, so it needs a filter.

    Written once: taking these conditions apart costs as much as asking.
    """
    group = Case(
        When(question="read_answer", then=-1),
        When(question="match_payment", then=0),
        When(step="service_check", then=2),
        default=1,
    )
    amount = Case(
        When(Q(question="match_payment") | Q(asks_cents=0), then=F("open_cents")),
        default=F("asks_cents"),
        output_field=BigIntegerField(),
    )
    value = Case(
        When(step="service_check", then=0),
        When(question="match_payment", then=F("open_cents")),
        default=F("amount") * F("weight"),
        output_field=BigIntegerField(),
    )
    order_of_vandaag = ("group", "-value", F("due_since").asc(nulls_last=True), "client_id")
    return (
        Decision.objects.filter(is_latest=True, kind__in=["step", "ask"])
        .annotate(group=group, amount=amount, weight=_weight())
        .annotate(value=value)
        .order_by(*order_of_vandaag)
        .values_list(
            *("client_id", "kind", "step", "question", "channel"),
            *("asks_cents", "open_cents", "due_since"),
        )
    )


def _weight() -> Case:
    """Give what a cent is worth per minute: :mod:`voldaan.followup.morning.value` in SQL."""
    by_channel = {name: each for name, each in WEIGHTS.items() if name != "question"}
    return Case(
        When(kind="ask", then=WEIGHTS["question"]),
        *(When(channel=name, then=each) for name, each in by_channel.items()),
        When(step="call", then=WEIGHTS["phone"]),
        default=WEIGHTS["email"],
        output_field=BigIntegerField(),
    )


def _counted(card: order.Card, count: int) -> order.Card:
    """Let the one card of the bank file say for how many clients it is."""
    if card.decision.question != _BANK_FILE:
        return card
    return replace(card, reason=because("rank.opens_others", count=count))


def _slim(row: tuple[Any, ...]) -> shapes.Decision:
    """Give as much of a decision as its place on Vandaag needs."""
    client_id, kind, step, question, channel, asks_cents, open_cents, due_since = row
    return shapes.Decision(
        kind=kind,
        client_id=client_id,
        reasons=(),
        step=cast("shapes.StepCode", step) if step else None,
        channel=cast("shapes.Channel", channel) if channel else None,
        question=question or None,
        asks_cents=asks_cents,
        open_cents=open_cents,
        due_since=due_since,
    )


def _whole(
    administration_id: int, client_ids: Sequence[int]
) -> dict[int, tuple[int, shapes.Decision, str]]:
    rows = Decision.objects.filter(
        administration_id=administration_id, is_latest=True, client_id__in=list(client_ids)
    ).values_list("client_id", "pk", "outcome", "client__name")
    return {
        client_id: (pk, replay.from_plain(shapes.Decision, outcome), name)
        for client_id, pk, outcome, name in rows
    }


def decision(
    administration_id: int, *, decision_id: int
) -> tuple[shapes.Decision, str, bool] | None:
    """Give a stored decision, its client's name and whether it is the latest; or None."""
    row = (
        Decision.objects.filter(administration_id=administration_id, pk=decision_id)
        .values_list("outcome", "client__name", "is_latest")
        .first()
    )
    return (replay.from_plain(shapes.Decision, row[0]), row[1], row[2]) if row else None


def messages(
    administration_id: int,
    *,
    states: Sequence[str],
    client_ids: Sequence[int] | None = None,
    replies: bool | None = None,
    most: int = 50,
) -> list[MessageRow]:
    """Give the messages in these states (only or no ``replies``), first to leave first."""
    which = Q() if client_ids is None else Q(client_id__in=list(client_ids))
    which &= Q() if replies is None else Q(is_reply=replies)
    rows = list(
        Message.objects.filter(which, administration_id=administration_id, state__in=states)
        .order_by("state", "send_after", "pk")
        .values_list(
            "pk", "client_id", "client__name", "state", "step", "to_address", "subject",
            "body_text", "asks_cents", "send_after", "failure", "failure_detail", "channel",
            "to_name", "lines",
        )[:most]
    )  # fmt: skip
    invoice_ids = {line["invoice"] for row in rows for line in row[-1]}
    documented = _documented(administration_id, invoice_ids) if invoice_ids else set()
    return [
        MessageRow(
            *row[:-1],
            carries_papers(row[4]) and any(x["invoice"] in documented for x in row[-1]),
        )
        for row in rows
    ]


def _documented(administration_id: int, invoice_ids: Collection[int]) -> set[int]:
    """Give those of these invoices that have a paper."""
    rows = Document.objects.filter(
        administration_id=administration_id, invoice_id__in=invoice_ids
    )
    return set(rows.values_list("invoice_id", flat=True))


def numbers(administration_id: int, *, invoice_ids: Sequence[int]) -> dict[int, str]:
    """Give the numbers of invoices."""
    return dict(
        Invoice.objects.filter(
            administration_id=administration_id, pk__in=list(invoice_ids)
        ).values_list("pk", "number")
    )


def lines_that_hold(administration_id: int, *, client_ids: Sequence[int]) -> dict[int, int]:
    """Give per client one bank line that plausibly is theirs."""
    if not client_ids:
        return {}
    return dict(
        LineHold.objects.filter(
            administration_id=administration_id,
            client_id__in=list(client_ids),
            line__set_aside_at=None,
        )
        .order_by("-line_id")
        .values_list("client_id", "line_id")
    )


def good_news(
    administration_id: int, *, since: datetime, from_day: date, most: int = 3
) -> tuple[list[Received], int]:
    """Give what clients paid, as far as we learned it since a moment; and how many.

    What was paid before ``from_day`` is no news any more.
    """
    news = Payment.objects.filter(
        administration_id=administration_id,
        method=Method.BANK,
        booked_at__gte=since,
        paid_on__gte=from_day,
        reverses=None,
        reversed_by=None,
    )
    rows = list(
        news.order_by("-paid_on", "-amount_cents", "pk").values_list(
            "client_id", "client__name", "amount_cents", "paid_on"
        )[:most]
    )
    heard = dict(
        ContactMoment.objects.filter(
            administration_id=administration_id, client_id__in=[row[0] for row in rows]
        )
        .exclude(Q(outcome="no_answer") | Q(step__in=REPLIES))
        .values_list("client_id")
        .annotate(on=Max("on"))
    )
    count = news.count() if len(rows) == most else len(rows)
    return [Received(*row, heard.get(row[0])) for row in rows], count


def calm(administration_id: int, *, tomorrow: date) -> Calm:
    """Count the clients that wait, by why; one query over the waiting decisions."""
    rows = (
        Decision.objects.filter(
            administration_id=administration_id, is_latest=True, kind="wait"
        )
        # Grouped as the index lies, so that nothing has to be sorted for it.
        .values_list("question", "first_reason")
        .annotate(
            count=Count("*"),
            tomorrow=Count("wait_until", filter=Q(wait_until__lte=tomorrow)),
        )
    )
    counts = dict.fromkeys(("waiting", "paused", "not_due", "tomorrow", "resting"), 0)
    for _, code, count, next_day in rows:
        if code in _NOTHING:
            continue
        counts[_PLACES.get(code, "waiting")] += count
        counts["tomorrow"] += next_day
    return Calm(**counts)


def has_invoices(administration_id: int) -> bool:
    """Say whether any invoice was ever imported."""
    return Invoice.objects.filter(
        administration_id=administration_id, kind=InvoiceKind.INVOICE
    ).exists()


def open_and_late(administration_id: int, *, day: date) -> tuple[int, int]:
    """Give the cents open, and those past the due date."""
    charged = Invoice.objects.filter(
        administration_id=administration_id, kind=InvoiceKind.INVOICE
    )
    # Two plain sums over the index are a third faster than one with a condition in it.
    late, on_time = (
        charged.filter(when).aggregate(cents=Sum("payable_cents"))["cents"] or 0
        for when in (Q(due_on__lt=day), Q(due_on__gte=day))
    )
    paid = Allocation.objects.filter(
        administration_id=administration_id, invoice__isnull=False
    ).aggregate(whole=Sum("cents"), late=Sum("cents", filter=Q(invoice__due_on__lt=day)))
    return (
        late + on_time - (paid["whole"] or 0),
        late - (paid["late"] or 0),
    )


def client_names(administration_id: int, *, client_ids: Sequence[int]) -> dict[int, str]:
    """Give the names of clients of this administration."""
    return dict(
        Client.objects.filter(
            administration_id=administration_id, pk__in=list(client_ids)
        ).values_list("pk", "name")
    )
