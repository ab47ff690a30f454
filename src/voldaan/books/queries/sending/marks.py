"""What the owner marked as sent a moment ago: it can still be taken back."""

from dataclasses import dataclass
from datetime import datetime

from voldaan.books.models import Message, MessageState


@dataclass(frozen=True, slots=True)
class Marked:
    """A message that a person marked as sent, on which channel it went."""

    message_id: int
    client: str
    channel: str


def marked_since(administration_id: int, *, since: datetime, most: int = 7) -> list[Marked]:
    """Give what was marked after a moment and did not leave by a program, newest first."""
    rows = Message.objects.filter(
        administration_id=administration_id,
        state=MessageState.SENT,
        claimed_by="",
        finished_at__gt=since,
    ).order_by("-finished_at", "-pk")
    return [Marked(*row) for row in rows.values_list("pk", "client__name", "channel")[:most]]
