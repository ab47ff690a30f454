"""Whose page a link opens: the one question of a visitor who names no administration.

The token is the name: 32 random bytes, of which the hash is looked up. The rest of what a
visitor sees comes from queries that are given the administration found here.
"""

from dataclasses import dataclass
from datetime import date, datetime

from voldaan.books.models import ClientLink


@dataclass(frozen=True, slots=True)
class Guest:
    """A client who came by a link. ``demo_day`` is the day of a demo world."""

    link_id: int
    administration_id: int
    client_id: int
    language: str
    address_form: str
    demo_day: date | None


def guest(*, token_hash: str, at: datetime) -> Guest | None:
    """Give whose link this is; None when it is none, has expired or was withdrawn.

    One query that finds nothing in all three cases, so that they cannot be told apart.
    """
    row = (
        ClientLink.objects.filter(
            token_hash=token_hash, withdrawn_at=None, expires_at__gt=at
        )
        .values_list(
            "pk", "administration_id", "client_id", "client__language",
            "client__address_form", "administration__demo_day",
        )
        .first()
    )  # fmt: skip
    return Guest(*row) if row else None
