"""Records on disk for programs that are killed, or that run at the same time."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from tests.conftest import ON_POSTGRESQL

ROOT = Path(__file__).resolve().parents[2]


class World:
    """One record and the programs that work on it."""

    def __init__(self, database: str) -> None:
        self.database = database

    def run(self, verb: str, **asked: object) -> Any:
        """Let one program do its work, and give what it said."""
        (ended,) = self._ask(verb, **asked)
        return ended["said"]

    def killed(self, verb: str, **asked: object) -> int:
        """Let a program do its work and give the signal that killed it."""
        (ended,) = self._ask(verb, **asked)
        return int(ended["signal"])

    def killed_after(self, verb: str, *, milliseconds: int, **asked: object) -> bool:
        """Kill a program after so long; say whether it was still at work."""
        (ended,) = self._ask(verb, killed_after=milliseconds, **asked)
        return "signal" in ended

    def at_once(self, verb: str, *, programs: int, **asked: object) -> list[Any]:
        """Let several programs begin together; give what they said.

        Several verbs ("day send") are divided among them.
        """
        return [ended["said"] for ended in self._ask(verb, programs=programs, **asked)]

    def _ask(self, verb: str, **asked: object) -> list[dict[str, Any]]:
        program = _program()
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(json.dumps({"database": self.database, "verb": verb, **asked}))
        program.stdin.write("\n")
        program.stdin.flush()
        return list(json.loads(program.stdout.readline()))


@cache
def _program() -> "subprocess.Popen[str]":
    """Start the program once; it ends when its input does, with this process."""
    surroundings = {
        name: text for name, text in os.environ.items() if not name.startswith("VOLDAAN_")
    }
    surroundings["VOLDAAN_HOME"] = tempfile.mkdtemp(dir=os.environ["VOLDAAN_HOME"])
    surroundings["DJANGO_SETTINGS_MODULE"] = "voldaan.config.settings"
    if ON_POSTGRESQL:
        surroundings["VOLDAAN_DATABASE_URL"] = os.environ["VOLDAAN_DATABASE_URL"]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.program"],
        cwd=ROOT,
        env=surroundings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def made(folder: Path, count: int, *verbs: str) -> Iterator[World]:
    """Give a new record with so many clients who owe, on which these verbs were done."""
    with _database(folder) as name:
        world = World(name)
        world.run("prepare", count=count)
        for verb in verbs:
            world.run(verb)
        yield world


@contextmanager
def copied(world: World, folder: Path) -> Iterator[World]:
    """Give a copy of a record that nobody is using."""
    with _database(folder, template=world.database) as name:
        yield World(name)


@contextmanager
def _database(folder: Path, template: str = "") -> Iterator[str]:
    """Make a file, or on PostgreSQL a database beside the one of the tests; drop it."""
    if not ON_POSTGRESQL:
        for suffix in ("", "-wal", "-shm") if template else ():
            if Path(template + suffix).exists():
                shutil.copy(template + suffix, folder / f"record.sqlite3{suffix}")
        yield str(folder / "record.sqlite3")
        return

    name = f"faults_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(os.environ["VOLDAAN_DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template or 'template1'}")  # type: ignore[arg-type]
        try:
            yield name
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]
