"""How an unknown bank writes its CSV: a value to guess, show, correct and remember."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from voldaan.readers import profiles
from voldaan.readers.notation import DayOrder, DecimalMark, normalised
from voldaan.readers.table import Delimiter

Field = Literal[
    "booked_on",
    "amount",
    "sign",
    "debit",
    "credit",
    "name",
    "iban",
    "text",
    "more_text",
    "reference",
    "value_on",
    "balance",
    "account",
    "currency",
]
FIELDS: tuple[Field, ...] = get_args(Field)
AMOUNTS: tuple[Field, ...] = ("amount", "debit", "credit", "balance")
DAYS: tuple[Field, ...] = ("booked_on", "value_on")

_DAY = r"(datum|date|dag|day|tag)"
_MONEY = r"(bedrag|amount|betrag|montant|waarde|value)"
_EUR = r"(in)?(eur|euro)?"
#: Field → patterns of normalised names, the surest first.
_NAMES: Mapping[Field, tuple[str, ...]] = MappingProxyType(
    {
        "booked_on": (
            rf"(boek|boekings?|booking|posting|entry|transactie|transaction|uitvoer){_DAY}"
            r"|buchungstag|completeddate",
            rf"{_DAY}|(start|created|started){_DAY}",
        ),
        "amount": (
            rf"(transactie|transaction|mutatie)?{_MONEY}{_EUR}",
            r"(mutatie|umsatz|transactie)" + _EUR,
        ),
        "sign": (
            r"afbij|bijaf|(debet|debit)credit|credit(debet|debit)|dc|cd|sollhaben|plusmin|richting",
        ),
        "debit": (
            r"(af|debet|debit|uit|uitgaand|uitgaven|withdrawals?|paidout|soll)(bedrag|amount)?"
            + _EUR,
        ),
        "credit": (
            r"(bij|credit|in|inkomend|inkomsten|deposits?|paidin|haben)(bedrag|amount)?" + _EUR,
        ),
        "name": (
            r"(naam|name)(van)?(de|of)?(tegenpartij|tegenrekening\w*|begunstigde|counterparty)"
            r"|(tegenpartij|counterparty|begunstigde|payee|payer|opdrachtgever)(naam|name)?"
            r"|auftraggeber\w*|beg(ü|u)nstigter\w*|partnername",
            r"naam|name",
        ),
        "iban": (
            r"(tegenrekening|tegenpartij|counterparty)(nummer|nr|iban|account|rekening|number|bban)*"
            r"|iban(van)?(de)?(tegenpartij|tegenrekening|counterparty)|kontonummeriban|partneriban",
        ),
        "text": (
            r"(omschrijving|mededeling|mededelingen|description|remittance\w*|verwendungszweck"
            r"|communicatie|communication|betalingsomschrijving|paymentdetails)1?",
            r"(details?|toelichting|notitie|memo|message)",
        ),
        "more_text": (
            r"(omschrijving|mededeling|mededelingen|description|details|notitie)(2|en)?",
        ),
        "reference": (r"(betalings?|payment)?(kenmerk|referentie|reference)",),
        "value_on": (rf"(valuta|rente|value|interest|wert){_DAY}|wertstellung",),
        "balance": (
            r"(saldo|balance|kontostand)(na|after|behind)?(mutatie|transactie|boeking|transaction)?"
            + _EUR,
        ),
        "account": (
            r"(eigen|own|mijn|my)?(rekening|account)(nummer|nr|number)?|(eigen|own)iban|konto\w*",
            r"iban(bban)?",
        ),
        "currency": (r"valuta|munt|muntsoort|currency|w(ä|a)hrung",),
    }
)


@dataclass(frozen=True, slots=True)
class BankProfile:
    """Delimiter, notation and the column (from 0) of each field that is known.

    ``account`` is the own account where no column states it. ``signature`` is the same for
    every file with the same header.
    """

    delimiter: Delimiter
    decimal: DecimalMark
    days: DayOrder
    header: bool
    columns: Mapping[Field, int]
    signature: str
    account: str = ""

    def __post_init__(self) -> None:
        texts = {"signature": self.signature, "account": self.account}
        checked = profiles.check(self, fields=FIELDS, texts=texts)
        object.__setattr__(self, "columns", checked)

    @property
    def complete(self) -> bool:
        """Whether it names a day, an amount and an account, without which nothing is read."""
        has_amount = bool({"amount", "debit", "credit"} & set(self.columns))
        has_account = bool(self.account) or "account" in self.columns
        return "booked_on" in self.columns and has_amount and has_account

    def to_json(self) -> str:
        """Write it down, the same text for the same profile.

        >>> profile = BankProfile(";", ",", "dmy", True, {"booked_on": 0, "amount": 1}, "a")
        >>> from_json(profile.to_json()) == profile
        True
        """
        return profiles.to_json(self, _PARTS)


_PARTS = tuple(BankProfile.__dataclass_fields__)


def from_json(text: str) -> BankProfile:
    """Read a stored profile; strict. Raises ``NotAProfile`` naming the part."""
    return BankProfile(**profiles.parts_of(text, _PARTS))


def signature(cells: Sequence[str], *, header: bool) -> str:
    """Give what is the same for every file of one bank, and never that of a list."""
    return "bank:" + profiles.signature(cells, header=header)


def by_header(cells: Sequence[str]) -> dict[Field, int]:
    """Give the column of each field that the header names; one column for one field.

    >>> by_header(["Datum", "Omschrijving", "Bedrag", "Saldo"])
    {'amount': 2, 'text': 1, 'balance': 3, 'booked_on': 0}
    """
    names = [normalised(cell) for cell in cells]
    columns: dict[Field, int] = {}
    for rank in range(max(map(len, _NAMES.values()))):
        for field, patterns in _NAMES.items():
            if field in columns or rank >= len(patterns):
                continue
            for column, name in enumerate(names):
                if column not in columns.values() and re.fullmatch(patterns[rank], name):
                    columns[field] = column
                    break
    return columns
