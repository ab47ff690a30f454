"""The owner says that a consequence will really follow: only then a step may name it."""

from datetime import date, datetime

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions.messages.release_message import refuse_all_but_the_owner
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Client, Decision, User


class NothingToConfirm(Exception):
    """No step of this client waits for a confirmation."""


def confirm_step(
    administration_id: int, *, client_id: int, day: date, by: User, at: datetime
) -> str:
    """Confirm the step that the client's latest decision asks about; give its code.

    Raises :class:`NothingToConfirm` or ``OnlyTheOwner``, changing nothing.
    """
    refuse_all_but_the_owner(administration_id, by)
    with transaction.atomic():
        _record.lock(administration_id)
        row = Decision.objects.filter(
            administration_id=administration_id,
            client_id=client_id,
            is_latest=True,
            question="confirm_step",
        ).first()
        if row is None:
            raise NothingToConfirm(client_id)
        step = str(dict(row.outcome["reasons"][0]["facts"])["step"])
        Client.objects.filter(administration_id=administration_id, pk=client_id).update(
            confirmed_step=step
        )
        _record.record(
            [_record.Happening("step.confirmed", client_id, {"step": step})],
            administration_id=administration_id,
            at=at,
            by=by,
        )
    follow_up(administration_id, day=day, at=at, client_ids=[client_id])
    return step
