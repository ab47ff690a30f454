"""Release by itself what the owner put on autopilot; everything after that is the same.

Autopilot is a choice of the owner, per step of a ladder, and never for a client whose
messages the owner wants to see first. It releases e-mail that nobody edited, with the same
half minute to undo, the same quiet hours and the same last look at the facts. Nothing is
ever released for a client about whom a question stands open, nor for one who said that
something is wrong or that paying is hard: there a person goes first.
"""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from voldaan.actions import _record
from voldaan.actions.messages.release_message import UNDO, allowed_from
from voldaan.books.models import (
    Administration,
    Answer,
    ContactMoment,
    Mailbox,
    Message,
    MessageState,
)
from voldaan.channels.email.addresses import is_address

#: Messages in one morning: more at once is a mistake, and waits for a person.
MOST_A_DAY = 200
#: After these words the quiet ends by itself one day; what was wrong need not be over then.
NEEDS_A_PERSON = ("dispute", "plan", "cannot_pay")


def release_on_autopilot(administration_id: int, *, day: date, at: datetime) -> int:
    """Release the proposed messages whose step is on autopilot; give how many."""
    administration = Administration.objects.get(pk=administration_id)
    has_mailbox = Mailbox.objects.filter(administration_id=administration_id).exists()
    if not has_mailbox and not administration.is_demo:
        return 0
    waiting = Message.objects.filter(
        administration_id=administration_id,
        state=MessageState.PROPOSED,
        channel="email",
        is_reply=False,
        is_edited=False,
        client__asks_first=False,
        decision__is_latest=True,
        decision__kind="step",
        decision__outcome__autopilot=True,
    )
    released = 0
    for message in waiting.filter(~Exists(_unsettled())).order_by("pk")[:MOST_A_DAY]:
        if is_address(message.to_address):
            released += _release(administration, message, day=day, at=at)
    return released


def _unsettled() -> QuerySet[Answer]:
    """Give the answers after which no person has asked for money again yet."""
    asked_again = ContactMoment.objects.filter(
        client_id=OuterRef("client_id"), counts=True, recorded_at__gt=OuterRef("read_at")
    )
    return Answer.objects.filter(
        ~Exists(asked_again), client_id=OuterRef("client_id"), meaning__in=NEEDS_A_PERSON
    )


def _release(
    administration: Administration, message: Message, *, day: date, at: datetime
) -> bool:
    try:
        with transaction.atomic():
            _record.lock(administration.pk)
            changed = Message.objects.filter(
                pk=message.pk, state=MessageState.PROPOSED, is_edited=False
            ).update(
                state=MessageState.READY,
                step_day=day,
                released_at=at,
                send_after=allowed_from(administration, at=at + UNDO),
            )
            if changed:
                facts: dict[str, object] = {
                    "message": message.pk,
                    "step": message.step,
                    "by": "autopilot",
                }
                _record.record(
                    [_record.Happening("message.released", message.client_id, facts)],
                    administration_id=administration.pk,
                    at=at,
                )
            return bool(changed)
    except IntegrityError:  # another message of this client leaves today
        return False
