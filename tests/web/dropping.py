"""Files to drop, and what one does with the pages that answer."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from voldaan.books.models import (
    ImportedFile,
)

LIST = (
    "Factuurnummer;Klant;E-mail;Factuurdatum;Vervaldatum;Openstaand\r\n"
    "2026-041;Vink BV;els@vink.example;13-09-2026;13-10-2026;1.210,00\r\n"
    "2026-042;Dirk Jansen;dirk@example.nl;20-09-2026;20-10-2026;60,50\r\n"
)
BANK = (
    '"Datum","Naam / Omschrijving","Rekening","Tegenrekening","Code","Af Bij",'
    '"Bedrag (EUR)","Mutatiesoort","Mededelingen"\r\n'
    '"20261012","Vink BV","NL20INGB0001234567","NL91ABNA0417164300","GT","Bij",'
    '"1210,00","Online bankieren","factuur 2026-041"\r\n'
)
UBL = """<?xml version="1.0"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:c="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
 <b:ID>2026-050</b:ID><b:IssueDate>2026-09-01</b:IssueDate><b:DueDate>2026-10-01</b:DueDate>
 <b:InvoiceTypeCode>380</b:InvoiceTypeCode>
 <b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode>
 <c:AccountingSupplierParty><c:Party><c:PartyName><b:Name>Atelier Onbekend</b:Name>
 </c:PartyName></c:Party></c:AccountingSupplierParty>
 <c:AccountingCustomerParty><c:Party><c:PartyName><b:Name>Vink BV</b:Name></c:PartyName>
 </c:Party></c:AccountingCustomerParty>
 <c:LegalMonetaryTotal><b:PayableAmount currencyID="EUR">121.00</b:PayableAmount>
 </c:LegalMonetaryTotal></Invoice>"""


def file(text: str | bytes = LIST, name: str = "open.csv") -> SimpleUploadedFile:
    content = text.encode() if isinstance(text, str) else text
    return SimpleUploadedFile(name, content)


def drop(browser: Browser, *files: SimpleUploadedFile) -> Any:
    return browser.post("/import/", {"files": list(files)}, follow=True)


def run_of(page: Any) -> str:
    return str(page.redirect_chain[-1][0])


def accept_columns(browser: Browser, run: str, **changes: str) -> Any:
    waiting = ImportedFile.objects.get(state="waiting")
    address = f"{run}{waiting.pk}/"
    form = browser.get(address).context["form"]
    shown = {field.html_name: field.value() for field in form}
    shown = {name: "" if value is None else value for name, value in shown.items()}
    return browser.post(address, {**shown, "then": "import", **changes}, follow=True)
