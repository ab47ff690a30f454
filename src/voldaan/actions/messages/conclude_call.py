"""How a call ended: written down, and the client left in peace as long as was agreed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions.messages.contact import Call, facts_of, log_call
from voldaan.actions.steps.hold import Pause, hold
from voldaan.books.models import ContactMoment, Event, Hold, User
from voldaan.days import shift
from voldaan.followup.silence import LONGEST_QUIET_DAYS

#: Nobody calls a client twice within this time: it is one call, written down twice.
_PRESSED_TWICE = timedelta(seconds=30)


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
    """Record a call and the quiet that follows from it, together or not at all, and once.

    The same call of the same person again, within half a minute, changes nothing.
    Raises :class:`BadPromise` or :class:`~voldaan.actions.messages.contact.UnknownClient`,
    changing nothing.
    """
    last = shift(day, LONGEST_QUIET_DAYS)
    if quiet is not None and not day <= quiet.until_day <= last:
        raise BadPromise(quiet.until_day)
    with transaction.atomic():
        _record.lock(administration_id)
        if _is_written(administration_id, call, quiet, by=by, at=at):
            return
        log_call(administration_id, call=call, day=day, by=by, at=at)
        if quiet is not None:
            pause = Pause(quiet.reason, quiet.until_day, client_id=call.client_id)
            hold(administration_id, pause=pause, day=day, by=by, at=at)


def _is_written(
    administration_id: int, call: Call, quiet: Quiet | None, *, by: User, at: datetime
) -> bool:
    """Say whether this very call, with this very quiet, was written down a moment ago."""
    mine = {"administration_id": administration_id, "client_id": call.client_id}
    code = "call.spoken" if call.was_answered else "call.no_answer"
    told = Event.objects.filter(**mine, code=code, user=by, at__range=(at - _PRESSED_TWICE, at))
    said = [(quiet.until_day, quiet.reason.strip())] if quiet else []
    for on, facts in told.values_list("at", "facts"):
        moment = ContactMoment.objects.filter(**mine, pk=facts["moment"]).first()
        holds = Hold.objects.filter(**mine, set_at=on).values_list("until_day", "reason")
        if (
            facts == {"moment": facts["moment"], **facts_of(call)}
            and moment is not None
            and moment.note == call.note.strip()[:5000]
            and list(holds) == said
        ):
            return True
    return False
