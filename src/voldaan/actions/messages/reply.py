"""Answer what a client said or did, outside the ladder: prepared, put aside, looked at last.

A reply is proposed as a step is, and leaves by the same press of the owner; it holds no
step, counts for no gap and is no step itself. Whatever it stands on is looked at again
just before it leaves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import IntegrityError, transaction

from voldaan.actions import _record
from voldaan.actions.messages import _reply_words
from voldaan.actions.messages.release_message import refuse_all_who_only_look
from voldaan.books.models import UNDER_WAY, Client, Message, MessageState, User
from voldaan.books.queries.replying import memory
from voldaan.books.queries.replying.offers import offer
from voldaan.followup.replying.shapes import ON_REQUEST, REPLIES, Offer
from voldaan.wording.placeholders import EmptyPlaceholder
from voldaan.wording.shapes import Words

#: Why a withdrawn reply was not sent: a person put it aside.
PUT_ASIDE = "not_needed"


class NothingToReply(Exception):
    """There is nothing (any more) to answer like this; ``reason`` says why.

    ``gone``: the facts changed, or it was answered. ``paper``: we have no invoice to send
    along. ``address``: no e-mail address is known. ``under_way``: one of this kind is.
    ``words``: a fact is missing that the words need.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Answering:
    """Which reply to whom: its kind, and what it is about (an id; 0: the owner wants it)."""

    client_id: int
    code: str
    about: int = ON_REQUEST


def prepare_reply(
    administration_id: int, *, answering: Answering, day: date, by: User, at: datetime
) -> Message:
    """Prepare the words of a reply; nothing leaves before the owner sends it.

    Raises ``MayOnlyLook`` or :class:`NothingToReply`, changing nothing.
    """
    refuse_all_who_only_look(administration_id, by)
    try:
        with transaction.atomic():
            _record.lock(administration_id)
            draft = _draft(administration_id, answering, day=day)
            message = Message.objects.create(
                administration_id=administration_id,
                client_id=answering.client_id,
                step=answering.code,
                is_reply=True,
                channel="email",
                step_day=day,
                proposed_at=at,
                **draft.columns(),
            )
            _record.record(
                [_happening(answering, memory.PREPARED, message=message.pk)],
                administration_id=administration_id,
                at=at,
                by=by,
            )
    except IntegrityError as error:
        raise NothingToReply("under_way") from error
    return message


def _draft(administration_id: int, answering: Answering, *, day: date) -> _reply_words.Draft:
    """Make the words of a reply that is still due and was not answered yet."""
    found = _offer(administration_id, answering, day=day)
    if found is None or not memory.unanswered(administration_id, [found]):
        raise NothingToReply("gone")
    if not found.invoice_ids:
        raise NothingToReply("paper")
    try:
        draft = _reply_words.draft(administration_id, found, day=day)
    except EmptyPlaceholder as missing:
        raise NothingToReply("words") from missing
    if not draft.to.email:
        raise NothingToReply("address")
    return draft


def _offer(administration_id: int, answering: Answering, *, day: date) -> Offer | None:
    """Give what is answered as it stands today; None: there is nothing to answer."""
    code = next((each for each in REPLIES if each == answering.code), None)
    if code is None:
        return None
    return offer(
        administration_id, code, client_id=answering.client_id, about=answering.about, day=day
    )


def put_aside(administration_id: int, *, answering: Answering, by: User, at: datetime) -> None:
    """Remember that a reply is not needed, so that it is not offered again.

    One that stands prepared is withdrawn. Raises ``MayOnlyLook``, or
    :class:`NothingToReply` (``gone``) when it left already or there is no such client.
    """
    refuse_all_who_only_look(administration_id, by)
    with transaction.atomic():
        _record.lock(administration_id)
        _refuse_strangers(administration_id, answering)
        under_way = _replies(administration_id, answering, states=UNDER_WAY)
        standing = [each for each in under_way if each.state == MessageState.PROPOSED]
        left = _replies(administration_id, answering, states=[MessageState.SENT])
        if len(standing) < len(under_way) or (left and not standing):
            raise NothingToReply("gone")
        Message.objects.filter(
            pk__in=[each.pk for each in standing], state=MessageState.PROPOSED
        ).update(state=MessageState.WITHDRAWN, finished_at=at, failure=PUT_ASIDE)
        _record.record(
            [_happening(answering, memory.NOT_NEEDED)],
            administration_id=administration_id,
            at=at,
            by=by,
        )


def take_back(administration_id: int, *, answering: Answering, by: User, at: datetime) -> None:
    """Undo :func:`put_aside`: it is offered again, or stands prepared as it stood.

    Raises ``MayOnlyLook``, or :class:`NothingToReply` (``gone``: it is not put aside, or was
    answered anew since), changing nothing.
    """
    refuse_all_who_only_look(administration_id, by)
    try:
        with transaction.atomic():
            _record.lock(administration_id)
            _refuse_strangers(administration_id, answering)
            _refuse_unless_put_aside(administration_id, answering)
            kept = _replies(administration_id, answering, states=[MessageState.WITHDRAWN])
            last = next((each for each in reversed(kept) if each.failure == PUT_ASIDE), None)
            if last is not None:
                Message.objects.filter(pk=last.pk, state=MessageState.WITHDRAWN).update(
                    state=MessageState.PROPOSED, finished_at=None, failure=""
                )
            _record.record(
                [_happening(answering, memory.NEEDED)],
                administration_id=administration_id,
                at=at,
                by=by,
            )
    except IntegrityError as error:
        raise NothingToReply("under_way") from error


def is_still_true(message: Message, *, day: date) -> bool:
    """Say whether a reply still fits: the same words, invoices and amount, the same address.

    An apology for what is paid no more, an invoice that is paid or whose paper is gone, a
    promise that no longer stands: none of them leaves.
    """
    now = _as_now(message, day=day)
    return now is not None and (
        (message.is_edited or _says_the_same(now.words, message))
        and now.words.asks_cents == message.asks_cents
        and now.to.email == message.to_address
    )


def renew_words(administration_id: int, *, day: date) -> int:
    """Let the replies that wait say the same in the words that count now; give how many.

    One that the owner edited stays as it is; what does not fit any more is left to
    :func:`is_still_true`.
    """
    waiting = Message.objects.filter(
        administration_id=administration_id,
        is_reply=True,
        is_edited=False,
        state=MessageState.PROPOSED,
    )
    changed = 0
    with transaction.atomic():
        _record.lock(administration_id)
        for message in waiting:
            now = _as_now(message, day=day)
            if now is None or _says_the_same(now.words, message):
                continue
            changed += Message.objects.filter(
                pk=message.pk, state=MessageState.PROPOSED, is_edited=False
            ).update(
                subject=now.words.subject,
                body_text=now.words.body_text,
                body_html=now.words.body_html,
                text_version=now.words.text_version,
            )
    return changed


def _as_now(message: Message, *, day: date) -> _reply_words.Draft | None:
    """Write a reply as it would be today, over the same invoices; None: it fits no more."""
    about = memory.about_of(
        message.administration_id, client_ids=[message.client_id], message_ids=[message.pk]
    )
    if message.pk not in about:
        return None
    answering = Answering(message.client_id, message.step, about[message.pk])
    found = _offer(message.administration_id, answering, day=day)
    said = tuple(line["invoice"] for line in message.lines)
    if found is None or not set(said) <= set(found.invoice_ids):
        return None
    same = replace(found, invoice_ids=said)
    try:
        return _reply_words.draft(message.administration_id, same, day=day)
    except EmptyPlaceholder:
        return None


def _says_the_same(words: Words, message: Message) -> bool:
    """Compare all of it: the tone of a letter, or who signs it, shows only further down."""
    said = words.subject, words.body_text
    return said == (message.subject, message.body_text)


def _replies(
    administration_id: int, answering: Answering, *, states: Sequence[str]
) -> list[Message]:
    """Give the replies of this kind about this, in these states, oldest first."""
    rows = list(
        Message.objects.filter(
            administration_id=administration_id,
            client_id=answering.client_id,
            is_reply=True,
            step=answering.code,
            state__in=states,
        ).order_by("pk")
    )
    about = memory.about_of(
        administration_id,
        client_ids=[answering.client_id],
        message_ids=[each.pk for each in rows],
    )
    return [each for each in rows if about.get(each.pk) == answering.about]


def _refuse_strangers(administration_id: int, answering: Answering) -> None:
    ours = Client.objects.filter(administration_id=administration_id, pk=answering.client_id)
    if answering.code not in REPLIES or not ours.exists():
        raise NothingToReply("gone")


def _refuse_unless_put_aside(administration_id: int, answering: Answering) -> None:
    """Give no old words back beside what was prepared, and perhaps sent, since then."""
    about = (answering.client_id, answering.code, answering.about)
    if about not in memory.put_aside(administration_id, client_ids=[answering.client_id]):
        under_way = _replies(administration_id, answering, states=UNDER_WAY)
        raise NothingToReply("under_way" if under_way else "gone")


def _happening(answering: Answering, code: str, **more: int) -> _record.Happening:
    facts: dict[str, object] = {"step": answering.code, "about": answering.about, **more}
    return _record.Happening(code, answering.client_id, facts)
