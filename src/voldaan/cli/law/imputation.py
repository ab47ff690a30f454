"""``voldaan law imputation``: which debt a payment goes to, from a file."""

from collections.abc import Mapping

import click

from voldaan.cli import terminal
from voldaan.cli.law import cases, interest, parsing, printing
from voldaan.law.answers import Answer, euros


@click.command("imputation", cls=parsing.OneSentence)
@click.option("--file", "path", required=True, help="A case as JSON; see the page of the law.")
@printing.options
def command(asked: printing.Asked, *, path: str) -> None:
    """Divide payments over costs, interest and principal, or over several invoices.

    The file holds one claim with its payments (principal, rate_type, due_date, costs,
    payments, calc_date), or invoices (no, open, due_date, rate_type) with one payment.

    Example: voldaan law imputation --file case.json --json
    """
    show, tables = asked.show, asked.tables
    case = cases.read(parsing.read_file(path), file=path)
    if isinstance(case, cases.OneClaim):
        found = case.settle(tables)
        answer = {**interest.values(found, show)}
        lines = [
            ("open costs", euros(found.open_costs_cents)),
            ("open interest", euros(found.open_interest_cents)),
            ("open principal", euros(found.open_principal_cents)),
            ("open in all", euros(found.total_cents)),
        ]
        show(found.interest, answer, lines)
        return
    if isinstance(case, cases.Inside | cases.Equal):
        _plain(show, case.divide())
        return
    divided = case.divide(tables)
    parts = [{"no": part.key, "cents": part.cents} for part in divided.parts]
    show(
        Answer(divided.steps),
        {
            "order": [part.key for part in divided.parts],
            "allocations": parts,
            "left_cents": divided.left_cents,
        },
        [(part.key, euros(part.cents)) for part in divided.parts],
    )


def _plain(show: printing.Show, values: Mapping[str, int | list[int]]) -> None:
    if show.as_data:
        terminal.print_json({**values, "steps": []})
        return
    for name, found in values.items():
        label = name.removesuffix("_cents").replace("_", " ")
        for cents in found if isinstance(found, list) else [found]:
            click.echo(f"{label:<24}{euros(cents):>16}")
