"""The day of one administration: place the money that came, decide for every client."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import voldaan
from voldaan.actions import _planner
from voldaan.actions.answers.put_away import empty
from voldaan.actions.messages.autopilot import release_on_autopilot
from voldaan.actions.payments.apply_credits import apply_credits
from voldaan.actions.payments.match_lines import Matched, match_lines
from voldaan.actions.steps.follow_up import Run, follow_up
from voldaan.books.models import Administration
from voldaan.books.queries.deciding.due import due_client_ids
from voldaan.books.queries.policies import starts_between


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
    empty(administration_id, at=at)
    apply_credits(administration_id, day=day, at=at)
    matched = match_lines(administration_id, at=at)
    due = _who_is_due(administration_id, day)
    run = follow_up(administration_id, day=day, at=at, client_ids=due, progress=progress)
    release_on_autopilot(administration_id, day=day, at=at)
    Administration.objects.filter(pk=administration_id).update(
        daily_on=day, daily_version=voldaan.__version__
    )
    _planner.refresh_statistics()
    return Day(matched, run)


def _who_is_due(administration_id: int, day: date) -> Sequence[int] | None:
    """Give the clients to look at; None: everybody.

    Everybody the first time, after another program or another ladder, and when a clock was
    put back: then the days that were waited for say nothing.
    """
    daily_on, version = Administration.objects.values_list("daily_on", "daily_version").get(
        pk=administration_id
    )
    if daily_on is None or daily_on > day or version != voldaan.__version__:
        return None
    if starts_between(administration_id, after=daily_on, until=day):
        return None
    return due_client_ids(administration_id, day=day)
