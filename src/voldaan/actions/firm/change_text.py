"""The owner says a message in own words, from a day on; or takes the shipped ones back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions.messages.release_message import refuse_all_but_the_owner
from voldaan.actions.messages.reply import renew_words
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import OwnText, User
from voldaan.days import shift
from voldaan.wording import own
from voldaan.wording.beside import own_words
from voldaan.wording.own import BadOwnText
from voldaan.wording.shapes import AddressForm, Language

__all__ = ["BadFirstDay", "BadOwnText", "OwnWords", "change_text", "reset_text"]

#: A change may be planned this many days ahead.
MOST_DAYS_AHEAD = 366


class BadFirstDay(Exception):
    """A text counts from today or a later day within a year; carries the day."""

    def __init__(self, from_day: date) -> None:
        super().__init__(from_day.isoformat())
        self.from_day = from_day


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The owner's words for one text in one language and form.

    See ``wording/own.py``, and ``wording/beside/`` for the texts beside the ladder.
    """

    name: str
    language: str
    form: str
    subject: str
    body: str


def change_text(
    administration_id: int, *, text: OwnWords, from_day: date, day: date, by: User, at: datetime
) -> None:
    """Let these words count from a day on; from today the waiting messages get them.

    Messages that the owner edited one by one stay as they are. Raises
    :class:`~voldaan.actions.messages.release_message.OnlyTheOwner`, :class:`BadFirstDay` or
    :class:`~voldaan.wording.own.BadOwnText`, changing nothing.
    """
    body = text.body.replace("\r\n", "\n").replace("\r", "\n").strip()
    subject = text.subject.strip()
    refuse_all_but_the_owner(administration_id, by)
    _refuse_other_days(from_day, day)
    kept = OwnWords(text.name, text.language, text.form, subject, body)
    _check(kept)
    if (subject, body) == _shipped(text):
        # The shipped words are no own ones: a better version of them should still arrive.
        kept = OwnWords(text.name, text.language, text.form, "", "")
        if not _has_own(administration_id, text):
            return
    _write(administration_id, kept, from_day=from_day, by=by, at=at)
    if from_day == day:
        _renew(administration_id, text, day=day, at=at)


def reset_text(
    administration_id: int, *, text: OwnWords, from_day: date, day: date, by: User, at: datetime
) -> None:
    """Let the shipped words count again from a day on; those of ``text`` are not read.

    Raises as :func:`change_text`, changing nothing.
    """
    refuse_all_but_the_owner(administration_id, by)
    _refuse_other_days(from_day, day)
    _shipped(text)
    kept = OwnWords(text.name, text.language, text.form, "", "")
    _write(administration_id, kept, from_day=from_day, by=by, at=at)
    if from_day == day:
        _renew(administration_id, text, day=day, at=at)


def _check(text: OwnWords) -> None:
    if own_words.is_beside(text.name):
        which = text.name, text.language, text.form
        own_words.check(text.subject, body=text.body, which=which)
        return
    own.check(
        text.subject,
        body=text.body,
        name=text.name,
        language=cast("Language", text.language),
        form=cast("AddressForm", text.form),
    )


def _shipped(text: OwnWords) -> tuple[str, str]:
    """Give the subject and body that the owner began with. Raises BadOwnText."""
    if own_words.is_beside(text.name):
        return own_words.begin((text.name, text.language, text.form))
    return own.begin(
        text.name,
        language=cast("Language", text.language),
        form=cast("AddressForm", text.form),
    )


def _renew(administration_id: int, text: OwnWords, *, day: date, at: datetime) -> None:
    """Let what waits get the words: steps by deciding again, replies as they are."""
    if own_words.is_beside(text.name):
        renew_words(administration_id, day=day)
        return
    follow_up(administration_id, day=day, at=at)


def _has_own(administration_id: int, text: OwnWords) -> bool:
    return OwnText.objects.filter(
        administration_id=administration_id,
        name=text.name,
        language=text.language,
        form=text.form,
    ).exists()


def _refuse_other_days(from_day: date, day: date) -> None:
    if not day <= from_day <= shift(day, MOST_DAYS_AHEAD):
        raise BadFirstDay(from_day)


def _write(
    administration_id: int, text: OwnWords, *, from_day: date, by: User, at: datetime
) -> None:
    """Add a row and tell of it; what was said under an earlier one stays on record."""
    with transaction.atomic():
        _record.lock(administration_id)
        OwnText.objects.create(
            administration_id=administration_id,
            name=text.name,
            language=text.language,
            form=text.form,
            from_day=from_day,
            subject=text.subject,
            body=text.body,
            set_at=at,
            set_by=by,
        )
        facts: dict[str, object] = {
            "text": text.name,
            "language": text.language,
            "form": text.form,
            "from": from_day.isoformat(),
            "own": bool(text.body),
        }
        _record.record(
            [_record.Happening("text.changed", None, facts)],
            administration_id=administration_id,
            at=at,
            by=by,
        )
