"""The links that lead to one client's page, as the owner sees them: never a token."""

from dataclasses import dataclass
from datetime import datetime

from voldaan.books.models import ClientLink, Message

_NOT_LEFT = ("proposed", "ready", "failed")


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link that works. ``token_hash`` tells which message carries it."""

    token_hash: str
    made_at: datetime
    expires_at: datetime


def working(administration_id: int, *, client_id: int, at: datetime) -> list[LinkRow]:
    """Give the links of a client that work now, the newest first."""
    rows = ClientLink.objects.filter(
        administration_id=administration_id,
        client_id=client_id,
        withdrawn_at=None,
        expires_at__gt=at,
    ).order_by("-made_at", "-pk")
    return [LinkRow(*row) for row in rows.values_list("token_hash", "made_at", "expires_at")]


def words_not_left(administration_id: int, *, client_id: int) -> list[str]:
    """Give the words of messages to a client that have not left."""
    return list(
        Message.objects.filter(
            administration_id=administration_id, client_id=client_id, state__in=_NOT_LEFT
        ).values_list("body_text", flat=True)
    )
