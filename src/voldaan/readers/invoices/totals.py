"""The totals of a UBL invoice, as stated, and whether they add up.

What does not add up is taken as it stands and warned about (EN 16931: BR-CO-10, 13, 15, 16).
"""

from dataclasses import dataclass
from fractions import Fraction

from voldaan.readers.invoices.element import Amount, Element

_TOTAL = "cac:LegalMonetaryTotal"


@dataclass(frozen=True, slots=True)
class Totals:
    """What an invoice states in all: what must be paid, without VAT, and the VAT."""

    payable: Amount | None
    net: Amount | None
    vat: Amount | None


def read(document: Element, currency: str | None) -> Totals:
    """Give the stated totals; VAT is the one in the currency of the document."""
    total = document.first(_TOTAL)
    if total is None:
        document.complain("invoice.missing", path=f"{_TOTAL}/cbc:PayableAmount")
        return Totals(None, None, None)
    if total.first("cbc:PayableAmount") is None:
        total.complain("invoice.missing", path="cbc:PayableAmount")
    totals = Totals(
        total.amount_at("cbc:PayableAmount"),
        total.amount_at("cbc:TaxExclusiveAmount"),
        _vat(document, currency),
    )
    _check_sums(document, total, totals)
    return totals


def _vat(document: Element, currency: str | None) -> Amount | None:
    # A second total may stand there in the currency of the VAT return (BT-111).
    for amount in document.all("cac:TaxTotal/cbc:TaxAmount"):
        if amount.attribute("currencyID") in {None, currency}:
            return amount.amount()
    return None


def _check_sums(document: Element, total: Element, totals: Totals) -> None:
    silent = Element(total.xml, total.name)  # what cannot be read was or is named elsewhere
    line_total, gross = (
        silent.amount_at(f"cbc:{name}")
        for name in ("LineExtensionAmount", "TaxInclusiveAmount")
    )
    _compare(total, "LineExtensionAmount", line_total, _sum_of_lines(document))
    if line_total is not None:
        charged = _exact(silent, "ChargeTotalAmount") - _exact(silent, "AllowanceTotalAmount")
        _compare(total, "TaxExclusiveAmount", totals.net, line_total.exact + charged)
    rounding = _exact(silent, "PayableRoundingAmount")
    taxed = document.first("cac:TaxTotal") is not None
    if totals.net is not None and (totals.vat is not None or not taxed):
        full = totals.net.exact + (totals.vat.exact if totals.vat else 0)
        if gross is not None and gross.exact == full + rounding:
            full, rounding = gross.exact, Fraction(0)  # SI-UBL 1.x rounds before, 2.0 after
        _compare(total, "TaxInclusiveAmount", gross, full)
    if gross is not None:
        due = gross.exact + rounding - _exact(silent, "PrepaidAmount")
        _compare(total, "PayableAmount", totals.payable, due)


def _sum_of_lines(document: Element) -> Fraction | None:
    silent = Element(document.xml, document.name)
    amounts = [
        one.amount()
        for line in ("cac:InvoiceLine", "cac:CreditNoteLine")
        for one in silent.all(f"{line}/cbc:LineExtensionAmount")
    ]
    exact = [amount.exact for amount in amounts if amount is not None]
    return sum(exact, Fraction(0)) if exact and len(exact) == len(amounts) else None


def _exact(total: Element, name: str) -> Fraction:
    amount = total.amount_at(f"cbc:{name}")
    return Fraction(0) if amount is None else amount.exact


def _compare(
    total: Element, name: str, stated: Amount | None, expected: Fraction | None
) -> None:
    if stated is None or expected is None or stated.exact == expected:
        return
    total.complain(
        "invoice.does_not_add_up",
        severity="warning",
        path=f"cbc:{name}",
        expected=_decimal(expected),
        found=stated.stated,
    )


def _decimal(exact: Fraction) -> str:
    # Sums of decimals have a power of ten below the line, so this ends.
    digits = 0
    while (exact * 10**digits).denominator != 1:
        digits += 1
    digits = max(digits, 2)
    whole, rest = divmod(abs(exact) * 10**digits, 10**digits)
    return f"{'-' if exact < 0 else ''}{whole}.{int(rest):0{digits}d}"
