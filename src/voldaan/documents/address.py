"""The lines that a postman reads: made from the parts of an address, and checked.

Source: PostNL, "Addressing tips": name, street with house number (or *Postbus* with its
number), postcode and place; one space inside the postcode, two behind it, the place in
capitals; three to six lines. Abroad the country comes last, in capitals.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from voldaan.documents.shapes import Language

#: Between the lines of an address that is kept on one line.
BETWEEN = " · "
#: PostNL's sorting machines read no more.
MOST_LINES = 6
LONGEST_PART = 80

Part = Literal[
    "name", "attention", "care_of", "street", "number", "postcode", "city", "country"
]
Wrong = Literal["missing", "too_long", "not_a_postcode", "not_a_number"]

_POSTCODE = re.compile(r"([1-9][0-9]{3}) ?([A-Z]{2})")
#: Never given out, for what they meant in the war.
_NEVER = frozenset({"SA", "SD", "SS"})
_AT_HOME = frozenset(
    {"", "nl", "nld", "nederland", "netherlands", "the netherlands", "holland"}
)
_HOUSE = re.compile(r"[0-9]")
_BY_WAY_OF: dict[Language, tuple[str, str]] = {
    "nl": ("t.a.v. ", "p/a "),
    "en": ("Attn. ", "c/o "),
}
_DUTCH_LINE = re.compile(r"([1-9][0-9]{3} [A-Z]{2}) (?=\S)")


class BadAddress(ValueError):
    """An address cannot be written on an envelope: ``part`` is ``wrong``."""

    def __init__(self, part: Part, wrong: Wrong) -> None:
        self.part: Part = part
        self.wrong: Wrong = wrong
        super().__init__(f"{part}: {wrong}")


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address; empty text is not there.

    ``attention`` is the person at a company, ``care_of`` with whom somebody stays. A post
    box is a ``street`` "Postbus" with its ``number``. Empty ``country``: the Netherlands.
    """

    name: str
    street: str
    number: str
    postcode: str
    city: str
    country: str = ""
    attention: str = ""
    care_of: str = ""


def lines(address: Address, *, language: Language = "nl") -> tuple[str, ...]:
    """Give the address as three to six lines.

    In the Netherlands a house number and a postcode must be there; abroad they need not,
    for not every country has them. *Choice:* abroad the postcode stands before the place,
    as on the continent; where it belongs elsewhere it can be written into ``city``.

    Raises BadAddress, for the first part from above that is wrong.

    >>> lines(Address("Vink BV", "Kade", "12 b", "3511ab", "Utrecht", attention="Els"))
    ('Vink BV', 't.a.v. Els', 'Kade 12 b', '3511 AB  UTRECHT')
    >>> lines(Address("Vink", "Rue Haute", "3", "1000", "Bruxelles", "België"))
    ('Vink', 'Rue Haute 3', '1000  BRUXELLES', 'BELGIË')
    """
    name, street = _part(address.name, "name"), _part(address.street, "street")
    attention, care_of = (
        _part(address.attention, "attention"),
        _part(address.care_of, "care_of"),
    )
    number, city = _part(address.number, "number"), _part(address.city, "city")
    country = _part(address.country, "country")
    at_home = country.casefold() in _AT_HOME
    _require(name=name, street=street, **({"number": number} if at_home else {}))
    if at_home and not _HOUSE.search(number):
        raise BadAddress("number", "not_a_number")
    postcode = _part(address.postcode, "postcode")
    postcode = dutch_postcode(postcode) if at_home else postcode.upper()
    _require(city=city)
    by_attention, by_care_of = _BY_WAY_OF[language]
    return (
        name,
        *((by_attention + attention,) if attention else ()),
        *((by_care_of + care_of,) if care_of else ()),
        f"{street} {number}".strip(),
        f"{postcode}  {city.upper()}".strip(),
        *(() if at_home else (country.upper(),)),
    )


def dutch_postcode(text: str) -> str:
    """Give a postcode as four digits, a space and two capitals. Raises BadAddress.

    >>> dutch_postcode(" 3511ab ")
    '3511 AB'
    >>> dutch_postcode("0511 AB")
    Traceback (most recent call last):
    ...
    voldaan.documents.address.BadAddress: postcode: not_a_postcode
    """
    plain = _part(text, "postcode").upper()
    if not plain:
        raise BadAddress("postcode", "missing")
    found = _POSTCODE.fullmatch(plain)
    if found is None or found[2] in _NEVER:
        raise BadAddress("postcode", "not_a_postcode")
    return f"{found[1]} {found[2]}"


def street_and_number(text: str) -> tuple[str, str]:
    """Cut a street as people type it into the street and its number, empty when there is none.

    The number begins at the first digit that follows a space; what stands behind it goes along.

    >>> street_and_number("2e Kade 12 b"), street_and_number("Postbus 12")
    (('2e Kade', '12 b'), ('Postbus', '12'))
    >>> street_and_number("Dorpsstraat")
    ('Dorpsstraat', '')
    """
    words = text.split()
    for place, word in enumerate(words):
        if place and word[0].isdigit():
            return " ".join(words[:place]), " ".join(words[place:])
    return " ".join(words), ""


def with_two_spaces(line: str) -> str:
    """Give back the second space behind a Dutch postcode to a line that lost it.

    >>> with_two_spaces("3511 AB UTRECHT")
    '3511 AB  UTRECHT'
    """
    return _DUTCH_LINE.sub(r"\1  ", line, count=1) if _DUTCH_LINE.match(line) else line


def _part(text: str, part: Part) -> str:
    """Give one part on one line. Raises BadAddress."""
    if len(text) > LONGEST_PART:
        raise BadAddress(part, "too_long")
    return " ".join(unicodedata.normalize("NFC", text).split())


def _require(**parts: str) -> None:
    """Raise BadAddress for the first part that is not there."""
    for part, text in parts.items():
        if not text:
            raise BadAddress(part, "missing")  # type: ignore[arg-type]
