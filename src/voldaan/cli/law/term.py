"""``voldaan law term``: which payment term applies."""

from datetime import date
from typing import TypedDict, Unpack, get_args

import click

from voldaan.cli.law import parsing, printing
from voldaan.cli.law.parsing import DAY
from voldaan.law.nl import terms


class Given(TypedDict):
    """What the command line gives."""

    debtor: terms.Debtor
    received: date | None
    performed: date | None
    accepted: date | None
    contract: date | None
    agreed: terms.Agreed
    days: int | None
    large_debtor: bool
    express: bool


@click.command("term", cls=parsing.OneSentence)
@click.option("--debtor", type=click.Choice(get_args(terms.Debtor)), required=True)
@click.option("--received", type=DAY, help="When the invoice was received.")
@click.option("--performed", type=DAY, help="When the work was done or delivered.")
@click.option("--accepted", type=DAY, help="When an agreed verification ended.")
@click.option("--contract", type=DAY, help="When the contract was made.")
@click.option("--agreed", type=click.Choice(get_args(terms.Agreed)), default="none")
@click.option("--days", type=int, help="The agreed number of days.")
@click.option("--large-debtor", is_flag=True, help="A large firm owes a small one.")
@click.option("--express", is_flag=True, help="A longer term was agreed expressly.")
@printing.options
def command(asked: printing.Asked, **given: Unpack[Given]) -> None:
    """Give the last day to pay in time, by which rule, and what to do next.

    Example: voldaan law term --debtor business --received 2026-01-20 --json
    """
    agreed = given["agreed"]
    if agreed in ("quote", "contract", "general-terms") and given["days"] is None:
        parsing.refuse("Give --days: how many days were agreed.")
    found = terms.last_day_to_pay(
        parties=terms.Parties(given["debtor"], debtor_is_large=given["large_debtor"]),
        invoice=terms.Invoice(
            given["received"], given["performed"], given["accepted"], given["contract"]
        ),
        agreed=agreed,
        agreed_days=given["days"],
        is_express=given["express"],
        tables=asked.tables,
    )
    day: date = found.day
    asked.show(found, {"last_day_to_pay": day.isoformat()}, [("last day to pay", str(day))])
