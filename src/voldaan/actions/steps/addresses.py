"""Where a step goes on each channel: an address in the one form in which it is compared.

Pure: facts of a client in, text out. Empty text: no address that can be used; the owner is
told so on the card and may correct it. A message keeps this text, and just before it leaves
it must still be the same.
"""

from collections.abc import Iterator
from typing import cast

from voldaan.books.queries.sending.ways import Ways
from voldaan.channels.linkedin.step import NotAProfile, profile_link
from voldaan.channels.phone.numbers import NotANumber, parse
from voldaan.documents import countries
from voldaan.documents.address import BETWEEN, Address, BadAddress, lines, street_and_number
from voldaan.documents.shapes import Language
from voldaan.wording.shapes import Recipient

#: A message keeps no more.
LONGEST = 254


def address_of(channel: str, *, to: Recipient, ways: Ways | None) -> str:
    """Give where a message on this channel goes: e-mail, E.164, profile, lines of an address.

    >>> vink = Ways("Vink BV", street="Kade 12", postcode="3511ab", city="Utrecht",
    ...             phones=("020 1234567", "06-12345678"))
    >>> address_of("whatsapp", to=Recipient(), ways=vink)
    '+31612345678'
    >>> address_of("post", to=Recipient(), ways=vink)
    'Vink BV · Kade 12 · 3511 AB  UTRECHT'
    """
    if channel == "email":
        return to.email
    if ways is None:
        return ""
    if channel == "post":
        try:
            return BETWEEN.join(post_lines(ways))
        except BadAddress:
            return ""
    found = _profiles(ways) if channel == "linkedin" else _mobiles(ways)
    return next(found, "")


def post_lines(ways: Ways) -> tuple[str, ...]:
    """Give the lines for the window of an envelope. Raises BadAddress."""
    street, number = street_and_number(ways.street)
    language = cast("Language", ways.language)
    person = next((name for name in ways.people if name != ways.name), "")
    at_home = ways.country == "NL"
    made = lines(
        Address(
            ways.name,
            street,
            number,
            ways.postcode,
            ways.city,
            "" if at_home else countries.name(ways.country, language),
            attention=person,
        ),
        language=language,
    )
    if len(BETWEEN.join(made)) > LONGEST:
        raise BadAddress("name", "too_long")
    return made


def _mobiles(ways: Ways) -> Iterator[str]:
    """Give the numbers on which a text can arrive."""
    for text in ways.phones:
        try:
            number = parse(text)
        except NotANumber:
            continue
        if number.may_get_texts:
            yield number.e164


def _profiles(ways: Ways) -> Iterator[str]:
    """Give the profiles of people, in the one form."""
    for text in ways.profiles:
        try:
            yield profile_link(text)
        except NotAProfile:
            continue
