"""``voldaan read`` shows what is in files."""

import sys

import click

from voldaan.cli import reading, terminal
from voldaan.readers.as_json import as_json
from voldaan.readers.shapes import ReadFile


@click.command("read")
@click.argument("files", nargs=-1, required=True)
@click.option("--json", "as_data", is_flag=True, help="Print everything as one JSON object.")
@click.option("--language", type=click.Choice(["nl", "en"]), help="Of the sentences.")
def command(files: tuple[str, ...], as_data: bool, language: str | None) -> None:  # noqa: FBT001
    """Read bank and invoice files, and show what is in them.

    No database is used and nothing is kept. Exit code 1: something could not be read.

    Example: voldaan read statement.xml invoices.csv --json
    """
    spoken = reading.language(language)
    found = []
    for file in reading.read_all(files):
        found.append(file)
        if not as_data:
            _show(file, spoken)
    if as_data:
        terminal.print_json({"files": [as_json(file) for file in found]})
    sys.exit(1 if any(reading.failed(file) for file in found) else 0)


def _show(file: ReadFile, language: reading.Language) -> None:
    from voldaan.money import euro
    from voldaan.wording.reasons import problem as in_words

    click.echo(f"{terminal.plain(file.file)}  ({file.format})")
    for statement in file.statements:
        total = sum(line.amount_cents or 0 for line in statement.lines if not line.pending)
        period = f"{statement.first_day or '?'} … {statement.last_day or '?'}"
        click.echo(
            f"  {terminal.plain(statement.account)}  {period}  "
            f"{len(statement.lines)} lines, {euro(total, language)}"
        )
    for invoice in file.invoices:
        cents = invoice.payable_cents
        amount = euro(cents, language) if cents is not None else invoice.payable or "?"
        buyer = terminal.plain(invoice.buyer.name or "?")
        click.echo(
            f"  {terminal.plain(invoice.number):<20} {amount:>14}  {invoice.due_on}  {buyer}"
        )
    for problem in file.problems:
        click.echo(
            f"  {problem.severity}: {terminal.plain(problem.where)}: "
            f"{terminal.plain(in_words(problem, language))}"
        )
