"""Amounts of money: whole euro cents, always ``int``.

``Cents`` is an alias for reading; there is no money class. Rates are ``Decimal``;
exact intermediate results are whole numbers over a named denominator and become cents
in one place, :func:`to_cents`, whose rounding has no default.

What the client owes is positive. Credit notes and refunds are kinds of record, not
negative invoices.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

Cents = int
Rounding = Literal["half_up", "down", "up"]

#: The largest amount that any column of the record holds: 9 999 999 999,99 euro.
LARGEST_CENTS = 999_999_999_999

_NON_BREAKING_SPACE = "\N{NO-BREAK SPACE}"
_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?\Z")


class NotAnAmount(ValueError):
    """The text is not an amount in the stated notation; carries the text."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class FractionOfACent(NotAnAmount):
    """The amount is a number, but has more than two decimals that count."""


def parse(text: str, *, decimal: str = ".", grouping: str = "") -> Cents:
    """Read an amount written with a *given* decimal mark, as whole cents.

    The notation is never guessed: ``1.000`` is one euro with ``decimal="."`` and a
    thousand with ``grouping="."``. Grouping marks must stand before groups of three.

    Raises :class:`FractionOfACent` when a third decimal counts, and
    :class:`NotAnAmount` for anything else that is not a number, or is too large.

    >>> parse("-1210.50")
    -121050
    >>> parse("1.210,5", decimal=",", grouping=".")
    121050
    >>> parse("0.005")
    Traceback (most recent call last):
    ...
    voldaan.money.FractionOfACent: 0.005
    """
    plain = text.strip()
    if grouping:
        head, mark, tail = plain.partition(decimal)
        groups = head.split(grouping)
        if len(groups) > 1 and (
            not groups[0].lstrip("+-") or any(len(group) != 3 for group in groups[1:])
        ):
            raise NotAnAmount(text)
        plain = "".join(groups) + mark + tail
    if decimal != ".":
        if "." in plain:
            raise NotAnAmount(text)
        plain = plain.replace(decimal, ".", 1)
    if len(plain) > 40 or not _PLAIN.match(plain):
        raise NotAnAmount(text)
    return _cents(Decimal(plain), text)


def _cents(amount: Decimal, text: str) -> Cents:
    scaled = amount * 100
    if scaled != scaled.to_integral_value():
        raise FractionOfACent(text)
    cents = int(scaled)
    if abs(cents) > LARGEST_CENTS:
        raise NotAnAmount(text)
    return cents


def to_cents(numerator: int, denominator: int, *, rounding: Rounding) -> Cents:
    """Round an exact fraction of a cent to whole cents, in the named way.

    ``half_up`` rounds halves away from zero, ``down`` towards zero, ``up`` away from it.

    >>> to_cents(5, 2, rounding="half_up"), to_cents(-5, 2, rounding="half_up")
    (3, -3)
    >>> to_cents(5, 2, rounding="down"), to_cents(9, 4, rounding="up")
    (2, 3)
    """
    if denominator <= 0:
        raise ZeroDivisionError(denominator)
    if rounding == "half_up" and numerator >= 0:  # what law asks a million times
        return (2 * numerator + denominator) // (2 * denominator)
    sign = -1 if numerator < 0 else 1
    whole, rest = divmod(abs(numerator), denominator)
    grows = {"half_up": 2 * rest >= denominator, "down": False, "up": rest > 0}[rounding]
    return sign * (whole + grows)


def split(total_cents: Cents, weights: Sequence[int]) -> list[Cents]:
    """Divide an amount by weights; the parts sum to the whole, first parts take the rest.

    >>> split(10000, [1, 1, 1])
    [3334, 3333, 3333]
    """
    if not weights or min(weights) < 0 or sum(weights) <= 0:
        raise ValueError(weights)
    sign = -1 if total_cents < 0 else 1
    whole = sum(weights)
    parts = [abs(total_cents) * weight // whole for weight in weights]
    rest = abs(total_cents) - sum(parts)
    takers = [place for place, weight in enumerate(weights) if weight]
    for place in takers[:rest]:
        parts[place] += 1
    return [sign * part for part in parts]


def euro(cents: Cents, language: str = "nl") -> str:
    r"""Write an amount for people, with a space that never breaks after the sign.

    >>> euro(123450).replace("\xa0", " "), euro(-5, "en")
    ('€ 1.234,50', '-€0.05')
    """
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    if language == "nl":
        grouped = f"{whole:,}".replace(",", ".")
        return f"€{_NON_BREAKING_SPACE}{sign}{grouped},{rest:02d}"
    return f"{sign}€{whole:,}.{rest:02d}"
