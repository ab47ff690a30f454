"""One whole UBL invoice, and reading it with one thing changed."""

from io import BytesIO

from voldaan.readers.invoices.einvoice import ubl
from voldaan.readers.shapes import ReadFile

CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
SELLER = """<cac:AccountingSupplierParty><cac:Party>
  <cbc:EndpointID schemeID="EM">anna@example.org</cbc:EndpointID>
  <cac:PartyName><cbc:Name>Anna Traint</cbc:Name></cac:PartyName>
  <cac:PartyTaxScheme><cbc:CompanyID>1</cbc:CompanyID><cac:TaxScheme><cbc:ID>LOC</cbc:ID>
  </cac:TaxScheme></cac:PartyTaxScheme>
  <cac:PartyTaxScheme><cbc:CompanyID>NL123456782B90</cbc:CompanyID><cac:TaxScheme>
  <cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
  <cac:PartyLegalEntity><cbc:CompanyID schemeID="0106">12345678</cbc:CompanyID>
  </cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>"""
BUYER = """<cac:AccountingCustomerParty><cac:Party><cac:PartyLegalEntity>
  <cbc:RegistrationName>Vink   BV</cbc:RegistrationName>
  <cbc:CompanyID schemeID="0190">00000001234567890000</cbc:CompanyID></cac:PartyLegalEntity>
  <cac:Contact><cbc:Name>Dirk</cbc:Name><cbc:Telephone>020 123 45 67</cbc:Telephone>
  <cbc:ElectronicMail>dirk@example.org</cbc:ElectronicMail></cac:Contact>
  </cac:Party></cac:AccountingCustomerParty>"""
MEANS = """<cac:PaymentMeans><cbc:PaymentID>RF18539007547034</cbc:PaymentID>
  <cac:PayeeFinancialAccount><cbc:ID>NL91 ABNA 0417 1643 00</cbc:ID>
  </cac:PayeeFinancialAccount></cac:PaymentMeans>"""
VAT = '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">21.00</cbc:TaxAmount></cac:TaxTotal>'
TOTAL = """<cac:LegalMonetaryTotal>
  <cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
  <cbc:TaxExclusiveAmount currencyID="EUR">100.00</cbc:TaxExclusiveAmount>
  <cbc:TaxInclusiveAmount currencyID="EUR">121.00</cbc:TaxInclusiveAmount>
  <cbc:PayableAmount currencyID="EUR">121.00</cbc:PayableAmount></cac:LegalMonetaryTotal>"""
LINE = """<cac:InvoiceLine><cbc:LineExtensionAmount>100.00</cbc:LineExtensionAmount>
  <cac:Item><cbc:Name>Training</cbc:Name></cac:Item></cac:InvoiceLine>"""
HEAD = """<cbc:ID>2026-041</cbc:ID><cbc:IssueDate>2026-02-28</cbc:IssueDate>
  <cbc:DueDate>2026-03-30</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cac:OrderReference><cbc:ID>PO 7</cbc:ID></cac:OrderReference>"""
WHOLE = HEAD + SELLER + BUYER + MEANS + VAT + TOTAL + LINE


def document(content: str = WHOLE, name: str = "Invoice") -> str:
    space = f"urn:oasis:names:specification:ubl:schema:xsd:{name}-2"
    return f'<{name} xmlns="{space}" xmlns:cbc="{CBC}" xmlns:cac="{CAC}">\n{content}\n</{name}>'


def changed(old: str, new: str) -> ReadFile:
    """Read the whole invoice with one thing changed."""
    assert old in WHOLE
    return ubl.read(BytesIO(document(WHOLE.replace(old, new)).encode()), "a.xml")


def codes(file: ReadFile) -> list[tuple[str, str, str]]:
    return [(one.code, one.where, one.severity) for one in file.problems]
