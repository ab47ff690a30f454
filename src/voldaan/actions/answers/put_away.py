"""A mail that is not about invoices is put away, and half a minute later emptied.

What stays is that there was a mail: its Message-ID, by which it is never kept again, and in the
chain the salted hash of words that are gone. No hash of the sender is kept: an address can be
guessed back from it. Only mail is emptied; what a client pressed or wrote on their own page is
about invoices by itself.
"""

from datetime import date, datetime, timedelta

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions.answers.settle import NotAnAnswer
from voldaan.actions.messages.release_message import refuse_all_who_only_look
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Answer, AnswerFile, EventText, User
from voldaan.books.queries.answers.put_away import EMPTIED, PUT_AWAY, to_empty, was_any_since

#: How long it can be taken back, by making the answer unread again.
UNDO = timedelta(seconds=30)
#: How far back the clock looks at every tick; a day looks at all.
_LATELY = timedelta(minutes=10)


def put_away(
    administration_id: int, *, answer_id: int, day: date, by: User, at: datetime
) -> Answer:
    """Say that a mail has nothing to do with invoices: it is read, and holds nobody.

    Until it is emptied, :func:`~voldaan.actions.answers.settle.take_back` makes it unread.
    Raises :class:`~voldaan.actions.answers.settle.NotAnAnswer` (not here, read already, or no
    mail) or ``MayOnlyLook``, changing nothing.
    """
    refuse_all_who_only_look(administration_id, by)
    with transaction.atomic():
        _record.lock(administration_id)
        changed = Answer.objects.filter(
            administration_id=administration_id, pk=answer_id, channel="email", read_at=None
        ).update(read_at=at, read_by=by, meaning="other")
        if not changed:
            raise NotAnAnswer(answer_id)
        answer = Answer.objects.get(pk=answer_id)
        _record.record(
            [_record.Happening(PUT_AWAY, answer.client_id, {"answer": answer.pk})],
            administration_id=administration_id,
            at=at,
            by=by,
        )
    follow_up(administration_id, day=day, at=at, client_ids=[answer.client_id])
    return answer


def empty_lately(administration_id: int, *, at: datetime) -> int:
    """Empty what was put away in the last minutes and can no longer be taken back.

    One query where nothing was. A program that was off meanwhile is helped by the day.
    """
    if not was_any_since(administration_id, since=at - _LATELY):
        return 0
    return empty(administration_id, at=at)


def empty(administration_id: int, *, at: datetime) -> int:
    """Empty all that was put away and can no longer be taken back; give how many were."""
    with transaction.atomic():
        _record.lock(administration_id)
        ids = to_empty(administration_id, by=at - UNDO)
        if not ids:
            return 0
        AnswerFile.objects.filter(
            administration_id=administration_id, answer_id__in=ids
        ).delete()
        mails = Answer.objects.filter(administration_id=administration_id, pk__in=ids)
        mails.update(
            from_address="",
            from_name="",
            subject="",
            text="",
            whole_text="",
            named_day=None,
            guess="other",
            certainty_percent=0,
        )
        _erase_words(administration_id, ids, at=at)
        _record.record(
            [
                _record.Happening(EMPTIED, client_id, {"answer": pk})
                for pk, client_id in mails.order_by("pk").values_list("pk", "client_id")
            ],
            administration_id=administration_id,
            at=at,
        )
    return len(ids)


def _erase_words(administration_id: int, ids: list[int], *, at: datetime) -> None:
    """Erase the words beside the chain with their salt; the hash in it says nothing then."""
    EventText.objects.filter(
        administration_id=administration_id,
        event__code="answer.came",
        event__facts__answer__in=ids,
        event__client__answers__in=ids,
    ).update(salt="", text="", erased_at=at)
