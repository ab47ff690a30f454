"""One person in two client records hears from us as one: the second message waits.

The same client may stand in the record under two names. Whoever reads the mail is one
person, so the days between two contacts of the ladder count over all clients of the
administration. Which one waits, and until which day, is said by
``followup/reaching/same_address.py``; here it is read and written. Nothing is lost: it
leaves when it may.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from voldaan.actions import _record
from voldaan.actions.messages.release_message import AMSTERDAM, allowed_from
from voldaan.books.models import Administration, Message, MessageState
from voldaan.books.queries.policies import policy
from voldaan.books.queries.sending.same_address import sent_for_others
from voldaan.followup.reaching import same_address
from voldaan.followup.reaching.same_address import Sent

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
    each other. Behind the lock; one query beside the policy.
    """
    if not same_address.may_be_held(
        message.channel, address=message.to_address, is_reply=message.is_reply
    ):
        return None
    rules = policy(administration.pk, day=day)
    found = sent_for_others(
        administration.pk,
        client_id=message.client_id,
        address=message.to_address,
        day=day,
        gap_days=rules.gap_days,
    )
    held = same_address.held(found, day=day, policy=rules)
    if held is None:
        return None
    # The days of the demo world pass when somebody moves its clock: look again soon.
    if held.by.is_going or administration.is_demo:
        return Wait(at + LOOK_AGAIN, held.by)
    morning = datetime.combine(held.free_on, time(0), AMSTERDAM)
    return Wait(allowed_from(administration, at=max(at, morning)), held.by)


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
