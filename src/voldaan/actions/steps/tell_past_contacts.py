"""At the first import: which clients the owner reminded already, and when."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Administration, Client, ContactMoment, Outcome, User
from voldaan.books.queries.open_amounts import with_open_cents
from voldaan.followup.shapes import STEP_CODES

#: What an owner can have done before: the rungs of the ladder that ask for money.
TELLABLE = tuple(step for step in STEP_CODES if step not in {"service_check", "decide"})


class NotTellable(Exception):
    """The step is not one that can have happened before, or lies after the day."""


def tell_past_contacts(
    administration_id: int,
    *,
    contacts: Mapping[int, tuple[str, date]],
    day: date,
    by: User,
    at: datetime,
) -> int:
    """Record per client the last step (one of :data:`TELLABLE`) and its day.

    Clients of another administration are passed over, and so is what was told before.
    Raises :class:`NotTellable`, changing nothing. Decides again at once; gives how many
    were recorded.
    """
    for step, on in contacts.values():
        if step not in TELLABLE or on > day:
            raise NotTellable(step, on)
    with transaction.atomic():
        _record.lock(administration_id)
        mine = _untold(administration_id, contacts)
        overdue = _overdue_then(administration_id, mine, contacts)
        ContactMoment.objects.bulk_create(
            ContactMoment(
                administration_id=administration_id,
                client_id=client_id,
                step=contacts[client_id][0],
                channel="email",
                outcome=Outcome.BEFORE,
                on=contacts[client_id][1],
                invoice_ids=overdue.get(client_id, []),
                recorded_at=at,
                recorded_by=by,
            )
            for client_id in mine
        )
        Administration.objects.filter(pk=administration_id).update(past_contacts_told_at=at)
        _record.record(
            [
                _record.Happening(
                    "contact.before",
                    client_id,
                    {"step": contacts[client_id][0], "on": contacts[client_id][1].isoformat()},
                )
                for client_id in mine
            ],
            administration_id=administration_id,
            at=at,
            by=by,
        )
    follow_up(administration_id, day=day, at=at)
    return len(mine)


def _overdue_then(
    administration_id: int, mine: list[int], contacts: Mapping[int, tuple[str, date]]
) -> dict[int, list[int]]:
    """Give per client the open invoices that were past due on the day of the contact."""
    owing = with_open_cents(administration_id).filter(client_id__in=mine, open_cents__gt=0)
    overdue: dict[int, list[int]] = {}
    for client_id, invoice_id, due_on in owing.values_list("client_id", "pk", "due_on"):
        if due_on < contacts[client_id][1]:
            overdue.setdefault(client_id, []).append(invoice_id)
    return overdue


def _untold(administration_id: int, contacts: Mapping[int, tuple[str, date]]) -> list[int]:
    """Give the clients of this administration whose contact is not in the record yet."""
    told = ContactMoment.objects.filter(
        administration_id=administration_id, client_id__in=contacts, outcome=Outcome.BEFORE
    )
    known = {
        client_id
        for client_id, step, on in told.values_list("client_id", "step", "on")
        if contacts[client_id] == (step, on)
    }
    mine = Client.objects.filter(administration_id=administration_id, pk__in=contacts)
    return [pk for pk in mine.order_by("pk").values_list("pk", flat=True) if pk not in known]
