"""The one place where the command line looks at the clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import click

from voldaan import days

#: So much of wrong input is shown.
_MOST_SIGNS = 80
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """Give this moment, aware."""
    return datetime.now(UTC)  # noqa: TID251 - a face may know the clock, here only


def today() -> date:
    """Give the Amsterdam day."""
    return now().astimezone(_AMSTERDAM).date()


class Day(click.ParamType[date]):
    """A day on the command line: 2026-10-14."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read ISO text; anything else is wrong usage."""
        if isinstance(value, date):
            return value
        try:
            return days.parse_iso(str(value))
        except days.NotADay:
            shown = str(value)[:_MOST_SIGNS]
            self.fail(f"{shown!r} is not a day; write it as 2026-10-14.", param, ctx)
