"""Structured payment references: the RF creditor reference and the Dutch betalingskenmerk.

Both carry check digits, so a typing error is seen and never read as another reference.
"""

import re
from collections.abc import Iterator

from stdnum import iso11649

_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6, 1)
_SIGNS = re.compile(r"[^A-Z0-9]+")
#: Shorter references are not told apart from other numbers.
SHORTEST = 7


def compact(text: str) -> str:
    """Capitals and digits only, as every lookup in this room uses them.

    >>> compact("fact.nr 2026/041")
    'FACTNR2026041'
    """
    return _SIGNS.sub("", text.upper())


def creditor_reference(text: str) -> str | None:
    """Give an RF reference (ISO 11649) without padding; ``None`` if it is not one.

    Banks pad the body with zeros up to 25 signs; zeros in front do not change the check
    digits, so both forms are the same reference.

    >>> creditor_reference("RF44 0000 0000 0000 0PPJ GYFT 5")
    'RF44PPJGYFT5'
    >>> creditor_reference("RF17 5390 0754 7034") is None
    True
    """
    plain = compact(text)
    if not plain.startswith("RF") or not iso11649.is_valid(plain):
        return None
    body = plain[4:].lstrip("0")
    return f"RF{plain[2:4]}{body}" if body and plain[2:4].isdigit() else None


def payment_feature(text: str) -> str | None:
    """Give the digits of a Dutch betalingskenmerk, or ``None`` when its check fails.

    Sixteen digits are a check digit and fifteen others; nine to fourteen are a check digit,
    a length code (the last digit of how many follow) and seven to twelve others. Padding
    with zeros up to sixteen is taken away. Seven digits carry no check and are refused here.

    Source: Betaalvereniging Nederland, "Specificaties betalingskenmerk" (read 2026-11-22):
    weights 2 4 8 5 10 9 7 3 6 1 from the right, repeated; 11 minus the sum modulo 11, where
    10 becomes 1 and 11 becomes 0. Its examples:

    >>> payment_feature("5000 0567 8901 2345")
    '5000056789012345'
    >>> payment_feature("12 2345 3462 2567")
    '12234534622567'
    >>> payment_feature("5000 0567 8901 2354") is None
    True
    """
    plain = compact(text)
    if not plain.isascii() or not plain.isdigit() or not plain.strip("0"):
        return None
    whole = [plain] if len(plain) == 16 else []
    # Zeros and a length digit that fits say more than a check digit alone.
    return next((form for form in [*_short_forms(plain), *whole] if _is_right(form)), None)


def _short_forms(plain: str) -> Iterator[str]:
    """Read as check digit, length digit and so many digits; padded only up to sixteen."""
    for count in range(7, 13):
        start = len(plain) - count - 2
        fits = start == 0 or (start > 0 and len(plain) == 16 and not plain[:start].strip("0"))
        if fits and plain[start + 1] == str(count)[-1]:
            yield plain[start:]


def _is_right(feature: str) -> bool:
    return _check_digit(feature[1:]) == feature[0]


def _check_digit(body: str) -> str:
    weighted = (
        int(digit) * _WEIGHTS[place % len(_WEIGHTS)] for place, digit in enumerate(body[::-1])
    )
    rest = 11 - sum(weighted) % 11
    return str({10: 1, 11: 0}.get(rest, rest))


def is_structured(text: str) -> bool:
    """Whether the text as a whole is a reference with correct check digits.

    >>> is_structured("RF18 5390 0754 7034"), is_structured("2026-041")
    (True, False)
    """
    return creditor_reference(text) is not None or payment_feature(text) is not None


def may_be(text: str) -> bool:
    """Whether it is worth checking if a text of capitals and digits is a reference.

    >>> may_be("RF18539007547034"), may_be("0000001234567890"), may_be("2026041")
    (True, True, False)
    """
    if len(text) < 9 or not text.isdigit():
        return text[:2] == "RF" and len(text) >= SHORTEST
    return len(text) == 16 or text[1] == str(len(text) - 2)[-1]


def unpadded(text: str) -> str:
    """Give a text of capitals and digits as :func:`key` would, whether it is valid or not."""
    if text.startswith("RF"):
        return creditor_reference(text) or text
    return text.lstrip("0") if text[:1] == "0" and text.isdigit() else text


def carried(text: str) -> str | None:
    """Give the number inside a structured reference; ``None`` when its check fails.

    Of a betalingskenmerk its length digit says how many digits follow; without one, sixteen
    digits are a check digit and fifteen others, padded with zeros.

    >>> carried("RF1820260041"), carried("0000004820260041"), carried("8000000020260041")
    ('20260041', '20260041', '20260041')
    >>> carried("4000000020260041") is None
    True
    """
    reference = creditor_reference(text)
    if reference is not None:
        return reference[4:]
    feature = payment_feature(text)
    if feature is None:
        return None
    return feature[1:].lstrip("0") if len(feature) == 16 else feature[2:]


def key(text: str) -> str | None:
    """Give the form under which a reference is looked up; ``None`` when too short.

    Digits lose the zeros in front (banks pad there); references under seven signs are not
    told apart from other numbers.

    >>> key("RF18 5390 0754 7034"), key("0000 0012 3456 7890"), key("12")
    ('RF18539007547034', '1234567890', None)
    """
    structured = creditor_reference(text)
    if structured is not None:
        return structured
    plain = compact(text)
    if plain.isdigit():
        plain = plain.lstrip("0")
    return plain if len(plain) >= SHORTEST else None
