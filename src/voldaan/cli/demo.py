"""``voldaan demo``: the demo world, in a folder of its own."""

import os
import shutil
from pathlib import Path

import click

from voldaan.cli import record, run, terminal

#: Opens a world in which nothing is real, on this machine only.
PASSWORD = "demo-voldaan"  # noqa: S105 - printed on every start


@click.command("demo")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@click.option("--fresh", is_flag=True, help="Throw the demo world away and make it again.")
@record.refusals
def command(port: int, host: str, *, no_browser: bool, fresh: bool) -> None:
    """Start the demo world: a training studio with some thirty clients.

    It has its own folder and its own clock, and nothing in it is ever really sent. Your
    own record is not touched. Exit code 1: the port is taken.

    Example: voldaan demo --port 8080
    """
    folder = _folder()
    if fresh and folder.exists():
        _throw_away(folder)
    os.environ["VOLDAAN_HOME"] = str(folder)
    for name in ("VOLDAAN_DATABASE_URL", "VOLDAAN_DATABASE_URL_FILE"):
        os.environ.pop(name, None)  # the demo world never stands among real money
    run.refuse_taken_port(host, port)
    record.open_record()
    email = _build()
    click.echo(f"Sign in as {email} with the password {PASSWORD}")
    run.start(port=port, host=host, browser=not no_browser)


def _folder() -> Path:
    import platformdirs

    stated = os.environ.get("VOLDAAN_HOME", "")
    home = Path(stated).expanduser() if stated else Path(platformdirs.user_data_dir("voldaan"))
    return home / "demo"


def _throw_away(folder: Path) -> None:
    """Delete the demo world, unless a Voldaan shows it at this moment."""
    import sqlite3

    try:
        with record.alone(folder / "in-use.lock", patience_seconds=1):
            pass
    except sqlite3.OperationalError:
        terminal.fail("The demo world is in use: stop that Voldaan first.")
    shutil.rmtree(folder)


def _build() -> str:
    """Make the world if it is not there; give the address to sign in with."""
    import sqlite3

    from voldaan.actions.demo.open_demo import open_demo
    from voldaan.actions.demo.year import SELLER
    from voldaan.books.queries.places import somebody_is_here

    try:
        with record.alone(record.home() / "build.lock", record.PATIENCE_SECONDS):
            if not somebody_is_here():
                click.echo("Making the demo world; this takes some seconds …", err=True)
                open_demo(password=PASSWORD)
    except sqlite3.OperationalError:
        terminal.fail("Another start has been making the demo world for minutes; try again.")
    return SELLER.email
