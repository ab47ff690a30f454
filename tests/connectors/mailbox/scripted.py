"""A mailbox server that misbehaves as told, and a listener on the wire to a real one.

    with Scripted(examine=b"{tag} NO No such folder\\r\\n") as server:
        ...read with server.account()...

Without faults it holds one mail, number 7. A fault is bytes to say instead (``{tag}`` becomes
the tag of the question), or one of the functions below, which act on the connection.
"""

import contextlib
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable
from typing import Any, Self

from tests.smtp_server import certificates

from voldaan.connectors.mailbox import Account

Act = Callable[[socket.socket, bytes], None]
PASSWORD = "geheim-woord"
MAIL = b"From: dirk@dirk.example\r\nSubject: Factuur\r\n\r\nIk betaal morgen.\r\n"
HEADER = b"From: dirk@dirk.example\r\nSubject: Factuur\r\n\r\n"

POLITE: dict[str, bytes] = {
    "greeting": b"* OK Hello\r\n",
    "capability": b"* CAPABILITY IMAP4rev1 AUTH=PLAIN IDLE\r\n{tag} OK Done\r\n",
    "authenticate": b"+ \r\n",
    "secret": b"{tag} OK Welcome\r\n",
    "login": b"{tag} OK Welcome\r\n",
    "examine": b"* 1 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 3] Yes\r\n"
    b"* OK [UIDNEXT 8] Next\r\n{tag} OK [READ-ONLY] Done\r\n",
    "search": b"* SEARCH 7\r\n{tag} OK Done\r\n",
    "naming": b"* SEARCH 7\r\n{tag} OK Done\r\n",
    "headers": b'* 1 FETCH (UID 7 RFC822.SIZE %d INTERNALDATE "14-Oct-2026 10:00:00 +0200" '
    b"BODY[HEADER.FIELDS (FROM SUBJECT)]<0> {%d}\r\n%s)\r\n{tag} OK Done\r\n"
    % (len(MAIL), len(HEADER), HEADER),
    "bodies": b"* 1 FETCH (UID 7 BODY[]<0> {%d}\r\n%s)\r\n{tag} OK Done\r\n"
    % (len(MAIL), MAIL),
    "idle": b"+ idling\r\n",
    "done": b"{tag} OK Done\r\n",
    "logout": b"* BYE Bye\r\n{tag} OK Done\r\n",
}


def hang(open_socket: socket.socket, _: bytes) -> None:
    """Say nothing, until the other side has gone."""
    while open_socket.recv(4_096):
        pass


def close(open_socket: socket.socket, _: bytes) -> None:
    """Hang up."""
    open_socket.shutdown(socket.SHUT_RDWR)


def half(content: bytes) -> Act:
    """Say this, and hang up in the middle of it."""

    def act(open_socket: socket.socket, tag: bytes) -> None:
        said = content.replace(b"{tag}", tag)
        open_socket.sendall(said[: len(said) // 2])
        open_socket.shutdown(socket.SHUT_RDWR)

    return act


def flood(chunk: bytes, *, first: bytes = b"") -> Act:
    """Say this again and again until nobody listens any more."""

    def act(open_socket: socket.socket, _: bytes) -> None:
        open_socket.sendall(first)
        while True:
            open_socket.sendall(chunk * max(1, 65_536 // len(chunk)))

    return act


def drip(open_socket: socket.socket, _: bytes) -> None:
    """Say one letter at a time, and never the end of a line."""
    while True:
        open_socket.sendall(b"*")
        time.sleep(0.02)


class _Door:
    """Listens on a free port of 127.0.0.1 between ``with`` and its end; leaves nothing open."""

    def __init__(self) -> None:
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._sockets = [self._door]
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._begin(self._serve)
        return self

    def __exit__(self, *_: object) -> None:
        for each in self._sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)  # wakes who waits at it
        for thread in self._threads:
            thread.join(10)
        for each in self._sockets:
            each.close()

    def _begin(self, target: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self._door.accept()
                self._sockets.append(caller)
                self._welcome(caller)

    def _welcome(self, caller: socket.socket) -> None:
        raise NotImplementedError


class Scripted(_Door):
    """The server that does as told."""

    def __init__(self, **faults: bytes | Act) -> None:
        super().__init__()
        self._says: dict[str, bytes | Act] = {**POLITE, **faults}
        self.heard: list[str] = []

    def account(self, **changes: Any) -> Account:
        """Give an account here, without encryption, with short waits and ``changes``."""
        facts = {
            "host": "127.0.0.1",
            "port": self.port,
            "security": "none",
            "username": "anna@anna.example",
            "password": PASSWORD,
            "timeout_seconds": 1,
            "total_seconds": 2,
            "ca_file": str(certificates() / "ca.pem"),
        }
        return Account(**(facts | changes))

    def _welcome(self, caller: socket.socket) -> None:
        self._begin(self._talk, caller)

    def _talk(self, open_socket: socket.socket) -> None:
        with contextlib.suppress(OSError):
            self._say(open_socket, "greeting", b"")
            tag, received = b"", b""
            while arrived := open_socket.recv(4_096):
                received += arrived
                while b"\r\n" in received:
                    line, _, received = received.partition(b"\r\n")
                    tag, moment = _moment(line, tag)
                    self._say(open_socket, moment, tag)
                    if moment == "starttls":
                        open_socket, received = self._encrypted(open_socket), b""
        with contextlib.suppress(OSError):
            open_socket.shutdown(socket.SHUT_RDWR)

    def _say(self, open_socket: socket.socket, moment: str, tag: bytes) -> None:
        self.heard.append(moment)
        says = self._says[moment]
        if isinstance(says, bytes):
            open_socket.sendall(says.replace(b"{tag}", tag))
        else:
            says(open_socket, tag)

    def _encrypted(self, open_socket: socket.socket) -> socket.socket:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificates() / "server.pem")
        encrypted = context.wrap_socket(open_socket, server_side=True)
        self._sockets.append(encrypted)
        return encrypted


def _moment(line: bytes, last_tag: bytes) -> tuple[bytes, str]:
    """Give the tag of a question and the name of the moment."""
    words = line.split()
    if line == b"DONE":
        return last_tag, "done"
    if len(words) == 1:
        return last_tag, "secret"
    name = words[1].decode().lower()
    if name == "uid":
        kinds = {b"SEARCH": "naming" if b" BODY " in line else "search", b"FETCH": "bodies"}
        name = "headers" if b"HEADER" in line else kinds[words[2]]
    return words[0], name


class Listener(_Door):
    """Stands between us and a real server, and remembers what each of them said."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._to = port
        self.asked = b""
        self.answered = b""

    @property
    def questions(self) -> list[str]:
        """The commands that we gave, without their tags."""
        lines = self.asked.decode("utf-8", "replace").splitlines()
        return [re.sub(r"^V\d+ ", "", line) for line in lines if re.match(r"V\d+ ", line)]

    def _welcome(self, caller: socket.socket) -> None:
        server = socket.create_connection(("127.0.0.1", self._to))
        self._sockets.append(server)
        self._begin(self._pass_on, caller, server, "asked")
        self._begin(self._pass_on, server, caller, "answered")

    def _pass_on(self, source: socket.socket, target: socket.socket, name: str) -> None:
        with contextlib.suppress(OSError):
            while arrived := source.recv(65_536):
                setattr(self, name, getattr(self, name) + arrived)
                target.sendall(arrived)
        for each in (source, target):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
