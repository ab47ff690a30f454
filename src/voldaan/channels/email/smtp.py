"""Send one message through the owner's mail server, and know for certain how it ended.

A mail server takes a message over at one moment: when it has read the line with only a dot
and says yes (RFC 5321, 4.1.1.4). Before we hand over that dot nothing can have been sent.
After it, without an answer, nobody on this side can know.
"""

import base64
import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Literal

from voldaan.channels.email import addresses, message
from voldaan.channels.email.connection import Connection, Nonsense
from voldaan.channels.email.shapes import Account, Outgoing

Failure = Literal[
    "host_unknown",  # no such name, or the name cannot be looked up now
    "connection_refused",  # nobody listens there
    "connection_lost",  # or never made: unreachable, closed halfway
    "timeout",
    "certificate",  # the server cannot prove who it is
    "ca_file",  # the file with trusted certificates cannot be read
    "tls",  # encryption fails for another reason, such as the wrong port
    "tls_not_offered",
    "password_in_clear",  # refused by us: others could read the password
    "login_not_offered",  # no way to log in with a name and a password
    "login_refused",
    "server_unwilling",  # turned away at the door
    "sender_refused",
    "recipient_refused",
    "message_refused",
    "too_large",
    "needs_smtputf8",  # letters outside ASCII before the @, and the server cannot
    "protocol",  # this is not a mail server, or a broken one
]
Doubt = Literal["timeout", "connection_lost", "protocol"]

_NEVER_BY_ITSELF = frozenset(
    {"certificate", "ca_file", "tls_not_offered", "password_in_clear", "login_not_offered",
     "too_large", "needs_smtputf8"}
)  # fmt: skip
_LONGEST_TEXT = 500


class SendFailed(Exception):
    """The message was certainly not sent.

    ``permanent``: trying again helps only after somebody has changed something.
    ``smtp_code`` and ``server_text`` are the server's answer, where there was one;
    the text is cleaned and cut, but it is the server's and may name addresses.
    """

    def __init__(
        self,
        reason: Failure,
        *,
        permanent: bool | None = None,
        smtp_code: int | None = None,
        server_text: str = "",
    ) -> None:
        self.reason: Failure = reason
        self.permanent = reason in _NEVER_BY_ITSELF if permanent is None else permanent
        self.smtp_code = smtp_code
        self.server_text = _clean(server_text)
        super().__init__(f"{reason} {smtp_code or ''} {self.server_text}".strip())


class SendUnsure(Exception):
    """The message may have been sent; never send it again without a person looking."""

    def __init__(self, reason: Doubt, *, server_text: str = "") -> None:
        self.reason: Doubt = reason
        self.server_text = _clean(server_text)
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The server has taken the message over; ``reply`` is what it said, for its log."""

    message_id: str
    reply: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a server said of itself after a login without sending.

    ``largest_bytes`` is None when it names no limit.
    """

    encrypted: bool
    logged_in: bool
    largest_bytes: int | None
    smtputf8: bool


def send(outgoing: Outgoing, *, account: Account) -> Receipt:
    """Send the message once, to its one receiver.

    Raises SendFailed (certainly not sent), SendUnsure (nobody knows), or, before any
    server is spoken to, BadMessage.
    """
    made = message.build(outgoing)
    content = bytes(made)
    with _conversation(account) as connection:
        _envelope(connection, outgoing, size=len(content))
        _hand_over(connection, content)
        reply = _last_word(connection)
        return Receipt(outgoing.message_id, reply)


def check(account: Account) -> Checked:
    """Connect, encrypt and log in as :func:`send` would, and send nothing.

    Raises SendFailed.
    """
    with _conversation(account) as connection:
        return Checked(
            encrypted=connection.is_encrypted,
            logged_in=bool(account.username),
            largest_bytes=_largest(connection),
            smtputf8=connection.has_extn("smtputf8"),
        )


@contextmanager
def _conversation(account: Account) -> Iterator[Connection]:
    """Open, encrypt, log in; leave politely when all went well, and close in any case."""
    connection = Connection(account)
    try:
        with _named("server_unwilling"):
            context = _trust(account)
            connection.open(account, context)
            connection.ehlo_or_helo_if_needed()
            if account.security == "starttls":
                connection.encrypt(context)
        if account.username:
            with _named("login_refused"):
                _log_in(connection, account)
        yield connection
        with suppress(OSError):  # it is done; how they say goodbye changes nothing
            connection.putcmd("QUIT")
    finally:
        connection.close()


def _trust(account: Account) -> ssl.SSLContext:
    """Give the rules by which the server must prove who it is. Raises SendFailed."""
    try:
        return ssl.create_default_context(cafile=account.ca_file or None)
    except (OSError, ValueError) as error:
        raise SendFailed("ca_file", server_text=str(error)) from error


def _log_in(connection: Connection, account: Account) -> None:
    """Log in, in one attempt: repeated wrong passwords lock mailboxes. Raises SendFailed."""
    if not (connection.is_encrypted or connection.stays_on_this_machine):
        raise SendFailed("password_in_clear")
    offered = connection.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" in offered:
        answer = connection.docmd(
            "AUTH", "PLAIN " + _base64(f"\0{account.username}\0{account.password}")
        )
    elif "LOGIN" in offered:
        answer = connection.docmd("AUTH", "LOGIN")
        for text in (account.username, account.password):
            answer = connection.docmd(_base64(text)) if answer[0] == 334 else answer
    else:
        raise SendFailed("login_not_offered", server_text=" ".join(offered))
    _expect(answer, {235}, "login_refused")


def _envelope(connection: Connection, outgoing: Outgoing, *, size: int) -> None:
    """Name sender and receiver, and get leave to hand over. Raises SendFailed."""
    options = ""
    if message.needs_smtputf8(outgoing):
        if not connection.has_extn("smtputf8"):
            raise SendFailed("needs_smtputf8")
        connection.command_encoding = "utf-8"
        options += " SMTPUTF8 BODY=8BITMIME"
    if connection.has_extn("size"):
        largest = _largest(connection)
        if largest is not None and size > largest:
            raise SendFailed("too_large", server_text=f"SIZE {largest}")
        options += f" SIZE={size}"
    sender, receiver = map(addresses.as_ascii, (outgoing.from_address, outgoing.to_address))
    with _named("sender_refused"):
        _expect(connection.docmd("MAIL", f"FROM:<{sender}>{options}"), {250}, "sender_refused")
    with _named("recipient_refused"):
        _expect(connection.docmd("RCPT", f"TO:<{receiver}>"), {250, 251, 252},
                "recipient_refused")  # fmt: skip


def _hand_over(connection: Connection, content: bytes) -> None:
    """Hand over everything but the final dot, so nothing can have been sent yet.

    Raises SendFailed.
    """
    stuffed = re.sub(rb"(?m)^\.", b"..", content)
    with _named("message_refused"):
        _expect(connection.docmd("DATA"), {354}, "message_refused")
        connection.send(stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n")
        if connection.spoke_early():
            code, text = connection.getreply()
            _expect((code, text), set(), "message_refused")
        connection.wait_until_the_end()


def _last_word(connection: Connection) -> str:
    """Hand over the final dot and give the server's yes. Raises SendFailed, SendUnsure."""
    try:
        connection.send(b".\r\n")
        code, text = connection.getreply()
    except TimeoutError as error:
        raise SendUnsure("timeout") from error
    except Nonsense as error:
        raise SendUnsure("protocol", server_text=str(error)) from error
    except OSError as error:
        raise SendUnsure("connection_lost", server_text=str(error)) from error
    reply = _clean(f"{code} {text.decode('utf-8', 'replace')}")
    if 300 <= code < 400:
        raise SendUnsure("protocol", server_text=reply)
    if code >= 400:
        _expect((code, text), set(), "message_refused")
    return reply


def _expect(answer: tuple[int, bytes], wanted: set[int], reason: Failure) -> None:
    """Raise SendFailed for any other answer; a 5 at its front means that it stays so."""
    code, text = answer
    if code in wanted:
        return
    words = text.decode("utf-8", "replace")
    if code < 400:
        raise SendFailed("protocol", smtp_code=code, server_text=words)
    raise SendFailed(reason, permanent=code >= 500, smtp_code=code, server_text=words)


@contextmanager
def _named(refused: Failure) -> Iterator[None]:
    """Turn what breaks before the final dot into a SendFailed that says what happened."""
    try:
        yield
    except smtplib.SMTPNotSupportedError as error:
        raise SendFailed("tls_not_offered") from error
    except smtplib.SMTPResponseException as error:
        text = error.smtp_error
        words = text if isinstance(text, bytes) else str(text).encode()
        _expect((error.smtp_code, words), set(), refused)
    except smtplib.SMTPException as error:
        raise SendFailed("protocol", server_text=str(error)) from error
    except OSError as error:
        raise SendFailed(_what_broke(error), server_text=str(error)) from error


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


def _largest(connection: Connection) -> int | None:
    """Give the size limit that the server states (RFC 1870); 0 or no number is no limit."""
    stated = connection.esmtp_features.get("size", "").strip()
    is_number = stated.isascii() and stated.isdigit() and len(stated) < 20
    return (int(stated) if is_number else 0) or None


def _base64(text: str) -> str:
    """Give the text as AUTH wants it."""
    return base64.b64encode(text.encode()).decode("ascii")


def _clean(text: str) -> str:
    """Give a server's words on one line, without control characters, within 500 characters."""
    spaced = "".join(c if c.isprintable() else " " for c in text[: 2 * _LONGEST_TEXT])
    return " ".join(spaced.split())[:_LONGEST_TEXT]
