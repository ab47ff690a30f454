"""Invoices in CII: EN 16931, XRechnung and Factur-X (D16B), and ZUGFeRD 1 before it.

Both name the same things; ZUGFeRD 1 has other names for the upper elements only. An invoice
is left out only when it has no number, no currency or no amount that can be read.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from stdnum import iban as iban_number

from voldaan.readers import xml
from voldaan.readers.invoices.einvoice import attached, cii_party, instalments, totals
from voldaan.readers.invoices.einvoice.element import Amount, Element
from voldaan.readers.invoices.einvoice.ubl import CREDIT_CODES
from voldaan.readers.shapes import Instalment, Invoice, Problem, ReadFile, facts

FORMAT = "cii"


@dataclass(frozen=True, slots=True)
class _Names:
    """Where one generation of the standard keeps the parts of an invoice."""

    head: str
    agreement: str
    settlement: str
    sums: str
    line: str
    line_sums: str

    @property
    def totals(self) -> totals.Names:
        """Give the names of the sums."""
        total = f"{self.settlement}/{self.sums}"
        return totals.Names(
            total=total,
            lines=(self.line,),
            line_amount=f"{self.line_sums}/LineTotalAmount",
            line_status="AssociatedDocumentLineDocument/LineStatusReasonCode",
            vat=f"{total}/TaxTotalAmount",
            line_total="LineTotalAmount",
            charges="ChargeTotalAmount",
            allowances="AllowanceTotalAmount",
            net="TaxBasisTotalAmount",
            gross="GrandTotalAmount",
            prepaid="TotalPrepaidAmount",
            payable="DuePayableAmount",
            rounding="RoundingAmount",
        )


_TRADE, _OLD = "SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction"
_ROOTS = {
    "CrossIndustryInvoice": _Names(
        head="ExchangedDocument",
        agreement=f"{_TRADE}/ApplicableHeaderTradeAgreement",
        settlement=f"{_TRADE}/ApplicableHeaderTradeSettlement",
        sums="SpecifiedTradeSettlementHeaderMonetarySummation",
        line=f"{_TRADE}/IncludedSupplyChainTradeLineItem",
        line_sums="SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation",
    ),
    "CrossIndustryDocument": _Names(
        head="HeaderExchangedDocument",
        agreement=f"{_OLD}/ApplicableSupplyChainTradeAgreement",
        settlement=f"{_OLD}/ApplicableSupplyChainTradeSettlement",
        sums="SpecifiedTradeSettlementMonetarySummation",
        line=f"{_OLD}/IncludedSupplyChainTradeLineItem",
        line_sums="SpecifiedSupplyChainTradeSettlement/"
        "SpecifiedTradeSettlementMonetarySummation",
    ),
}
#: The release candidates of ZUGFeRD 1 had another root for the same elements.
_DRAFT = "urn:un:unece:uncefact:data:standard:"
_ENVELOPE = "StandardBusinessDocument"
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
# Format 102 is a day, 203 and 204 have the time behind it; some write a day as ISO does.
_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:[T0-9:+-].*)?\Z")


def recognises(head: bytes) -> bool:
    """Say whether the first bytes of a file are those of an invoice in CII.

    >>> recognises(b'<rsm:CrossIndustryInvoice xmlns:rsm="urn:x">')
    True
    """
    names = xml.first_names(head)
    if names and names[0][1] == _ENVELOPE:
        return any(_names(*name) is not None for name in names[1:])
    return bool(names) and _names(*names[0]) is not None


def _names(namespace: str, root: str) -> _Names | None:
    if root == "Invoice" and namespace.startswith(_DRAFT):
        return _ROOTS["CrossIndustryDocument"]
    return _ROOTS.get(root)


def read(source: BinaryIO, name: str) -> ReadFile:
    """Read the invoices of one file, bare or in an envelope; ``name`` is the file's own."""
    try:
        root = xml.root(source)
    except xml.XmlRefused as refused:
        return ReadFile(name, FORMAT, problems=(refused.problem,))
    documents = [
        (Element(one, xml.local_name(one)), names)
        for one in (list(root) if xml.local_name(root) == _ENVELOPE else [root])
        if (names := _names(xml.namespace(one), xml.local_name(one))) is not None
    ]
    if not documents:
        problem = Problem("invoice.no_cii_document", "file", "error", facts())
        return ReadFile(name, FORMAT, problems=(problem,))
    found = [_invoice(document, names) for document, names in documents]
    return ReadFile(
        name,
        FORMAT,
        invoices=tuple(invoice for invoice in found if invoice is not None),
        problems=tuple(problem for document, _ in documents for problem in document.problems),
    )


def _invoice(document: Element, names: _Names) -> Invoice | None:
    number = _required(document, f"{names.head}/ID")
    currency = _currency(document, names)
    issued_on = _day(document, f"{names.head}/IssueDateTime")
    if issued_on is None and not _has_problem_with_day(document):
        document.complain("invoice.missing", path=f"{names.head}/IssueDateTime")
    stated = totals.read(document, currency, names=names.totals)
    if number is None or currency is None or stated.payable is None:
        return None
    agreement, settlement = names.agreement, names.settlement
    terms = _terms(document, settlement)
    parts = _parts(terms)
    code = document.text_at(f"{names.head}/TypeCode")
    return Invoice(
        number=number,
        kind="credit_note" if code in CREDIT_CODES else "invoice",
        issued_on=issued_on,
        due_on=instalments.first_day(parts) or _due_on(terms),
        instalments=parts,
        currency=currency,
        payable_cents=_cents(document, stated.payable, names.totals.payable),
        payable=stated.payable.stated if stated.payable.cents is None else None,
        net_cents=_cents(document, stated.net, names.totals.net),
        vat_cents=_cents(document, stated.vat, "TaxTotalAmount"),
        seller=cii_party.read(document.first(f"{agreement}/SellerTradeParty")),
        buyer=cii_party.read(document.first(f"{agreement}/BuyerTradeParty")),
        iban=_iban(document, settlement),
        payment_reference=document.text_at(f"{settlement}/PaymentReference"),
        credits_number=document.text_at(
            f"{settlement}/InvoiceReferencedDocument/IssuerAssignedID",
            f"{settlement}/InvoiceReferencedDocument/ID",
        ),
        order_reference=document.text_at(
            f"{agreement}/BuyerOrderReferencedDocument/IssuerAssignedID",
            f"{agreement}/BuyerOrderReferencedDocument/ID",
        ),
        description=document.text_at(
            f"{names.line}/SpecifiedTradeProduct/Name", f"{names.head}/IncludedNote/Content"
        ),
        document=attached.read(document, path=attached.CII),
    )


def _required(document: Element, path: str) -> str | None:
    stated = document.text_at(path)
    if stated is None:
        document.complain("invoice.missing", path=path)
    return stated


def _has_problem_with_day(document: Element) -> bool:
    return any(problem.code == "invoice.not_a_day" for problem in document.problems)


def _currency(document: Element, names: _Names) -> str | None:
    path = f"{names.settlement}/InvoiceCurrencyCode"
    stated = document.text_at(path)
    if stated is None:
        amount = document.first(f"{names.settlement}/{names.sums}/DuePayableAmount")
        stated = amount.attribute("currencyID") if amount else None
    if stated is None or not _CURRENCY.match(stated):
        document.complain("invoice.no_currency", path=path, found=(stated or "")[:60])
        return None
    return stated


def _day(document: Element, path: str) -> date | None:
    """Give the first day at a path: below it, or in it as the oldest files write it."""
    places = (f"{path}/DateTimeString", f"{path}/DateTime", path)
    for one in (found for place in places for found in document.all(place)):
        if (text := one.text) is None:
            continue
        match = _DAY.match(text)
        try:
            return date(*map(int, match.groups())) if match else date.fromisoformat("")
        except ValueError:
            one.complain("invoice.not_a_day", found=text[:60])
            return None
    return None


def _terms(document: Element, settlement: str) -> list[Element]:
    """Give the terms of payment; those of a discount for who pays early only when alone."""
    terms = document.all(f"{settlement}/SpecifiedTradePaymentTerms")
    whole = [one for one in terms if not one.all("ApplicableTradePaymentDiscountTerms")]
    return whole if any(one.all("DueDateDateTime") for one in whole) else terms


def _parts(terms: list[Element]) -> tuple[Instalment, ...]:
    """Give the instalments, where at least two terms state both a day and an amount."""
    return instalments.of(
        [
            (_day(term, "DueDateDateTime"), term.amount_at("PartialPaymentAmount"))
            for term in terms
        ]
    )


def _due_on(terms: list[Element]) -> date | None:
    return next((day for term in terms if (day := _day(term, "DueDateDateTime"))), None)


def _cents(document: Element, amount: Amount | None, name: str) -> int | None:
    if amount is not None and amount.cents is None:
        document.complain(
            "invoice.fraction_of_a_cent", severity="warning", path=name, found=amount.stated
        )
    return amount.cents if amount else None


def _iban(document: Element, settlement: str) -> str | None:
    means = document.all(f"{settlement}/SpecifiedTradeSettlementPaymentMeans")
    accounts = [one for each in means for one in each.all("PayeePartyCreditorFinancialAccount")]
    for account in (one for each in accounts for one in each.all("IBANID")):
        if compact := iban_number.compact(account.text or ""):
            if not iban_number.is_valid(compact):
                account.complain("invoice.not_an_iban", severity="warning", found=compact[:60])
            return compact
    domestic = (account.text_at("ProprietaryID") or "" for account in accounts)
    return next(filter(iban_number.is_valid, map(iban_number.compact, domestic)), None)
