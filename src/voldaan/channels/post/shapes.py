"""What goes into the channel and what comes out; what any letter service must be able to do."""

import ipaddress
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol
from urllib.parse import SplitResult, urlsplit

#: How far a letter is, as a service tells.
Progress = Literal["accepted", "printed", "posted", "returned", "cancelled"]

_KEY = re.compile(r"[!-~]{1,500}")
_LETTER_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{6,62}[A-Za-z0-9]")
_COUNTRY = re.compile(r"[A-Z]{2}")
_HOST = re.compile(r"[A-Za-z0-9.:-]{1,253}")
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)*/?")
_MOST_LINES = 6
_LONGEST_LINE = 200


class BadAccount(ValueError):
    """An account cannot be right as it stands; ``field`` names what to correct."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


class BadOutgoing(ValueError):
    """A letter cannot be handed over as it stands; ``field`` names what is wrong."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


@dataclass(frozen=True, slots=True)
class Account:
    """The owner's account at a letter service.

    ``url`` begins with ``https://``; plain ``http://`` is taken on this machine only, for the
    key would travel in the clear. ``timeout_seconds`` bounds each single wait,
    ``total_seconds`` the whole: the first half is for handing over, the rest for the answer.
    ``ca_file`` names a PEM file of the only certificates to trust; empty: what the system
    trusts.

    Raises BadAccount.
    """

    url: str
    key: str = field(repr=False)
    timeout_seconds: float = 30
    total_seconds: float = 120
    ca_file: str = ""

    def __post_init__(self) -> None:
        """Refuse what could only fail later with a less clear reason."""
        if not _is_safe(self.url):
            raise BadAccount("url")
        if not _KEY.fullmatch(self.key):
            raise BadAccount("key")
        if not 0 < self.timeout_seconds <= self.total_seconds:
            raise BadAccount("timeout_seconds")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One finished letter. The address also stands in the window of the PDF.

    ``letter_id`` (8 to 64 letters, digits, dots, hyphens or underscores) is used for this one
    letter and never again: it is how a repeat is known. ``country`` is of ISO 3166-1, two
    capitals.

    Raises BadOutgoing.
    """

    letter_id: str
    pdf: bytes = field(repr=False)
    address_lines: tuple[str, ...]
    country: str = "NL"
    both_sides: bool = True
    colour: bool = False

    def __post_init__(self) -> None:
        """Refuse what no service can post."""
        if not _LETTER_ID.fullmatch(self.letter_id) or ".." in self.letter_id:
            raise BadOutgoing("letter_id")
        if not self.pdf.startswith(b"%PDF-"):
            raise BadOutgoing("pdf")
        if not 0 < len(self.address_lines) <= _MOST_LINES or not all(
            0 < len(line) <= _LONGEST_LINE and line.isprintable() for line in self.address_lines
        ):
            raise BadOutgoing("address_lines")
        if not _COUNTRY.fullmatch(self.country):
            raise BadOutgoing("country")


@dataclass(frozen=True, slots=True)
class Receipt:
    """The service has accepted the letter and will print it.

    ``reference`` is the service's own name for it, ``cost_cents`` what it charges,
    ``expected_on`` the day on which it expects delivery (None: it does not say).
    """

    letter_id: str
    reference: str
    cost_cents: int
    expected_on: date | None


@dataclass(frozen=True, slots=True)
class Status:
    """How far a letter is; ``on`` is the day of that step where the service names it."""

    reference: str
    progress: Progress
    on: date | None


class LetterService(Protocol):
    """What prints and posts letters for the owner."""

    def hand_over(self, letter: Outgoing) -> Receipt:
        """Hand one letter over, once. The same letter id never prints twice.

        Raises SendFailed (certainly not accepted), SendUnsure (nobody knows).
        """

    def status(self, reference: str) -> Status:
        """Ask how far a letter is. Raises NoStatus."""


def _is_safe(url: str) -> bool:
    """Tell whether the key may travel to this address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    # Checked on what was given: the parser quietly drops line breaks and outer spaces.
    if not re.fullmatch(r"[!-~]+", url) or re.search(r"[@?#]", url) or port == 0:
        return False
    if not _HOST.fullmatch(parts.hostname or "") or not _PATH.fullmatch(parts.path):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_here(parts))


def _is_here(parts: SplitResult) -> bool:
    """Tell whether the address is this machine, by its number."""
    try:
        return ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False
