"""The owner chooses when to sit down for the money: days of the week and a time."""

from datetime import datetime

from django.db import transaction

from voldaan.actions import _record
from voldaan.books.models import Administration, User
from voldaan.followup.morning.slots import Slots, latest_slot


def change_moment(administration_id: int, *, slots: Slots, by: User, at: datetime) -> None:
    """Write the slots; a slot that began before this moment is not told any more."""
    weekdays = "".join(map(str, slots.weekdays))
    with transaction.atomic():
        Administration.objects.filter(pk=administration_id).update(
            moment_weekdays=weekdays,
            moment_minute=slots.minute,
            moment_told_on=latest_slot(slots, at=at),
        )
        happened = {"weekdays": weekdays, "minute": slots.minute}
        _record.record(
            [_record.Happening("moment.changed", None, happened)],
            administration_id=administration_id,
            at=at,
            by=by,
        )
