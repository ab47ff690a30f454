"""One question to a letter service over HTTP, with a bound on every wait and on the whole.

The standard library's client restarts its clock with every byte that arrives and knows no
bound on the whole, so a server that drips one letter a second would hold us for hours. It
follows no redirection and asks no proxy, and so do we.
"""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Buffer
from dataclasses import dataclass
from urllib.parse import urlsplit

from voldaan.channels.post.failures import Failure
from voldaan.channels.post.shapes import Account

#: No answer of the service is longer; what follows is not read.
LARGEST_ANSWER = 65_536
_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; ``retry_after_seconds`` is None unless it was a number of seconds."""

    code: int
    content: bytes
    retry_after_seconds: int | None


class Call:
    """One question; :meth:`open` comes first, ``close`` in any case last."""

    def __init__(self, account: Account) -> None:
        parts = urlsplit(account.url)
        self._base_path = parts.path.rstrip("/")
        self._key = account.key
        self._wait_seconds = account.timeout_seconds
        self._total_seconds = account.total_seconds
        started = time.monotonic()
        # A slow upload may not eat the patience for the one answer that matters.
        self._deadline = started + account.total_seconds / 2
        self._ends = started + account.total_seconds
        host, wait = parts.hostname or "", self._time_left()
        self._client: http.client.HTTPConnection
        if parts.scheme == "https":
            context = ssl.create_default_context(cafile=account.ca_file or None)
            self._client = http.client.HTTPSConnection(
                host, parts.port, timeout=wait, context=context
            )
        else:
            self._client = http.client.HTTPConnection(host, parts.port, timeout=wait)
        self._method = ""

    def open(self) -> None:
        """Connect, and for https see who is there. Raises OSError."""
        self._client.connect()
        # The last byte travels alone; it must not wait for the confirmation of the rest.
        self._open_socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, method: str, path: str, *, headers: dict[str, str]) -> None:
        """Send the head of the question; a body may follow. Raises OSError."""
        self._method = method
        self._open_socket().settimeout(self._time_left())
        self._client.putrequest(method, self._base_path + path)
        for name, value in headers.items():
            self._client.putheader(name, value)
        self._client.putheader("Authorization", f"Bearer {self._key}")
        self._client.putheader("Accept", "application/json")
        self._client.putheader("Connection", "close")
        self._client.endheaders()

    def send(self, content: bytes) -> None:
        """Send in pieces, each within the time of one wait. Raises OSError."""
        open_socket = self._open_socket()
        for start in range(0, len(content), _PIECE):
            open_socket.settimeout(self._time_left())
            open_socket.sendall(content[start : start + _PIECE])

    def wait_until_the_end(self) -> None:
        """From now on let a single wait take all that is left of the whole."""
        self._deadline = self._ends
        self._wait_seconds = self._total_seconds

    def answer(self) -> Answer:
        """Give the answer, as far as it is within bounds. Raises OSError, HTTPException."""
        response = http.client.HTTPResponse(_Listening(self), method=self._method)  # type: ignore[arg-type]
        try:
            response.begin()
            content = _content(response)
            stated = (response.getheader("Retry-After") or "").strip()
        finally:
            response.close()
        is_number = stated.isascii() and stated.isdigit() and len(stated) < 10
        return Answer(response.status, content, int(stated) if is_number else None)

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def receive_into(self, place: Buffer) -> int:
        """Receive some bytes, within what is left of the time. Raises OSError."""
        open_socket = self._open_socket()
        open_socket.settimeout(self._time_left())
        return open_socket.recv_into(place)

    def _open_socket(self) -> socket.socket:
        """Give the socket, or say that there is none any more. Raises OSError."""
        found: socket.socket | None = self._client.sock
        if found is None:
            raise ConnectionResetError("not connected")
        return found

    def _time_left(self) -> float:
        """Give the seconds that the next wait may take. Raises TimeoutError."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the whole took too long")
        return min(left, self._wait_seconds)


def _content(response: http.client.HTTPResponse) -> bytes:
    """Give the body, as far as it is within bounds. Raises OSError, HTTPException."""
    try:
        return response.read(LARGEST_ANSWER)
    except (OSError, http.client.HTTPException):
        if response.status < 300:
            raise
        return b""  # a refusal is clear without its words


class _Listening:
    """What the standard library reads an answer from, in place of the bare socket."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Arriving(self._call))


class _Arriving(io.RawIOBase):
    """Bytes as they arrive."""

    def __init__(self, call: Call) -> None:
        super().__init__()
        self._call = call

    def readable(self) -> bool:
        return True

    def readinto(self, place: Buffer) -> int:
        return self._call.receive_into(place)


def what_broke(error: Exception) -> Failure:
    """Give the name of a failure of the network, the encryption or the protocol."""
    kinds: tuple[tuple[type[Exception], Failure], ...] = (
        (socket.gaierror, "host_unknown"),
        (UnicodeError, "host_unknown"),
        (ssl.SSLCertVerificationError, "certificate"),
        (ssl.SSLEOFError, "connection_lost"),
        (ssl.SSLZeroReturnError, "connection_lost"),
        (ssl.SSLError, "tls"),
        (TimeoutError, "timeout"),
        (ConnectionRefusedError, "connection_refused"),
        (OSError, "connection_lost"),
    )
    return next((name for kind, name in kinds if isinstance(error, kind)), "protocol")
