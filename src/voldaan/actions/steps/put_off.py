"""Later: a short pause from Vandaag, which may be chosen three times without a word."""

from datetime import date, datetime

from voldaan import days
from voldaan.actions.steps.hold import NothingToHold, Pause, hold, lift_hold
from voldaan.books.models import Decision, Hold, User
from voldaan.books.queries.today import LATER

#: How long a card may be put off, in days.
CHOICES = (1, 3, 7)


class NotPutOff(Exception):
    """The card or its pause is not here (any more), or the days are not a choice."""


def put_off(
    administration_id: int,
    *,
    decision_id: int,
    count: int,
    day: date,
    by: User,
    at: datetime,
) -> Hold:
    """Let a card come back after ``count`` days; the client is paused until then.

    Raises :class:`NotPutOff`, changing nothing.
    """
    client_id = (
        Decision.objects.filter(
            administration_id=administration_id, pk=decision_id, is_latest=True
        )
        .values_list("client_id", flat=True)
        .first()
    )
    if client_id is None or count not in CHOICES:
        raise NotPutOff(decision_id, count)
    pause = Pause(LATER[by.language], days.shift(day, count - 1), client_id=client_id)
    return hold(administration_id, pause=pause, day=day, by=by, at=at)


def take_back(
    administration_id: int, *, hold_id: int, day: date, by: User, at: datetime
) -> None:
    """Let a card that was put off come back at once.

    Raises :class:`NotPutOff` for a pause that "later" did not set or that is over.
    """
    put_off_here = Hold.objects.filter(
        administration_id=administration_id, pk=hold_id, reason__in=LATER.values()
    )
    if not put_off_here.exists():
        raise NotPutOff(hold_id)
    try:
        lift_hold(administration_id=administration_id, hold_id=hold_id, day=day, by=by, at=at)
    except NothingToHold as error:
        raise NotPutOff(hold_id) from error
