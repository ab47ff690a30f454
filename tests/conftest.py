"""The rules under which every test runs.

Only this machine can be reached; Hypothesis repeats itself in CI; what cannot run for want
of Chromium, a database or real files is skipped aloud, and in CI (``CI=true``) a skip fails.
"""

import os
import shutil
import socket
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

IN_CI = os.environ.get("CI", "").lower() == "true"
ON_POSTGRESQL = bool(os.environ.get("VOLDAAN_DATABASE_URL"))
REAL_FILES = Path(__file__).resolve().parents[2] / "shared" / "data"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

settings.register_profile(
    "here", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "ci", settings.get_profile("here"), max_examples=100, derandomize=True, print_blob=True
)
settings.load_profile("ci" if IN_CI else "here")


class SocketsAreClosed(RuntimeError):
    """A test tried to reach another machine; carries the address."""


def _is_here(address: object) -> bool:
    """Whether the address is a file, or on the loopback."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    return host in {"localhost", "::1", ""} or host.startswith("127.")


def pytest_configure() -> None:
    """Close the doors to other machines, for the whole run."""
    opens = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex")}

    def guarded(name: str) -> Any:
        def connect(self: socket.socket, address: Any) -> Any:
            if not _is_here(address):
                raise SocketsAreClosed(address)
            return opens[name](self, address)

        return connect

    for name in opens:
        setattr(socket.socket, name, guarded(name))

    real_lookup = socket.getaddrinfo

    def lookup(host: Any, *arguments: Any, **options: Any) -> Any:
        if host is not None and not _is_here((host if isinstance(host, str) else "", 0)):
            raise SocketsAreClosed(host)
        return real_lookup(host, *arguments, **options)

    socket.getaddrinfo = lookup


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about the other database; skip what this machine cannot do."""
    other = "sqlite" if ON_POSTGRESQL else "postgresql"
    leave_out = [item for item in items if item.get_closest_marker(other)]
    if leave_out:
        config.hook.pytest_deselected(items=leave_out)
        items[:] = [item for item in items if not item.get_closest_marker(other)]
    for item in items:
        if item.get_closest_marker("browser") and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))
        if item.get_closest_marker("shared") and not REAL_FILES.is_dir():
            item.add_marker(
                pytest.mark.skip(reason="the real files are not beside the checkout")
            )


def _no_skips(report: Any) -> None:
    """Turn a skip into a failure when this is CI: nothing may be left untested there."""
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        report.longrepr = f"Skipped, and CI skips nothing: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    """See :func:`_no_skips`, for one test."""
    report = yield
    _no_skips(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    """See :func:`_no_skips`, for a whole file."""
    report = yield
    _no_skips(report)
    return report


@pytest.fixture(scope="session")
def chromium() -> str:
    """Give the browser's program, for Playwright's ``executable_path``."""
    return CHROMIUM or pytest.skip("Chromium is not installed")


@pytest.fixture(scope="session")
def real_files() -> Path:
    """Give the folder with real files; its tests are marked ``shared``."""
    return REAL_FILES
