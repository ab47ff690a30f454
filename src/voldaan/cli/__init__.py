"""The command line: arguments in, one query or action, words or JSON out.

Every command is one module with one function ``command``; the table below names them, so
that ``voldaan --help`` imports nothing else. What goes in: arguments, files, the clock
(once, in :mod:`voldaan.cli.clock`). What goes out: words for people on the screen, or with
``--json`` amounts in whole cents and ISO days. Exit codes: 0 done, warnings included; 1
something could not be read or done; 2 wrong usage. Errors go to standard error, in one
sentence. Progress is shown on a terminal only, never when piped.

``read``, ``law`` and ``today FILE…`` know no database; the others open the record of
``VOLDAAN_HOME`` by :mod:`voldaan.cli.record`.

This room never decides, never writes a table by itself, and knows no other face.
Read ``read.py`` first: it is the smallest.
"""

import importlib
from collections.abc import Mapping

import click

import voldaan

#: Command → what it does, as the help lists it.
COMMANDS: Mapping[str, str] = {
    "run": "Start Voldaan and open it in the browser.",
    "demo": "Start the demo world: a training studio with some thirty clients.",
    "read": "Read bank and invoice files, and show what is in them.",
    "today": "Show whom to contact today, why, and with which words.",
    "why": "Say what was decided for a client, why, and what would change it.",
    "import": "Take files into the record.",
    "daily": "Decide for every client; safe to repeat.",
    "send": "Send what the owner released.",
    "mail": "Read the answers of clients in your mailbox.",
    "law": "Compute what the law says: interest, costs, terms. Needs no database.",
    "backup": "Copy the whole record to one file, also while it is in use.",
    "restore": "Put a backup in the place of the record.",
    "check": "Verify the record: sums, constraints, chains, orphans.",
    "replay": "Decide every stored situation again, and compare.",
    "password": "Give somebody a new password, when the old one is lost.",
}


class Rooms(click.Group):
    """A group whose commands are imported only when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and give one command."""
        if cmd_name not in COMMANDS:
            return None
        module = "import_files" if cmd_name == "import" else cmd_name
        found: click.Command = importlib.import_module(f"voldaan.cli.{module}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Rooms, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(voldaan.__version__, prog_name="voldaan")
def main() -> None:
    """Get your invoices paid and keep the client.

    Example: voldaan today open.csv bank.xml
    """
