"""Which texts are one telephone number, and how it is written and dialled.

The notation is given, never guessed: a number begins with 0 (a Dutch one), with ``+`` or
with ``00`` and the country. Nine digits that lost their 0 in a spreadsheet are refused; a
person adds it again in less time than a wrong number costs.

Sources: ITU-T E.164 (at most 15 digits after the plus) and its list of country codes;
Nummerplan telefoon- en ISDN-diensten (the Dutch ranges); RFC 3966 (``tel:``).
"""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "mobile",
    "landline",
    "anywhere",  # Dutch numbers without a place: 085, 088 and the like
    "abroad",  # of which we do not know which are mobile
]
Flaw = Literal[
    "empty",
    "too_long",  # no number is written in so many characters
    "letters",  # or any other sign that does not belong in a number
    "no_prefix",  # does not begin with 0, + or 00
    "too_few_digits",
    "too_many_digits",
    "unknown_country",
    "unknown_range",  # the Dutch plan has no such numbers
    "service_number",  # 0800, 0900, 14 0xx: not to be dialled from everywhere
]

_LONGEST_TEXT = 40
_MOST_DIGITS = 15
_FEWEST_ABROAD = 4  # behind the country code: some islands have no more
#: What people put between digits; spaces of every width, hyphens and dashes, dots, slashes.
_BETWEEN = frozenset(" \t\xa0\u2007\u2009\u202f-\u2010\u2011\u2012\u2013\u2014./()")
#: Country codes of one, two and three digits; none is the beginning of another.
_COUNTRY = re.compile(
    r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]"
    r"|(?:2[1-69]|3[578]|42|5[09]|6[7-9]|8[0578]|9[679])[0-9]"
)
_DUTCH_MOBILE = re.compile(r"6[1-58][0-9]{7}")
_DUTCH_LANDLINE = re.compile(r"[1-57][0-9]{8}")
_DUTCH_ANYWHERE = re.compile(r"(?:8[2457]|88|91)[0-9]{7}")
_DUTCH_SERVICE = re.compile(r"(?:800|90[069]|14|18)[0-9]*")
#: The places whose code is three digits with its 0; every other code is four.
_SHORT_CODE = re.compile(r"1[035]|2[0346]|3[03568]|4[0356]|5[0358]|7[0-9]")


class NotANumber(ValueError):
    """``text`` is not one telephone number; ``flaw`` is why."""

    def __init__(self, text: str, flaw: Flaw) -> None:
        self.text = text
        self.flaw: Flaw = flaw
        super().__init__(flaw)


@dataclass(frozen=True, slots=True)
class Number:
    """One number that can be dialled, made by :func:`parse`.

    ``e164`` is how it is kept and sent to services, ``shown`` how people read it.
    """

    e164: str
    kind: Kind
    shown: str

    @property
    def link(self) -> str:
        """The link that a telephone dials (RFC 3966)."""
        return f"tel:{self.e164}"

    @property
    def may_get_texts(self) -> bool:
        """Whether a text message can arrive: not on Dutch numbers that are not mobile.

        >>> parse("+31 6 12345678").may_get_texts, parse("020-123 45 67").may_get_texts
        (True, False)
        """
        return self.kind in {"mobile", "abroad"}


def parse(text: str) -> Number:
    """Read one number as people write it in the Netherlands.

    ``(0)`` behind a country is left out, as is a 0 that stands too much behind +31.

    Raises NotANumber.

    >>> parse("06-12 34 56 78")
    Number(e164='+31612345678', kind='mobile', shown='06 12 34 56 78')
    >>> parse("+31 (0)20 123 45 67").shown, parse("0032 470 12 34 56").shown
    ('020 123 45 67', '+32 470 12 34 56')
    >>> parse("06-KAPPER")
    Traceback (most recent call last):
    ...
    voldaan.channels.phone.numbers.NotANumber: letters
    """
    if len(text) > _LONGEST_TEXT:
        raise NotANumber(text, "too_long")
    plus, written = _signs_apart(text)
    if not plus and not written.startswith("0"):
        raise NotANumber(text, "no_prefix")
    if not plus and not written.startswith("00"):
        return _dutch(written[1:], text)
    country, rest = _country_apart(written if plus else written[2:], text)
    if country == "31":
        return _dutch(rest.removeprefix("0"), text)
    if len(rest) < _FEWEST_ABROAD:
        raise NotANumber(text, "too_few_digits")
    if len(country + rest) > _MOST_DIGITS:
        raise NotANumber(text, "too_many_digits")
    shown = f"+{country} {_in_groups(rest)}"
    return Number(f"+{country}{rest}", "abroad", shown)


def is_number(text: str) -> bool:
    """Whether :func:`parse` takes the text.

    >>> is_number("0031 6 12345678"), is_number("612345678")
    (True, False)
    """
    try:
        parse(text)
    except NotANumber:
        return False
    return True


def gets_texts(text: str) -> bool:
    """Whether a text message can arrive at what was typed, as far as its digits tell.

    >>> gets_texts("06 12345678"), gets_texts("020 1234567"), gets_texts("Dirk")
    (True, False, False)
    """
    try:
        return parse(text).may_get_texts
    except NotANumber:
        return False


def _signs_apart(text: str) -> tuple[bool, str]:
    """Give whether a plus stands in front, and the bare digits. Raises NotANumber."""
    stripped = text.strip()
    if not stripped:
        raise NotANumber(text, "empty")
    plus = stripped.startswith("+")
    # An Italian keeps the 0, nobody writes it between brackets there.
    digits = [sign for sign in stripped[plus:].replace("(0)", "") if sign not in _BETWEEN]
    if not all(sign.isascii() and sign.isdigit() for sign in digits):
        raise NotANumber(text, "letters")
    if not digits:
        raise NotANumber(text, "too_few_digits")
    return plus, "".join(digits)


def _country_apart(digits: str, text: str) -> tuple[str, str]:
    """Give the country code, and the digits behind it. Raises NotANumber."""
    found = _COUNTRY.match(digits)
    if not found:
        raise NotANumber(text, "unknown_country")
    return digits[: found.end()], digits[found.end() :]


def _dutch(national: str, text: str) -> Number:
    """Judge the digits behind the 0 or the 31. Raises NotANumber."""
    if _DUTCH_SERVICE.fullmatch(national) and len(national) != 9:
        raise NotANumber(text, "service_number")
    if national.startswith(("800", "900", "906", "909")):
        raise NotANumber(text, "service_number")
    if len(national) != 9:
        raise NotANumber(text, "too_few_digits" if len(national) < 9 else "too_many_digits")
    kinds: tuple[tuple[re.Pattern[str], Kind, int], ...] = (
        (_DUTCH_MOBILE, "mobile", 1),
        (_DUTCH_LANDLINE, "landline", 2 if _SHORT_CODE.match(national) else 3),
        (_DUTCH_ANYWHERE, "anywhere", 2),
    )
    for pattern, kind, code in kinds:
        if pattern.fullmatch(national):
            shown = f"0{national[:code]} {_in_groups(national[code:])}"
            return Number(f"+31{national}", kind, shown)
    raise NotANumber(text, "unknown_range")


def _in_groups(digits: str) -> str:
    """Write digits in pairs; an odd number begins with three, as they are said aloud."""
    first = 3 if len(digits) % 2 else 2
    pairs = [digits[at : at + 2] for at in range(first, len(digits), 2)]
    return " ".join([digits[:first], *pairs])
