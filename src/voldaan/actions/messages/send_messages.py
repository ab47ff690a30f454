"""Drain the outbox: check the facts again, claim, send, and know how it ended.

A message is claimed by a conditional update that must change exactly one row, committed
before the mail server is spoken to. What was certainly not sent may be tried again; what
may have been sent is ``unsure`` and a person looks. A sender that was killed leaves
``sending`` behind, which becomes ``unsure`` when its lease is over.
"""

import logging
import re
import secrets
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from voldaan.actions import _record
from voldaan.actions.messages import _carriers, _same_address, _sent
from voldaan.actions.messages.last_look import is_still_true
from voldaan.actions.messages.release_message import AMSTERDAM, allowed_from
from voldaan.actions.own_page.make_link import end_links_in
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import (
    Administration,
    ChannelAccount,
    Document,
    Mailbox,
    Message,
    MessageState,
)
from voldaan.books.queries import people
from voldaan.channels.email import secret, smtp
from voldaan.channels.email.shapes import Account, Attachment, Outgoing
from voldaan.followup.replying.shapes import carries_papers

_log = logging.getLogger(__name__)

LEASE = timedelta(minutes=15)
RETRY = timedelta(minutes=10)
MOST_ATTEMPTS = 5
#: Half of the name of a message of ours: enough to know it by.
_TOKEN = re.compile(r"<voldaan-([0-9a-f]{16})")
MOST_ATTACHED_BYTES = 15 * 1024 * 1024


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
        _end(taken, MessageState.SENT, at=at, day=day, how="demo")
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
        return _postpone(message, until=at + RETRY)


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
        _tell(message, f"message.{state}", {"why": why}, at)
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
            _try_later(message, failure, now())
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
        _end(message, MessageState.SENT, at=now(), day=day, how=how)
        drained.sent += 1


def _fail(message: Message, why: str, detail: str, *, at: datetime, drained: Drained) -> None:
    _end(message, MessageState.FAILED, at=at, failure=why, detail=detail)
    drained.failed += 1


def _doubt(message: Message, why: str, detail: str, *, at: datetime, drained: Drained) -> None:
    _end(message, MessageState.UNSURE, at=at, failure=why, detail=detail)
    drained.unsure += 1


def _hand_over(
    message: Message, carrier: Mailbox | ChannelAccount, *, key: str, day: date, at: datetime
) -> _carriers.Receipt:
    """Hand a claimed message to the mail server, or to the carrier of its channel."""
    if isinstance(carrier, ChannelAccount):
        return _carriers.hand_over(message, carrier, key=key, day=day, at=at)
    account = account_of(carrier, key=key)
    smtp.send(_outgoing(message, carrier, at=at), account=account)
    return _carriers.Receipt()


def account_of(mailbox: Mailbox, *, key: str) -> Account:
    """Open a mailbox: the account to send through. Raises WrongKey or BadAccount."""
    password = (
        secret.unseal(mailbox.sealed_password, key=key) if mailbox.sealed_password else ""
    )
    return Account(
        host=mailbox.host,
        port=mailbox.port,
        security=mailbox.security,  # type: ignore[arg-type]  # a constraint keeps it to three
        username=mailbox.username,
        password=password,
        ca_file=mailbox.ca_file,
    )


def _outgoing(message: Message, mailbox: Mailbox, *, at: datetime) -> Outgoing:
    return Outgoing(
        message_id=message.message_id,
        from_name=people.sender(message.administration_id).name,
        from_address=mailbox.from_address,
        to_name=message.to_name,
        to_address=message.to_address,
        subject=message.subject,
        body_text=message.body_text,
        body_html=message.body_html,
        at=at,
        attachments=attachments(message),
        reply_to=_answers_to(message, mailbox),
    )


def _answers_to(message: Message, mailbox: Mailbox) -> str:
    """Give the address with a plus that names the message; empty: the sender's own."""
    token = _TOKEN.match(message.message_id)
    if not mailbox.plus_address or not token:
        return ""
    left, _, domain = mailbox.from_address.partition("@")
    return f"{left}+v{token[1]}@{domain}"


def attachments(message: Message) -> tuple[Attachment, ...]:
    """Give the invoices themselves, as far as they are there and fit in one message."""
    found: list[Attachment] = []
    room = MOST_ATTACHED_BYTES
    lines = message.lines if carries_papers(message.step) else []
    for document in Document.objects.filter(
        administration_id=message.administration_id,
        invoice_id__in=[line["invoice"] for line in lines],
    ).order_by("invoice__due_on", "pk"):
        content = bytes(document.content)
        if len(content) <= room:
            room -= len(content)
            found.append(Attachment(document.name, document.content_type, content))
    return tuple(found)


def _end(
    message: Message,
    state: MessageState,
    *,
    at: datetime,
    failure: str = "",
    detail: str = "",
    day: date | None = None,
    how: str = "smtp",
) -> None:
    """Write how it ended; only the sender that claimed it may."""
    with transaction.atomic():
        _record.lock(message.administration_id)
        changed = Message.objects.filter(
            pk=message.pk, state=MessageState.SENDING, claimed_by=message.claimed_by
        ).update(
            state=state,
            finished_at=at,
            failure=failure[:80],
            failure_detail=detail[:500],
            reference=message.reference,
            cost_cents=message.cost_cents,
        )
        if not changed:
            _complete(message, state)
            return
        if state == MessageState.SENT and day is not None:
            _sent.mark(message, day=day, at=at, by=message.released_by, way=_sent.Way(how))
        else:
            _tell(message, f"message.{state}", {"why": failure}, at)


def _complete(message: Message, state: MessageState) -> None:
    """Add what the carrier answered to a message that its report, being faster, settled."""
    if state == MessageState.SENT:
        Message.objects.filter(
            pk=message.pk, state=state, claimed_by=message.claimed_by, cost_cents=None
        ).update(reference=message.reference, cost_cents=message.cost_cents)


def _try_later(message: Message, failure: _carriers.Failed, at: datetime) -> None:
    """Let it wait a while, as long as the carrier asks when that is longer."""
    asked = timedelta(seconds=getattr(failure, "retry_after_seconds", None) or 0)
    Message.objects.filter(
        pk=message.pk, state=MessageState.SENDING, claimed_by=message.claimed_by
    ).update(
        state=MessageState.READY,
        send_after=at + max(RETRY, asked),
        failure=failure.reason,
        failure_detail=failure.server_text[:500],
    )


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
                _tell(message, "message.unsure", {"why": "sender_lost"}, at)
                drained.unsure += 1


def _tell(message: Message, code: str, facts: dict[str, object], at: datetime) -> None:
    _record.record(
        [_record.Happening(code, message.client_id, {"message": message.pk, **facts})],
        administration_id=message.administration_id,
        at=at,
    )
