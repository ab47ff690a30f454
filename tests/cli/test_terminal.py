import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from voldaan.actions.demo import files

DAY = date(2026, 10, 14)
LIST = "Factuurnummer;Klant;Factuurdatum;Vervaldatum;Bedrag;Openstaand\n" + "".join(
    f"2026-{place};Vink BV;13-09-2026;30-09-2026;121,00;121,00\n" for place in range(1, 400)
)


def _until_it_ends(file: int) -> Iterator[bytes]:
    while True:
        try:
            part = os.read(file, 4096)
        except OSError as error:  # Linux says so when the program has closed its terminal
            if error.errno != errno.EIO:
                raise
            return
        if not part:
            return
        yield part


@pytest.fixture
def on_a_terminal(environment: dict[str, str]) -> Callable[..., str]:
    """Run a command with a real terminal for what it says, and give what was drawn there."""
    pty = pytest.importorskip("pty", reason="this platform has no terminals of this kind")

    def run(*arguments: object) -> str:
        ours, theirs = pty.openpty()
        program = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-m", "voldaan", *map(str, arguments)],
            env={**environment, "TERM": "xterm-256color", "COLUMNS": "100"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=theirs,
        )
        os.close(theirs)
        drawn = b"".join(_until_it_ends(ours)).decode()
        program.wait(timeout=60)
        os.close(ours)
        return drawn

    return run


@pytest.fixture
def invoices(tmp_path: Path) -> Path:
    path = tmp_path / "open [bold].csv"
    path.write_text(LIST, encoding="utf-8")
    return path


class TestProgress:
    def test_is_drawn_on_a_terminal(
        self, on_a_terminal: Callable[..., str], invoices: Path
    ) -> None:
        drawn = on_a_terminal("read", invoices)

        assert "reading open [bold].csv" in drawn
        assert "100%" in drawn

    def test_is_drawn_for_files_alone(
        self, on_a_terminal: Callable[..., str], tmp_path: Path
    ) -> None:
        bank = tmp_path / "bank.xml"
        line = files.Movement(DAY, 12_100, "Vink BV", "NL02ABNA0123456789", "2026-1", "B1")
        bank.write_bytes(
            files.bank(
                [line],
                iban="NL91ABNA0417164300",
                first=DAY,
                last=DAY,
                opening_cents=0,
            )
        )

        assert "reading bank.xml" in on_a_terminal("today", bank)

    def test_is_nowhere_when_the_command_is_piped(
        self, program: Callable[..., subprocess.CompletedProcess[str]], invoices: Path
    ) -> None:
        done = program("read", invoices)

        assert done.returncode == 0
        assert done.stderr == ""
