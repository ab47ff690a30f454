"""``voldaan run`` and ``voldaan demo``, as programs that serve and stop."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from voldaan.cli import main, run

pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def becomes(true: Callable[[], bool], seconds: int = 20) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(1 / 10)
    return False


@contextmanager
def running(
    environment: dict[str, str], port: int, command: str = "run"
) -> Iterator["subprocess.Popen[str]"]:
    """Start a Voldaan and wait until it says where it is."""
    process = subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-m", "voldaan", command, "--port", str(port), "--no-browser"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    patience = threading.Timer(120, process.kill)
    patience.start()
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("Voldaan is at"):
                break
        assert f"http://127.0.0.1:{port}/" in line
        yield process
    finally:
        patience.cancel()
        process.kill()
        process.communicate()  # waits, and closes the pipe


class TestRun:
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_answers_and_stops_both_programs(
        self, environment: dict[str, str], number: signal.Signals
    ) -> None:
        port = free_port()
        with running(environment, port) as process:
            assert answers(port)

            process.send_signal(number)

            assert process.wait(30) == 0
        assert becomes(lambda: not answers(port))

    def test_leaves_nothing_behind_when_it_is_killed(self, environment: dict[str, str]) -> None:
        port = free_port()
        with running(environment, port) as process:
            process.kill()

        assert becomes(lambda: not answers(port))

    def test_on_a_port_that_is_taken_is_one_sentence(self, environment: dict[str, str]) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]

            done = subprocess.run(  # noqa: S603 - ourselves
                [sys.executable, "-m", "voldaan", "run", "--port", str(port)],
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )

        assert done.returncode == 1
        assert f"Port {port} on 127.0.0.1 cannot be used" in done.stderr
        assert f"--port {port + 1}" in done.stderr
        assert done.stderr.count("\n") == 1

    @pytest.mark.parametrize(
        ("host", "is_own"),
        [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False)],  # noqa: S104
    )
    def test_knows_which_addresses_are_this_machine(self, host: str, is_own: bool) -> None:
        assert run.is_loopback(host) is is_own

    def test_refuses_a_port_that_cannot_be(self) -> None:
        assert CliRunner().invoke(main, ["run", "--port", "70000"]).exit_code == 2


class TestDemo:
    def test_makes_its_world_apart_and_only_once(
        self, environment: dict[str, str], tmp_path: Path
    ) -> None:
        environment = {**environment, "VOLDAAN_DATABASE_URL": "postgresql://x@nowhere/x"}
        with running(environment, free_port(), "demo"):
            pass
        made = (tmp_path / "home" / "demo" / "secret.key").stat().st_mtime_ns
        started = time.monotonic()
        with running(environment, free_port(), "demo"):
            pass

        assert sorted(os.listdir(tmp_path / "home")) == ["demo"]
        assert (tmp_path / "home" / "demo" / "secret.key").stat().st_mtime_ns == made
        assert time.monotonic() - started < 60
