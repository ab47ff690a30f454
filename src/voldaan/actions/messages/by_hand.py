"""What left by the owner's own hand: brought to the letterbox or the door, or posted.

A mark says what a person did on a day; it never sends anything. For a few minutes it can
be taken back, and then the step stands there again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from voldaan.actions import _record
from voldaan.actions.messages import _sent
from voldaan.actions.messages.contact import BY_HAND
from voldaan.actions.messages.release_message import (
    AMSTERDAM,
    NotReleasable,
    refuse_all_but_the_owner,
)
from voldaan.actions.own_page.make_link import end_links_in
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import (
    ContactMoment,
    Decision,
    Message,
    MessageState,
    Outcome,
    User,
)
from voldaan.channels.by_hand.delivery import Way, delivered
from voldaan.channels.post.printed import mark_posted

#: How long a mark can be taken back.
TAKE_BACK = timedelta(minutes=10)

#: How a contact in person is called among the channels.
CHANNEL = "by_hand"


class UnknownStep(Exception):
    """There is no such step in this administration, or it is no longer the latest."""


@dataclass(frozen=True, slots=True)
class Brought:
    """How something was brought in person, on which day, and who took it at the door."""

    way: Way
    on_day: date
    taken_by: str = ""


def bring(
    administration_id: int,
    *,
    decision_id: int,
    brought: Brought,
    day: date,
    by: User,
    at: datetime,
) -> Message | None:
    """Record that the step of a decision was done in person; decide again at once.

    The prepared message, if there is one, is marked as sent and given back. ``day`` is
    today. Raises :class:`UnknownStep`, ``OnlyTheOwner``, ``NotReleasable``, or what
    :func:`~voldaan.channels.by_hand.delivery.delivered` raises, changing nothing.
    """
    refuse_all_but_the_owner(administration_id, by)
    try:
        with transaction.atomic():
            _record.lock(administration_id)
            decision = _step(administration_id, decision_id)
            message = _prepared(decision)
            receipt = delivered(
                brought.way,
                on_day=brought.on_day,
                today=day,
                made_on=_made_on(decision, message),
                taken_by=brought.taken_by,
            )
            way = _sent.Way(receipt.way, channel=CHANNEL, note=receipt.taken_by)
            if message is None:
                _visited(decision, way, day=receipt.on_day, by=by, at=at)
            else:
                message = _sent.settle(
                    administration_id,
                    message.pk,
                    states=[MessageState.PROPOSED],
                    way=way,
                    day=receipt.on_day,
                    by=by,
                    at=at,
                )
    except IntegrityError as error:
        raise NotReleasable("one_a_day") from error
    follow_up(administration_id, day=day, at=at, client_ids=[decision.client_id])
    return message


def _step(administration_id: int, decision_id: int) -> Decision:
    found = Decision.objects.filter(
        administration_id=administration_id, pk=decision_id, is_latest=True, kind="step"
    ).first()
    if found is None:
        raise UnknownStep(decision_id)
    return found


def _prepared(decision: Decision) -> Message | None:
    return Message.objects.filter(
        administration_id=decision.administration_id,
        client_id=decision.client_id,
        state=MessageState.PROPOSED,
        is_reply=False,
    ).first()


def _made_on(decision: Decision, message: Message | None) -> date:
    """Give the first day on which this can have been done.

    A decision is stored anew when its reasons change, the words it led to are not; and in
    the demo world the day and the clock are two.
    """
    if message is None:
        return min(decision.due_since or decision.day, decision.day)
    return min(decision.day, message.proposed_at.astimezone(AMSTERDAM).date())


def _visited(decision: Decision, way: _sent.Way, *, day: date, by: User, at: datetime) -> None:
    """Record a step without prepared words that was done in person."""
    moment = ContactMoment.objects.create(
        administration_id=decision.administration_id,
        client_id=decision.client_id,
        step=decision.step,
        channel=way.channel,
        outcome=Outcome.SENT,
        on=day,
        counts=decision.step != "service_check",
        invoice_ids=decision.outcome["invoice_ids"],
        note=way.note,
        recorded_at=at,
        recorded_by=by,
    )
    facts: dict[str, object] = {"moment": moment.pk, "step": decision.step, "how": way.how}
    _record.record(
        [_record.Happening("step.by_hand", decision.client_id, facts, text=way.note)],
        administration_id=decision.administration_id,
        at=at,
        by=by,
    )


@dataclass(frozen=True, slots=True)
class Posting:
    """The day on which letters went into the post box, and what each cost in stamps."""

    on_day: date
    postage_cents: int = 0


def post(
    administration_id: int,
    *,
    message_ids: Sequence[int],
    posting: Posting,
    day: date,
    by: User,
    at: datetime,
) -> int:
    """Record that these letters were posted, all or none; decide again at once.

    Gives how many. Raises ``OnlyTheOwner``, ``NotReleasable`` (one of them is no letter
    that waits), or what :func:`~voldaan.channels.post.printed.mark_posted` raises.
    """
    refuse_all_but_the_owner(administration_id, by)
    try:
        with transaction.atomic():
            _record.lock(administration_id)
            _check(administration_id, message_ids, posting, day=day)
            way = _sent.Way("posted", channel="post", cost_cents=posting.postage_cents or None)
            marked = [
                _sent.settle(
                    administration_id,
                    message_id,
                    states=BY_HAND,
                    way=way,
                    day=posting.on_day,
                    by=by,
                    at=at,
                )
                for message_id in message_ids
            ]
    except IntegrityError as error:
        raise NotReleasable("one_a_day") from error
    clients = [message.client_id for message in marked]
    follow_up(administration_id, day=day, at=at, client_ids=clients)
    return len(marked)


def _check(
    administration_id: int, message_ids: Sequence[int], posting: Posting, *, day: date
) -> None:
    """Refuse what cannot have been posted on that day."""
    letters = {
        message.pk: message
        for message in Message.objects.filter(
            administration_id=administration_id,
            pk__in=list(message_ids),
            channel="post",
            state__in=BY_HAND,
        ).select_related("decision")
    }
    if any(message_id not in letters for message_id in message_ids):
        raise NotReleasable("state")
    made = [_made_on(each.decision, each) for each in letters.values() if each.decision]
    mark_posted(
        [str(message_id) for message_id in message_ids],
        posted_on=posting.on_day,
        printed_on=max(made, default=posting.on_day),
        today=day,
        postage_cents=posting.postage_cents,
    )


def take_back_mark(
    administration_id: int, *, message_id: int, day: date, by: User, at: datetime
) -> Message:
    """Undo a mark of a few minutes ago: it did not go after all, and is decided anew.

    Both the mark and its undoing stay on record. Raises ``OnlyTheOwner``, or
    ``NotReleasable`` (``too_late``) for what a program sent or what is longer ago.
    """
    refuse_all_but_the_owner(administration_id, by)
    with transaction.atomic():
        _record.lock(administration_id)
        marked = Message.objects.filter(
            administration_id=administration_id,
            pk=message_id,
            state=MessageState.SENT,
            claimed_by="",
            finished_at__gt=at - TAKE_BACK,
        )
        message = marked.first()
        if message is None:
            raise NotReleasable("too_late")
        marked.update(state=MessageState.WITHDRAWN, finished_at=at)
        end_links_in(administration_id, said=[(message.client_id, message.body_text)], at=at)
        ContactMoment.objects.filter(
            administration_id=administration_id, message=message
        ).update(bounced_at=at)
        _record.record(
            [_record.Happening("message.not_sent", message.client_id, {"message": message.pk})],
            administration_id=administration_id,
            at=at,
            by=by,
        )
    follow_up(administration_id, day=day, at=at, client_ids=[message.client_id])
    return message
