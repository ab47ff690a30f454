"""What follows when a step reached the client: the moment of contact, and an event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from voldaan.actions import _record
from voldaan.actions.messages.release_message import NotReleasable
from voldaan.actions.own_page.make_link import run_from
from voldaan.books.models import ContactMoment, Message, MessageState, Outcome, User


@dataclass(frozen=True, slots=True)
class Way:
    """How a message went: by which program or hand, and what a person told of it.

    Empty ``channel``: that of the message. ``note`` is personal: it stays out of the chain.
    """

    how: str
    channel: str = ""
    note: str = ""
    cost_cents: int | None = None


BY_HAND = Way("by_hand")


def settle(
    administration_id: int,
    message_id: int,
    *,
    states: Sequence[str],
    way: Way,
    day: date,
    by: User,
    at: datetime,
) -> Message:
    """Write down that a message in one of these states reached its client on a day.

    In the caller's transaction, behind the lock. Raises
    :class:`~voldaan.actions.messages.release_message.NotReleasable` (``state``), or
    IntegrityError when another one reached the client that day.
    """
    mine = Message.objects.filter(administration_id=administration_id, pk=message_id)
    message = mine.filter(state__in=states).first()
    if message is None:
        raise NotReleasable("state")
    message.channel = way.channel or message.channel
    mine.update(
        state=MessageState.SENT,
        channel=message.channel,
        cost_cents=message.cost_cents if way.cost_cents is None else way.cost_cents,
        released_at=at,
        released_by=by,
        finished_at=at,
        step_day=day,
    )
    message.refresh_from_db()
    mark(message, day=day, at=at, by=by, way=way)
    return message


def mark(message: Message, *, day: date, at: datetime, by: User | None, way: Way) -> None:
    """Record that a message reached its client on a day; in the caller's transaction."""
    # A mark that was taken back, and then was right after all, is the same moment.
    ContactMoment.objects.update_or_create(
        administration_id=message.administration_id,
        message=message,
        defaults={
            "client_id": message.client_id,
            "step": message.step,
            "channel": message.channel,
            "outcome": Outcome.SENT,
            "on": day,
            "counts": message.step != "service_check" and not message.is_reply,
            "invoice_ids": [line["invoice"] for line in message.lines],
            "bounced_at": None,
            "note": way.note,
            "recorded_at": at,
            "recorded_by": by,
        },
    )
    run_from(
        message.administration_id, client_id=message.client_id, words=message.body_text, at=at
    )
    _record.record(
        [
            _record.Happening(
                "message.sent",
                message.client_id,
                {
                    "message": message.pk,
                    "step": message.step,
                    "how": way.how,
                    "asks_cents": message.asks_cents,
                },
                text=way.note,
            )
        ],
        administration_id=message.administration_id,
        at=at,
        by=by,
    )
