"""From Vandaag: the words as the owner left them, with the release or the own sending."""

from datetime import date, datetime

from django.db import transaction

from voldaan.actions.messages import by_hand
from voldaan.actions.messages.contact import mark_sent
from voldaan.actions.messages.release_message import (
    edit_message,
    refuse_all_but_the_owner,
    release_message,
    undo_release,
)
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Message, MessageState, User


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
    :class:`~voldaan.actions.messages.release_message.NotReleasable`, changing nothing.
    """
    refuse_all_but_the_owner(administration_id, by)
    with transaction.atomic():
        _keep(administration_id, message_id, words, by=by, at=at)
        message = release_message(
            administration_id, message_id=message_id, day=day, by=by, at=at
        )
    follow_up(administration_id, day=day, at=at, client_ids=[message.client_id])
    return message


def sent_with_words(
    administration_id: int,
    *,
    message_id: int,
    words: tuple[str, str] | None,
    day: date,
    by: User,
    at: datetime,
) -> Message:
    """Record that the owner sent a message by hand, with the words that really went.

    ``words`` None: as they stood. Raises as :func:`release_with_words`, changing nothing.
    """
    refuse_all_but_the_owner(administration_id, by)
    with transaction.atomic():
        _keep(administration_id, message_id, words, by=by, at=at)
        return mark_sent(administration_id, message_id=message_id, day=day, by=by, at=at)


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

    Raises ``MayOnlyLook`` or ``NotReleasable``, changing nothing.
    """
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
) -> None:
    """Keep the words when the owner changed them."""
    if words is None or not _differ(administration_id, message_id, words):
        return
    subject, body_text = words
    edit_message(
        administration_id,
        message_id=message_id,
        subject=subject,
        body_text=body_text,
        by=by,
        at=at,
    )


def _differ(administration_id: int, message_id: int, words: tuple[str, str]) -> bool:
    """Say whether the owner changed the words of a message that may be changed."""
    standing = (
        Message.objects.filter(
            administration_id=administration_id, pk=message_id, state=MessageState.PROPOSED
        )
        .values_list("subject", "body_text")
        .first()
    )
    return standing is not None and [*map(_plain, standing)] != [*map(_plain, words)]


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
