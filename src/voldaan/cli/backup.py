"""``voldaan backup`` copies the record to one file, also while it is in use."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import click

from voldaan.cli import record, terminal


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.option("--json", "as_data", is_flag=True, help="Print one JSON object.")
@record.refusals
def command(file: Path, *, force: bool, as_data: bool) -> None:
    """Copy the whole record to FILE, also while Voldaan runs.

    The copy is verified before it gets its name, and only you can read it. The secret key
    of this installation is not in it: on another machine the password of the mailbox must
    be typed again. Exit code 1: nothing was written.

    Example: voldaan backup voldaan-2026-10-14.sqlite3
    """
    if file.exists() and not force:
        terminal.fail(f"{file} is there already; choose another name, or add --force.")
    record.open_record()
    source = record.sqlite_file()
    if source is None:
        terminal.fail("The record is in PostgreSQL: make its copies with pg_dump.")
    try:
        _copy(source, file, force=force)
    except FileExistsError:
        terminal.fail(f"{file} appeared meanwhile; nothing was replaced.")
    except (OSError, sqlite3.Error) as error:
        terminal.fail(f"The backup could not be written to {file}: {error}")
    size = file.stat().st_size
    if as_data:
        terminal.print_json({"file": str(file), "bytes": size})
        return
    click.echo(f"Everything is in {file} ({size} bytes). The secret key is not in it:")
    click.echo("on another machine, type the password of the mailbox again.")


def _copy(source: Path, target: Path, *, force: bool) -> None:
    """Write beside the target under a passing name; only a whole copy gets the name."""
    passing = target.with_name(f".{target.name}.{os.getpid()}.part")
    os.close(os.open(passing, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with (
            closing(sqlite3.connect(source, timeout=20)) as old,
            closing(sqlite3.connect(passing)) as new,
        ):
            # In one step: piece by piece it would begin again at every write of others. They
            # are not held up, as the log beside the record takes their writes meanwhile.
            old.backup(new, pages=-1)
            new.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
            (said,) = new.execute("PRAGMA integrity_check(1)").fetchone()
            if said != "ok":
                raise sqlite3.DatabaseError(f"the copy is not whole: {said}")
        _flush(passing)
        if force:
            passing.replace(target)
        else:
            _give_name(passing, target)
    finally:
        passing.unlink(missing_ok=True)


def _give_name(passing: Path, target: Path) -> None:
    """Rename, refusing a name that is taken, in one step where the disk can do that."""
    try:
        os.link(passing, target)
    except FileExistsError:
        raise
    except OSError:  # a memory stick knows no links
        if target.exists():
            raise FileExistsError(target) from None
        passing.replace(target)


def _flush(path: Path) -> None:
    """Make sure that it is on the disk before it gets its name."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
