"""One POST over HTTPS, with a bound on every wait, on the whole and on what comes back.

Whether a message may have been sent turns on one byte, as it turns on the final dot of a
mail: everything but the last byte of the body is handed over first. A service cannot act on
a body that is shorter than its stated length (RFC 9112, 6.3), so what breaks before that
byte is certain. After it, without an answer, nobody on this side can know.

A redirect is not followed: it would carry the key to another machine.
"""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Buffer, Mapping
from dataclasses import dataclass
from typing import cast

from voldaan.channels.outcome import Failure, SendFailed, SendUnsure

LARGEST_ANSWER = 262_144
_PIECE = 65_536
_LONGEST_RETRY_SECONDS = 604_800


class BadServer(ValueError):
    """A server cannot be right as it stands; ``field`` names what to correct."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


@dataclass(frozen=True, slots=True)
class Server:
    """Where a service listens, always with TLS.

    ``timeout_seconds`` bounds each single wait, ``total_seconds`` the whole: the first half
    is for handing over, what is left for the answer. (Looking up the host name is bounded by
    the system.) ``ca_file`` names a PEM file of the only certificates to trust; empty: what
    the system trusts.

    Raises BadServer.
    """

    host: str
    port: int = 443
    timeout_seconds: float = 20
    total_seconds: float = 60
    ca_file: str = ""

    def __post_init__(self) -> None:
        """Refuse what could only fail later with a less clear reason."""
        plain = self.host.replace("-", "").replace(".", "")
        if not (plain.isascii() and plain.isalnum() and len(self.host) <= 253):
            raise BadServer("host")
        if not 0 < self.port < 65_536:
            raise BadServer("port")
        if not 0 < self.timeout_seconds <= self.total_seconds:
            raise BadServer("timeout_seconds")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; ``body`` is None when it broke off, or was larger than 256 KiB.

    ``retry_after_seconds`` is what the service asks, up to a week.
    """

    status: int
    body: bytes | None
    retry_after_seconds: int | None


def is_secret(text: str) -> bool:
    r"""Whether a key or token can travel in a header: printable ASCII without spaces.

    >>> is_secret("EAAG-1"), is_secret("a b"), is_secret("a\r\nX-Evil: 1"), is_secret("")
    (True, False, False, False)
    """
    return 0 < len(text) <= 4_096 and all("!" <= sign <= "~" for sign in text)


def post(server: Server, *, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
    """Hand over ``body`` once, and give the answer whatever its status is.

    ``path`` and ``headers`` must be single printable lines (:func:`is_secret`), and ``body``
    not empty: those are the caller's own mistakes and not an outcome.

    Raises SendFailed (certainly not acted upon), SendUnsure.
    """
    context = _trust(server)
    conversation = _Conversation(server)
    try:
        try:
            conversation.open(context)
            connection = _hand_over(conversation, path=path, headers=headers, body=body)
            # Who turns us away before the end has said so, or has hung up: that is certain.
            spoke_early = conversation.spoke_early()
            conversation.wait_until_the_end()
        except OSError as error:
            raise SendFailed(_what_broke(error), server_text=str(error)) from error
        return _last_word(connection, b"" if spoke_early else body[-1:])
    finally:
        conversation.end()


def _trust(server: Server) -> ssl.SSLContext:
    """Give the rules by which the server must prove who it is. Raises SendFailed."""
    try:
        return ssl.create_default_context(cafile=server.ca_file or None)
    except (OSError, ValueError) as error:
        raise SendFailed("ca_file", server_text=str(error)) from error


class _Conversation:
    """The part of a socket that http.client uses, with a bound on the whole.

    The standard library restarts its clock with every byte that arrives, so a server that
    drips one letter a second would hold us for hours.
    """

    def __init__(self, server: Server) -> None:
        self.server = server
        started = time.monotonic()
        self._deadline = started + server.total_seconds / 2
        self._ends = started + server.total_seconds
        self._socket: socket.socket | None = None
        self._early = b""

    def open(self, context: ssl.SSLContext) -> None:
        """Connect and encrypt. Raises OSError."""
        address = (self.server.host, self.server.port)
        self._socket = socket.create_connection(address, timeout=self._time_left())
        # The last byte travels alone; it must not wait for the confirmation of the rest.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.settimeout(self._time_left())
        self._socket = context.wrap_socket(self._socket, server_hostname=self.server.host)

    def wait_until_the_end(self) -> None:
        """From now on, all that is left of the whole is for the answer."""
        self._deadline = self._ends

    def spoke_early(self) -> bool:
        """Whether the answer has begun already. Raises OSError when the other side left."""
        open_socket = self._ready()
        open_socket.settimeout(0)
        try:
            self._early = open_socket.recv(4_096)
        except (BlockingIOError, ssl.SSLWantReadError):
            return False
        if not self._early:
            raise ConnectionResetError("closed by the server")
        return True

    def sendall(self, content: bytes) -> None:
        """Send in pieces, each within the time of one wait. Raises OSError."""
        for start in range(0, len(content), _PIECE):
            self._ready().sendall(content[start : start + _PIECE])

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Give what arrives, as http.client reads it."""
        return io.BufferedReader(_Arriving(self))

    def receive(self, buffer: Buffer) -> int:
        """Give how many bytes came. Raises OSError."""
        if self._early:
            into = memoryview(buffer)
            count = min(len(into), len(self._early))
            into[:count], self._early = self._early[:count], self._early[count:]
            return count
        return self._ready().recv_into(buffer)

    def close(self) -> None:
        """Do nothing: http.client closes before it has read the answer; see :meth:`end`."""

    def end(self) -> None:
        """Close."""
        if self._socket is not None:
            self._socket.close()

    def _ready(self) -> socket.socket:
        """Give the socket, with the time that the next wait may take. Raises OSError."""
        if self._socket is None:
            raise ConnectionResetError("not connected")
        self._socket.settimeout(self._time_left())
        return self._socket

    def _time_left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the whole took too long")
        return min(left, self.server.timeout_seconds)


class _Arriving(io.RawIOBase):
    """The bytes of one answer, not endlessly many."""

    def __init__(self, conversation: _Conversation) -> None:
        super().__init__()
        self._conversation = conversation
        self._arrived = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Take what there is. Raises OSError, HTTPException."""
        self._arrived += (count := self._conversation.receive(buffer))
        # Headers may be as long again: http.client bounds each, and their number.
        if self._arrived > 2 * LARGEST_ANSWER:
            raise http.client.HTTPException("endless answer")
        return count


def _hand_over(
    conversation: _Conversation, *, path: str, headers: Mapping[str, str], body: bytes
) -> http.client.HTTPConnection:
    """Hand over everything but the last byte. Raises OSError."""
    server = conversation.server
    connection = http.client.HTTPConnection(server.host, server.port)
    connection.sock = cast("socket.socket", conversation)
    connection.putrequest("POST", path, skip_host=True)
    connection.putheader(
        "Host", server.host if server.port == 443 else f"{server.host}:{server.port}"
    )
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.putheader("Connection", "close")
    connection.putheader("Content-Length", str(len(body)))
    connection.endheaders()
    connection.send(body[:-1])
    return connection


def _last_word(connection: http.client.HTTPConnection, last_byte: bytes) -> Answer:
    """Hand over the last byte and give the answer. Raises SendUnsure."""
    try:
        connection.send(last_byte)
        response = connection.getresponse()
    except TimeoutError:
        raise SendUnsure("timeout") from None
    except OSError as error:  # also http.client's own name for hanging up
        raise SendUnsure("connection_lost", server_text=str(error)) from error
    except (http.client.HTTPException, ValueError):
        raise SendUnsure("protocol") from None
    if response.status < 200:
        raise SendUnsure("protocol", http_status=response.status)
    asked = (response.getheader("Retry-After") or "").strip()
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 10
    seconds = min(int(asked), _LONGEST_RETRY_SECONDS) if is_number else None
    return Answer(response.status, _content(response), seconds)


def _content(response: http.client.HTTPResponse) -> bytes | None:
    """Give the body, or None when it is not whole or too large."""
    try:
        content = response.read(LARGEST_ANSWER + 1)
    except (OSError, http.client.HTTPException, ValueError):
        return None
    is_whole = len(content) <= LARGEST_ANSWER and not response.length
    return content if is_whole else None


def _what_broke(error: OSError) -> Failure:
    """Give the name of a failure of the network or the encryption."""
    kinds: tuple[tuple[type[OSError], Failure], ...] = (
        (socket.gaierror, "host_unknown"),
        (ssl.SSLCertVerificationError, "certificate"),
        (ssl.SSLEOFError, "connection_lost"),
        (ssl.SSLZeroReturnError, "connection_lost"),
        (ssl.SSLError, "tls"),
        (TimeoutError, "timeout"),
        (ConnectionRefusedError, "connection_refused"),
    )
    return next((name for kind, name in kinds if isinstance(error, kind)), "connection_lost")
