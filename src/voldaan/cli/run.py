"""``voldaan run``: the pages and the clock, until Ctrl-C."""

import contextlib
import http.client
import ipaddress
import signal
import socket
import subprocess
import sys
import time
from types import FrameType
from typing import NoReturn

import click

from voldaan.cli import record, terminal

Program = subprocess.Popen[bytes]

#: Between two starts of a clock that died.
RESTART_AFTER_SECONDS = 5

#: How long the pages may take to finish what they are doing.
PATIENCE_SECONDS = 15


@click.command("run")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@record.refusals
def command(port: int, host: str, *, no_browser: bool) -> None:
    """Start Voldaan and open it in the browser; Ctrl-C stops it.

    The first time this makes the record. The clock runs along: it reads what you drop,
    sends what you release, and decides every morning. Exit code 1: the port is taken, or
    the server stopped by itself.

    Example: voldaan run --port 8080 --no-browser
    """
    start(port=port, host=host, browser=not no_browser)


def start(*, port: int, host: str, browser: bool) -> NoReturn:
    """Bring the record up to date, serve it, and stop both programs at the end."""
    refuse_taken_port(host, port)
    record.open_record()
    if not is_loopback(host):
        click.echo(
            f"Warning: on {host} others in your network can reach this Voldaan, without https; "
            "set VOLDAAN_PUBLIC_URL and put a proxy with https before it.",
            err=True,
        )
    address = f"http://{_shown(host)}:{port}/"
    running = [_begin("pages", host, str(port)), _begin("clock")]
    try:
        signal.signal(signal.SIGTERM, _stop)
        _tell(address, running[0], browser=browser)
        code = _watch(running)
    except KeyboardInterrupt:
        code = 0
    finally:
        _end(running)
    if code:
        terminal.fail(f"The server stopped by itself (exit code {code}); see above.")
    sys.exit(0)


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _shown(host: str) -> str:
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def refuse_taken_port(host: str, port: int) -> None:
    """Stop with one sentence when somebody else listens there already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            terminal.fail(
                f"Port {port} on {host} cannot be used ({error.strerror}): perhaps Voldaan "
                f"runs already; try another one with --port {port % 65535 + 1}."
            )


def _begin(*arguments: str) -> Program:
    return subprocess.Popen(  # noqa: S603 - this program itself
        [sys.executable, "-m", "voldaan.cli.server", *arguments], stdin=subprocess.PIPE
    )


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _tell(address: str, pages: Program, *, browser: bool) -> None:
    """Print the address, and open it, as soon as it answers."""
    port = int(address.rstrip("/").rpartition(":")[2])
    host = address.removeprefix("http://").rpartition(":")[0].strip("[]")
    while pages.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(host, port, timeout=5)
            connection.request("HEAD", "/")
            connection.getresponse()
            connection.close()
            break
        time.sleep(1 / 10)
    else:
        return
    click.echo(f"Voldaan is at {address}  (Ctrl-C stops it)")
    if browser:
        import webbrowser

        webbrowser.open(address)


def _watch(running: list[Program]) -> int:
    """Wait for the pages to end; start a clock that died again, in its place."""
    while (code := running[0].poll()) is None:
        if running[1].poll() is not None:
            click.echo("The clock stopped; it is started again.", err=True)
            time.sleep(RESTART_AFTER_SECONDS)
            running[1] = _begin("clock")
        time.sleep(1 / 4)
    return code


def _end(programs: list[Program]) -> None:
    """Stop what was started: by its pipe, by a signal, at last by force."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for program in programs:
        if program.stdin:
            program.stdin.close()
        program.terminate()
    for program in programs:
        try:
            program.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
