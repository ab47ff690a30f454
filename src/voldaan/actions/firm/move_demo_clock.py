"""Let the days of a demo world go by."""

from datetime import date, datetime, timedelta

from django.db import transaction

from voldaan.actions.run_day import run_day
from voldaan.books.models import Administration


class NoDemo(Exception):
    """Only the clock of a demo world can be moved."""


class BadDays(Exception):
    """The clock goes forward, one to thirty-one days at a time."""


def move_demo_clock(administration_id: int, *, days: int, day: date, at: datetime) -> date:
    """Move the clock on from ``day`` and run the new day; give it.

    Days in between are not run: there is one run, on the facts of the day that it becomes.
    Pressed twice at a time it moves once. Raises :class:`NoDemo` or :class:`BadDays`.
    """
    if not 1 <= days <= 31:
        raise BadDays(days)
    becomes = day + timedelta(days=days)
    with transaction.atomic():
        demos = Administration.objects.filter(pk=administration_id, is_demo=True)
        if not demos.exists():
            raise NoDemo(administration_id)
        moved = demos.filter(demo_day__isnull=True) | demos.filter(demo_day=day)
        if not moved.update(demo_day=becomes):
            return Administration.objects.get(pk=administration_id).demo_day or day
    run_day(administration_id, day=becomes, at=at)
    return becomes
