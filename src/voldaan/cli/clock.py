"""The one place where the command line looks at the clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import click

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
            return datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007 - a day
        except ValueError:
            self.fail(f"{str(value)!r} is not a day; write it as 2026-10-14.", param, ctx)
