"""Which administrations there are: for those who stand outside all of them.

Command line and jobs run on the machine itself, on behalf of whoever owns it; every query
below these is given one administration, as everywhere.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q

from voldaan.books.models import Administration, Mailbox
from voldaan.followup.morning.slots import Slots, slot_to_tell


@dataclass(frozen=True, slots=True)
class Firm:
    """An administration as a command or a job needs it to begin."""

    id: int
    name: str
    is_demo: bool = False
    demo_day: date | None = None
    daily_on: date | None = None


def to_read_mail_of(*, before: datetime) -> list[Firm]:
    """Give those whose mailbox was not looked into since a moment, the longest ago first."""
    rows = (
        Mailbox.objects.exclude(imap_host="")
        .filter(Q(read_at=None) | Q(read_at__lt=before))
        .order_by(F("read_at").asc(nulls_first=True), "pk")
    )
    names = ("pk", "name", "is_demo", "demo_day", "daily_on")
    return [Firm(*row) for row in rows.values_list(*(f"administration__{x}" for x in names))]


def to_tell_of_a_moment(*, at: datetime) -> list[int]:
    """Give those whose money moment has come and was not told; one query, mostly none.

    A demo world is told of nothing.
    """
    rows = (
        Administration.objects.filter(is_demo=False)
        .exclude(moment_weekdays="")
        .order_by("pk")
        .values_list("pk", "moment_weekdays", "moment_minute", "moment_told_on")
    )
    return [
        pk
        for pk, weekdays, minute, told_on in rows
        if slot_to_tell(Slots(tuple(map(int, weekdays)), minute), at=at, told_on=told_on)
    ]


def administrations() -> list[Firm]:
    """Give all administrations of this record, the oldest first."""
    rows = Administration.objects.order_by("pk").values_list(
        "pk", "name", "is_demo", "demo_day", "daily_on"
    )
    return [Firm(*row) for row in rows]
