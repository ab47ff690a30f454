"""The last look: whether the facts that a message or a call was made from are still so.

The sender looks before each message that leaves by itself, and so do the ways by hand:
before a message opens in the owner's own program, before a number is dialled, before a
letter is made, and when a person says that it went. Looking writes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, cast

from voldaan import days
from voldaan.actions.messages import _same_address, reply
from voldaan.actions.steps import _proposals
from voldaan.books.models import Administration, Message, MessageState
from voldaan.books.queries import places
from voldaan.books.queries import today as rows
from voldaan.books.queries.policies import policy as policy_of
from voldaan.books.queries.situations import situations
from voldaan.followup.decision import decide
from voldaan.followup.shapes import Decision, Situation
from voldaan.reasons import Reason
from voldaan.wording.listening import threat
from voldaan.wording.shapes import Language

Change = Literal[
    "gone",  # it went, may have gone or stands ready to leave: not by hand any more
    "paused",  # everything is
    "reply",  # what it answers is no longer so
    "decided",  # today no step is taken: paid, answered, paused, or first something else
    "step",  # another step is due
    "amount",  # other invoices, or another amount
    "address",  # another channel, or another address
    "threat",  # its own words threaten
    "same_address",  # whoever reads it heard from us as another client
]


@dataclass(frozen=True, slots=True)
class Look:
    """What today's facts say; ``change`` None: all is as it was.

    ``decision`` is what would be decided now, where something was; ``news`` are those of its
    reasons that were none before. ``other`` is the client for whom the same address got a
    message, or the word that threatens.
    """

    change: Change | None = None
    decision: Decision | None = None
    news: tuple[Reason, ...] = ()
    other: str = ""


def is_still_true(message: Message, *, day: date) -> bool:
    """Decide again on today's facts: the same step, invoices, amount, channel and address.

    A reply is no step: it must still fit what the client said or did. A pause of one client
    does not hold it, the pause of everything does.
    """
    return _looks(message.administration_id, [message], day=day)[message.pk].change is None


def has_changed(administration_id: int, *, message_id: int, day: date) -> bool:
    """Say whether a message by hand was overtaken: paid, answered, paused, or withdrawn.

    Only of what still may go: what went or may have gone is not asked again. On a day off
    no step is ever decided, so there the facts are laid beside the last working day.
    """
    return bool(overtaken(administration_id, message_ids=[message_id], day=day))


def overtaken(
    administration_id: int, *, message_ids: Sequence[int], day: date
) -> frozenset[int]:
    """Give which of these messages were overtaken, as :func:`has_changed`; in bulk."""
    mine = Message.objects.filter(administration_id=administration_id, pk__in=list(message_ids))
    states = [MessageState.PROPOSED, MessageState.WITHDRAWN]
    found = list(mine.filter(state__in=states))
    standing = [each for each in found if each.state == MessageState.PROPOSED]
    looks = _looks(administration_id, standing, day=_working_day(day))
    return frozenset(each.pk for each in found if each.pk not in looks or looks[each.pk].change)


def before_opening(
    administration_id: int, *, message_id: int, day: date, at: datetime
) -> Look | None:
    """Look at a message that a person is about to open; None: there is no such message.

    As :func:`has_changed`, with what changed; and as before each sending, whether changed
    words threaten, and whether the address heard from us as another client.
    """
    mine = Message.objects.filter(administration_id=administration_id, pk=message_id)
    message = mine.select_related("client").first()
    if message is None:
        return None
    if message.state not in {MessageState.PROPOSED, MessageState.WITHDRAWN}:
        return Look("gone")
    if places.whole_pauses(administration_id, day=day):
        return Look("paused")
    look = _looks(administration_id, [message], day=_working_day(day))[message.pk]
    if look.change is None:
        return _besides(message, look, day=day, at=at)
    found = rows.decision(administration_id, decision_id=message.decision_id or 0)
    return replace(look, news=_news(look.decision, found[0] if found else None))


def _besides(message: Message, look: Look, *, day: date, at: datetime) -> Look:
    """Look at what no decision knows, for a message that fits the facts."""
    if message.state == MessageState.WITHDRAWN:
        return Look("gone")
    if word := _threat(message):
        return Look("threat", other=word)
    administration = Administration.objects.get(pk=message.administration_id)
    wait = _same_address.wait_for(message, administration, day=day, at=at)
    return Look("same_address", other=wait.other.client) if wait else look


def _threat(message: Message) -> str:
    if not message.is_edited:
        return ""
    text = f"{message.subject}\n{message.body_text}"
    return threat(text, language=cast("Language", message.client.language))


def before_calling(administration_id: int, *, decision_id: int, day: date) -> Look | None:
    """Look at the decision that a person is about to call about; None: there is none.

    A person may call a client whom nobody would call today, so what is laid beside each
    other is what was decided then and what would be decided now.
    """
    found = rows.decision(administration_id, decision_id=decision_id)
    if found is None:
        return None
    said = found[0]
    now = said
    # The facts are those of today, also where they are laid beside the last working day:
    # a pause or a call of this weekend counts.
    situation = situations(administration_id, day=day, client_ids=[said.client_id])[0]
    for each in dict.fromkeys([day, _working_day(day)]):
        policy = policy_of(administration_id, day=each)
        now = decide(situation, policy=policy, day=each)
        if _gist(now) == _gist(said):
            return Look()
    if now.kind != "step":
        return Look("decided", now, _news(now, said))
    return Look("amount" if now.step == said.step else "step", now)


def _gist(decision: Decision) -> tuple[object, ...]:
    """Give what a call is about; the reasons of a step may be told otherwise every day."""
    why = decision.reasons[0].code if decision.kind == "wait" and decision.reasons else ""
    asks = (decision.asks_cents, decision.invoice_ids) if decision.kind == "step" else ()
    return decision.kind, decision.step, decision.question, why, asks


def _news(now: Decision | None, said: Decision | None) -> tuple[Reason, ...]:
    before = {each.code for each in said.reasons} if said else set()
    return tuple(each for each in now.reasons if each.code not in before) if now else ()


def _working_day(day: date) -> date:
    return day if days.is_working_day(day) else days.minus_working_days(day, 1)


def _looks(
    administration_id: int, messages: Sequence[Message], *, day: date
) -> dict[int, Look]:
    """Look at many messages; the number of queries grows with the replies only."""
    steps = [each for each in messages if not each.is_reply]
    replies = [each for each in messages if each.is_reply]
    looks = _steps(administration_id, steps, day=day) if steps else {}
    if replies and places.whole_pauses(administration_id, day=day):
        return looks | {each.pk: Look("paused") for each in replies}
    for each in replies:
        looks[each.pk] = Look(None if reply.is_still_true(each, day=day) else "reply")
    return looks


def _steps(
    administration_id: int, messages: Sequence[Message], *, day: date
) -> dict[int, Look]:
    client_ids = sorted({each.client_id for each in messages})
    found = situations(administration_id, day=day, client_ids=client_ids)
    policy = policy_of(administration_id, day=day)
    judged: dict[int, tuple[Situation, Decision]] = {}
    for known in found:
        situation = replace(known, message_waiting=False)
        judged[known.client_id] = situation, decide(situation, policy=policy, day=day)
    looks = {each.pk: _step(each, *judged[each.client_id]) for each in messages}
    same = {each.client_id for each in messages if looks[each.pk].change is None}
    goes_to = _proposals.go_to(
        administration_id, [judged[client_id] for client_id in sorted(same)], policy=policy
    )
    for each in messages:
        if looks[each.pk].change is None:
            there = goes_to[each.client_id] == (each.channel, each.to_address)
            change: Change | None = None if there else "address"
            looks[each.pk] = Look(change, judged[each.client_id][1])
    return looks


def _step(message: Message, situation: Situation, now: Decision) -> Look:
    """Lay a message beside what is decided now, all but its address."""
    if now.kind != "step":
        return Look("decided", now)
    if now.step != message.step:
        return Look("step", now)
    is_same = (
        now.asks_cents == message.asks_cents
        and _proposals.lines(situation, now) == message.lines
    )
    return Look(None if is_same else "amount", now)
