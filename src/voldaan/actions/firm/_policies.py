"""A new version of the owner's policy: numbers and steps, from a day on."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from voldaan.actions import _record
from voldaan.books.models import LadderStep, Policy, User
from voldaan.books.queries.policies import NUMBER_COLUMNS, STEP_COLUMNS


def add(
    administration_id: int,
    *,
    from_day: date,
    values: Mapping[str, object],
    by: User,
    at: datetime,
    steps: Sequence[Mapping[str, Any]] | None = None,
) -> Policy:
    """Add a version that counts from a day on: these values, and the rest as it was.

    ``steps`` replaces the owner's own steps; None keeps them. Nothing that was decided
    under an earlier version loses it. In the caller's transaction.
    """
    _record.lock(administration_id)
    mine = Policy.objects.filter(administration_id=administration_id)
    before = mine.filter(from_day__lte=from_day).order_by("-from_day", "-number").first()
    kept = {name: getattr(before, name) for name in NUMBER_COLUMNS} if before else {}
    last = mine.filter(from_day=from_day).aggregate(number=Max("number"))["number"] or 0
    made = Policy.objects.create(
        administration_id=administration_id,
        from_day=from_day,
        number=last + 1,
        set_at=at,
        set_by=by,
        **{**kept, **values},
    )
    own = steps
    if own is None:
        own = (
            list(LadderStep.objects.filter(policy=before).values(*STEP_COLUMNS))
            if before
            else []
        )
    LadderStep.objects.bulk_create(
        [
            LadderStep(administration_id=administration_id, policy=made, **dict(step))
            for step in own
        ]
    )
    return made
