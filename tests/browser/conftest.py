"""One browser per file of tests, and one demo world that every page is looked at in.

The demo world is the real program, started as a user starts it: its server, its clock and
its content security policy are the ones that people get.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, StorageState, sync_playwright
from pytest_django.live_server_helper import LiveServer

from voldaan.cli.demo import PASSWORD

NOOR = "noor@studio-zonnedauw.example"
_PATIENCE_SECONDS = 90
#: No name leads anywhere: a link to elsewhere is followed, and nobody is asked.
_NOBODY_ELSE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"


@dataclass(frozen=True, slots=True)
class DemoWorld:
    """Where the demo world listens."""

    address: str


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Give the browser; a file of tests shares one.

    It keeps a loop running in this thread, of which Django must know that it is not ours.
    """
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as player:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        # Debian's Chromium has no sandbox for root, and tests visit nothing but ourselves.
        opened = player.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", _NOBODY_ELSE]
        )
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: LiveServer) -> LiveServer:
    """Give the server of the tests, made after their database: it shares the connection."""
    return live_server


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoWorld]:
    """Start `voldaan demo` in a folder of its own, and stop it at the end."""
    home = tmp_path_factory.mktemp("demo")
    address = f"http://127.0.0.1:{(port := _free_port())}"
    with (
        (home / "output.txt").open("wb") as output,
        subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, "-m", "voldaan", "demo", "--no-browser", "--port", str(port)],
            env={**os.environ, "VOLDAAN_HOME": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as program,
    ):
        try:
            _wait_for(address, program, home / "output.txt")
            yield DemoWorld(address)
        finally:
            program.send_signal(signal.SIGTERM)
            program.wait(30)


@pytest.fixture(scope="module")
def signed_in(browser: Browser, demo: DemoWorld) -> StorageState:
    """Sign in once; give the cookies, for every page of the demo world."""
    with closing(browser.new_context()) as context:
        page = context.new_page()
        page.goto(f"{demo.address}/account/login/")
        page.fill("[name=login]", NOOR)
        page.fill("[name=password]", PASSWORD)
        page.click("main .button.is-first")
        page.wait_for_url(f"{demo.address}/")
        return context.storage_state()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, program: "subprocess.Popen[bytes]", output: Path) -> None:
    """Wait until the pages answer, or say what the program said."""
    for _ in range(_PATIENCE_SECONDS * 4):
        if program.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/account/login/", timeout=5):  # noqa: S310 - ourselves
                return
        except OSError:
            time.sleep(1 / 4)
    pytest.fail(f"The demo world did not start: {output.read_text()}")
