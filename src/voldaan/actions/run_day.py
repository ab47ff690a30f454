"""The day of one administration: place the money that came, decide for every client."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from voldaan.actions import _planner
from voldaan.actions.payments.apply_credits import apply_credits
from voldaan.actions.payments.match_lines import Matched, match_lines
from voldaan.actions.steps.follow_up import Run, follow_up
from voldaan.books.models import Administration


@dataclass(frozen=True, slots=True)
class Day:
    """What a daily run did. A dry run matches nothing and only decides."""

    matched: Matched
    run: Run


def run_day(
    administration_id: int,
    *,
    day: date,
    at: datetime,
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Day:
    """Match, decide and prepare for one day; the same day again changes nothing more.

    The day is remembered when all of it went well, so that a clock that fails halfway
    begins again.
    """
    if dry_run:
        run = follow_up(administration_id, day=day, at=at, dry_run=True, progress=progress)
        return Day(Matched(0, 0), run)
    apply_credits(administration_id, day=day, at=at)
    matched = match_lines(administration_id, at=at)
    run = follow_up(administration_id, day=day, at=at, progress=progress)
    Administration.objects.filter(pk=administration_id).update(daily_on=day)
    _planner.refresh_statistics()
    return Day(matched, run)
