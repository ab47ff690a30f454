"""Which administrations there are: for those who stand outside all of them.

Command line and jobs run on the machine itself, on behalf of whoever owns it; every query
below these is given one administration, as everywhere.
"""

from dataclasses import dataclass
from datetime import date

from voldaan.books.models import Administration


@dataclass(frozen=True, slots=True)
class Firm:
    """An administration as a command or a job needs it to begin."""

    id: int
    name: str
    is_demo: bool = False
    demo_day: date | None = None
    daily_on: date | None = None


def administrations() -> list[Firm]:
    """Give all administrations of this record, the oldest first."""
    rows = Administration.objects.order_by("pk").values_list(
        "pk", "name", "is_demo", "demo_day", "daily_on"
    )
    return [Firm(*row) for row in rows]
