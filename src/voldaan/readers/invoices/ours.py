"""Whether an invoice is one of ours to collect: own VAT number, KvK or IBAN decides.

Where none of them stands on the invoice the answer is *unknown*: ask once and remember.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from stdnum import iban as iban_number
from stdnum.nl import btw

from voldaan.readers.shapes import Invoice, Party

Side = Literal["sale", "purchase", "unknown"]


@dataclass(frozen=True, slots=True)
class OwnNumbers:
    """The numbers and names of an administration; punctuation and case do not count."""

    vat: str | None = None
    kvk: str | None = None
    ibans: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def is_ours(invoice: Invoice, *, own: OwnNumbers) -> Side:
    """Say whether we sent this invoice, got it, or cannot tell.

    A side is told from its VAT number or KvK; our IBAN as the account to pay says that we
    sent it. A name alone never decides, as others may bear it: it tells only which side we
    are when our numbers stand on both.

    >>> own = OwnNumbers(ibans=frozenset({"NL91ABNA0417164300"}))
    >>> is_ours(Invoice("1", iban="NL91 ABNA 0417 1643 00"), own=own)
    'sale'
    """
    sells = _has_number(invoice.seller, own)
    # Our account on a credit note that we got is where the money comes back.
    if invoice.kind == "invoice" and _iban(invoice.iban) in set(map(_iban, own.ibans)) - {""}:
        sells = True
    buys = _has_number(invoice.buyer, own)
    if sells and buys:
        sells = _has_name(invoice.seller, own.names)
        buys = _has_name(invoice.buyer, own.names)
    if sells == buys:
        return "unknown"
    return "sale" if sells else "purchase"


def _has_number(party: Party, own: OwnNumbers) -> bool:
    return _same(_vat(party.vat), _vat(own.vat)) or _same(_kvk(party.kvk), _kvk(own.kvk))


def _has_name(party: Party, names: Iterable[str]) -> bool:
    return any(_same(_name(party.name), _name(name)) for name in names)


def _same(one: str, other: str) -> bool:
    return one != "" and one == other


def _iban(text: str | None) -> str:
    return iban_number.compact(text or "").upper()


def _vat(text: str | None) -> str:
    plain = re.sub(r"[^A-Z0-9]", "", (text or "").upper())
    # A Dutch number without its country and leading zeros is still the same number.
    return btw.compact(plain) if re.fullmatch(r"(NL)?[0-9]{1,9}B[0-9]{2}", plain) else plain


def _kvk(text: str | None) -> str:
    return re.sub(r"[^0-9]", "", text or "")


def _name(text: str | None) -> str:
    return re.sub(r"[\W_]", "", (text or "").casefold())
