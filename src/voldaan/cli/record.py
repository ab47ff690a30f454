"""The record of this home: opened, brought up to date, and the administration chosen.

Django is started here and nowhere else on the command line, so that help, ``read`` and
``today FILE…`` do without. First use makes the database; two starts at once wait for each
other. Whoever has the record open holds ``in-use.lock`` together with others;
``voldaan restore`` wants it alone.
"""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voldaan.cli import clock, terminal

if TYPE_CHECKING:
    from voldaan.books.queries.installation.administrations import Firm

#: How long a start waits for another one that is bringing the tables up to date.
PATIENCE_SECONDS = 120

_held: list[sqlite3.Connection] = []


def start() -> None:
    """Start Django with the settings of this home; a bad setting stops with a sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "voldaan.config.settings")
    import django

    django.setup()


def home() -> Path:
    """Give the folder of this record; Django must have been started."""
    from django.conf import settings

    folder: Path = settings.HOME
    return folder


def sqlite_file() -> Path | None:
    """Give the one file of the record, or None when it is in PostgreSQL."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return None
    return Path(connection.settings_dict["NAME"])


def open_record() -> None:
    """Start, take part in the use of the record, and bring its tables up to date."""
    start()
    if not _held:
        _held.append(_take_part(home() / "in-use.lock"))
    _make_for_the_owner_only()
    _bring_up_to_date()


def _make_for_the_owner_only() -> None:
    """Make the file of the record, where there is none; SQLite would let everybody read it.

    SQLite gives its logs the rights of the record beside which they lie.
    """
    file = sqlite_file()
    if file and file.is_absolute():  # a record in memory has a name, and no place
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _take_part(path: Path) -> sqlite3.Connection:
    """Hold a lock together with others, until this program ends.

    SQLite's own locks are used: they work alike on every platform, and the system gives
    them back however the program ends.
    """
    connection = sqlite3.connect(path, timeout=5, isolation_level=None)
    try:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        terminal.fail("A backup is being put back at this moment; try again when it is done.")
    return connection


@contextmanager
def alone(path: Path, patience_seconds: int) -> Iterator[None]:
    """Hold a lock alone. Raises ``sqlite3.OperationalError`` when others keep it."""
    connection = sqlite3.connect(path, timeout=patience_seconds, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        connection.close()


def _bring_up_to_date() -> None:
    if not _is_behind():
        return
    try:
        with alone(home() / "start.lock", PATIENCE_SECONDS):
            if _is_behind():
                from django.core.management import call_command

                call_command("migrate", verbosity=0, interactive=False)
    except sqlite3.OperationalError:
        terminal.fail("Another start has been preparing the record for minutes; try again.")


def _is_behind() -> bool:
    """Say whether the tables lack something; refuse a record of a newer Voldaan."""
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        terminal.fail(f"The record cannot be opened: {error}")
    known = set(executor.loader.disk_migrations)
    newer = [name for app, name in executor.loader.applied_migrations if app == "books"]
    if unknown := [name for name in newer if ("books", name) not in known]:
        terminal.fail(
            f"This record was made by a newer Voldaan ({sorted(unknown)[-1]}); "
            "install that version."
        )
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def firms(given: int | None) -> list["Firm"]:
    """Open the record; give all administrations, or the one that was named."""
    open_record()
    from voldaan.books.queries.installation.administrations import administrations

    found = administrations()
    if not found:
        terminal.fail(
            "There is nothing in the record yet: start with voldaan run, "
            "or look around with voldaan demo."
        )
    if given is None:
        return found
    chosen = [firm for firm in found if firm.id == given]
    if not chosen:
        terminal.fail(f"There is no administration {given}. {_listed(found)}", 2)
    return chosen


def firm(given: int | None) -> "Firm":
    """Open the record; give the administration that was named, or the only one."""
    found = firms(given)
    if len(found) > 1:
        terminal.fail(f"Say which one with --administration. {_listed(found)}", 2)
    return found[0]


def day(of: "Firm", given: date | None) -> date:
    """Give the day to work on: the given one, that of a demo world, or the Amsterdam day."""
    return given or of.demo_day or clock.today()


def _listed(found: Sequence["Firm"]) -> str:
    named = ", ".join(f"{firm.id} ({terminal.plain(firm.name)})" for firm in found)
    return f"There are: {named}."


def refusals[**P](command: Callable[P, None]) -> Callable[P, None]:
    """Turn a database that is away or full into one sentence and exit code 1."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except Exception as error:  # the top of a face
            from django.db import DatabaseError

            if not isinstance(error, DatabaseError):
                raise
            click.echo(f"The record could not be used: {error}", err=True)
            sys.exit(1)

    return guarded
