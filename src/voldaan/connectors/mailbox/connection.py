"""The line to a mailbox, with a bound on every wait, on the whole, and on what is taken in.

The standard library's client restarts its clock with every byte that arrives, keeps every
answer that it did not ask for, and makes room for any size that a server announces.
"""

import base64
import ipaddress
import socket
import ssl
import time

from voldaan.connectors.mailbox.failure import MailboxFailed
from voldaan.connectors.mailbox.shapes import Account

_PIECE = 65_536
_SECOND_MS = 1_000
#: A search answers on one line, eleven characters a mail: this holds 380,000 of them.
_LONGEST_LINE = 4_194_304
_HIDDEN = b"[...]"


class Connection:
    """One conversation; :meth:`open` comes first, :meth:`close` in any case last.

    ``more_seconds`` is added to the whole, for who means to wait.
    """

    def __init__(self, account: Account, *, more_seconds: int = 0) -> None:
        self._host = account.host
        self._wait_ms = account.timeout_seconds * _SECOND_MS
        self._ends_ms = now_ms() + (account.total_seconds + more_seconds) * _SECOND_MS
        self._secrets = _ways_to_say(account)
        self._socket: socket.socket | None = None
        self._received = bytearray()
        self._may_take = 0

    @property
    def is_encrypted(self) -> bool:
        """Whether others on the way can no longer read along."""
        return isinstance(self._socket, ssl.SSLSocket)

    @property
    def stays_on_this_machine(self) -> bool:
        """Whether the other side is this machine itself."""
        address = str(self._open_socket().getpeername()[0])
        return ipaddress.ip_address(address.partition("%")[0]).is_loopback

    def open(self, port: int) -> None:
        """Connect to the first address of the host that answers. Raises OSError."""
        broken: OSError | None = None
        for family, kind, number, _, address in socket.getaddrinfo(
            self._host, port, type=socket.SOCK_STREAM
        ):
            try:
                self._socket = socket.socket(family, kind, number)
                self._be_patient(self._wait_ms)
                self._socket.connect(address)
            except OSError as error:
                broken = error
                self.close()
            else:
                # A question is one small packet; it must not wait for its neighbour.
                self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return
        raise broken or ConnectionError("no address")

    def encrypt(self, context: ssl.SSLContext) -> None:
        """Go over to TLS. Raises OSError."""
        self._be_patient(self._wait_ms)
        self._socket = context.wrap_socket(self._open_socket(), server_hostname=self._host)
        # Whatever came before the encryption may be put there by somebody on the way.
        self._received.clear()

    def close(self) -> None:
        """Let go of the connection; what the other side does changes nothing."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def allow(self, most_bytes: int) -> None:
        """Take in no more than this from now on; said again before every question."""
        self._may_take = most_bytes

    def send(self, content: bytes) -> None:
        """Send, within the time of one wait. Raises OSError."""
        self._be_patient(self._wait_ms)
        self._open_socket().sendall(content)

    def line(self) -> bytes:
        """Give the next line, without its end. Raises OSError, MailboxFailed."""
        line = self.line_within(None)
        if line is None:
            raise TimeoutError("no whole line")
        return line

    def line_within(self, milliseconds: int | None) -> bytes | None:
        """Give the next line; None when it is not whole by then, and it may still come.

        ``None``: each wait is as long as any other. Raises OSError, MailboxFailed.
        """
        until_ms = None if milliseconds is None else now_ms() + milliseconds
        seen = 0
        while (end := self._received.find(b"\n", seen)) < 0:
            seen = len(self._received)
            if seen > min(_LONGEST_LINE, self._may_take):
                raise MailboxFailed("too_large", server_text="endless line")
            wait_ms = self._wait_ms if until_ms is None else until_ms - now_ms()
            if wait_ms <= 0:
                return None
            try:
                self._receive(wait_ms)
            except TimeoutError:
                if until_ms is None or now_ms() < until_ms:
                    raise
                return None
        return self._taken(end + 1).rstrip(b"\r\n")

    def exactly(self, size: int) -> bytes:
        """Give the next ``size`` bytes. Raises OSError, MailboxFailed."""
        if size > self._may_take:
            raise MailboxFailed("too_large", server_text=f"{size} bytes announced")
        while len(self._received) < size:
            self._receive(self._wait_ms)
        return self._taken(size)

    def said(self, content: bytes) -> str:
        """Give a server's words as text, without the password, should it repeat that."""
        for secret in self._secrets:
            content = content.replace(secret, _HIDDEN)
        return content[:2_000].decode("utf-8", "replace")

    def _taken(self, size: int) -> bytes:
        """Take so much out of what has arrived. Raises MailboxFailed."""
        self._may_take -= size
        if self._may_take < 0:
            raise MailboxFailed("too_large", server_text="more than was asked for")
        with memoryview(self._received) as all_of_it, all_of_it[:size] as part:
            taken = bytes(part)
        del self._received[:size]
        return taken

    def _receive(self, wait_ms: int) -> None:
        """Wait for more. Raises OSError."""
        self._be_patient(wait_ms)
        arrived = self._open_socket().recv(_PIECE)
        if not arrived:
            raise ConnectionResetError("closed by the server")
        self._received += arrived

    def _be_patient(self, wait_ms: int) -> None:
        """Let the next step take so long, within what is left of the whole.

        Raises TimeoutError.
        """
        left_ms = min(self._ends_ms - now_ms(), wait_ms)
        if left_ms <= 0:
            raise TimeoutError("the whole took too long")
        self._open_socket().settimeout(left_ms / 1_000)

    def _open_socket(self) -> socket.socket:
        """Give the socket, or say that there is none any more. Raises OSError."""
        if self._socket is None:
            raise ConnectionResetError("not connected")
        return self._socket


def sasl_plain(account: Account) -> bytes:
    """Give name and password as AUTHENTICATE PLAIN wants them (RFC 4616)."""
    return base64.b64encode(f"\0{account.username}\0{account.password}".encode())


def quoted(text: str) -> bytes:
    r"""Give ASCII text as a quoted string.

    >>> print(quoted('say "a\\b"').decode())
    "say \"a\\b\""
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'.encode("ascii")


def _ways_to_say(account: Account) -> tuple[bytes, ...]:
    """Give the forms in which the password travels, the longest first."""
    plain = account.password.encode()
    escaped = plain.replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    return (sasl_plain(account), escaped, plain)


def now_ms() -> int:
    """Give milliseconds that only go forward; they say nothing about the time of day."""
    return time.monotonic_ns() // 1_000_000
