"""The one way in which reading a mailbox fails, and its reasons."""

import socket
import ssl
from typing import Literal

Reason = Literal[
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
    "no_such_folder",
    "server_unwilling",  # the server said goodbye, at the door or halfway
    "refused",  # the folder is open, and a question about it is answered with no
    "too_large",  # the server says more than was asked for, or without end
    "protocol",  # this is not a mailbox, or a broken one
]

_NEVER_BY_ITSELF = frozenset(
    {"certificate", "ca_file", "tls_not_offered", "password_in_clear", "login_not_offered",
     "login_refused", "no_such_folder"}
)  # fmt: skip
#: With these in its answer a server means "not now" (RFC 5530; the last is Gmail's).
_FOR_NOW = frozenset({"UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "OVERQUOTA"})
_LONGEST_TEXT = 500


class MailboxFailed(Exception):
    """The mailbox could not be read; nothing in it has changed.

    ``permanent``: trying again helps only after somebody has changed something.
    ``server_text`` is what the server said, where it did; the text is cleaned and cut, but it
    is the server's and may name addresses. The password is never in it.
    """

    def __init__(
        self, reason: Reason, *, permanent: bool | None = None, server_text: str = ""
    ) -> None:
        self.reason: Reason = reason
        self.permanent = reason in _NEVER_BY_ITSELF if permanent is None else permanent
        self.server_text = _clean(server_text)
        super().__init__(f"{reason} {self.server_text}".strip())


def refusal(reason: Reason, *, code: str, server_text: str) -> MailboxFailed:
    """Give the failure for a no of the server; ``code`` may say that it is for now only."""
    permanent = False if code in _FOR_NOW else None
    return MailboxFailed(reason, permanent=permanent, server_text=server_text)


def from_system(error: OSError) -> MailboxFailed:
    """Give the failure for what the network or the encryption reports."""
    kinds: tuple[tuple[type[OSError], Reason], ...] = (
        (socket.gaierror, "host_unknown"),
        (ssl.SSLCertVerificationError, "certificate"),
        (ssl.SSLEOFError, "connection_lost"),
        (ssl.SSLZeroReturnError, "connection_lost"),
        (ssl.SSLError, "tls"),
        (TimeoutError, "timeout"),
        (ConnectionRefusedError, "connection_refused"),
    )
    names = (name for kind, name in kinds if isinstance(error, kind))
    reason: Reason = next(names, "connection_lost")
    return MailboxFailed(reason, server_text=str(error))


def _clean(text: str) -> str:
    """Give a server's words on one line, without control characters, within 500 characters."""
    spaced = "".join(c if c.isprintable() else " " for c in text[: 2 * _LONGEST_TEXT])
    return " ".join(spaced.split())[:_LONGEST_TEXT]
