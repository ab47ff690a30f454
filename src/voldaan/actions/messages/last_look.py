"""The last look: whether the facts that a message was made from are still so.

The sender looks before each message that leaves by itself, and so do the ways by hand:
before a message opens in the owner's own program, and when a person says that it went.
"""

from dataclasses import replace
from datetime import date

from voldaan import days
from voldaan.actions.messages import reply
from voldaan.actions.steps import _proposals
from voldaan.books.models import Message, MessageState
from voldaan.books.queries import places
from voldaan.books.queries.policies import policy as policy_of
from voldaan.books.queries.situations import situations
from voldaan.followup.decision import decide


def is_still_true(message: Message, *, day: date) -> bool:
    """Decide again on today's facts: the same step, invoices, amount, channel and address.

    A reply is no step: it must still fit what the client said or did. A pause of one client
    does not hold it, the pause of everything does.
    """
    if message.is_reply:
        paused = places.whole_pauses(message.administration_id, day=day)
        return not paused and reply.is_still_true(message, day=day)
    found = situations(message.administration_id, day=day, client_ids=[message.client_id])
    situation = replace(found[0], message_waiting=False)
    policy = policy_of(message.administration_id, day=day)
    decision = decide(situation, policy=policy, day=day)
    return (
        decision.kind == "step"
        and decision.step == message.step
        and decision.asks_cents == message.asks_cents
        and _proposals.lines(situation, decision) == message.lines
        and _proposals.goes_to(
            message.administration_id, situation=situation, decision=decision, policy=policy
        )
        == (message.channel, message.to_address)
    )


def has_changed(administration_id: int, *, message_id: int, day: date) -> bool:
    """Say whether a message by hand was overtaken: paid, answered, paused, or withdrawn.

    Only of what still may go: what went or may have gone is not asked again. On a day off
    no step is ever decided, so there the facts are laid beside the last working day.
    """
    mine = Message.objects.filter(administration_id=administration_id, pk=message_id)
    message = mine.filter(state__in=[MessageState.PROPOSED, MessageState.WITHDRAWN]).first()
    if message is None:
        return False
    if message.state == MessageState.WITHDRAWN:
        return True
    if not days.is_working_day(day):
        day = days.minus_working_days(day, 1)
    return not is_still_true(message, day=day)
