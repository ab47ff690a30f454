"""Start a Voldaan, ask it for its first page and styles as a browser would, and stop it.

    python scripts/starts.py COMMAND …    for example: … .venv/bin/voldaan run

``--port N --no-browser`` is added; the data folder is temporary. Exits 0 when the first
page answers 200 (after redirects) and every stylesheet and script that it names does too.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from urllib.parse import urljoin

PATIENCE_SECONDS = 60
_LINKED = re.compile(r'(?:<link[^>]*?href|<script[^>]*?src)="([^"]+\.(?:css|js))"')


def free_port() -> int:
    """Give a port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(address: str) -> tuple[str, str]:
    """Give the final address and the text of a page; raise when it does not answer 200."""
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - loopback
        return answer.url, answer.read().decode("utf-8")


def first_page(address: str, server: subprocess.Popen[bytes]) -> tuple[str, str]:
    """Wait until the server answers, but not for a server that died."""
    for _ in range(PATIENCE_SECONDS * 5):
        if server.poll() is not None:
            raise SystemExit(f"it stopped by itself with exit code {server.returncode}")
        try:
            return fetch(address)
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{address} answered {error.code}") from error
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"no answer within {PATIENCE_SECONDS} seconds")


def main(command: list[str]) -> None:
    """Start, ask, look at what the page links to, stop."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="voldaan-starts-") as home:
        server = subprocess.Popen(  # noqa: S603 - the caller's own command
            [*command, "--port", str(port), "--no-browser"],
            env={**os.environ, "VOLDAAN_HOME": home},
        )
        try:
            address, page = first_page(f"http://127.0.0.1:{port}/", server)
            linked = _LINKED.findall(page)
            if not any(name.endswith(".css") for name in linked):
                raise SystemExit(f"{address} names no stylesheet")
            for name in linked:
                fetch(urljoin(address, name))
            print(f"{address} answers, and {len(linked)} files that it names")
        finally:
            server.terminate()
            server.wait(timeout=20)


if __name__ == "__main__":
    main(sys.argv[1:])
