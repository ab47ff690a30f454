"""Later: a short pause from Vandaag. After three times a card may also rest for long."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from voldaan import days
from voldaan.actions import _record
from voldaan.actions.steps.hold import NothingToHold, Pause, hold, lift_hold
from voldaan.books.models import Decision, Hold, User
from voldaan.books.queries.morning.later import LATER, REST, put_off_here
from voldaan.books.queries.situations import situations
from voldaan.followup.morning.resting import RESTS, may_rest, safe_until

#: How long a card may be put off, in days.
CHOICES = (1, 3, 7)


class NotPutOff(Exception):
    """The card or its pause is not here (any more), or the days are not a choice."""


class WouldBeBarred(NotPutOff):
    """A claim would be time-barred before the rest is over; carries its last safe day."""

    def __init__(self, safe_until: date) -> None:
        self.safe_until = safe_until
        super().__init__(safe_until)


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
    if count not in CHOICES:
        raise NotPutOff(decision_id, count)
    quiet = _Quiet(decision_id, LATER[by.language], days.shift(day, count - 1))
    return _pause(administration_id, quiet, day=day, by=by, at=at)


def let_rest(
    administration_id: int,
    *,
    decision_id: int,
    count: int,
    day: date,
    by: User,
    at: datetime,
) -> Hold:
    """Leave a client in peace for one of the ``RESTS`` of days; what is owed stays owed.

    Raises :class:`NotPutOff`, and :class:`WouldBeBarred` when a claim would not outlive the
    rest, changing nothing.
    """
    if count not in RESTS:
        raise NotPutOff(decision_id, count)
    quiet = _Quiet(decision_id, REST[by.language], days.shift(day, count - 1))
    with transaction.atomic():
        # Behind the same lock as the pause: no older invoice can come in between.
        _record.lock(administration_id)
        client_id = _client_of(administration_id, decision_id)
        _check_outlives(administration_id, client_id, day=day, count=count)
        return _pause(administration_id, quiet, day=day, by=by, at=at)


def _check_outlives(
    administration_id: int, client_id: int | None, *, day: date, count: int
) -> None:
    """Refuse a rest that a claim of the client would not outlive. Raises WouldBeBarred."""
    clients = [] if client_id is None else [client_id]
    for situation in situations(administration_id, day=day, client_ids=clients):
        safe = safe_until(situation, day=day)
        if safe and not may_rest(count=count, day=day, safe=safe):
            raise WouldBeBarred(safe)


@dataclass(frozen=True, slots=True)
class _Quiet:
    """A card, why it is put away, and until (and including) which day."""

    decision_id: int
    reason: str
    until_day: date


def _pause(administration_id: int, quiet: _Quiet, *, day: date, by: User, at: datetime) -> Hold:
    """Pause whom a card is about, once: who pressed twice finds no card the second time."""
    with transaction.atomic():
        _record.lock(administration_id)
        client_id = _client_of(administration_id, quiet.decision_id)
        if client_id is None:
            raise NotPutOff(quiet.decision_id)
        pause = Pause(quiet.reason, quiet.until_day, client_id=client_id)
        return hold(administration_id, pause=pause, day=day, by=by, at=at)


def _client_of(administration_id: int, decision_id: int) -> int | None:
    """Give whom a card is about, as long as it is the latest of that client.

    What waits has no card.
    """
    return (
        Decision.objects.filter(
            administration_id=administration_id, pk=decision_id, is_latest=True
        )
        .exclude(kind="wait")
        .values_list("client_id", flat=True)
        .first()
    )


def take_back(
    administration_id: int, *, hold_id: int, day: date, by: User, at: datetime
) -> None:
    """Let a card that was put off or left to rest come back at once.

    Raises :class:`NotPutOff` for a pause that Vandaag did not set or that is over.
    """
    if not put_off_here(administration_id, hold_id=hold_id):
        raise NotPutOff(hold_id)
    try:
        lift_hold(administration_id=administration_id, hold_id=hold_id, day=day, by=by, at=at)
    except NothingToHold as error:
        raise NotPutOff(hold_id) from error
