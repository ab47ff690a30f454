"""UBL 2.1 invoices and credit notes: NLCIUS, Peppol BIS 3, SI-UBL 1.x and 2.0, XRechnung.

One document a file, bare or in a StandardBusinessDocument envelope. An invoice is left out
only when it has no number, no currency or no amount that can be read.
"""

import re
from datetime import date
from typing import BinaryIO

from lxml import etree
from stdnum import iban as iban_number

from voldaan.readers import xml
from voldaan.readers.invoices.einvoice import attached, instalments, party, totals
from voldaan.readers.invoices.einvoice.element import Amount, Element
from voldaan.readers.shapes import Invoice, InvoiceKind, Problem, ReadFile, facts

FORMAT = "ubl"

_NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
_DOCUMENTS = {(f"{_NAMESPACE}{name}-2", name) for name in ("Invoice", "CreditNote")}
_ENVELOPE = "StandardBusinessDocument"

#: UNTDID 1001 codes that EN 16931 treats as credit notes. 384 (corrected) and 380 with
#: a negative amount stay invoices: the sign says what they do.
CREDIT_CODES = frozenset(
    {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"}
)

_IBAN_LIKE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{4,30}\Z")
_CURRENCY = re.compile(r"[A-Z]{3}\Z")


def recognises(head: bytes) -> bool:
    """Say whether the first bytes of a file are those of a UBL invoice or credit note.

    >>> recognises(b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">')
    True
    """
    names = xml.first_names(head)
    if names and names[0][1] == _ENVELOPE:
        return any(name in _DOCUMENTS for name in names)
    return bool(names) and names[0] in _DOCUMENTS


def read(source: BinaryIO, name: str) -> ReadFile:
    """Read the invoices of one file; ``name`` is the file's own."""
    try:
        documents = _documents(xml.root(source))
    except xml.XmlRefused as refused:
        return ReadFile(name, FORMAT, problems=(refused.problem,))
    if not documents:
        problem = Problem("invoice.no_ubl_document", "file", "error", facts())
        return ReadFile(name, FORMAT, problems=(problem,))
    invoices = tuple(invoice for one in documents if (invoice := _invoice(one)) is not None)
    problems = tuple(problem for one in documents for problem in one.problems)
    return ReadFile(name, FORMAT, invoices=invoices, problems=problems)


def _documents(root: etree._Element) -> list[Element]:
    inside = [root] if xml.local_name(root) != _ENVELOPE else list(root)
    return [
        Element(one, xml.local_name(one))
        for one in inside
        if (xml.namespace(one), xml.local_name(one)) in _DOCUMENTS
    ]


def _invoice(document: Element) -> Invoice | None:
    number = document.text_at("cbc:ID")
    if number is None:
        document.complain("invoice.missing", path="cbc:ID")
    currency = _currency(document)
    if document.text_at("cbc:IssueDate") is None:
        document.complain("invoice.missing", path="cbc:IssueDate")
    stated = totals.read(document, currency)
    if number is None or currency is None or stated.payable is None:
        return None
    parts = instalments.read(document)
    return Invoice(
        number=number,
        kind=_kind(document),
        issued_on=document.day_at("cbc:IssueDate"),
        due_on=instalments.first_day(parts) or _due_on(document),
        instalments=parts,
        g_account=instalments.g_account(document),
        currency=currency,
        payable_cents=_cents(document, stated.payable, "PayableAmount"),
        payable=stated.payable.stated if stated.payable.cents is None else None,
        net_cents=_cents(document, stated.net, "TaxExclusiveAmount"),
        vat_cents=_cents(document, stated.vat, "TaxAmount"),
        seller=party.read(document.first("cac:AccountingSupplierParty/cac:Party")),
        buyer=party.read(document.first("cac:AccountingCustomerParty/cac:Party")),
        iban=_iban(document),
        payment_reference=_reference(document),
        credits_number=document.text_at(
            "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"
        ),
        order_reference=document.text_at("cac:OrderReference/cbc:ID"),
        description=document.text_at(
            "cac:InvoiceLine/cac:Item/cbc:Name",
            "cac:CreditNoteLine/cac:Item/cbc:Name",
            "cbc:Note",
        ),
        document=attached.read(document),
    )


def _due_on(document: Element) -> date | None:
    # EN 16931 has one place; older and other packages write it with the means or the terms.
    return document.day_at(
        "cbc:DueDate",
        "cac:PaymentMeans/cbc:PaymentDueDate",
        "cac:PaymentTerms/cbc:PaymentDueDate",
        "cac:PaymentTerms/cbc:InstallmentDueDate",
    )


def _reference(document: Element) -> str | None:
    """Give the reference of the free account; that of a blocked one only when alone."""
    own = (means.text_at("cbc:PaymentID") for means in instalments.own_means(document))
    return next(filter(None, own), None) or document.text_at("cac:PaymentMeans/cbc:PaymentID")


def _kind(document: Element) -> InvoiceKind:
    if document.name == "CreditNote":
        return "credit_note"
    code = document.text_at("cbc:InvoiceTypeCode")
    return "credit_note" if code in CREDIT_CODES else "invoice"


def _currency(document: Element) -> str | None:
    amount = document.first("cac:LegalMonetaryTotal/cbc:PayableAmount")
    of_amount = amount.attribute("currencyID") if amount else None
    stated = document.text_at("cbc:DocumentCurrencyCode")
    if stated is None and of_amount is not None:
        document.complain(
            "invoice.missing", severity="warning", path="cbc:DocumentCurrencyCode"
        )
    currency = stated or of_amount
    if currency is None or not _CURRENCY.match(currency):
        document.complain(
            "invoice.no_currency", path="cbc:DocumentCurrencyCode", found=(currency or "")[:60]
        )
        return None
    if amount and of_amount not in {None, currency}:
        amount.complain(
            "invoice.other_currency", severity="warning", expected=currency, found=of_amount
        )
    return currency


def _cents(document: Element, amount: Amount | None, name: str) -> int | None:
    if amount is not None and amount.cents is None:
        document.complain(
            "invoice.fraction_of_a_cent",
            severity="warning",
            path=f"cac:LegalMonetaryTotal/cbc:{name}",
            found=amount.stated,
        )
    return amount.cents if amount else None


def _iban(document: Element) -> str | None:
    # Other countries put domestic account numbers here; those are not IBANs gone wrong.
    accounts = (
        account
        for means in instalments.own_means(document)
        for account in means.all("cac:PayeeFinancialAccount/cbc:ID")
    )
    for account in accounts:
        compact = iban_number.compact(account.text or "")
        if account.attribute("schemeID") != "IBAN" and not _IBAN_LIKE.match(compact):
            continue
        if not iban_number.is_valid(compact):
            account.complain("invoice.not_an_iban", severity="warning", found=compact[:60])
        return compact or None
    return None
