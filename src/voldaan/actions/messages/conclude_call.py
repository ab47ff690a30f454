"""How a call ended: written down, and the client left in peace as long as was agreed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from voldaan.actions.messages.contact import Call, log_call
from voldaan.actions.steps.hold import Pause, hold
from voldaan.books.models import User
from voldaan.days import shift
from voldaan.followup.silence import LONGEST_QUIET_DAYS


class BadPromise(Exception):
    """A promise is for today or a day within a year; carries the day."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Until (and including) which day the client hears nothing after the call, and why."""

    until_day: date
    reason: str


def conclude_call(
    administration_id: int,
    *,
    call: Call,
    quiet: Quiet | None,
    day: date,
    by: User,
    at: datetime,
) -> None:
    """Record a call and the quiet that follows from it, together or not at all.

    Raises :class:`BadPromise` or :class:`~voldaan.actions.messages.contact.UnknownClient`,
    changing nothing.
    """
    last = shift(day, LONGEST_QUIET_DAYS)
    if quiet is not None and not day <= quiet.until_day <= last:
        raise BadPromise(quiet.until_day)
    with transaction.atomic():
        log_call(administration_id, call=call, day=day, by=by, at=at)
        if quiet is not None:
            pause = Pause(quiet.reason, quiet.until_day, client_id=call.client_id)
            hold(administration_id, pause=pause, day=day, by=by, at=at)
