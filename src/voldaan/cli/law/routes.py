"""``voldaan law routes``: every way to collect with outside help."""

from typing import TypedDict, Unpack, get_args

import click

from voldaan.cli import terminal
from voldaan.cli.law import parsing, printing
from voldaan.cli.law.parsing import AMOUNT
from voldaan.law.answers import euros
from voldaan.law.nl import court, routes


class Given(TypedDict):
    """What the command line gives."""

    claim: int
    creditor: court.Creditor
    year: int
    costs: int
    agent: bool
    disputed: bool
    cross_border: bool
    other_creditors: int


@click.command("routes", cls=parsing.OneSentence)
@click.option("--claim", type=AMOUNT, required=True, help="What is asked.")
@click.option("--creditor", type=click.Choice(get_args(court.Creditor)), required=True)
@click.option("--year", type=int, required=True)
@click.option("--costs", type=AMOUNT, default="0", help="Collection costs owed by law.")
@click.option("--agent", is_flag=True, help="The creditor has an agent.")
@click.option("--disputed", is_flag=True, help="The client says that he does not owe it.")
@click.option("--cross-border", is_flag=True, help="The client is in another EU country.")
@click.option("--other-creditors", type=int, default=0, help="Others known to be unpaid.")
@printing.options
def command(asked: printing.Asked, **given: Unpack[Given]) -> None:
    """Compare routes: what each costs now, what comes back, how long, and its traps.

    Example: voldaan law routes --claim 1210 --creditor natural --year 2026
    """
    case = routes.Case(
        claim_cents=given["claim"],
        creditor=given["creditor"],
        year=given["year"],
        costs_cents=given["costs"],
        agent=given["agent"],
        is_disputed=given["disputed"],
        cross_border=given["cross_border"],
        other_creditors=given["other_creditors"],
    )
    show = asked.show
    found = routes.estimates(case, tables=asked.tables)
    if show.as_data:
        terminal.print_json({"routes": [_values(each, show) for each in found]})
        return
    for each in found:
        click.echo(f"{each.route:<24}{euros(each.advance.cents):>12}")
        reasons = (*each.stopped_by, each.takes, *each.warnings, *each.advance.doubts)
        for reason in reasons:
            mark = "✗" if reason in each.stopped_by else "·"
            click.echo(f"  {mark} {terminal.plain(show.words(reason))}")
        click.echo()


def _values(each: routes.Estimate, show: printing.Show) -> printing.Json:
    return {
        "route": each.route,
        "is_open": not each.stopped_by,
        "advance_cents": each.advance.cents,
        "recoverable_cents": each.recoverable_cents,
        "stopped_by": [show.reason(reason) for reason in each.stopped_by],
        "takes": show.reason(each.takes),
        "warnings": [show.reason(reason) for reason in each.warnings],
        **show.working(each.advance),
    }
