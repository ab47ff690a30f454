"""``voldaan law update`` loads newer figures into the record."""

from pathlib import Path

import click

from voldaan.cli import clock, record, terminal
from voldaan.cli.law import parsing


@click.command("update", cls=parsing.OneSentence)
@click.argument("path", metavar="FILE")
@click.option("--administration", type=int, help="When there is more than one.")
@click.option("--json", "as_data", is_flag=True, help="Print one JSON object.")
@parsing.refusals
@record.refusals
def command(path: str, administration: int | None, *, as_data: bool) -> None:
    """Load a TOML file with newer figures, every one of them checked.

    A key that is not known, a gap, a missing source, or a figure that contradicts a firm one:
    refused with the line, and nothing changes. The same file twice changes nothing.

    Example: voldaan law update rates-2027.toml
    """
    text = parsing.read_file(path)
    firm = record.firm(administration)
    from voldaan.actions.firm.load_law_figures import load_law_figures

    changed = load_law_figures(firm.id, text=text, file_name=Path(path).name, at=clock.now())
    if as_data:
        terminal.print_json({"changed": list(changed)})
    elif changed:
        click.echo(f"Loaded: {', '.join(changed)}.")
    else:
        click.echo("Nothing new: these figures were loaded before.")
