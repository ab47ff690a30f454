"""The steps that the owner changed, and when ladders begin to count."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from voldaan.books.models import Administration, LadderStep, Policy
from voldaan.books.queries.policies import STEP_COLUMNS


def own_steps(administration_id: int, *, day: date) -> list[dict[str, Any]]:
    """Give the rows of the version that counts on a day, of every ladder."""
    counts = (
        Policy.objects.filter(administration_id=administration_id, from_day__lte=day)
        .order_by("-from_day", "-number")
        .values("pk")[:1]
    )
    mine = LadderStep.objects.filter(administration_id=administration_id, policy__in=counts)
    return list(mine.order_by("pk").values(*STEP_COLUMNS))


def days_after(administration_id: int, *, day: date) -> list[date]:
    """Give the later days on which another version begins to count, in order."""
    later = Policy.objects.filter(administration_id=administration_id, from_day__gt=day)
    return list(later.order_by("from_day").values_list("from_day", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class NextRun:
    """When the day was run last (None: never), and whether messages leave at all."""

    daily_on: date | None
    is_demo: bool
    sends_from: str


def next_run(administration_id: int) -> NextRun:
    """Give what is known of the runs; ``sends_from`` is empty without a mailbox."""
    daily_on, is_demo, address = Administration.objects.values_list(
        "daily_on", "is_demo", "mailbox__from_address"
    ).get(pk=administration_id)
    return NextRun(daily_on, is_demo, address or "")
