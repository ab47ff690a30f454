"""What goes into the channel: the account at the gateway, and one finished message."""

import re
from dataclasses import dataclass, field

from voldaan.channels.https import Server, is_secret
from voldaan.channels.phone.numbers import NotANumber, parse
from voldaan.channels.sms import parts
from voldaan.money import Cents, to_cents

#: More than this is a letter; the gateway takes no more either.
MOST_PARTS = 8

_SENDER = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9](?:[A-Za-z0-9 ]{0,9}[A-Za-z0-9])?")
_KEY = re.compile(r"[A-Za-z0-9]{1,32}")
_DEAREST = 1_000_000


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


@dataclass(frozen=True, slots=True)
class Account:
    """The owner's account at the gateway.

    ``sender`` is the name that the telephone shows: at most 11 letters, digits and spaces,
    with a letter in it; nobody can answer to it. ``part_price`` is what one part costs, in
    hundredths of a cent because gateways price so (675 is 6.75 cents); None when unknown.

    Raises BadAccount.
    """

    api_key: str = field(repr=False)
    sender: str
    part_price: int | None = None
    server: Server = field(default_factory=lambda: Server("gw.messaging.cm.com"))

    def __post_init__(self) -> None:
        """Refuse what could only fail later with a less clear reason."""
        if not is_secret(self.api_key):
            raise BadAccount("api_key")
        if not _SENDER.fullmatch(self.sender):
            raise BadAccount("sender")
        if self.part_price is not None and not 0 <= self.part_price <= _DEAREST:
            raise BadAccount("part_price")

    def cost_cents(self, count: int) -> Cents | None:
        """Give what so many parts cost, rounded up once, or None without a price.

        >>> Account("k", "Anna", part_price=675).cost_cents(2)
        14
        """
        if self.part_price is None:
            return None
        return to_cents(count * self.part_price, 100, rounding="up")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One finished message to one mobile number.

    ``to`` is E.164. ``key`` is our own name for it, 1 to 32 letters and digits, another for
    every message: by it the gateway knows a message again, and so do its reports.
    """

    to: str
    text: str
    key: str


def check(outgoing: Outgoing) -> parts.Parts:
    """Refuse what cannot be sent, and give how it is cut.

    Raises BadMessage.
    """
    try:
        number = parse(outgoing.to)
    except NotANumber:
        raise BadMessage("to") from None
    if number.e164 != outgoing.to or not number.may_get_texts:
        raise BadMessage("to")
    if not _KEY.fullmatch(outgoing.key):
        raise BadMessage("key")
    text = outgoing.text
    if not text.strip() or not all(sign == "\n" or sign.isprintable() for sign in text):
        raise BadMessage("text")
    if len(text) > MOST_PARTS * 153:  # before it is cut
        raise BadMessage("text")
    cut = parts.split(text)
    if cut.count > MOST_PARTS:
        raise BadMessage("text")
    return cut
