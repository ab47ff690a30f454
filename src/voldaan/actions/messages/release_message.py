"""The owner presses send: a message leaves after half a minute, unless undone."""

from datetime import date, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from voldaan.actions import _record
from voldaan.actions.own_page.make_link import end_links_in, make_links
from voldaan.books.models import (
    Administration,
    ChannelAccount,
    Mailbox,
    Member,
    Message,
    MessageState,
    Role,
    User,
)
from voldaan.books.queries.policies import policy
from voldaan.channels.email.addresses import is_address
from voldaan.channels.page import address
from voldaan.channels.phone.numbers import gets_texts
from voldaan.followup.quiet import may_send_at
from voldaan.wording.cleaning import subject_line
from voldaan.wording.letters import as_html
from voldaan.wording.listening import threat
from voldaan.wording.shapes import Language

UNDO = timedelta(seconds=30)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")

#: Where one writes without a subject.
WITHOUT_SUBJECT = frozenset({"whatsapp", "sms", "linkedin"})


class OnlyTheOwner(Exception):
    """Only the owner releases messages; others prepare."""


class MayOnlyLook(Exception):
    """Viewers and strangers change nothing."""


class NotReleasable(Exception):
    """The message is not (or no longer) one that can be released; ``reason`` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def refuse_all_but_the_owner(administration_id: int, by: User) -> None:
    """Raise :class:`OnlyTheOwner` unless this person owns the administration."""
    if not Member.objects.filter(
        administration_id=administration_id, user=by, role=Role.OWNER
    ).exists():
        raise OnlyTheOwner(by.pk)


def refuse_all_who_only_look(administration_id: int, by: User) -> None:
    """Raise :class:`MayOnlyLook` unless this person may prepare here."""
    if (
        not Member.objects.filter(administration_id=administration_id, user=by)
        .exclude(role=Role.VIEWER)
        .exists()
    ):
        raise MayOnlyLook(by.pk)


def allowed_from(administration: Administration, *, at: datetime) -> datetime:
    """Give the first moment on or after ``at`` at which a message may leave.

    In the demo world nothing really leaves, so it keeps no quiet hours.
    """
    if administration.is_demo:
        return at
    local = at.astimezone(AMSTERDAM)
    rules = policy(administration.pk, day=local.date())
    allowed, later = may_send_at(local, policy=rules)
    return local if allowed or later is None else later


def release_message(
    administration_id: int, *, message_id: int, day: date, by: User, at: datetime
) -> Message:
    """Release a proposed (or failed) message: proposed → ready, exactly once.

    Raises :class:`OnlyTheOwner` or :class:`NotReleasable`, changing nothing: ``state`` (not
    one to release), ``address`` (none that can be written to), ``mailbox`` or ``account``
    (none to send from: the owner sends it by the own program or hand) or ``one_a_day``.
    """
    refuse_all_but_the_owner(administration_id, by)
    administration = Administration.objects.get(pk=administration_id)
    try:
        with transaction.atomic():
            _record.lock(administration_id)
            message = _releasable(administration, message_id)
            Message.objects.filter(pk=message.pk).update(
                state=MessageState.READY,
                step_day=day,
                released_at=at,
                released_by=by,
                send_after=allowed_from(administration, at=at + UNDO),
                attempts=0,
                failure="",
                failure_detail="",
                finished_at=None,
            )
            _say(message, "message.released", by=by, at=at)
    except IntegrityError as error:
        raise NotReleasable("one_a_day") from error
    return Message.objects.get(pk=message.pk)


def _releasable(administration: Administration, message_id: int) -> Message:
    message = Message.objects.filter(
        administration=administration,
        pk=message_id,
        state__in=[MessageState.PROPOSED, MessageState.FAILED],
    ).first()
    if message is None:
        raise NotReleasable("state")
    if message.channel == "email":
        mailbox = Mailbox.objects.filter(administration=administration)
        if not administration.is_demo and not mailbox.exists():
            raise NotReleasable("mailbox")
    elif not ChannelAccount.objects.filter(
        administration=administration, channel=message.channel, is_on=True
    ).exists():
        raise NotReleasable("account")
    if not _can_reach(message):
        raise NotReleasable("address")
    text = f"{message.subject}\n{message.body_text}"
    if message.is_edited and threat(text, language=_language(message)):
        raise NotReleasable("threat")
    return message


def _language(message: Message) -> Language:
    return cast("Language", message.client.language)


def _can_reach(message: Message) -> bool:
    """Say whether the address is one that its channel can reach."""
    if message.channel == "email":
        return is_address(message.to_address)
    if message.channel == "post":
        return bool(message.to_address)
    return gets_texts(message.to_address)


def undo_release(administration_id: int, *, message_id: int, by: User, at: datetime) -> Message:
    """Take a released message back while nobody has begun to send it.

    Raises :class:`OnlyTheOwner`, or :class:`NotReleasable` when it is too late.
    """
    refuse_all_but_the_owner(administration_id, by)
    with transaction.atomic():
        _record.lock(administration_id)
        changed = Message.objects.filter(
            administration_id=administration_id, pk=message_id, state=MessageState.READY
        ).update(
            state=MessageState.PROPOSED,
            send_after=None,
            released_at=None,
            released_by=None,
            failure="",
            failure_detail="",
        )
        if not changed:
            raise NotReleasable("too_late")
        message = Message.objects.get(pk=message_id)
        _say(message, "message.taken_back", by=by, at=at)
    return message


def edit_message(
    administration_id: int,
    *,
    message_id: int,
    subject: str,
    body_text: str,
    by: User,
    at: datetime,
) -> Message:
    """Change the words of a message that nobody released yet.

    Raises :class:`MayOnlyLook` or :class:`NotReleasable`, changing nothing.
    """
    refuse_all_who_only_look(administration_id, by)
    subject = subject_line(subject)
    body_text = body_text.replace("\r\n", "\n").strip() + "\n"
    is_too_long = len(subject) > 300 or len(body_text) > 20_000
    if not body_text.strip() or is_too_long or "\0" in subject + body_text:
        raise NotReleasable("words")
    with transaction.atomic():
        _record.lock(administration_id)
        message = Message.objects.filter(
            administration_id=administration_id, pk=message_id, state=MessageState.PROPOSED
        ).first()
        if message is None:
            raise NotReleasable("state")
        body_text = _with_its_own_link(message, body_text, at=at)
        message.subject, message.body_text = subject, body_text
        message.body_html, message.is_edited = as_html(body_text), True
        message.save(update_fields=["subject", "body_text", "body_html", "is_edited"])
        if not subject and message.channel not in WITHOUT_SUBJECT:
            raise NotReleasable("words")
        _say(message, "message.edited", by=by, at=at)
    return message


def _with_its_own_link(message: Message, words: str, *, at: datetime) -> str:
    """Give edited words the link of their message; end the link if they have none any more.

    The words may come from a page that was open when the link was withdrawn, or from a
    message to another client.
    """
    token = address.token_in(message.body_text)
    if not token and address.token_in(words):
        made = make_links(message.administration_id, client_ids=[message.client_id], at=at)
        token = made[message.client_id]
    if not token:
        return words
    words = address.with_token(words, token)
    if not address.token_in(words):
        said = [(message.client_id, message.body_text)]
        end_links_in(message.administration_id, said=said, at=at)
    return words


def _say(message: Message, code: str, *, by: User, at: datetime) -> None:
    facts: dict[str, object] = {"message": message.pk, "step": message.step}
    _record.record(
        [_record.Happening(code, message.client_id, facts)],
        administration_id=message.administration_id,
        at=at,
        by=by,
    )
