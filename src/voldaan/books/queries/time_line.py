"""The time line of a client: events, contacts, payments, invoices as one list, newest first.

Four sources with one order: the moment, then the source, then the row. A key names the
last row shown, so that the next page goes on exactly there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Any

from django.db.models import Q

from voldaan.books.models import ContactMoment, Event, Hold, Invoice, MessageState, Payment
from voldaan.books.queries.open_amounts import RETURNED
from voldaan.books.queries.today import numbers

PAGE = 40

#: What other sources or the decisions beside the time line tell already.
_TOLD_ELSEWHERE = (
    "decision.made", "payment.booked", "payment.undone", "payment.returned", "payment.refunded",
    "credit.used",
    "invoice.paid_elsewhere",
    "message.sent", "step.by_hand", "call.spoken", "call.no_answer", "contact.before",
)  # fmt: skip

#: Days without an hour stand at noon.
_NOON = time(12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. ``facts`` holds ready values for the words."""

    at: datetime
    source: str
    id: int
    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    quote: str = ""
    who: str = ""

    @property
    def key(self) -> str:
        """Name this place in the time line."""
        return f"{self.at.astimezone(UTC).isoformat()}_{self.source}_{self.id}"


def time_line(
    administration_id: int, *, client_id: int, before: str = ""
) -> tuple[list[Entry], str]:
    """Give the entries before a key (empty: the newest) and the key to go on with."""
    mine = {"administration_id": administration_id, "client_id": client_id}
    after = _parsed(before)
    found = [
        *_events(mine, after),
        *_contacts(mine, after),
        *_payments(mine, after),
        *_invoices(mine, after),
    ]
    found.sort(key=lambda entry: (entry.at, entry.source, entry.id), reverse=True)
    page = list(islice(found, PAGE))
    return page, page[-1].key if len(found) > PAGE else ""


type _Place = tuple[datetime, str, int] | None


def _parsed(key: str) -> _Place:
    at_text, _, rest = key.partition("_")
    source, _, id_text = rest.partition("_")
    try:
        at = datetime.fromisoformat(at_text)
    except ValueError:
        return None
    if at.tzinfo is None or not id_text.isdecimal() or len(id_text) > 18:
        return None
    return at, source, int(id_text)


def _before(after: _Place, source: str, *, column: str, is_day: bool) -> Q:
    """Keep the rows of a source that come after a place in the (newest first) order."""
    if after is None:
        return Q()
    at, last, last_id = after
    moment: date | datetime = at
    if is_day:
        noon = datetime.combine(at.date(), _NOON)
        if at != noon:
            include = "lte" if at > noon else "lt"
            return Q(**{f"{column}__{include}": at.date()})
        moment = at.date()
    earlier = Q(**{f"{column}__lt": moment})
    if source < last:
        return earlier | Q(**{column: moment})
    if source == last:
        return earlier | Q(**{column: moment, "pk__lt": last_id})
    return earlier


def _events(mine: dict[str, int], after: _Place) -> list[Entry]:
    rows = list(
        Event.objects.filter(_before(after, "e", column="at", is_day=False), **mine)
        .exclude(code__in=_TOLD_ELSEWHERE)
        .order_by("-at", "-pk")
        .values_list("pk", "at", "code", "facts", "user__name", "words__text")[: PAGE + 1]
    )
    holds = _hold_reasons(mine, [row[3].get("hold") for row in rows])
    invoice_ids = [row[3]["invoice"] for row in rows if row[3].get("invoice")]
    invoices = numbers(mine["administration_id"], invoice_ids=invoice_ids)
    entries = []
    for pk, at, code, facts, who, words in rows:
        more = {"number": invoices.get(facts.get("invoice") or 0, "")}
        quote = words or holds.get(facts.get("hold") or 0, "")
        entries.append(Entry(at, "e", pk, code, facts | more, quote, who or ""))
    return entries


def _contacts(mine: dict[str, int], after: _Place) -> list[Entry]:
    """Give what reached the client, or was tried, with the whole words."""
    rows = (
        ContactMoment.objects.filter(_before(after, "m", column="on", is_day=True), **mine)
        .exclude(message__state=MessageState.WITHDRAWN)  # a mark that was taken back
        .order_by("-on", "-pk")
        .values_list(
            "pk", "on", "outcome", "channel", "step", "note", "recorded_by__name",
            "message__to_address", "message__subject", "message__body_text",
            "message__cost_cents",
        )
    )[: PAGE + 1]  # fmt: skip
    return [
        Entry(
            datetime.combine(on, _NOON),
            "m",
            pk,
            f"contact.{outcome}",
            {
                "step": step,
                "to": to or "",
                "channel": channel,
                "taken_by": note if subject is not None else "",
                "cost_cents": cost or 0,
            },
            note if subject is None else f"{subject}\n\n{body}".strip(),
            who or "",
        )
        for pk, on, outcome, channel, step, note, who, to, subject, body, cost in rows
    ]


def _hold_reasons(mine: dict[str, int], ids: Sequence[int | None]) -> dict[int, str]:
    rows = Hold.objects.filter(**mine, pk__in=[pk for pk in ids if pk])
    return dict(rows.values_list("pk", "reason"))


def _payments(mine: dict[str, int], after: _Place) -> list[Entry]:
    rows = (
        Payment.objects.filter(_before(after, "p", column="paid_on", is_day=True), **mine)
        .order_by("-paid_on", "-pk")
        .values_list("pk", "paid_on", "amount_cents", "method", "bank_line__name", "rule")[
            : PAGE + 1
        ]
    )
    return [
        Entry(
            datetime.combine(on, _NOON),
            "p",
            pk,
            _code(cents, method, rule),
            {"cents": abs(cents)},
            who=name or "",
        )
        for pk, on, cents, method, name, rule in rows
    ]


def _code(cents: int, method: str, rule: str) -> str:
    if method == "refund":
        return "payment.refund" if cents < 0 else "payment.back"
    if cents < 0:
        return "payment.returned" if rule == RETURNED else "payment.back"
    return f"payment.{method}"


def _invoices(mine: dict[str, int], after: _Place) -> list[Entry]:
    before = _before(after, "i", column="issued_on", is_day=True)
    rows = (
        Invoice.objects.filter(before, **mine, issued_on__isnull=False)
        .order_by("-issued_on", "-pk")
        .values_list("pk", "issued_on", "kind", "number", "payable_cents", "due_on")
    )[: PAGE + 1]
    return [
        Entry(
            datetime.combine(on, _NOON),
            "i",
            pk,
            f"issued.{kind}",
            {"number": number, "cents": cents, "due_on": due_on},
        )
        for pk, on, kind, number, cents, due_on in rows
        if on
    ]
