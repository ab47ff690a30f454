"""The conditions under which all other tests run hold themselves."""

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from tests.conftest import SocketsAreClosed
from tests.house.tree import ROOT

SKIPPING = """
import pytest

def test_that_is_skipped() -> None:
    pytest.skip("for want of something")
"""


def run_skipping(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run pytest on one test that skips, under the conftest of this suite."""
    test = folder / "test_skipping.py"
    test.write_text(SKIPPING, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
    ]
    inherited = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.run(  # noqa: S603 - fixed
        [
            *command,
            "-p",
            "tests.conftest",
            "-c",
            os.devnull,
            "--rootdir",
            str(folder),
            str(test),
        ],
        env={**inherited, **variables},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


class TestSockets:
    def test_reach_no_other_machine(self) -> None:
        with socket.socket() as closed, pytest.raises(SocketsAreClosed):
            closed.connect(("192.0.2.1", 25))

    def test_look_up_no_other_machine(self) -> None:
        with pytest.raises(SocketsAreClosed):
            socket.getaddrinfo("mail.example", 25)

    def test_reach_this_machine(self) -> None:
        with (
            socket.create_server(("127.0.0.1", 0)) as server,
            socket.create_connection(server.getsockname()) as caller,
        ):
            assert caller.getpeername() == server.getsockname()


class TestHome:
    def test_is_a_folder_of_the_tests(self) -> None:
        assert Path(settings.HOME).is_relative_to(Path(tempfile.gettempdir()).resolve())


@pytest.mark.slow
class TestSkips:
    def test_are_allowed_here(self, tmp_path: Path) -> None:
        done = run_skipping(tmp_path)

        assert (done.returncode, "1 skipped" in done.stdout) == (0, True)

    def test_fail_in_ci(self, tmp_path: Path) -> None:
        done = run_skipping(tmp_path, CI="true")

        assert done.returncode == 1
        assert "CI skips nothing: Skipped: for want of something" in done.stdout
