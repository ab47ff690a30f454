"""``voldaan law``: what the law says, with every step; no database is needed.

One module per question. ``parsing`` reads amounts and days and says in one sentence what is
wrong; ``printing`` shows an answer as steps on the screen or as JSON, with amounts in whole
cents. Figures come with Voldaan; ``--tables FILE`` puts newer ones over them
for one call, ``--administration N`` takes what ``voldaan law update`` loaded. Exit codes: 0
done; 2 wrong input.

In come arguments; out come answers of :mod:`voldaan.law`. Nothing is computed here.
"""

import importlib
from collections.abc import Mapping

import click

from voldaan.cli.law import parsing

COMMANDS: Mapping[str, str] = {
    "interest": "Interest over a claim, with part payments.",
    "costs": "Collection costs by the scale, with VAT where that may be.",
    "notice": "The days that a fourteen-day letter makes.",
    "term": "Which payment term applies, and what to do next.",
    "default": "Whether a client is in default on a day, and why.",
    "limitation": "The last safe day before a claim is barred.",
    "vat-refund": "VAT that comes back on what is never paid.",
    "court": "What a lawsuit costs.",
    "routes": "Every route with outside help: costs, time, traps.",
    "imputation": "Which debt a payment goes to, from a file.",
    "check": "How old each figure is, and which are uncertain.",
    "update": "Load newer figures into the record.",
}


class Questions(parsing.OneSentence, click.Group):
    """A group whose commands are imported only when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and give one command."""
        if cmd_name not in COMMANDS:
            return None
        module = cmd_name.replace("-", "_")
        found: click.Command = importlib.import_module(f"voldaan.cli.law.{module}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group("law", cls=Questions)
def command() -> None:
    """Compute what the law says on a day, with every step and its article.

    Example: voldaan law interest --principal 1210 --kind commercial --due 2026-03-31
    --until 2026-11-27
    """
