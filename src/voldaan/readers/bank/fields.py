"""What every bank line is made of: amounts, days, account numbers, names and texts."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from voldaan import money
from voldaan.money import Cents

#: Characters that a text or name may have; the longest that a bank allows is 9 × 140.
LONGEST_TEXT = 5_000

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}\Z")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ].*|[+-][0-9:]+|Z)?\Z")
# What banks write where there is nothing to say.
_NOTHING = frozenset({"", "NOTPROVIDED", "NOT PROVIDED", "NONREF", "NONE", "N/A"})
# Letters that no text has, and that no database takes.
_CONTROL = {code: " " for code in (*range(32), *range(127, 160))}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as stated: ``cents`` is None when ``stated`` has a fraction of a cent."""

    cents: Cents | None
    stated: str | None = None


def amount(text: str, *, sign: int, decimal: str = ".", grouping: str = "") -> Amount:
    """Read an unsigned or signed amount and apply ``sign`` (1 credit, -1 debit).

    Raises :class:`voldaan.money.NotAnAmount`.

    >>> amount("12.50", sign=-1)
    Amount(cents=-1250, stated=None)
    >>> amount("0.125", sign=-1)
    Amount(cents=None, stated='-0.125')
    """
    try:
        return Amount(sign * money.parse(text, decimal=decimal, grouping=grouping))
    except money.FractionOfACent:
        plain = text.strip().replace(grouping, "") if grouping else text.strip()
        plain = plain.replace(decimal, ".").removeprefix("+")
        if sign < 0:
            plain = plain[1:] if plain.startswith("-") else f"-{plain}"
        return Amount(None, plain)


@lru_cache(maxsize=4096)  # a file has few days, each many times
def day(text: str) -> date:
    """Read an ISO date, or the date of an ISO moment as the bank wrote it.

    Raises ValueError for anything else and for a day that does not exist.

    >>> day("2026-03-05T23:59:59+01:00")
    datetime.date(2026, 3, 5)
    """
    match = _ISO_DAY.match(text.strip())
    if not match:
        raise ValueError(text)
    return date(*(int(part) for part in match.groups()))


def tidy(text: str | None) -> str | None:
    r"""Give a text with single spaces, or None when it says nothing.

    >>> tidy("  Vink \n BV "), tidy("NOTPROVIDED"), tidy(None)
    ('Vink BV', None, None)
    """
    if text is None:
        return None
    printable = text if text.isprintable() else text.translate(_CONTROL)
    plain = " ".join(printable.split())[:LONGEST_TEXT]
    return None if plain.upper() in _NOTHING else plain


def iban(text: str | None) -> str | None:
    """Give an account number when it has the shape of an IBAN, without spaces.

    The check digits are not judged: the bank wrote it, and a masked number still
    recognises the same account.

    >>> iban("nl91 abna 0417 1643 00"), iban("P001234567")
    ('NL91ABNA0417164300', None)
    """
    plain = "".join((text or "").split()).upper()
    return plain if _IBAN.match(plain) else None


def plain(cents: Cents) -> str:
    """Write cents as a plain decimal, for the facts of a problem.

    >>> plain(-5)
    '-0.05'
    """
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{rest:02d}"
