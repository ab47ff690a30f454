"""What goes into the channel: the owner's mail server, and one finished message."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

Security = Literal["starttls", "ssl", "none"]


class BadAccount(ValueError):
    """An account cannot be right as it stands; ``field`` names what to correct."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


@dataclass(frozen=True, slots=True)
class Account:
    """The mail server that the owner sends through, usually port 587 with ``starttls``.

    Without ``username`` nobody logs in. ``timeout_seconds`` bounds each single wait,
    ``total_seconds`` the whole conversation: the first half is for handing the message over,
    what is left for the last answer, before which a server may be looking for viruses.
    (Looking up the host name is bounded by the system.)
    ``ca_file`` names a PEM file of the only certificates to trust, for a server with a
    certificate of its own; empty: what the system trusts.

    Raises BadAccount.
    """

    host: str
    port: int = 587
    security: Security = "starttls"
    username: str = ""
    password: str = field(default="", repr=False)
    timeout_seconds: float = 30
    total_seconds: float = 600
    ca_file: str = ""

    def __post_init__(self) -> None:
        """Refuse what could only fail later with a less clear reason."""
        if not _is_host(self.host):
            raise BadAccount("host")
        if not 0 < self.port < 65_536:
            raise BadAccount("port")
        if self.security not in get_args(Security):
            raise BadAccount("security")
        if any(c == "\0" or 0xD800 <= ord(c) <= 0xDFFF for c in self.username + self.password):
            raise BadAccount("password")
        if not 0 < self.timeout_seconds <= self.total_seconds:
            raise BadAccount("timeout_seconds")


def _is_host(text: str) -> bool:
    """Tell whether this can be the name or number of a machine."""
    try:
        text.encode("idna")
    except UnicodeError:
        return False
    return bool(text) and all(c.isprintable() and not c.isspace() for c in text)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along; ``content_type`` is like ``application/pdf``."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One finished message to one person.

    ``message_id`` (from :func:`~voldaan.channels.email.message.new_message_id`) and the ids in
    ``in_reply_to`` and ``references`` stand with their angle brackets. ``at`` is an aware
    moment and becomes the Date. Empty ``reply_to``: answers go to ``from_address``.
    Empty ``body_html``: plain text only.
    """

    message_id: str
    from_name: str
    from_address: str
    to_name: str
    to_address: str
    subject: str
    body_text: str
    at: datetime
    body_html: str = ""
    reply_to: str = ""
    attachments: tuple[Attachment, ...] = ()
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
