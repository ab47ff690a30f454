"""A real HTTPS server on this machine that fails when told to, for every channel over HTTPS.

    with HttpsServer(answer) as server:
        server.fault("close_after", times=1)
        ...post to server.server()...
        assert server.requests[0].body == b"{}"

``answer`` makes the reply to a request. A fault is bytes that are sent instead of it, or

``close_at_once``  hang up before the encryption;
``hang_at_once``   never begin the encryption;
``close_early``    hang up after the headers, without reading the body;
``answer_early``   answer 413 after the headers, without waiting for the body;
``leave_early``    say goodbye after the headers, without waiting for the body;
``close_after``    take the request, and hang up;
``hang_after``     take the request, and say nothing for ever;
``drip``           take the request, and answer one letter at a time, for ever;
``slow``           take the request, and answer after 0.3 seconds;
``half``           send half of the answer, and hang up;
``endless``        send an answer that does not stop.
"""

import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self

from tests.smtp_server import certificates

from voldaan.channels.https import Server


@dataclass(frozen=True)
class Request:
    """What came in; the names of headers are in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """What goes out; ``content`` becomes JSON unless it is bytes."""

    status: int
    content: Any
    headers: dict[str, str] = field(default_factory=dict)

    def as_bytes(self) -> bytes:
        """The whole answer as it travels."""
        is_raw = isinstance(self.content, bytes)
        body = self.content if is_raw else json.dumps(self.content).encode()
        headers = {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
        } | self.headers
        lines = [f"HTTP/1.1 {self.status} Said"] + [f"{n}: {v}" for n, v in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode() + body


class HttpsServer:
    """Listens on a free port of 127.0.0.1 between ``with`` and its end."""

    def __init__(self, answer: Callable[[Request], Reply]) -> None:
        self.requests: list[Request] = []
        self._answer = answer
        self._faults: list[bytes | str] = []
        self._over = threading.Event()
        self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._context.load_cert_chain(certificates() / "server.pem")

    def fault(self, what: bytes | str, *, times: int = 1_000) -> None:
        """Fail in this way, the next ``times`` times only."""
        self._faults.extend([what] * times)

    def server(self, **changes: Any) -> Server:
        """Where this is, with short waits and ``changes``."""
        facts = {"host": "127.0.0.1", "port": self.port, "timeout_seconds": 5,
                 "total_seconds": 10, "ca_file": str(certificates() / "ca.pem")}  # fmt: skip
        return Server(**(facts | changes))

    def __enter__(self) -> Self:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(10)

    def _run(self) -> None:
        """Serve one caller after another."""
        while not self._over.is_set():
            try:
                caller, _ = self._listening.accept()
            except OSError:
                return
            caller.settimeout(10)
            with caller, suppress(OSError):
                self._serve(caller)

    def _serve(self, caller: socket.socket) -> None:
        what = self._faults.pop(0) if self._faults else ""
        if what == "close_at_once":
            return
        if what == "hang_at_once":
            self._wait_for_leaving(caller)
            return
        with self._context.wrap_socket(caller, server_side=True) as spoken:
            if what == "close_early":
                spoken.recv(100)
                linger = struct.pack("ii", 1, 0)  # tell the caller at once
                spoken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                return
            if isinstance(what, str) and what.endswith("_early"):
                _be_early(spoken, what)
                return
            request = _request(spoken)
            self.requests.append(request)
            self._reply(spoken, request, what)

    def _reply(self, spoken: ssl.SSLSocket, request: Request, what: bytes | str) -> None:
        """Answer, or do as told."""
        if what == "close_after":
            return
        if what == "hang_after":
            self._wait_for_leaving(spoken)
            return
        if what == "drip":
            while not self._over.wait(0.02):
                spoken.sendall(b"H")
            return
        if what == "endless":
            spoken.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                spoken.sendall(b"x" * 65_536)
        if what == "slow":
            self._over.wait(0.3)
        answer = what if isinstance(what, bytes) else self._answer(request).as_bytes()
        spoken.sendall(answer[:-10] if what == "half" else answer)

    def _wait_for_leaving(self, caller: socket.socket) -> None:
        while not self._over.is_set() and caller.recv(4_096):
            pass


def _be_early(spoken: ssl.SSLSocket, what: str) -> None:
    """Speak or leave after the first bytes, and then take the rest as it comes."""
    spoken.recv(100)
    if what == "answer_early":
        spoken.sendall(Reply(413, {}).as_bytes())
    else:
        spoken.shutdown(socket.SHUT_WR)
    while spoken.recv(65_536):
        pass


def _request(spoken: ssl.SSLSocket) -> Request:
    """Read one request whole."""
    reader = spoken.makefile("rb")
    method, path, _ = reader.readline().decode().split(" ")
    headers = {}
    while line := reader.readline().decode().strip():
        name, _, value = line.partition(": ")
        headers[name.lower()] = value
    size = int(headers["content-length"])
    body = reader.read(size)
    if len(body) != size:
        raise ConnectionResetError("not whole")
    return Request(method, path, headers, body)
