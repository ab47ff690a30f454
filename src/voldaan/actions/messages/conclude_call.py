"""How a call ended: written down, and the client left in peace as long as was agreed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from voldaan.actions.messages.contact import Call, log_call
from voldaan.actions.steps.hold import Pause, hold
from voldaan.books.models import User


class BadPromise(Exception):
    """A promise is for today or a day to come; carries the day."""


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
    if quiet is not None and quiet.until_day < day:
        raise BadPromise(quiet.until_day)
    with transaction.atomic():
        log_call(administration_id, call=call, day=day, by=by, at=at)
        if quiet is not None:
            pause = Pause(quiet.reason, quiet.until_day, client_id=call.client_id)
            hold(administration_id, pause=pause, day=day, by=by, at=at)
