"""One movement of MT940 (field 61): days, sign, amount, references."""

import re
from dataclasses import dataclass
from datetime import date

from voldaan.readers.bank import fields

#: value day, entry day, mark, letter of the currency, amount, kind, the rest
_MOVEMENT = re.compile(
    r"([0-9]{6})([0-9]{4})?\s?(R[CD]|E[CD]|[CD])([A-Z])?\s?([0-9][0-9,.]{0,39})"
    r"([A-Z][A-Z0-9 ]{3}|[A-Z][A-Z0-9]{0,3})?(.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
# RC takes a credit back and so is a debit; E announces and is not money yet.
_SIGNS = {"C": 1, "D": -1, "RC": -1, "RD": 1, "EC": 1, "ED": -1}
_KEYWORDS = {"NONREF", "EREF", "PREF", "MARF", "KREF", "KREF+", "EREF+"}
_REFERENCE = 16
# A point instead of the comma; before two decimals it can be nothing else.
_POINT = re.compile(r"[0-9]+\.[0-9]{2}\Z")


class NotAMovement(ValueError):
    """Field 61 is not as expected; carries the code of the problem and what was found."""

    def __init__(self, code: str, found: str, expected: str) -> None:
        super().__init__(code)
        self.code = code
        self.found = found
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Movement:
    """Field 61 as read.

    ``details`` is what follows the references, if anything; ``behind`` the part of it that
    stands on the same line.
    """

    booked_on: date
    value_on: date
    amount: fields.Amount
    pending: bool
    reference: str
    bank_id: str | None
    details: str
    behind: str


def movement(text: str) -> Movement:
    """Read field 61; further lines of it follow a line end.

    Raises :class:`NotAMovement`, and :class:`voldaan.money.NotAnAmount`.

    >>> found = movement("2512310102C12,5NTRFNONREF//B1")
    >>> found.booked_on.isoformat(), found.amount.cents, found.bank_id
    ('2026-01-02', 1250, 'B1')
    """
    match = _MOVEMENT.match(text)
    if match is None:
        raise NotAMovement("bank.line", text, "date, C or D, amount and kind")
    value_text, entry_text, mark, _, amount, _, rest = match.groups()
    value_on = six_digits(value_text)
    first, _, more = rest.partition("\n")
    own, slashes, theirs = first.partition("//")
    reference, tail = _parted(own)
    details = [piece for piece in (tail, more) if piece.strip()]
    return Movement(
        booked_on=_nearest(entry_text, value_on) if entry_text else value_on,
        value_on=value_on,
        amount=fields.amount(with_comma(amount), sign=_SIGNS[mark.upper()], decimal=","),
        pending=mark.upper().startswith("E"),
        reference="" if reference.upper() in _KEYWORDS else reference,
        bank_id=fields.tidy(theirs) if slashes else None,
        details="\n".join(details),
        behind=tail,
    )


def with_comma(text: str) -> str:
    """Give an amount with its decimal comma, and without one that nothing follows.

    >>> with_comma("12,"), with_comma("0012.50"), with_comma("1.250")
    ('12', '0012,50', '1.250')
    """
    plain = text.rstrip(",")
    return plain.replace(".", ",") if _POINT.match(plain) else plain


def _parted(own: str) -> tuple[str, str]:
    """Give the own reference, and what stands behind it."""
    # Rabobank before 2013 writes the name behind the sixteen places of the reference. ASN
    # writes a whole IBAN there, German savings banks numbers of more than sixteen digits.
    width = _REFERENCE
    if fields.iban(own):
        width = len(own)
    elif own[width - 1 : width].isdigit() and own[width : width + 1].isdigit():
        width = len(own.split(maxsplit=1)[0])
    return own[:width].strip(), own[width:].strip()


def six_digits(text: str) -> date:
    """Read YYMMDD; years up to 79 are of this century.

    Raises :class:`NotAMovement` for a day that does not exist.

    >>> six_digits("260228")
    datetime.date(2026, 2, 28)
    """
    year, month, day = int(text[:2]), int(text[2:4]), int(text[4:6])
    try:
        return date(2000 + year if year < 80 else 1900 + year, month, day)
    except ValueError:
        raise NotAMovement("bank.date", text, "an existing day as YYMMDD") from None


def _nearest(entry_text: str, value_on: date) -> date:
    """Give the entry day MMDD its year: the one closest to the value day."""
    month, day = int(entry_text[:2]), int(entry_text[2:])
    days: list[date] = []
    for year in (value_on.year - 1, value_on.year, value_on.year + 1):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    if not days:
        raise NotAMovement("bank.date", entry_text, "an existing day as MMDD")
    return min(days, key=lambda found: abs(found - value_on))
