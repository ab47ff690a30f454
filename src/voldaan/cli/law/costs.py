"""``voldaan law costs``: collection costs by the scale of the Wik."""

from datetime import date
from typing import TypedDict, Unpack

import click

from voldaan.cli import clock
from voldaan.cli.law import parsing, printing
from voldaan.cli.law.parsing import AMOUNT, DAY
from voldaan.law.answers import euros
from voldaan.law.nl import costs


class Given(TypedDict):
    """What the command line gives."""

    principal: tuple[int, ...]
    debtor: costs.Debtor
    vat_markup: bool
    paid_in_term: int
    recurring: bool
    default_day: date | None


@click.command("costs", cls=parsing.OneSentence)
@click.option("--principal", type=AMOUNT, required=True, multiple=True, help="May be repeated.")
@click.option(
    "--debtor", type=click.Choice(["consumer", "business", "government"]), required=True
)
@click.option("--vat-markup", is_flag=True, help="All four conditions for VAT hold.")
@click.option("--paid-in-term", type=AMOUNT, default="0", help="Paid inside the 14 days.")
@click.option("--recurring", is_flag=True, help="Instalments missed within half a year.")
@click.option("--default-day", type=DAY, help="First day of default; today when left out.")
@printing.options
def command(asked: printing.Asked, **given: Unpack[Given]) -> None:
    """Compute collection costs over the principals of one letter.

    VAT comes on top only when you buy a collection service that charges it, cannot deduct
    it, and say so: then give --vat-markup.

    Example: voldaan law costs --principal 119.00 --debtor consumer --json
    """
    found = costs.costs(
        principals_cents=given["principal"],
        debtor=given["debtor"],
        default_day=given["default_day"] or clock.today(),
        paid_in_term_cents=given["paid_in_term"],
        vat=costs.ALL_FOUR if given["vat_markup"] else None,
        recurring=given["recurring"],
        tables=asked.tables,
    )
    amounts = {
        "costs_cents": found.costs.cents,
        "vat_cents": found.vat.cents,
        "total_cents": found.total.cents,
    }
    asked.show(
        found.total,
        amounts,
        [
            ("costs", euros(found.costs.cents)),
            ("VAT", euros(found.vat.cents)),
            ("total", euros(found.total.cents)),
        ],
    )
