"""The clock of the pages: read once per request, handed down as ``day`` and ``at``."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Give this moment, aware, in UTC."""
    return timezone.now()


def day_of(at: datetime, *, demo_day: date | None = None) -> date:
    """Give the day of an administration: its movable clock, or the Amsterdam day.

    >>> from datetime import UTC
    >>> day_of(datetime(2026, 6, 30, 22, 30, tzinfo=UTC))
    datetime.date(2026, 7, 1)
    """
    return demo_day or timezone.localdate(at)
