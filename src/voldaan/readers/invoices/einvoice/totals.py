"""The totals of an e-invoice, as stated, and whether they add up.

What does not add up is taken as it stands and warned about (EN 16931: BR-CO-10, 13, 15, 16).
"""

from dataclasses import dataclass
from fractions import Fraction

from voldaan.readers.invoices.einvoice.element import Amount, Element

#: Lines that head a group or only inform (ZUGFeRD extended); their amounts stand below.
_NOT_SUMMED = {"GROUP", "INFORMATION"}


@dataclass(frozen=True, slots=True)
class Names:
    """Where a standard writes the totals of EN 16931: BT-106 to BT-115, below ``total``."""

    total: str
    lines: tuple[str, ...]
    line_amount: str  # from a line
    vat: str  # from the document
    line_total: str
    charges: str
    allowances: str
    net: str
    gross: str
    prepaid: str
    payable: str
    rounding: str
    third_parties: str = ""  # from the document: asked on behalf of others (XRechnung)
    line_status: str = ""  # from a line: whether it only sums up or informs


UBL = Names(
    total="cac:LegalMonetaryTotal",
    lines=("cac:InvoiceLine", "cac:CreditNoteLine"),
    line_amount="cbc:LineExtensionAmount",
    vat="cac:TaxTotal/cbc:TaxAmount",
    line_total="cbc:LineExtensionAmount",
    charges="cbc:ChargeTotalAmount",
    allowances="cbc:AllowanceTotalAmount",
    net="cbc:TaxExclusiveAmount",
    gross="cbc:TaxInclusiveAmount",
    prepaid="cbc:PrepaidAmount",
    payable="cbc:PayableAmount",
    rounding="cbc:PayableRoundingAmount",
    third_parties="cac:PrepaidPayment/cbc:PaidAmount",
)


@dataclass(frozen=True, slots=True)
class Totals:
    """What an invoice states in all: what must be paid, without VAT, and the VAT."""

    payable: Amount | None
    net: Amount | None
    vat: Amount | None


def read(document: Element, currency: str | None, *, names: Names = UBL) -> Totals:
    """Give the stated totals; VAT is the one in the currency of the document.

    Where what must be paid is not stated, and nothing was prepaid, it is all of it.
    """
    total = document.first(names.total)
    if total is None:
        document.complain("invoice.missing", path=f"{names.total}/{names.payable}")
        return Totals(None, None, None)
    payable = names.payable
    if total.first(payable) is None:
        if names is UBL or total.first(names.gross) is None or total.first(names.prepaid):
            total.complain("invoice.missing", path=payable)
        else:
            payable = names.gross
    totals = Totals(
        total.amount_at(payable), total.amount_at(names.net), _vat(document, currency, names)
    )
    _check_sums(document, total, totals, names)
    return totals


def _vat(document: Element, currency: str | None, names: Names) -> Amount | None:
    # A second total may stand there in the currency of the VAT return (BT-111).
    for amount in document.all(names.vat):
        if amount.attribute("currencyID") in {None, currency}:
            return amount.amount()
    return None


def _check_sums(document: Element, total: Element, totals: Totals, names: Names) -> None:
    silent = Element(total.xml, total.name)  # what cannot be read was or is named elsewhere
    line_total, gross = silent.amount_at(names.line_total), silent.amount_at(names.gross)
    _compare(total, names.line_total, line_total, _sum_of_lines(document, names))
    if line_total is not None:
        charged = _exact(silent, names.charges) - _exact(silent, names.allowances)
        _compare(total, names.net, totals.net, line_total.exact + charged)
    rounding = _exact(silent, names.rounding)
    taxed = document.first(names.vat) is not None
    if totals.net is not None and (totals.vat is not None or not taxed):
        full = totals.net.exact + (totals.vat.exact if totals.vat else 0)
        if gross is not None and gross.exact == full + rounding:
            full, rounding = gross.exact, Fraction(0)  # SI-UBL 1.x rounds before, 2.0 after
        _compare(total, names.gross, gross, full)
    if gross is not None:
        due = gross.exact + rounding - _exact(silent, names.prepaid)
        more = _for_others(document, names)
        if totals.payable is not None and totals.payable.exact == due + more:
            due += more
        _compare(total, names.payable, totals.payable, due)


def _for_others(document: Element, names: Names) -> Fraction:
    """Sum what is asked on behalf of others; in core EN 16931 it says what was prepaid."""
    if not names.third_parties:
        return Fraction(0)
    silent = Element(document.xml, document.name)
    amounts = [one.amount() for one in silent.all(names.third_parties)]
    return sum((amount.exact for amount in amounts if amount is not None), Fraction(0))


def _sum_of_lines(document: Element, names: Names) -> Fraction | None:
    silent = Element(document.xml, document.name)
    amounts = [
        amount.amount()
        for path in names.lines
        for line in silent.all(path)
        if not names.line_status or line.text_at(names.line_status) not in _NOT_SUMMED
        for amount in line.all(names.line_amount)
    ]
    exact = [amount.exact for amount in amounts if amount is not None]
    return sum(exact, Fraction(0)) if exact and len(exact) == len(amounts) else None


def _exact(total: Element, path: str) -> Fraction:
    amount = total.amount_at(path)
    return Fraction(0) if amount is None else amount.exact


def _compare(
    total: Element, name: str, stated: Amount | None, expected: Fraction | None
) -> None:
    if stated is None or expected is None or stated.exact == expected:
        return
    total.complain(
        "invoice.does_not_add_up",
        severity="warning",
        path=name,
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
