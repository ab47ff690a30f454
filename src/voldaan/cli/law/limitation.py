"""``voldaan law limitation``: the last safe day before a claim is barred."""

from datetime import date
from typing import get_args

import click

from voldaan.cli.law import parsing, printing
from voldaan.cli.law.parsing import DAY
from voldaan.law.nl import limitation


@click.command("limitation", cls=parsing.OneSentence)
@click.option("--due", type=DAY, required=True, help="The day on which it became due.")
@click.option("--claim", type=click.Choice(get_args(limitation.Claim)), required=True)
@click.option("--interrupted", type=DAY, multiple=True, help="Arrived; may be repeated.")
@click.option("--event", type=DAY, help="For damages: the day of the event.")
@printing.options
def command(
    *,
    due: date,
    claim: limitation.Claim,
    interrupted: tuple[date, ...],
    event: date | None,
    asked: printing.Asked,
) -> None:
    """Give the last day on which a letter or summons must have arrived.

    Example: voldaan law limitation --due 2021-12-01 --claim contract --json
    """
    found = limitation.last_safe_day(
        due_on=due,
        claim=claim,
        interrupted_on=interrupted,
        event_on=event,
        tables=asked.tables,
    )
    barred = found.steps[-1].day
    days = {
        "last_safe_day": found.day.isoformat(),
        "barred_from": barred.isoformat() if barred else None,
    }
    asked.show(found, days, [("last safe day", found.day.isoformat())])
