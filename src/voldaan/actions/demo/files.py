"""The files that the studio's own package and bank would have given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"


@dataclass(frozen=True, slots=True)
class Party:
    """A seller or buyer as it stands on an invoice."""

    name: str
    email: str = ""
    contact: str = ""
    phone: str = ""
    kvk: str = ""
    vat: str = ""


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice, or with ``credits`` a credit note on the invoice of that number."""

    number: str
    buyer: Party
    issued_on: date
    due_on: date
    cents: int
    work: str
    credits: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """Money on the account of the studio; what leaves is negative."""

    on: date
    cents: int
    name: str
    iban: str
    words: str
    id: str


def plain(cents: int) -> str:
    """Give an amount as files write it.

    >>> plain(121000)
    '1210.00'
    """
    sign, whole = ("-" if cents < 0 else ""), abs(cents)
    return f"{sign}{whole // 100}.{whole % 100:02}"


def invoices(bills: Iterable[Bill], *, seller: Party, iban: str) -> bytes:
    """Give one file with all these invoices, each a UBL document in one envelope."""
    inside = "".join(_bill(bill, seller, iban) for bill in bills)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<StandardBusinessDocument xmlns="http://www.unece.org/cefact/namespaces/'
        f'StandardBusinessDocumentHeader">{inside}</StandardBusinessDocument>'
    ).encode()


def _bill(bill: Bill, seller: Party, iban: str) -> str:
    kind = "CreditNote" if bill.credits else "Invoice"
    code = (
        "<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>"
        if bill.credits
        else f"<cbc:DueDate>{bill.due_on}</cbc:DueDate>"
        "<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>"
    )
    named = (
        "<cac:BillingReference><cac:InvoiceDocumentReference>"
        f"<cbc:ID>{escape(bill.credits)}</cbc:ID>"
        "</cac:InvoiceDocumentReference></cac:BillingReference>"
        if bill.credits
        else ""
    )
    net = bill.cents * 100 // 121
    return (
        f'<{kind} xmlns="{_UBL}{kind}-2" xmlns:cac="{_UBL}CommonAggregateComponents-2" '
        f'xmlns:cbc="{_UBL}CommonBasicComponents-2">'
        f"<cbc:ID>{escape(bill.number)}</cbc:ID><cbc:IssueDate>{bill.issued_on}</cbc:IssueDate>"
        f"{code}<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>{named}"
        f"<cac:AccountingSupplierParty>{_party(seller)}</cac:AccountingSupplierParty>"
        f"<cac:AccountingCustomerParty>{_party(bill.buyer)}</cac:AccountingCustomerParty>"
        "<cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode>"
        f"<cac:PayeeFinancialAccount><cbc:ID>{iban}</cbc:ID></cac:PayeeFinancialAccount>"
        "</cac:PaymentMeans>"
        f'<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">{plain(bill.cents - net)}'
        "</cbc:TaxAmount></cac:TaxTotal><cac:LegalMonetaryTotal>"
        f'<cbc:LineExtensionAmount currencyID="EUR">{plain(net)}</cbc:LineExtensionAmount>'
        f'<cbc:TaxExclusiveAmount currencyID="EUR">{plain(net)}</cbc:TaxExclusiveAmount>'
        f'<cbc:TaxInclusiveAmount currencyID="EUR">{plain(bill.cents)}'
        f'</cbc:TaxInclusiveAmount><cbc:PayableAmount currencyID="EUR">{plain(bill.cents)}'
        f"</cbc:PayableAmount></cac:LegalMonetaryTotal><cac:{kind}Line><cbc:ID>1</cbc:ID>"
        f'<cbc:LineExtensionAmount currencyID="EUR">{plain(net)}</cbc:LineExtensionAmount>'
        f"<cac:Item><cbc:Name>{escape(bill.work)}</cbc:Name></cac:Item></cac:{kind}Line>"
        f"</{kind}>"
    )


def _party(party: Party) -> str:
    scheme = (
        f"<cac:PartyTaxScheme><cbc:CompanyID>{party.vat}</cbc:CompanyID><cac:TaxScheme>"
        "<cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>"
        if party.vat
        else ""
    )
    number = f'<cbc:CompanyID schemeID="0106">{party.kvk}</cbc:CompanyID>' if party.kvk else ""
    told = "".join(
        f"<cbc:{name}>{escape(value)}</cbc:{name}>"
        for name, value in (
            ("Name", party.contact),
            ("Telephone", party.phone),
            ("ElectronicMail", party.email),
        )
        if value
    )
    return (
        f"<cac:Party><cac:PartyName><cbc:Name>{escape(party.name)}</cbc:Name></cac:PartyName>"
        f"{scheme}<cac:PartyLegalEntity><cbc:RegistrationName>{escape(party.name)}"
        f"</cbc:RegistrationName>{number}</cac:PartyLegalEntity>"
        f"<cac:Contact>{told}</cac:Contact></cac:Party>"
    )


def bank(
    movements: Sequence[Movement], *, iban: str, first: date, last: date, opening_cents: int
) -> bytes:
    """Give a statement (camt.053) of the days from ``first`` to ``last``, both counted."""
    closing = opening_cents + sum(movement.cents for movement in movements)
    balances = "".join(
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{_amount(cents)}"
        f"<Dt><Dt>{on}</Dt></Dt></Bal>"
        for code, cents, on in (("OPBD", opening_cents, first), ("CLBD", closing, last))
    )
    entries = "".join(_entry(movement) for movement in movements)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{_CAMT}"><BkToCstmrStmt>'
        f"<GrpHdr><MsgId>{last:%Y%m%d}</MsgId><CreDtTm>{last}T23:00:00</CreDtTm></GrpHdr>"
        f"<Stmt><Id>{last:%Y%m%d}</Id><CreDtTm>{last}T23:00:00</CreDtTm>"
        f"<FrToDt><FrDtTm>{first}T00:00:00</FrDtTm><ToDtTm>{last}T23:59:59</ToDtTm></FrToDt>"
        f"<Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>{balances}{entries}"
        "</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _amount(cents: int) -> str:
    sign = "CRDT" if cents >= 0 else "DBIT"
    return f'<Amt Ccy="EUR">{plain(abs(cents))}</Amt><CdtDbtInd>{sign}</CdtDbtInd>'


def _entry(movement: Movement) -> str:
    role = "Dbtr" if movement.cents >= 0 else "Cdtr"
    return (
        f"<Ntry>{_amount(movement.cents)}<Sts>BOOK</Sts>"
        f"<BookgDt><Dt>{movement.on}</Dt></BookgDt><ValDt><Dt>{movement.on}</Dt></ValDt>"
        f"<AcctSvcrRef>{movement.id}</AcctSvcrRef><NtryDtls><TxDtls><Refs>"
        f"<AcctSvcrRef>{movement.id}</AcctSvcrRef></Refs><RltdPties>"
        f"<{role}><Nm>{escape(movement.name)}</Nm></{role}>"
        f"<{role}Acct><Id><IBAN>{movement.iban}</IBAN></Id></{role}Acct></RltdPties>"
        f"<RmtInf><Ustrd>{escape(movement.words)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )
