"""Pause an invoice, a client or everything, with a reason and an end; and lift it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Client, Hold, Invoice, User


class NothingToHold(Exception):
    """The client or invoice is not in this administration."""


class BadHold(Exception):
    """A pause needs a reason, and an end on or after its first day."""


@dataclass(frozen=True, slots=True)
class Pause:
    """What is paused, why, and until (and including) which day.

    Without client and invoice the whole administration pauses.
    """

    reason: str
    until_day: date
    client_id: int | None = None
    invoice_id: int | None = None


def hold(administration_id: int, *, pause: Pause, day: date, by: User, at: datetime) -> Hold:
    """Pause from ``day`` on; decide again at once.

    Raises :class:`NothingToHold` or :class:`BadHold`, changing nothing.
    """
    reason = pause.reason.strip()
    if not reason or len(reason) > 500 or pause.until_day < day:
        raise BadHold(reason, pause.until_day)
    with transaction.atomic():
        client_id = _client_of(administration_id, pause.client_id, pause.invoice_id)
        row = Hold.objects.create(
            administration_id=administration_id,
            client_id=client_id,
            invoice_id=pause.invoice_id,
            reason=reason,
            from_day=day,
            until_day=pause.until_day,
            set_at=at,
            set_by=by,
        )
        _record.record(
            [
                _record.Happening(
                    "hold.set",
                    client_id,
                    {
                        "hold": row.pk,
                        "invoice": pause.invoice_id,
                        "until": pause.until_day.isoformat(),
                    },
                    text=reason,
                )
            ],
            administration_id=administration_id,
            at=at,
            by=by,
        )
    _decide_again(administration_id, client_id, day, at)
    return row


def lift_hold(
    *, administration_id: int, hold_id: int, day: date, by: User, at: datetime
) -> None:
    """End a pause now; decide again at once. Raises :class:`NothingToHold`."""
    with transaction.atomic():
        row = Hold.objects.filter(
            administration_id=administration_id, pk=hold_id, lifted_at=None
        ).first()
        if row is None:
            raise NothingToHold(hold_id)
        Hold.objects.filter(pk=row.pk, lifted_at=None).update(lifted_at=at, lifted_by=by)
        _record.record(
            [_record.Happening("hold.lifted", row.client_id, {"hold": row.pk})],
            administration_id=administration_id,
            at=at,
            by=by,
        )
    _decide_again(administration_id, row.client_id, day, at)


def _client_of(
    administration_id: int, client_id: int | None, invoice_id: int | None
) -> int | None:
    """Give the client that is paused, seen from this administration only."""
    if invoice_id is not None:
        found = Invoice.objects.filter(administration_id=administration_id, pk=invoice_id)
        client_id = found.values_list("client_id", flat=True).first()
        if client_id is None:
            raise NothingToHold(invoice_id)
    elif (
        client_id is not None
        and not Client.objects.filter(
            administration_id=administration_id, pk=client_id
        ).exists()
    ):
        raise NothingToHold(client_id)
    return client_id


def _decide_again(
    administration_id: int, client_id: int | None, day: date, at: datetime
) -> None:
    clients = None if client_id is None else [client_id]
    follow_up(administration_id, day=day, at=at, client_ids=clients)
