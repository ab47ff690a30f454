"""A message and an account with good defaults, for the tests of this room."""

from datetime import UTC, datetime
from typing import Any

from voldaan.channels.email.shapes import Outgoing


def outgoing(**changes: Any) -> Outgoing:
    """Give Anna's friendly reminder to Dirk, with ``changes``."""
    facts: dict[str, Any] = {
        "message_id": "<0192f3a4-6d1c@anna.example>",
        "from_name": "Anna de Wit",
        "from_address": "anna@anna.example",
        "to_name": "Dirk Jansen",
        "to_address": "dirk@dirk.example",
        "subject": "Factuur 2026-014",
        "body_text": "Dag Dirk,\n\nKun je kijken naar factuur 2026-014?\n\nGroet, Anna\n",
        "at": datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    }
    return Outgoing(**(facts | changes))
