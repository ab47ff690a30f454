"""A real mail server on this machine that fails when told to, for every test that sends.

    with SmtpServer(security="starttls", users={"anna": "geheim"}) as server:
        server.fault("rcpt", "450 4.2.1 Mailbox busy", times=1)
        ...send with server.account()...
        assert [message.rcpt_to for message in server.messages] == [["dirk@dirk.example"]]

Moments: ``connect ehlo starttls auth mail rcpt data mid_data dot quit``. A fault is an answer
("550 No such mailbox"; at ``dot`` one that begins with a 2 still keeps the message), or

``close``   hang up (at ``dot``: the message is kept, the answer never comes);
``drop``    hang up, and at ``dot`` forget the message;
``hang``    say nothing for ever (at ``dot``: the message is kept);
``drip``    say one letter at a time, and never the end of a line.
"""

# ruff: noqa: N802 — the server library finds its commands by these names

import asyncio
import atexit
import functools
import ipaddress
import shutil
import socket
import ssl
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Literal, Self

import pytest
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from voldaan.channels.email.shapes import Account, Security

Moment = Literal[
    "connect", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "mid_data", "dot", "quit"
]
_EVER = 3_600


@dataclass(frozen=True)
class Received:
    """One message that the server has kept; ``login`` is who had logged in."""

    mail_from: str
    rcpt_to: list[str]
    content: bytes
    login: str | None

    @property
    def email(self) -> EmailMessage:
        """The message as a mail program reads it."""
        return message_from_bytes(self.content, policy=policy.default)


class SmtpServer:
    """Listens on a free port of 127.0.0.1 between ``with`` and its end."""

    def __init__(
        self,
        *,
        security: Security = "none",
        users: dict[str, str] | None = None,
        without_login: tuple[str, ...] = (),
        largest_bytes: int = 33_554_432,
        smtputf8: bool = True,
    ) -> None:
        self.messages: list[Received] = []
        self.commands: list[str] = []
        self.security = security
        self.users = users or {}
        self.answer_after_seconds: float = 0
        self._transports: list[asyncio.WriteTransport] = []
        self._faults: dict[str, list[str]] = {}
        self._options: dict[str, Any] = {
            "auth_exclude_mechanism": without_login,
            "data_size_limit": largest_bytes,
            "enable_SMTPUTF8": smtputf8,
            "hostname": "mail.test",
            "tls_context": _server_context() if security == "starttls" else None,
            "auth_require_tls": security == "starttls",
        }
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.port = 0

    def fault(self, moment: Moment, what: str, *, times: int = 1_000_000) -> None:
        """Fail at ``moment`` in this way, the next ``times`` times only."""
        self._faults.setdefault(moment, []).extend([what] * min(times, 1_000))

    def account(self, **changes: Any) -> Account:
        """Give the account of the first user here, with short waits and ``changes``."""
        username, password = next(iter(self.users.items()), ("", ""))
        facts = {
            "host": "127.0.0.1",
            "port": self.port,
            "security": self.security,
            "username": username,
            "password": password,
            "timeout_seconds": 2,
            "total_seconds": 8,
            "ca_file": str(certificates() / "ca.pem"),
        }
        return Account(**(facts | changes))

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(5)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _open(self) -> None:
        context = _server_context() if self.security == "ssl" else None
        door = socket.create_server(("127.0.0.1", 0))
        # Else the system would take megabytes in on behalf of a server that hangs.
        door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        self._listening = await self._loop.create_server(
            lambda: _Session(self, loop=self._loop, **self._options), sock=door, ssl=context
        )
        self.port = self._listening.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        self._listening.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for transport in self._transports:
            transport.abort()
        for _ in range(3):  # each layer of a connection closes one turn later
            await asyncio.sleep(0)

    def _next_fault(self, moment: str) -> str | None:
        self.commands.append(moment)
        waiting = self._faults.get(moment)
        return waiting.pop(0) if waiting else None

    def _authenticate(self, session: Any, login: Any) -> AuthResult:
        name, password = login.login.decode(), login.password.decode()
        session.name = name
        return AuthResult(success=self.users.get(name) == password, handled=False)


class _Session(SMTP):
    """One conversation, with the faults of its server."""

    def __init__(self, server: SmtpServer, **options: Any) -> None:
        self._server = server
        super().__init__(
            self,
            authenticator=lambda _, session, __, ___, login: server._authenticate(
                session, login
            ),
            **options,
        )

    def connection_made(self, transport: Any) -> None:
        self._server._transports.append(transport)
        open_socket = transport.get_extra_info("socket")
        open_socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # 40 ms per greeting
        super().connection_made(transport)

    async def _struck(self, moment: str) -> bool:
        what = self._server._next_fault(moment)
        if what in {"close", "drop"}:
            self.transport.close()
            await asyncio.sleep(_EVER)  # ends when the connection is gone
        if what == "hang":
            await asyncio.sleep(_EVER)
        while what == "drip":
            self._writer.write(b"2")
            await asyncio.sleep(0.02)
        if what is not None:
            await self.push(what)
        return what is not None

    async def _handle_client(self) -> None:
        if await self._struck("connect"):
            self.transport.close()
        else:
            await super()._handle_client()

    async def smtp_EHLO(self, hostname: str) -> None:
        if not await self._struck("ehlo"):
            await super().smtp_EHLO(hostname)

    async def smtp_STARTTLS(self, arg: str) -> None:
        if not await self._struck("starttls"):
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg: str) -> None:
        if not await self._struck("auth"):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str | None) -> None:
        if self._server.users and not self.session.authenticated:
            await self.push("530 5.7.0 Authentication required")
        elif not await self._struck("mail"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:
        if not await self._struck("rcpt"):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:
        if await self._struck("data"):
            return
        if self._server._faults.get("mid_data"):
            await self.push("354 Go on")
            await self._reader.read(100)
            await self._struck("mid_data")
            return
        await super().smtp_DATA(arg)

    async def smtp_QUIT(self, arg: str) -> None:
        if not await self._struck("quit"):
            await super().smtp_QUIT(arg)

    async def handle_DATA(self, _: Any, session: Any, envelope: Any) -> str:
        """Keep the message, or do as told."""
        what = (self._server._faults.get("dot") or [""])[0]
        if what[:1] not in {"4", "5"} and what != "drop":
            name = getattr(session, "name", None)
            self._server.messages.append(
                Received(envelope.mail_from, envelope.rcpt_tos, envelope.content, name)
            )
        if what[:1].isdigit():
            self._server._next_fault("dot")
            return what
        await self._struck("dot")
        await asyncio.sleep(self._server.answer_after_seconds)
        return "250 2.0.0 Queued as 4711"


def certificates() -> Path:
    """Give a folder with ``ca.pem`` (to trust), ``server.pem`` (key and certificate)."""
    return _certificates()


@functools.cache
def _certificates() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="voldaan-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    root_key, key = (
        ec.generate_private_key(ec.SECP256R1()),
        ec.generate_private_key(ec.SECP256R1()),
    )
    root = _certificate("Test root", root_key, "Test root", root_key, is_root=True)
    leaf = _certificate("127.0.0.1", key, "Test root", root_key, is_root=False)
    (folder / "ca.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    (folder / "server.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + leaf.public_bytes(serialization.Encoding.PEM)
    )
    return folder


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    is_root: bool,
) -> x509.Certificate:
    """Give a certificate for 127.0.0.1 (not for "localhost") that strict rules accept."""
    usage = dict.fromkeys(
        ["content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
         "encipher_only", "decipher_only"], False
    )  # fmt: skip
    extensions: list[tuple[x509.ExtensionType, bool]] = [
        (x509.BasicConstraints(ca=is_root, path_length=None), True),
        (x509.KeyUsage(True, key_cert_sign=is_root, crl_sign=is_root, **usage), True),
        (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), False),
    ]
    if not is_root:
        address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
        extensions.append((x509.SubjectAlternativeName([address]), False))
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(issuer_key, hashes.SHA256())


@functools.cache
def _server_context() -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificates() / "server.pem")
    return context


@pytest.fixture
def smtp_server() -> Iterator[SmtpServer]:
    """A mail server without encryption, where Anna logs in."""
    with SmtpServer(users={"anna": "geheim €"}) as server:
        yield server
