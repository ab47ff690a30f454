"""What a person did: sent it themselves, called, or found out how an unsure one ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from voldaan.actions import _record
from voldaan.actions.messages import _sent
from voldaan.actions.messages.release_message import (
    AMSTERDAM,
    NotReleasable,
    refuse_all_but_the_owner,
)
from voldaan.actions.own_page.make_link import end_links_in
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import (
    Client,
    ContactMoment,
    Message,
    MessageState,
    Outcome,
    User,
)
from voldaan.books.queries.open_amounts import with_open_cents
from voldaan.days import shift
from voldaan.followup.morning.feelings import EASIEST, HARDEST

#: From where a message can still turn out to have reached the client.
BY_HAND = (MessageState.PROPOSED, MessageState.FAILED, MessageState.UNSURE)

#: How long after it was withdrawn a person may still say that a message went: a page that
#: stood open while the facts changed. *Choice:* a day.
_SAID_LATER = timedelta(days=1)


class UnknownClient(Exception):
    """The client is not in this administration."""


def mark_sent(
    administration_id: int, *, message_id: int, day: date, by: User, at: datetime
) -> Message:
    """Record that a message reached the client after all, or by the owner's own hand.

    It was proposed (and sent from the own mail program), or it failed, or it was unsure; or
    it was withdrawn today, while it stood in the owner's own program already.
    """
    refuse_all_but_the_owner(administration_id, by)
    states = [*BY_HAND]
    if Message.objects.filter(
        administration_id=administration_id,
        pk=message_id,
        state=MessageState.WITHDRAWN,
        finished_at__gt=at - _SAID_LATER,
    ).exists():
        states.append(MessageState.WITHDRAWN)
    return _by_hand(administration_id, message_id, states, day=day, by=by, at=at)


def settle_unsure(
    administration_id: int,
    *,
    message_id: int,
    was_sent: bool,
    day: date,
    by: User,
    at: datetime,
) -> Message:
    """Record what a person found out: the unsure message was sent after all, or was not.

    When it was not (or it failed), it is withdrawn and the client is decided anew.
    """
    refuse_all_but_the_owner(administration_id, by)
    if was_sent:
        return _by_hand(
            administration_id, message_id, [MessageState.UNSURE], day=day, by=by, at=at
        )
    with transaction.atomic():
        _record.lock(administration_id)
        changed = Message.objects.filter(
            administration_id=administration_id,
            pk=message_id,
            state__in=[MessageState.UNSURE, MessageState.FAILED],
        ).update(state=MessageState.WITHDRAWN, finished_at=at)
        if not changed:
            raise NotReleasable("state")
        message = Message.objects.get(pk=message_id)
        end_links_in(administration_id, said=[(message.client_id, message.body_text)], at=at)
        _record.record(
            [_record.Happening("message.not_sent", message.client_id, {"message": message.pk})],
            administration_id=administration_id,
            at=at,
            by=by,
        )
    follow_up(administration_id, day=day, at=at, client_ids=[message.client_id])
    return message


def _by_hand(
    administration_id: int,
    message_id: int,
    states: Sequence[MessageState],
    *,
    day: date,
    by: User,
    at: datetime,
) -> Message:
    try:
        with transaction.atomic():
            _record.lock(administration_id)
            message = _sent.settle(
                administration_id,
                message_id,
                states=states,
                way=_sent.BY_HAND,
                day=_went_on(administration_id, message_id, day=day, at=at),
                by=by,
                at=at,
            )
    except IntegrityError as error:
        raise NotReleasable("one_a_day") from error
    follow_up(administration_id, day=day, at=at, client_ids=[message.client_id])
    return message


def _went_on(administration_id: int, message_id: int, *, day: date, at: datetime) -> date:
    """Give the day on which a message that reached its client went, at the latest.

    Unsure: when it was claimed. Withdrawn: when it was, because none is opened after that.
    So what a client answered meanwhile came after it, also when it is said a day later.
    """
    mine = Message.objects.filter(administration_id=administration_id, pk=message_id)
    message = mine.first()
    if message is not None and message.state == MessageState.UNSURE:
        return message.step_day
    if message is None or message.state != MessageState.WITHDRAWN or not message.finished_at:
        return day
    # In the demo world the day and the clock are two: only the difference counts.
    ended, now = (each.astimezone(AMSTERDAM).date() for each in (message.finished_at, at))
    return shift(day, (ended - now).days)


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was made: to whom, whether somebody answered, what was said.

    ``hour`` is Amsterdam time; None when not known. ``promised_cents``: 0 without a promise
    or an amount; ``promised_on``: the day at the latest. ``felt`` is how it felt to who
    called, 1 (hard) to 5 (easy); 0: they did not say.
    """

    client_id: int
    was_answered: bool
    note: str = ""
    step: str = "call"
    hour: int | None = None
    promised_cents: int = 0
    promised_on: date | None = None
    felt: int = 0


def log_call(
    administration_id: int, *, call: Call, day: date, by: User, at: datetime
) -> ContactMoment:
    """Record a call; one that nobody answered does not count. Decides again at once.

    Raises :class:`UnknownClient`, changing nothing.
    """
    client_id, step, was_answered = call.client_id, call.step, call.was_answered
    with transaction.atomic():
        if not Client.objects.filter(
            administration_id=administration_id, pk=client_id
        ).exists():
            raise UnknownClient(client_id)
        open_ids = with_open_cents(administration_id).filter(
            client_id=client_id, open_cents__gt=0, due_on__lt=day
        )
        moment = ContactMoment.objects.create(
            administration_id=administration_id,
            client_id=client_id,
            step=step,
            channel="phone",
            outcome=Outcome.SPOKEN if was_answered else Outcome.NO_ANSWER,
            on=day,
            hour=call.hour,
            counts=was_answered and step != "service_check",
            invoice_ids=list(open_ids.values_list("pk", flat=True)),
            note=call.note.strip()[:5000],
            recorded_at=at,
            recorded_by=by,
        )
        _record.record(
            [
                _record.Happening(
                    "call.spoken" if was_answered else "call.no_answer",
                    client_id,
                    {"moment": moment.pk, **facts_of(call)},
                    text=moment.note,
                )
            ],
            administration_id=administration_id,
            at=at,
            by=by,
        )
    follow_up(administration_id, day=day, at=at, client_ids=[client_id])
    return moment


def facts_of(call: Call) -> dict[str, object]:
    """Give the facts of a call that may stand in the chain, beside the moment itself."""
    facts: dict[str, object] = {"step": call.step}
    if call.promised_cents:
        facts["promised_cents"] = call.promised_cents
    if call.promised_on:
        facts["promised_on"] = call.promised_on.isoformat()
    if call.was_answered and HARDEST <= call.felt <= EASIEST:
        facts["felt"] = call.felt
    return facts
