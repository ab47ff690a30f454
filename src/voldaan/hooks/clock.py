"""The clock of this room: read once per request, handed down as ``day`` and ``at``."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """Give this moment, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - a face may know the clock, here only


def day_of(at: datetime, *, demo_day: date | None = None) -> date:
    """Give the day of an administration: its movable clock, or the Amsterdam day."""
    return demo_day or at.astimezone(_AMSTERDAM).date()
