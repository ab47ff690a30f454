"""One conversation with a mail server, with a bound on every wait and on the whole.

The standard library's client restarts its clock with every byte that arrives and knows no
bound on the whole, so a server that drips one letter a second would hold us for hours.
"""

import ipaddress
import re
import smtplib
import socket
import ssl
import time

from voldaan.channels.email.shapes import Account

_REPLY = re.compile(rb"[2-5][0-9][0-9](?:[ -]|$)")
_LONGEST_LINE = 8_192
_MOST_LINES = 100
_PIECE = 65_536


class Nonsense(smtplib.SMTPException):
    """The server said something that is not SMTP."""


class Connection(smtplib.SMTP):
    """One conversation; :meth:`open` comes first, ``close`` in any case last."""

    def __init__(self, account: Account) -> None:
        # The name is given, else the library asks the network for the name of this machine.
        super().__init__(local_hostname="[127.0.0.1]", timeout=account.timeout_seconds)
        self._host = account.host  # what STARTTLS compares the certificate with
        self._wait_seconds = account.timeout_seconds
        self._total_seconds = account.total_seconds
        started = time.monotonic()
        # A slow upload may not eat the patience for the one answer that matters.
        self._deadline = started + account.total_seconds / 2
        self._ends = started + account.total_seconds
        self._received = b""

    @property
    def is_encrypted(self) -> bool:
        """Whether others on the way can no longer read along."""
        return isinstance(self.sock, ssl.SSLSocket)

    @property
    def stays_on_this_machine(self) -> bool:
        """Whether the other side is this machine itself."""
        address = str(self._open_socket().getpeername()[0])
        return ipaddress.ip_address(address.partition("%")[0]).is_loopback

    def open(self, account: Account, context: ssl.SSLContext) -> None:
        """Connect, with TLS from the first byte for ``ssl``, and read the greeting.

        Raises OSError, SMTPConnectError.
        """
        self.sock = socket.create_connection(
            (account.host, account.port), timeout=self._time_left()
        )
        # The final dot travels alone; it must not wait for the confirmation of the rest.
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if account.security == "ssl":
            self.sock.settimeout(self._time_left())
            self.sock = context.wrap_socket(self.sock, server_hostname=account.host)
        code, text = self.getreply()
        if code != 220:
            raise smtplib.SMTPConnectError(code, text)
        here = str(self.sock.getsockname()[0])
        self.local_hostname = f"[IPv6:{here}]" if ":" in here else f"[{here}]"

    def encrypt(self, context: ssl.SSLContext) -> None:
        """Go over to TLS and greet again.

        Raises SMTPNotSupportedError when the server does not offer it, OSError.
        """
        self.starttls(context=context)
        # Whatever came before the encryption may be put there by somebody on the way.
        self._received = b""
        self.ehlo_or_helo_if_needed()

    def wait_until_the_end(self) -> None:
        """From now on let a single wait take all that is left of the whole."""
        self._deadline = self._ends
        self._wait_seconds = self._total_seconds

    def spoke_early(self) -> bool:
        """Whether the server has hung up or said something that it was not asked."""
        open_socket = self._open_socket()
        open_socket.settimeout(0)
        try:
            self._received += open_socket.recv(4_096)
        except (BlockingIOError, ssl.SSLWantReadError):
            return bool(self._received)
        return True

    def send(self, s: object) -> None:
        """Send in pieces, each within the time of one wait. Raises OSError."""
        sent = s.encode(self.command_encoding) if isinstance(s, str) else s
        if not isinstance(sent, bytes):
            raise TypeError(type(s))
        open_socket = self._open_socket()
        for start in range(0, len(sent), _PIECE):
            open_socket.settimeout(self._time_left())
            open_socket.sendall(sent[start : start + _PIECE])

    def getreply(self) -> tuple[int, bytes]:
        """Give code and text of one answer, of at most 100 lines. Raises OSError, Nonsense."""
        lines: list[bytes] = []
        while len(lines) < _MOST_LINES:
            line = self._line()
            if not _REPLY.match(line):
                raise Nonsense(line[:100].decode("utf-8", "replace"))
            lines.append(line[4:].strip())
            if line[3:4] != b"-":
                return int(line[:3]), b"\n".join(lines)
        raise Nonsense("too many lines")

    def _line(self) -> bytes:
        """Give the next line, without its end."""
        open_socket = self._open_socket()
        while b"\n" not in self._received:
            if len(self._received) > _LONGEST_LINE:
                raise Nonsense("endless line")
            open_socket.settimeout(self._time_left())
            arrived = open_socket.recv(4_096)
            if not arrived:
                raise ConnectionResetError("closed by the server")
            self._received += arrived
        line, _, self._received = self._received.partition(b"\n")
        return line.rstrip(b"\r")

    def _open_socket(self) -> socket.socket:
        """Give the socket, or say that there is none any more. Raises OSError."""
        if self.sock is None:
            raise ConnectionResetError("not connected")
        return self.sock

    def _time_left(self) -> float:
        """Give the seconds that the next wait may take. Raises TimeoutError."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the whole took too long")
        return min(left, self._wait_seconds)
