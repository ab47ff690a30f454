"""``voldaan law vat-refund``: VAT on what is never paid."""

from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack, get_args

import click

from voldaan.cli.law import parsing, printing
from voldaan.cli.law.parsing import AMOUNT, DAY, PERCENT
from voldaan.law.answers import euros
from voldaan.law.nl import vat


class Given(TypedDict):
    """What the command line gives."""

    due: date
    unpaid: int
    percent: Decimal
    scheme: vat.Scheme
    filing: vat.Filing
    certain: date | None


@click.command("vat-refund", cls=parsing.OneSentence)
@click.option("--due", type=DAY, required=True, help="The last day to pay.")
@click.option("--unpaid", type=AMOUNT, required=True, help="Unpaid, VAT included.")
@click.option("--percent", type=PERCENT, required=True, help="The VAT rate.")
@click.option("--scheme", type=click.Choice(get_args(vat.Scheme)), default="standard")
@click.option("--filing", type=click.Choice(get_args(vat.Filing)), default="quarter")
@click.option("--certain", type=DAY, help="It was certain earlier, on this day.")
@printing.options
def command(asked: printing.Asked, **given: Unpack[Given]) -> None:
    """Give the VAT that comes back, and the return in which to declare it.

    Example: voldaan law vat-refund --due 2025-08-31 --unpaid 605 --percent 21 --json
    """
    found = vat.refund(
        due_on=given["due"],
        unpaid_cents=given["unpaid"],
        percent=given["percent"],
        scheme=given["scheme"],
        filing=given["filing"],
        certain_on=given["certain"],
        tables=asked.tables,
    )
    arises, by = found.right_arises_on, found.file_by
    answer = {
        "right_arises_on": arises.isoformat() if arises else None,
        "period": found.period,
        "file_by": by.isoformat() if by else None,
        "refund_cents": found.refund.cents,
    }
    lines = [("refund", euros(found.refund.cents))]
    lines += [
        (name.replace("_", " "), str(value))
        for name, value in answer.items()
        if name != "refund_cents" and value
    ]
    asked.show(found.refund, answer, lines)
