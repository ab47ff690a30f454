"""One person in two client records hears from us as one: the second message waits.

The same client may stand in the record under two names. Whoever reads the mail is one
person, so an address gets at most one step a day, and the days between two requests for
money count over all clients of the administration. Nothing is lost: it leaves when it may.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from voldaan.actions import _record
from voldaan.actions.messages.release_message import AMSTERDAM, allowed_from
from voldaan.books.models import Administration, Message, MessageState
from voldaan.books.queries.policies import policy
from voldaan.books.queries.sending.same_address import Sent, sent_for_others

#: Why a released message waits, as it stands with the message.
WHY = "same_address"
#: While another one is on its way: how long until we know how that ended.
LOOK_AGAIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Wait:
    """Until when a message waits, and for what the same address got."""

    until: datetime
    other: Sent


def wait_for(
    message: Message, administration: Administration, *, day: date, at: datetime
) -> Wait | None:
    """Say whether the address of a message may be written to on this day, or wait until when.

    Only what left, or is leaving, holds another one: two that are both ready never wait for
    each other. Replies neither wait nor hold. Behind the lock; one query beside the policy.
    """
    if message.is_reply or message.channel == "post" or not message.to_address:
        return None
    gap_days = policy(administration.pk, day=day).gap_days
    found = sent_for_others(
        administration.pk,
        client_id=message.client_id,
        address=message.to_address,
        day=day,
        gap_days=gap_days,
    )
    free = [(_free_on(each, gap_days=gap_days), each) for each in found]
    free_on, other = max(free, key=lambda pair: pair[0], default=(day, None))
    if other is None or free_on <= day:
        return None
    # The days of the demo world pass when somebody moves its clock: look again soon.
    if other.is_going or administration.is_demo:
        return Wait(at + LOOK_AGAIN, other)
    morning = datetime.combine(free_on, time(0), AMSTERDAM)
    return Wait(allowed_from(administration, at=max(at, morning)), other)


def _free_on(sent: Sent, *, gap_days: int) -> date:
    """Give the first day on which the address may get another step.

    A service check asks for no money: it keeps its day to itself, and no more.
    """
    return sent.day + timedelta(days=1 if sent.step == "service_check" else gap_days)


def let_wait(message: Message, wait: Wait, *, at: datetime) -> None:
    """Postpone a ready message, and say why: beside it, and once in its client's chain."""
    changed = Message.objects.filter(pk=message.pk, state=MessageState.READY).update(
        send_after=wait.until, failure=WHY, failure_detail=wait.other.client[:500]
    )
    if changed and message.failure != WHY:
        facts: dict[str, object] = {
            "message": message.pk,
            "step": message.step,
            "sent_on": wait.other.day.isoformat(),
        }
        _record.record(
            [_record.Happening("message.waits", message.client_id, facts)],
            administration_id=message.administration_id,
            at=at,
        )
