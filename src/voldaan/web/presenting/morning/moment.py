"""The money moment on the page: the next one, and what was chosen."""

from datetime import date, datetime
from hashlib import sha256

from voldaan import days
from voldaan.books.queries.morning.moment import moment
from voldaan.documents import calendar
from voldaan.followup.morning.slots import next_slot
from voldaan.web.access import Visit
from voldaan.web.presenting.sentences import language
from voldaan.wording.owner import moment as wording


def next_moment(administration_id: int, *, at: datetime, is_demo: bool, day: date) -> str:
    """Say when the next money moment is; empty when there is none.

    A demo world has its own day, and there the slots count from it.
    """
    slots = moment(administration_id).slots
    if is_demo:
        at = at.replace(year=day.year, month=day.month, day=day.day)
    found = next_slot(slots, at=at)
    if found is None:
        return ""
    return f"{days.write_out(found.date(), language(), seen_on=day)} {found:%H:%M}"


def initial(visit: Visit) -> dict[str, object]:
    """Give what stands in the form."""
    slots = moment(visit.administration_id).slots
    return {"weekdays": list(slots.weekdays), "begins_at": slots.begins_at}


def is_set(visit: Visit) -> bool:
    """Say whether a money moment was chosen."""
    return bool(moment(visit.administration_id).slots.weekdays)


def as_calendar(visit: Visit) -> bytes | None:
    """Give the money moment for the own calendar; None: none was chosen."""
    chosen = moment(visit.administration_id)
    first = next_slot(chosen.slots, at=visit.at)
    if first is None:
        return None
    title, text = wording.calendar(language())
    # The same entry every time, so that a calendar replaces it; and of no other firm.
    of = f"{visit.administration_id} {chosen.created_at.isoformat()}"
    entry = calendar.Weekly(
        uid=f"{sha256(of.encode()).hexdigest()[:32]}@voldaan.invalid",
        first=first.replace(tzinfo=None),
        weekdays=chosen.slots.weekdays,
        title=title,
        text=text,
    )
    return calendar.weekly(entry, at=visit.at)
