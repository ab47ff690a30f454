"""Disputes: what a client called wrong, and of which nobody said that it is solved.

A dispute stands in the record as the pause that was set for it, with these words as its
reason. The pause ends by itself; the dispute does not: it ends when a person lifts the pause,
also after its last day, or asks for money again. Of one invoice it is asked when nothing
holds that invoice any more; until then the others go on, and it is shown as paused.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from voldaan.books.models import Event, Hold
from voldaan.followup.morning.order import MOST_CARDS

#: The reason of a pause for a dispute, in the language of who wrote it down.
DISPUTED = {"nl": "zegt dat er iets niet klopt", "en": "says that something is wrong"}

#: What a person said of a dispute, or took back: codes of events.
SOLVED, WAITS, REOPENED = "dispute.solved", "dispute.waits", "dispute.reopened"


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody has just said of a dispute of a client: solved, or not yet."""

    client_id: int
    client: str
    is_solved: bool


@dataclass(frozen=True, slots=True)
class SaidWrong:
    """The days on which something was called wrong and is not solved, by client or invoice."""

    of_clients: Mapping[int, Sequence[date]]
    of_invoices: Mapping[int, Sequence[date]]


def said_wrong(mine: Mapping[str, Any], *, day: date) -> SaidWrong:
    """Give the days on which clients called something wrong; one query."""
    clients: dict[int, list[date]] = defaultdict(list)
    invoices: dict[int, list[date]] = defaultdict(list)
    rows = Hold.objects.filter(
        **mine, reason__in=DISPUTED.values(), lifted_at=None, from_day__lte=day
    ).order_by("from_day")
    for client_id, invoice_id, on in rows.values_list("client_id", "invoice_id", "from_day"):
        if invoice_id:
            invoices[invoice_id].append(on)
        elif client_id:
            clients[client_id].append(on)
    return SaidWrong(clients, invoices)


def answered_since(administration_id: int, *, since: datetime) -> list[Answered]:
    """Give what was said of disputes since a moment and not taken back, newest first.

    Of as many as a morning has cards.
    """
    rows = (
        Event.objects.filter(
            administration_id=administration_id,
            at__gte=since,
            code__in=[SOLVED, WAITS, REOPENED],
            client__isnull=False,
        )
        .order_by("pk")
        .values_list("client_id", "client__name", "code")
    )
    last = {client_id: (name, code) for client_id, name, code in rows if client_id is not None}
    found = [
        Answered(client_id, name, code == SOLVED)
        for client_id, (name, code) in last.items()
        if code != REOPENED
    ]
    return found[::-1][:MOST_CARDS]
