"""``voldaan law court``: what a lawsuit costs."""

from typing import TypedDict, Unpack, get_args

import click

from voldaan.cli.law import parsing, printing
from voldaan.cli.law.parsing import AMOUNT
from voldaan.law.answers import euros
from voldaan.law.nl import court


class Given(TypedDict):
    """What the command line gives."""

    claim: int
    creditor: court.Creditor
    year: int
    agent: bool
    points: int | None
    bailiff_vat: bool


@click.command("court", cls=parsing.OneSentence)
@click.option("--claim", type=AMOUNT, required=True, help="Asked until the summons.")
@click.option("--creditor", type=click.Choice(get_args(court.Creditor)), required=True)
@click.option("--year", type=int, required=True, help="The year of the summons.")
@click.option("--agent", is_flag=True, help="The creditor has an agent.")
@click.option("--points", type=int, help="Of the agent; two when left out.")
@click.option("--bailiff-vat", is_flag=True, help="VAT on the summons cannot be deducted.")
@printing.options
def command(asked: printing.Asked, **given: Unpack[Given]) -> None:
    """Give the court fee, the summons, and what an agent is awarded.

    The fee follows the creditor: a sole trader is natural, a bv, vof or cv is legal.

    Example: voldaan law court --claim 500 --creditor natural --year 2026 --agent --json
    """
    found = court.costs(
        claim_cents=given["claim"],
        creditor=given["creditor"],
        year=given["year"],
        agent=given["agent"],
        points=given["points"],
        vat_on_bailiff=given["bailiff_vat"],
        tables=asked.tables,
    )
    amounts = {
        "court_fee_cents": found.court_fee.cents,
        "summons_cents": found.summons.cents,
        "agent_cents": found.agent.cents,
        "aftercare_cents": found.aftercare.cents,
        "total_cents": found.total.cents,
    }
    lines = [
        (name.removesuffix("_cents").replace("_", " "), euros(cents))
        for name, cents in amounts.items()
        if cents
    ]
    asked.show(found.total, amounts, lines)
