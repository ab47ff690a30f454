"""The owner changes the staircase of a kind of client, from a day on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions.firm import _ladder, _policies
from voldaan.actions.firm._ladder import (
    BY_ITSELF,
    CHANNELS,
    LONGEST_GAP_DAYS,
    MOST_DAYS_AFTER,
    MOST_DAYS_BEFORE,
    TEXTS,
    BadLadder,
    StepChange,
    as_change,
    shipped_steps,
    steps_of,
)
from voldaan.actions.messages.release_message import refuse_all_but_the_owner
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import User
from voldaan.books.queries.deciding.own_ladders import days_after, own_steps
from voldaan.books.queries.policies import policy as policy_of
from voldaan.days import shift
from voldaan.followup.policy import shipped
from voldaan.followup.shapes import Policy

__all__ = [
    "BY_ITSELF",
    "CHANNELS",
    "LONGEST_GAP_DAYS",
    "MOST_DAYS_AFTER",
    "MOST_DAYS_BEFORE",
    "TEXTS",
    "BadLadder",
    "StepChange",
    "as_change",
    "change_ladder",
    "reset_ladder",
    "shipped_steps",
    "steps_of",
    "tried",
]

#: A change may be planned this many days ahead.
MOST_DAYS_AHEAD = 366


def change_ladder(
    administration_id: int,
    *,
    ladder: str,
    steps: Sequence[StepChange],
    from_day: date,
    day: date,
    by: User,
    at: datetime,
) -> None:
    """Let these steps count for a kind of client from a day on, today or later.

    Steps that are not named stay as shipped. What was planned for this ladder on later
    days is replaced: what was saved last counts. When it starts today (``day``) everything
    is decided again. The same as counted already changes nothing. Raises
    :class:`~voldaan.actions.messages.release_message.OnlyTheOwner` or
    :class:`BadLadder`, changing nothing.
    """
    refuse_all_but_the_owner(administration_id, by)
    if not day <= from_day <= shift(day, MOST_DAYS_AHEAD):
        raise BadLadder("from_day")
    own = _ladder.rows(ladder, steps)
    with transaction.atomic():
        _record.lock(administration_id)
        starts = [from_day, *days_after(administration_id, day=from_day)]
        versions = {each: _with(administration_id, each, ladder, own) for each in starts}
        if not any(_differ(administration_id, on, found) for on, found in versions.items()):
            return
        for on, found in versions.items():
            _check(administration_id, on, found, ladder)
            _policies.add(administration_id, from_day=on, values={}, steps=found, by=by, at=at)
        _tell(administration_id, ladder, own, from_day=from_day, by=by, at=at)
    if from_day == day:
        follow_up(administration_id, day=day, at=at)


def reset_ladder(
    administration_id: int, *, ladder: str, from_day: date, day: date, by: User, at: datetime
) -> None:
    """Let the shipped steps of a kind of client count again; see :func:`change_ladder`."""
    change_ladder(
        administration_id,
        ladder=ladder,
        steps=(),
        from_day=from_day,
        day=day,
        by=by,
        at=at,
    )


def tried(
    administration_id: int, *, ladder: str, steps: Sequence[StepChange], day: date
) -> Policy:
    """Give the policy as it would be with these steps, and write nothing.

    Raises :class:`BadLadder`, as :func:`change_ladder` would.
    """
    own = _with(administration_id, day, ladder, _ladder.rows(ladder, steps))
    return _check(administration_id, day, own, ladder)


def _with(
    administration_id: int, on: date, ladder: str, own: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Give the own steps that count on a day, those of one ladder replaced."""
    others = own_steps(administration_id, day=on)
    return [each for each in others if each["ladder"] != ladder] + own


def _differ(administration_id: int, on: date, found: list[dict[str, Any]]) -> bool:
    def key(row: dict[str, Any]) -> tuple[str, str]:
        return row["ladder"], row["code"]

    return sorted(own_steps(administration_id, day=on), key=key) != sorted(found, key=key)


def _check(administration_id: int, on: date, own: list[dict[str, Any]], ladder: str) -> Policy:
    counts = policy_of(administration_id, day=on)
    start = shipped()
    plain = replace(
        counts,
        version=f"{counts.version}?",
        steps=start.steps,
        ladders=start.ladders,
    )
    return _ladder.changed(plain, own=own, ladder=ladder)


def _tell(
    administration_id: int,
    ladder: str,
    own: list[dict[str, Any]],
    *,
    from_day: date,
    by: User,
    at: datetime,
) -> None:
    steps = [{name: value for name, value in row.items() if name != "ladder"} for row in own]
    facts: dict[str, object] = {"from": from_day.isoformat(), "ladder": ladder, "steps": steps}
    _record.record(
        [_record.Happening("policy.changed", None, facts)],
        administration_id=administration_id,
        at=at,
        by=by,
    )
