"""What goes into the channel: the business account, and one finished message."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from voldaan.channels.https import Server, is_secret
from voldaan.channels.phone.numbers import NotANumber, parse

#: How long after the client's last words free text may be sent (customer service window).
WINDOW = timedelta(hours=24)
LONGEST_TEXT = 4_096
LONGEST_PARAMETER = 1_024
MOST_PARAMETERS = 20

_TEMPLATE = re.compile(r"[a-z0-9_]{1,512}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:_[A-Z]{2})?")
_KEY = re.compile(r"[A-Za-z0-9._:-]{1,100}")
_PHONE_ID = re.compile(r"[0-9]{1,32}")
_VERSION = re.compile(r"v[0-9]{1,3}\.[0-9]{1,2}")

How = Literal[
    "asked",  # the client said yes when asked
    "agreed",  # it stands in what both signed
    "wrote_first",  # the client began on this channel
]


class BadAccount(ValueError):
    """An account cannot be right as it stands; ``field`` names what to correct."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


class BadMessage(ValueError):
    """A message cannot be sent as it stands; ``field`` names what to correct."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


class NoOptIn(Exception):
    """The client has not agreed to messages on this number; nothing was sent."""


class WindowClosed(Exception):
    """Free text may not be sent now, only a template; ``last_heard_at`` is what was known."""

    def __init__(self, last_heard_at: datetime | None) -> None:
        self.last_heard_at = last_heard_at
        super().__init__(last_heard_at)


@dataclass(frozen=True, slots=True)
class Account:
    """The owner's business number at the Cloud API.

    ``phone_number_id`` is the service's id of the number, not the number. ``token`` is a
    permanent one of a system user. ``version`` is that of the interface.

    Raises BadAccount.
    """

    phone_number_id: str
    token: str = field(repr=False)
    version: str = "v24.0"
    server: Server = field(default_factory=lambda: Server("graph.facebook.com"))

    def __post_init__(self) -> None:
        """Refuse what could only fail later with a less clear reason."""
        if not _PHONE_ID.fullmatch(self.phone_number_id):
            raise BadAccount("phone_number_id")
        if not is_secret(self.token):
            raise BadAccount("token")
        if not _VERSION.fullmatch(self.version):
            raise BadAccount("version")


@dataclass(frozen=True, slots=True)
class OptIn:
    """The client's consent to messages on ``number`` (E.164), given at an aware moment.

    Consent that was taken back is no OptIn: the caller gives None.
    """

    number: str
    given_at: datetime
    how: How


@dataclass(frozen=True, slots=True)
class Template:
    """A text that the service has approved, with what fills its numbered places.

    ``language`` is like ``nl`` or ``en_US``, exactly as it was approved.
    """

    name: str
    language: str
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FreeText:
    """Words of our own, allowed only within the window."""

    text: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One finished message to one number.

    ``to`` is E.164, ``at`` the aware moment of sending, ``last_heard_at`` when the client
    last wrote on this channel. ``key`` is our own name for the message; the reports bring it
    back.
    """

    to: str
    content: Template | FreeText
    at: datetime
    key: str
    opt_in: OptIn | None
    last_heard_at: datetime | None = None


def check(outgoing: Outgoing) -> None:
    """Refuse what may not or cannot be sent.

    Raises BadMessage, NoOptIn, WindowClosed.
    """
    _check_facts(outgoing)
    consent = outgoing.opt_in
    if consent is None or consent.number != outgoing.to or consent.given_at > outgoing.at:
        raise NoOptIn
    if isinstance(outgoing.content, Template):
        _check_template(outgoing.content)
        return
    text = outgoing.content.text
    if not text.strip() or len(text) > LONGEST_TEXT or not _is_sendable(text):
        raise BadMessage("text")
    heard = outgoing.last_heard_at
    # Words from the future are a mistake of somebody's clock, not an open window.
    if heard is None or not timedelta(0) <= outgoing.at - heard < WINDOW:
        raise WindowClosed(heard)


def _check_facts(outgoing: Outgoing) -> None:
    """Look at everything but the words. Raises BadMessage."""
    try:
        number = parse(outgoing.to)
    except NotANumber:
        raise BadMessage("to") from None
    if number.e164 != outgoing.to or not number.may_get_texts:
        raise BadMessage("to")
    if not _KEY.fullmatch(outgoing.key):
        raise BadMessage("key")
    consent = outgoing.opt_in
    moments = (outgoing.at, outgoing.last_heard_at, consent.given_at if consent else None)
    if any(moment is not None and moment.tzinfo is None for moment in moments):
        raise BadMessage("at")


def _check_template(template: Template) -> None:
    """Look at name, language and what fills the places. Raises BadMessage.

    The service refuses line ends, tabs and more than four spaces in a parameter (132007).
    """
    if not _TEMPLATE.fullmatch(template.name):
        raise BadMessage("name")
    if not _LANGUAGE.fullmatch(template.language):
        raise BadMessage("language")
    if len(template.parameters) > MOST_PARAMETERS:
        raise BadMessage("parameters")
    for text in template.parameters:
        if not text.strip() or len(text) > LONGEST_PARAMETER or not _is_sendable(text):
            raise BadMessage("parameters")
        if "     " in text or any(sign in text for sign in "\r\n\t"):
            raise BadMessage("parameters")


def _is_sendable(text: str) -> bool:
    """Tell whether every sign can travel as UTF-8 and means something on a screen."""
    return not any(
        "\ud800" <= sign <= "\udfff" or (sign < " " and sign not in "\r\n\t") or sign == "\x7f"
        for sign in text
    )
