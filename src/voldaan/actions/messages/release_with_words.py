"""From Vandaag: the words as the owner left them, with the release or the own sending."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.db import transaction

from voldaan.actions.messages import by_hand
from voldaan.actions.messages.contact import mark_sent
from voldaan.actions.messages.last_look import has_changed
from voldaan.actions.messages.release_message import (
    NotReleasable,
    edit_message,
    refuse_all_but_the_owner,
    release_message,
    undo_release,
)
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Message, MessageState, User
from voldaan.wording import listening
from voldaan.wording.shapes import Language


class Unkind(NotReleasable):
    """The words threaten (``threat``), or newly name a consequence; ``word`` is where."""

    def __init__(self, reason: str, word: str) -> None:
        super().__init__(reason)
        self.word = word


def release_with_words(
    administration_id: int,
    *,
    message_id: int,
    words: tuple[str, str] | None,
    day: date,
    by: User,
    at: datetime,
) -> Message:
    """Keep changed words (subject, body) and release; decide again at once.

    ``words`` None: as they stand. Raises
    :class:`~voldaan.actions.messages.release_message.OnlyTheOwner` or
    :class:`~voldaan.actions.messages.release_message.NotReleasable`, changing nothing; or
    :class:`Unkind`, which keeps the words: a second press sends a ``consequence`` that the
    owner wants to name, and never a ``threat``.
    """
    refuse_all_but_the_owner(administration_id, by)
    with transaction.atomic():
        before = _keep(administration_id, message_id, words, by=by, at=at)
        unkind = _unkind(administration_id, message_id, before)
        if unkind is None:
            message = release_message(
                administration_id, message_id=message_id, day=day, by=by, at=at
            )
    if unkind is not None:
        raise unkind
    follow_up(administration_id, day=day, at=at, client_ids=[message.client_id])
    return message


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that a person sent; ``has_changed``: its facts were no longer so."""

    message: Message
    has_changed: bool


def sent_with_words(
    administration_id: int,
    *,
    message_id: int,
    words: tuple[str, str] | None,
    day: date,
    by: User,
    at: datetime,
) -> Sent:
    """Record that the owner sent a message by hand, with the words that really went.

    It happened, so it is recorded even when the facts had changed meanwhile. ``words``
    None: as they stood. Raises as :func:`release_with_words`, changing nothing.
    """
    refuse_all_but_the_owner(administration_id, by)
    with transaction.atomic():
        changed = has_changed(administration_id, message_id=message_id, day=day)
        _keep(administration_id, message_id, words, by=by, at=at)
        sent = mark_sent(administration_id, message_id=message_id, day=day, by=by, at=at)
    return Sent(sent, changed)


def posted_with_words(
    administration_id: int,
    *,
    message_id: int,
    words: tuple[str, str] | None,
    posting: by_hand.Posting,
    day: date,
    by: User,
    at: datetime,
) -> None:
    """Record that the owner posted one letter, with the words that stand on the paper.

    Raises as :func:`release_with_words` and :func:`~voldaan.actions.messages.by_hand.post`.
    """
    refuse_all_but_the_owner(administration_id, by)
    with transaction.atomic():
        _keep(administration_id, message_id, words, by=by, at=at)
        by_hand.post(
            administration_id,
            message_ids=[message_id],
            posting=posting,
            day=day,
            by=by,
            at=at,
        )


def keep_words(
    administration_id: int,
    *,
    message_id: int,
    words: tuple[str, str] | None,
    by: User,
    at: datetime,
) -> None:
    """Keep the words as they stand on the page, and send nothing.

    Raises ``MayOnlyLook`` or ``NotReleasable``, changing nothing: also for a message that
    does not stand prepared any more, where nothing could be kept.
    """
    if words is not None and _standing(administration_id, message_id) is None:
        raise NotReleasable("state")
    _keep(administration_id, message_id, words, by=by, at=at)


def take_back(
    administration_id: int, *, message_id: int, day: date, by: User, at: datetime
) -> Message:
    """Undo a release; decide again at once, so that the card stands there again.

    Raises :class:`~voldaan.actions.messages.release_message.NotReleasable` when it is too late.
    """
    message = undo_release(administration_id, message_id=message_id, by=by, at=at)
    follow_up(administration_id, day=day, at=at, client_ids=[message.client_id])
    return message


def _keep(
    administration_id: int,
    message_id: int,
    words: tuple[str, str] | None,
    *,
    by: User,
    at: datetime,
) -> str | None:
    """Keep the words when the owner changed them; give what they were, None: unchanged."""
    before = _standing(administration_id, message_id)
    if words is None or before is None or [*map(_plain, before)] == [*map(_plain, words)]:
        return None
    subject, body_text = words
    edit_message(
        administration_id,
        message_id=message_id,
        subject=subject,
        body_text=body_text,
        by=by,
        at=at,
    )
    return "\n".join(before)


def _unkind(administration_id: int, message_id: int, before: str | None) -> Unkind | None:
    """Give what the owner wrote into a message that a client should not read."""
    found = Message.objects.filter(
        administration_id=administration_id, pk=message_id, is_edited=True
    )
    row = found.values_list("subject", "body_text", "client__language").first()
    if row is None:
        return None
    text, language = "\n".join(row[:2]), cast("Language", row[2])
    if word := listening.threat(text, language=language):
        return Unkind("threat", word)
    word = listening.consequence(text, language=language)
    is_new = before is not None and word.lower() not in before.lower()
    return Unkind("consequence", word) if word and is_new else None


def _standing(administration_id: int, message_id: int) -> tuple[str, str] | None:
    """Give the words of a message that may be changed."""
    return (
        Message.objects.filter(
            administration_id=administration_id, pk=message_id, state=MessageState.PROPOSED
        )
        .values_list("subject", "body_text")
        .first()
    )


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
