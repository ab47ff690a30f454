"""Backup and restore, as programs on a home of their own: a file is swapped."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from tests.cli.conftest import Program

pytestmark = pytest.mark.slow


@pytest.fixture
def record(program: Program, tmp_path: Path) -> Path:
    """Give the file of a record that is there."""
    assert program("check").returncode == 0
    return tmp_path / "home" / "voldaan.sqlite3"


def write(record: Path, email: str) -> None:
    with closing(sqlite3.connect(record, timeout=20)) as connection, connection:
        connection.execute(
            "INSERT INTO books_user (email, name, password, language, shortcuts, is_active, "
            "joined_at) VALUES (?, '', '', 'nl', 1, 1, '2026-10-14 08:00:00')",
            (email,),
        )


def emails(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [
            email for (email,) in connection.execute("SELECT email FROM books_user ORDER BY id")
        ]


class TestBackup:
    def test_holds_everything_in_one_file_that_only_the_owner_reads(
        self, program: Program, record: Path, tmp_path: Path
    ) -> None:
        write(record, "anna@example.nl")
        file = tmp_path / "backup.sqlite3"

        done = program("backup", file)

        assert done.returncode == 0, done.stderr
        assert "type the password of the mailbox again" in done.stdout
        assert emails(file) == ["anna@example.nl"]
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.sqlite3", "home"]
        secret = (record.parent / "secret.key").read_bytes()
        assert secret not in file.read_bytes()

    def test_replaces_nothing_unless_forced(
        self, program: Program, record: Path, tmp_path: Path
    ) -> None:
        file = tmp_path / "backup.sqlite3"
        file.write_text("precious", encoding="utf-8")

        refused = program("backup", file)
        kept = file.read_text(encoding="utf-8")
        forced = program("backup", file, "--force")

        assert (refused.returncode, kept) == (1, "precious")
        assert "--force" in refused.stderr
        assert forced.returncode == 0
        assert emails(file) == []

    def test_is_whole_while_others_write(
        self, program: Program, record: Path, tmp_path: Path
    ) -> None:
        stop = threading.Event()

        def keep_writing() -> None:
            number = 0
            while not stop.is_set():
                number += 1
                write(record, f"{number}@example.nl")

        writer = threading.Thread(target=keep_writing)
        writer.start()
        done = program("backup", tmp_path / "backup.sqlite3")
        stop.set()
        writer.join()

        assert done.returncode == 0, done.stderr
        found = emails(tmp_path / "backup.sqlite3")
        assert found == [f"{number}@example.nl" for number in range(1, len(found) + 1)]

    def test_into_a_folder_that_is_not_there_is_one_sentence(
        self, program: Program, record: Path, tmp_path: Path
    ) -> None:
        done = program("backup", tmp_path / "nowhere" / "backup.sqlite3")

        assert done.returncode == 1
        assert done.stderr.count("\n") == 1


class TestRestore:
    def test_puts_a_backup_back_and_keeps_what_was_there(
        self, program: Program, record: Path, tmp_path: Path
    ) -> None:
        write(record, "before@example.nl")
        program("backup", tmp_path / "backup.sqlite3")
        write(record, "after@example.nl")

        done = program("restore", tmp_path / "backup.sqlite3", "--yes")

        assert done.returncode == 0, done.stderr
        assert emails(record) == ["before@example.nl"]
        [kept] = record.parent.glob("*-before-restore.sqlite3")
        assert emails(kept) == ["before@example.nl", "after@example.nl"]
        assert program("check").returncode == 0

    def test_replaces_a_record_that_is_damaged(
        self, program: Program, record: Path, tmp_path: Path
    ) -> None:
        write(record, "before@example.nl")
        program("backup", tmp_path / "backup.sqlite3")
        record.write_bytes(b"not a database any more" * 1000)

        done = program("restore", tmp_path / "backup.sqlite3", "--yes")

        assert done.returncode == 0, done.stderr
        assert emails(record) == ["before@example.nl"]

    @pytest.mark.parametrize("what", ["text", "empty", "cut off", "another", "newer"])
    def test_refuses_what_is_no_whole_backup_and_changes_nothing(
        self, program: Program, record: Path, tmp_path: Path, what: str
    ) -> None:
        file = tmp_path / "backup.sqlite3"
        program("backup", file)
        spoil(file, what)
        write(record, "anna@example.nl")

        done = program("restore", file, "--yes")

        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert emails(record) == ["anna@example.nl"]
        assert list(record.parent.glob("*-before-restore*")) == []
        assert list(record.parent.glob("*.part")) == []

    def test_refuses_while_voldaan_has_the_record_open(
        self, program: Program, record: Path, tmp_path: Path, environment: dict[str, str]
    ) -> None:
        program("backup", tmp_path / "backup.sqlite3")
        hold = (
            "from voldaan.cli import record; record.open_record(); print(flush=True); input()"
        )
        with subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-c", hold],
            env={**environment, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as running:
            assert running.stdout is not None
            running.stdout.readline()

            done = program("restore", tmp_path / "backup.sqlite3", "--yes")
            running.communicate(b"\n")

        assert done.returncode == 1
        assert "stop Voldaan first" in done.stderr

    def test_asks_first(self, program: Program, record: Path, tmp_path: Path) -> None:
        program("backup", tmp_path / "backup.sqlite3")
        write(record, "anna@example.nl")

        done = program("restore", tmp_path / "backup.sqlite3")

        assert done.returncode == 1
        assert emails(record) == ["anna@example.nl"]


def spoil(file: Path, what: str) -> None:
    """Make a backup into something that is none."""
    if what == "text":
        file.write_text("hello", encoding="utf-8")
    elif what == "empty":
        file.write_bytes(b"")
    elif what == "cut off":
        file.write_bytes(file.read_bytes()[:40_000])
    elif what == "another":
        file.unlink()
        with closing(sqlite3.connect(file)) as other, other:
            other.execute("CREATE TABLE notes (words)")
    else:
        with closing(sqlite3.connect(file)) as newer, newer:
            newer.execute(
                "INSERT INTO django_migrations (app, name, applied) "
                "VALUES ('books', '9999_from_the_future', '2030-01-01')"
            )
