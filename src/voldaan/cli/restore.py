"""``voldaan restore`` puts a backup in the place of the record."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import click

from voldaan.cli import clock, record, terminal

_HEAD = b"SQLite format 3\x00"
_OURS = {"books_administration", "books_invoice", "books_event", "django_migrations"}


class NotABackup(Exception):
    """The file is not one that can take the place of the record; carries the sentence."""


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--yes", is_flag=True, help="Do not ask whether it is sure.")
@record.refusals
def command(file: Path, *, yes: bool) -> None:
    """Put a backup in the place of the record.

    The record that is there now is kept beside it. Voldaan must not be running. Exit code
    1: the file is no whole backup of Voldaan, or the record is in use; nothing changed.

    Example: voldaan restore voldaan-2026-10-14.sqlite3
    """
    record.start()
    target = record.sqlite_file()
    if target is None:
        terminal.fail("The record is in PostgreSQL: put copies back with pg_restore.")
    try:
        with record.alone(record.home() / "in-use.lock", patience_seconds=1):
            _restore(file, target, is_sure=yes)
    except sqlite3.OperationalError:
        terminal.fail("The record is in use: stop Voldaan first, then restore.")
    except NotABackup as refused:
        terminal.fail(str(refused))
    except OSError as error:
        terminal.fail(f"The backup could not be put back: {error}")


def _restore(file: Path, target: Path, *, is_sure: bool) -> None:
    """Copy first, verify the copy, ask, and only then change names."""
    passing = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        handle = os.open(passing, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as copy, file.open("rb") as source:
            shutil.copyfileobj(source, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())
        verify(passing)
        if not is_sure:
            click.confirm(f"Put {file} in the place of the record?", abort=True)
        kept = _keep(target)
        passing.replace(target)
    finally:
        passing.unlink(missing_ok=True)
    click.echo(f"The record is that of {file} again.")
    if kept:
        click.echo(f"What was there is kept as {kept}.")
    click.echo("If it was made on another machine, type the password of the mailbox again.")


def verify(path: Path) -> None:
    """Refuse what is no whole record of a Voldaan that we know. Raises NotABackup."""
    with path.open("rb") as file:
        if file.read(len(_HEAD)) != _HEAD:
            raise NotABackup("This is no backup of Voldaan: it is not a SQLite file.")
    try:
        with closing(
            sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        ) as found:
            (said,) = found.execute("PRAGMA integrity_check(1)").fetchone()
            tables = {name for (name,) in found.execute("SELECT name FROM sqlite_master")}
            if said != "ok":
                raise NotABackup(f"The backup is damaged: {said}")
            if not tables >= _OURS:
                raise NotABackup("This is a SQLite file, but no backup of Voldaan.")
            orphan = found.execute("PRAGMA foreign_key_check").fetchone()
            applied = {
                name
                for (name,) in found.execute(
                    "SELECT name FROM django_migrations WHERE app = 'books'"
                )
            }
    except sqlite3.DatabaseError as error:
        raise NotABackup(f"The backup is damaged: {error}") from error
    if orphan is not None:
        raise NotABackup(f"The backup is damaged: rows of {orphan[0]} have lost theirs.")
    _refuse_newer(applied)


def _refuse_newer(applied: set[str]) -> None:
    from django.db.migrations.loader import MigrationLoader

    known = {name for app, name in MigrationLoader(None).disk_migrations if app == "books"}
    if newer := applied - known:
        raise NotABackup(
            f"The backup was made by a newer Voldaan ({max(newer)}); install that version."
        )


def _keep(target: Path) -> Path | None:
    """Give the present record another name, with everything that it holds in it."""
    if not target.exists():
        return None
    moment = clock.now().strftime("%Y-%m-%dT%H%M%S")
    kept = target.with_name(f"{target.stem}-{moment}-before-restore{target.suffix}")
    if kept.exists():
        raise OSError(f"{kept} is there already")
    _gather(target, kept)
    target.rename(kept)
    return kept


def _gather(target: Path, kept: Path) -> None:
    """Bring what stands in the log into the file itself, so that one file is all.

    A record that is too damaged for that keeps its log beside it, under the same name: the
    log of one record must never lie beside another. Raises ``sqlite3.OperationalError``
    when somebody has the record open.
    """
    try:
        with closing(sqlite3.connect(target, timeout=1, isolation_level=None)) as present:
            (mode,) = present.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        mode = "delete"
    if mode != "delete":
        raise sqlite3.OperationalError("database is locked")
    for suffix in ("-wal", "-shm"):
        beside = target.with_name(target.name + suffix)
        if beside.exists():
            beside.rename(kept.with_name(kept.name + suffix))
