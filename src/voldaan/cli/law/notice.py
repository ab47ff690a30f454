"""``voldaan law notice``: the days that a fourteen-day letter makes."""

from datetime import date

import click

from voldaan.cli.law import parsing, printing
from voldaan.cli.law.parsing import DAY
from voldaan.law.nl import letter

_DAYS = (
    "delivered_on",
    "term_first_day",
    "term_last_day",
    "costs_due_from",
    "safe_last_day",
    "safe_costs_due_from",
)


@click.command("notice", cls=parsing.OneSentence)
@click.option("--posted", type=DAY, required=True, help="Posted, sent or handed over.")
@click.option("--channel", type=click.Choice(["post", "email", "hand"]), required=True)
@printing.options
def command(*, posted: date, channel: letter.Channel, asked: printing.Asked) -> None:
    """Say when a fourteen-day letter arrives, until when it runs, and from when costs are due.

    Example: voldaan law notice --posted 2026-12-24 --channel post --json
    """
    found = letter.term(posted_on=posted, channel=channel, tables=asked.tables)
    days = {name: getattr(found, name).isoformat() for name in _DAYS}
    asked.show(found, days, [(name.replace("_", " "), day) for name, day in days.items()])
