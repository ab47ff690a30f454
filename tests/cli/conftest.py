"""Running commands: in this process on the test's own record, or as a program."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from voldaan.cli import main

Run = Callable[..., Result]
Program = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def voldaan() -> Run:
    """Run a command on the record of the test."""
    return lambda *arguments: CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.fixture
def answered(voldaan: Run) -> Callable[..., Any]:
    """Run a command with ``--json`` and give what it answers."""

    def run(*arguments: object) -> Any:
        return json.loads(voldaan(*arguments, "--json").stdout)

    return run


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Give an environment with a home of its own, on SQLite."""
    kept = {name: value for name, value in os.environ.items() if name != "VOLDAAN_DATABASE_URL"}
    return {**kept, "VOLDAAN_HOME": str(tmp_path / "home")}


@pytest.fixture
def program(environment: dict[str, str]) -> Program:
    """Run a command as a program of its own, in a home of its own."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, "-m", "voldaan", *map(str, arguments)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run
