"""Which invoices in the files are ours to collect, each number once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from voldaan.matching import buyers
from voldaan.readers.invoices import ours
from voldaan.readers.shapes import Invoice, Party, ReadFile


@dataclass(frozen=True, slots=True)
class Notes:
    """What was left out or assumed, as numbers of invoices."""

    purchases: tuple[str, ...] = ()
    sides_assumed: tuple[str, ...] = ()
    not_usable: tuple[str, ...] = ()
    closing_days_assumed: tuple[date, ...] = ()
    seller: str = ""


def chosen(
    files: Sequence[ReadFile], own: ours.OwnNumbers, *, stated: frozenset[str]
) -> tuple[list[Invoice], Notes]:
    """Keep what this firm sent, in whole euro cents.

    An account in the bank files is ours, so it tells a sale; that an invoice names another
    account tells a purchase only when the person ``stated`` which one is theirs. Who sent
    an invoice to our account is us, and decides where no account can: credit notes.
    """
    sellers = _ourselves(files, own)
    kept: dict[tuple[str, str], Invoice] = {}
    purchases, assumed, unusable = [], [], []
    for file in files:
        for invoice in file.invoices:
            side = _side(invoice, file, own=own, sellers=sellers, stated=stated)
            key = invoice.kind, invoice.number
            if side == "purchase":
                purchases.append(invoice.number)
            elif not _is_usable(invoice):
                unusable.append(invoice.number)
            else:
                assumed += [invoice.number] if side == "unknown" and key not in kept else []
                kept[key] = _together(kept[key], invoice) if key in kept else invoice
    names = {invoice.seller.name for invoice in kept.values() if invoice.seller.name}
    seller = names.pop() if len(names) == 1 else ""
    return list(kept.values()), Notes(
        tuple(purchases), tuple(assumed), tuple(unusable), (), seller or ""
    )


def _ourselves(files: Iterable[ReadFile], own: ours.OwnNumbers) -> list[Party]:
    return [
        invoice.seller
        for file in files
        for invoice in file.invoices
        if ours.is_ours(invoice, own=own) == "sale"
    ]


def _side(
    invoice: Invoice,
    file: ReadFile,
    *,
    own: ours.OwnNumbers,
    sellers: Sequence[Party],
    stated: frozenset[str],
) -> ours.Side:
    if file.format.endswith(":invoices"):
        return "sale"
    side = ours.is_ours(invoice, own=own)
    if side != "unknown":
        return side
    sold = any(_is_same(invoice.seller, one) for one in sellers)
    bought = any(_is_same(invoice.buyer, one) for one in sellers)
    if sold != bought:
        return "sale" if sold else "purchase"
    is_elsewhere = bool(invoice.iban) and invoice.iban not in own.ibans
    return "purchase" if is_elsewhere and stated else "unknown"


def _is_same(one: Party, other: Party) -> bool:
    """Whether two parties are one firm: by number where both have it, else by name."""
    for mine, theirs in ((one.kvk, other.kvk), (one.vat, other.vat)):
        if mine and theirs:
            return mine == theirs
    names = buyers.name_key(one.name or ""), buyers.name_key(other.name or "")
    return names[0] != "" and names[0] == names[1]


def _is_usable(invoice: Invoice) -> bool:
    return (
        invoice.currency == "EUR"
        and bool(invoice.payable_cents)
        and bool((invoice.buyer.name or "").strip())
        and (invoice.issued_on or invoice.due_on) is not None
    )


def _together(one: Invoice, other: Invoice) -> Invoice:
    """Give one invoice of two sources, whichever came first.

    The invoice itself tells the most, a list what is still open; of two lists the lower
    amount, as asking for what was paid is worse than asking too little.
    """
    is_second = one.open_cents is not None and other.open_cents is None
    whole, rest = (other, one) if is_second else (one, other)
    stated = [each.open_cents for each in (one, other) if each.open_cents is not None]
    return replace(
        whole,
        open_cents=min(stated, key=abs, default=None),
        due_on=whole.due_on or rest.due_on,
        issued_on=whole.issued_on or rest.issued_on,
        buyer=_filled(whole.buyer, rest.buyer),
    )


def _filled(party: Party, rest: Party) -> Party:
    return Party(
        name=party.name,
        vat=party.vat or rest.vat,
        kvk=party.kvk or rest.kvk,
        email=party.email or rest.email,
        phone=party.phone or rest.phone,
        contact=party.contact or rest.contact,
    )
