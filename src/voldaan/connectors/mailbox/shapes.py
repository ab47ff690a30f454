"""What goes into the connector and what comes out: an account, a place, mails."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

Security = Literal["tls", "starttls", "none"]
Obstacle = Literal[
    "too_large",  # more bytes than one mail may have
    "gone",  # deleted or moved by its owner while we were reading
    "refused",  # the server does not give it, also when it is asked for alone
]

#: Numbers of mails and of folders have 32 bits and are not 0 (RFC 3501, 2.3.1.1).
LARGEST_UID = 2**32 - 1
_FIELD = re.compile(rb"(?m)^([!-9;-~]+)[ \t]*:(.*(?:\r?\n[ \t].*)*)")


class BadAccount(ValueError):
    """An account cannot be right as it stands; ``field`` names what to correct."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


@dataclass(frozen=True, slots=True)
class Account:
    """The mailbox of the owner, usually port 993 with ``tls``, or 143 with ``starttls``.

    ``none`` is for a server on this machine only; anywhere else the password is not said.
    ``folder`` is its name as people write it. ``ca_file`` names a PEM file of the only
    certificates to trust; empty: what the system trusts. ``timeout_seconds`` bounds each
    single wait, ``total_seconds`` the whole conversation. (Looking up the host name is
    bounded by the system.)

    Raises BadAccount.
    """

    host: str
    username: str
    password: str = field(repr=False)
    port: int = 993
    security: Security = "tls"
    folder: str = "INBOX"
    ca_file: str = ""
    timeout_seconds: int = 30
    total_seconds: int = 600

    def __post_init__(self) -> None:
        """Refuse what could only fail later, or could end a line and begin a command."""
        if not _is_host(self.host):
            raise BadAccount("host")
        if not 0 < self.port < 65_536:
            raise BadAccount("port")
        if self.security not in get_args(Security):
            raise BadAccount("security")
        for name in ("username", "password", "folder"):
            if not _is_one_line(getattr(self, name)):
                raise BadAccount(name)
        if not 0 < self.timeout_seconds <= self.total_seconds <= 3_600:
            raise BadAccount("timeout_seconds")


def _is_host(text: str) -> bool:
    """Tell whether this can be the name or number of a machine."""
    try:
        text.encode("idna")
    except UnicodeError:
        return False
    return bool(text) and all(c.isprintable() and not c.isspace() for c in text)


def _is_one_line(text: str) -> bool:
    """Tell whether this is 1 to 500 characters, none of which is a control or half of one."""
    hidden = any(ord(c) < 32 or ord(c) == 127 or 0xD800 <= ord(c) <= 0xDFFF for c in text)
    return 0 < len(text) <= 500 and not hidden


@dataclass(frozen=True, slots=True)
class Place:
    """How far a folder has been read: everything below ``next_uid``.

    A server numbers the mails of a folder upwards and never again (RFC 3501, 2.3.1.1), as long
    as ``uid_validity`` stays the same. Keep it with the mails, in one transaction.
    """

    uid_validity: int
    next_uid: int

    def __post_init__(self) -> None:
        """Refuse numbers that no server gives. Raises ValueError."""
        # One more than the last mail that can be: then the folder is read for ever.
        if not 0 < self.uid_validity <= LARGEST_UID or not 0 < self.next_uid <= LARGEST_UID + 1:
            raise ValueError((self.uid_validity, self.next_uid))


@dataclass(frozen=True, slots=True)
class Headers:
    """Who writes to whom about what, by which to judge whether a mail is about a client.

    ``content`` is as it was sent, only these headers: From, To, Cc, Message-ID, In-Reply-To,
    References, Subject, Date and Auto-Submitted, and no more than the first 32 KiB of them.
    ``size_bytes`` is what the server says of the whole mail.
    """

    uid: int
    size_bytes: int
    received_at: datetime
    content: bytes = field(repr=False)

    def values(self, name: str) -> tuple[str, ...]:
        r"""Give every header of that name, each on one line, otherwise as it was sent.

        >>> from datetime import UTC
        >>> raw = b"To: dirk@dirk.example,\r\n  info@vink.example\r\n\r\n"
        >>> Headers(7, 900, datetime(2026, 10, 14, tzinfo=UTC), raw).values("to")
        ('dirk@dirk.example, info@vink.example',)
        """
        wanted = name.lower().encode("ascii", "replace")
        return tuple(
            " ".join(value.decode("utf-8", "replace").split())
            for found, value in _FIELD.findall(self.content)
            if found.lower() == wanted
        )


@dataclass(frozen=True, slots=True)
class RawMail:
    """One mail as it was sent, byte for byte; ``received_at`` is the server's, in UTC."""

    uid: int
    content: bytes = field(repr=False)
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Skipped:
    """A mail that was wanted and is not there; what is known of it is in ``headers``."""

    uid: int
    why: Obstacle
    headers: Headers


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one look brought, in the order of the server's numbers.

    ``place`` is where the next look begins; ``left`` mails have not been looked at yet.
    ``restarted``: the server has begun to number anew, so it was read again from the first
    day on, and mails may come that came before (their Message-ID tells).
    """

    mails: tuple[RawMail, ...]
    place: Place
    left: int
    skipped: tuple[Skipped, ...] = ()
    restarted: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """What a mailbox offers, for the page where it is set up.

    ``idle``: the server says by itself when a mail arrives; else we look every so often.
    """

    encrypted: bool
    idle: bool
    messages: int
