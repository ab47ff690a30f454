"""What follows when a step reached the client: the moment of contact, and an event."""

from datetime import date, datetime

from voldaan.actions import _record
from voldaan.books.models import ContactMoment, Message, Outcome, User


def mark(message: Message, *, day: date, at: datetime, by: User | None, how: str) -> None:
    """Record that a message reached its client on a day; in the caller's transaction."""
    ContactMoment.objects.create(
        administration_id=message.administration_id,
        client_id=message.client_id,
        step=message.step,
        channel=message.channel,
        outcome=Outcome.SENT,
        on=day,
        counts=message.step != "service_check",
        invoice_ids=[line["invoice"] for line in message.lines],
        message=message,
        recorded_at=at,
        recorded_by=by,
    )
    _record.record(
        [
            _record.Happening(
                "message.sent",
                message.client_id,
                {
                    "message": message.pk,
                    "step": message.step,
                    "how": how,
                    "asks_cents": message.asks_cents,
                },
            )
        ],
        administration_id=message.administration_id,
        at=at,
        by=by,
    )
