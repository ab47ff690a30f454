"""Drain the outbox: check the facts again, claim, send, and know how it ended.

A message is claimed by a conditional update that must change exactly one row, committed
before the mail server is spoken to. What was certainly not sent may be tried again; what
may have been sent is ``unsure`` and a person looks. A sender that was killed leaves
``sending`` behind, which becomes ``unsure`` when its lease is over.
"""

import logging
import secrets
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from voldaan.actions import _record
from voldaan.actions.messages import _carriers, _same_address
from voldaan.actions.messages.last_look import is_still_true
from voldaan.actions.messages.release_message import AMSTERDAM, allowed_from
from voldaan.actions.messages.sending import by_mail, ending
from voldaan.actions.own_page.make_link import end_links_in
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import (
    Administration,
    ChannelAccount,
    Mailbox,
    Message,
    MessageState,
)
from voldaan.channels.email import smtp

_log = logging.getLogger(__name__)

LEASE = timedelta(minutes=15)
MOST_ATTEMPTS = 5


@dataclass(slots=True)
class Drained:
    """How the messages of one round ended."""

    sent: int = 0
    failed: int = 0
    later: int = 0
    unsure: int = 0
    withdrawn: int = 0


def send_messages(
    *,
    now: Callable[[], datetime],
    key: str,
    administration_id: int | None = None,
    day_of: Callable[[Administration], date] | None = None,
) -> Drained:
    """Send every message whose moment has come; safe to run many times at once.

    ``now`` gives the aware moment; ``key`` opens the sealed passwords; ``day_of`` gives the
    day of an administration (the demo world has its own clock).
    """
    drained = Drained()
    mine = Message.objects.all()
    if administration_id is not None:
        mine = mine.filter(administration_id=administration_id)
    _give_up_on_the_lost(mine, now(), drained)
    ready = mine.filter(state=MessageState.READY, send_after__lte=now())
    for message in list(ready.order_by("send_after", "pk").only("administration", "client")):
        try:
            _one(message, now=now, key=key, day_of=day_of, drained=drained)
        except Exception:  # noqa: BLE001 - one message that fails does not stop the rest
            _log.exception("message %s", message.pk)
    return drained


def _one(
    message: Message,
    *,
    now: Callable[[], datetime],
    key: str,
    day_of: Callable[[Administration], date] | None,
    drained: Drained,
) -> None:
    at = now()
    administration = Administration.objects.get(pk=message.administration_id)
    day = day_of(administration) if day_of else at.astimezone(AMSTERDAM).date()
    carriers = _carriers.carriers_of(administration)
    with transaction.atomic():
        # Behind the lock that every booking takes: between the last look at the facts and
        # the claim no payment can slip in.
        _record.lock(administration.pk)
        taken = _take(message.pk, administration, carriers=carriers, day=day, at=at)
    if isinstance(taken, str):
        setattr(drained, taken, getattr(drained, taken) + 1)
    elif taken is not None and taken.channel not in carriers:
        ending.end(taken, MessageState.SENT, at=at, day=day, how="demo")
        drained.sent += 1
    elif taken is not None:
        carrier = carriers[taken.channel]
        _send(taken, carrier, now=now, key=key, day=day, drained=drained)
    if taken is not None:
        follow_up(administration.pk, day=day, at=at, client_ids=[message.client_id])


def _take(
    message_id: int,
    administration: Administration,
    *,
    carriers: Container[str],
    day: date,
    at: datetime,
) -> Message | Literal["failed", "later", "withdrawn"] | None:
    """Claim a message that may leave now, or say what became of it instead.

    None: it is no longer ready. It is read here and not before, because while the messages
    before it were leaving it may have been taken back, changed and released again.
    """
    message = Message.objects.filter(
        pk=message_id, state=MessageState.READY, send_after__lte=at
    ).first()
    if message is None:
        return None
    if message.channel not in carriers and not administration.is_demo:
        why = "mailbox" if message.channel == "email" else "account"
        return _stop(message, MessageState.FAILED, at=at, why=why)
    if (later := allowed_from(administration, at=at)) > at:
        return _postpone(message, until=later)
    if not is_still_true(message, day=day):
        return _stop(message, MessageState.WITHDRAWN, at=at, why="facts_changed")
    return _claimed(message, administration, day=day, at=at)


def _claimed(
    message: Message, administration: Administration, *, day: date, at: datetime
) -> Message | Literal["later"] | None:
    """Claim a message, unless its client or its address got another one."""
    if wait := _same_address.wait_for(message, administration, day=day, at=at):
        _same_address.let_wait(message, wait, at=at)
        return "later"
    try:
        with transaction.atomic():
            return message if _claim(message, day=day, at=at) else None
    except IntegrityError:  # another message reached the client today: the database says so
        return _postpone(message, until=at + ending.RETRY)


def _stop(
    message: Message, state: MessageState, *, at: datetime, why: str
) -> Literal["failed", "withdrawn"]:
    """Keep a message that may not leave from leaving: nothing was sent."""
    changed = Message.objects.filter(pk=message.pk, state=MessageState.READY).update(
        state=state, finished_at=at, failure=why
    )
    if changed:
        if state == MessageState.WITHDRAWN:
            said = [(message.client_id, message.body_text)]
            end_links_in(message.administration_id, said=said, at=at)
        ending.tell(message, f"message.{state}", {"why": why}, at)
    return "failed" if state == MessageState.FAILED else "withdrawn"


def _postpone(message: Message, *, until: datetime) -> Literal["later"]:
    Message.objects.filter(pk=message.pk, state=MessageState.READY).update(send_after=until)
    return "later"


def _claim(message: Message, *, day: date, at: datetime) -> bool:
    """Take the message: ready → sending for exactly one sender, as the step of this day."""
    message.claimed_by = secrets.token_hex(16)
    message.attempts += 1
    return bool(
        Message.objects.filter(pk=message.pk, state=MessageState.READY).update(
            state=MessageState.SENDING,
            step_day=day,
            claimed_at=at,
            claimed_by=message.claimed_by,
            attempts=message.attempts,
        )
    )


def _send(
    message: Message,
    carrier: Mailbox | ChannelAccount,
    *,
    now: Callable[[], datetime],
    key: str,
    day: date,
    drained: Drained,
) -> None:
    try:
        receipt = _hand_over(message, carrier, key=key, day=day, at=now())
    except _carriers.FAILED as failure:
        if failure.permanent or message.attempts >= MOST_ATTEMPTS:
            _fail(message, failure.reason, failure.server_text, at=now(), drained=drained)
        else:
            ending.try_later(message, failure, now())
            drained.later += 1
    except _carriers.REFUSED as error:
        _fail(message, type(error).__name__, str(error), at=now(), drained=drained)
    except _carriers.DOUBT as doubt:
        _doubt(message, doubt.reason, doubt.server_text, at=now(), drained=drained)
    except Exception as error:  # noqa: BLE001 - nobody knows how far it came
        _log.exception("message %s", message.pk)
        _doubt(message, type(error).__name__, "", at=now(), drained=drained)
    else:
        message.reference, message.cost_cents = receipt.reference, receipt.cost_cents
        how = "smtp" if message.channel == "email" else message.channel
        ending.end(message, MessageState.SENT, at=now(), day=day, how=how)
        drained.sent += 1


def _fail(message: Message, why: str, detail: str, *, at: datetime, drained: Drained) -> None:
    ending.end(message, MessageState.FAILED, at=at, failure=why, detail=detail)
    drained.failed += 1


def _doubt(message: Message, why: str, detail: str, *, at: datetime, drained: Drained) -> None:
    ending.end(message, MessageState.UNSURE, at=at, failure=why, detail=detail)
    drained.unsure += 1


def _hand_over(
    message: Message, carrier: Mailbox | ChannelAccount, *, key: str, day: date, at: datetime
) -> _carriers.Receipt:
    """Hand a claimed message to the mail server, or to the carrier of its channel."""
    if isinstance(carrier, ChannelAccount):
        return _carriers.hand_over(message, carrier, key=key, day=day, at=at)
    account = by_mail.account_of(carrier, key=key)
    smtp.send(by_mail.outgoing(message, carrier, at=at), account=account)
    return _carriers.Receipt()


def _give_up_on_the_lost(
    mine: "QuerySet[Message, Message]", at: datetime, drained: Drained
) -> None:
    """Make the messages of a sender that died ``unsure``: it may have sent them."""
    for message in mine.filter(state=MessageState.SENDING, claimed_at__lt=at - LEASE):
        with transaction.atomic():
            _record.lock(message.administration_id)
            changed = Message.objects.filter(
                pk=message.pk, state=MessageState.SENDING, claimed_by=message.claimed_by
            ).update(state=MessageState.UNSURE, finished_at=at, failure="sender_lost")
            if changed:
                ending.tell(message, "message.unsure", {"why": "sender_lost"}, at)
                drained.unsure += 1
