"""``voldaan law default``: whether a client is in default on a day."""

from datetime import date
from typing import TypedDict, Unpack, get_args

import click

from voldaan.cli.law import parsing, printing
from voldaan.cli.law.parsing import DAY
from voldaan.law.nl import default


class Given(TypedDict):
    """What the command line gives."""

    day: date
    due: date
    debtor: default.Debtor
    agreed: bool
    notice: date | None
    notice_days: int | None
    refused: date | None
    creditor_in_default: bool


@click.command("default", cls=parsing.OneSentence)
@click.option("--day", type=DAY, required=True, help="The day to look at.")
@click.option("--due", type=DAY, required=True, help="The last day to pay by the term.")
@click.option("--debtor", type=click.Choice(get_args(default.Debtor)), required=True)
@click.option("--agreed/--not-agreed", default=False, help="Both sides agreed the term.")
@click.option("--notice", type=DAY, help="A notice of default was received.")
@click.option("--notice-days", type=int, help="The days that the notice gave.")
@click.option("--refused", type=DAY, help="The client said that he will not pay.")
@click.option("--creditor-in-default", is_flag=True, help="You do not perform yourself.")
@printing.options
def command(asked: printing.Asked, **given: Unpack[Given]) -> None:
    """Say whether a client is in default on a day, why, and what to do if not.

    Example: voldaan law default --day 2026-11-27 --due 2026-10-14 --debtor consumer --json
    """
    facts = default.Facts(
        due_on=given["due"],
        term_is_agreed=given["agreed"],
        debtor=given["debtor"],
        notice_received_on=given["notice"],
        notice_days=given["notice_days"],
        refused_on=given["refused"],
        creditor_in_default=given["creditor_in_default"],
    )
    found = default.on(given["day"], facts, tables=asked.tables)
    began, _ = default.first_day(facts, tables=asked.tables)
    first = began.day.isoformat() if began and not facts.creditor_in_default else None
    lines = [("in default", "yes" if found.holds else "no")]
    if first:
        lines.append(("first day of default", first))
    asked.show(found, {"in_default": found.holds, "default_from": first}, lines)
