"""Seller and buyer of a UBL invoice."""

from voldaan.readers.invoices.einvoice.element import Element
from voldaan.readers.shapes import Party

#: How the Dutch trade register is named: ISO 6523 since SI-UBL 2.0, a word before it.
KVK_SCHEMES = {"0106", "NL:KVK"}
_VAT_SCHEMES = {"NL:VAT", "9944"}


def read(element: Element | None) -> Party:
    """Give the party as stated; numbers keep the punctuation that they have."""
    if element is None:
        return Party()
    return Party(
        name=element.text_at(
            "cac:PartyLegalEntity/cbc:RegistrationName", "cac:PartyName/cbc:Name"
        )
        or _person(element),
        vat=_vat(element),
        kvk=_kvk(element),
        email=element.text_at("cac:Contact/cbc:ElectronicMail") or _endpoint(element, {"EM"}),
        phone=element.text_at("cac:Contact/cbc:Telephone"),
        contact=element.text_at("cac:Contact/cbc:Name"),
    )


def _person(element: Element) -> str | None:
    person = element.first("cac:Person")
    if person is None:
        return None
    parts = (person.text_at(f"cbc:{part}Name") for part in ("First", "Middle", "Family"))
    return " ".join(part for part in parts if part) or None


def _vat(element: Element) -> str | None:
    for scheme in element.all("cac:PartyTaxScheme"):
        if (scheme.text_at("cac:TaxScheme/cbc:ID") or "").upper() == "VAT" and (
            stated := scheme.text_at("cbc:CompanyID")
        ):
            return stated
    return _numbered(element, _VAT_SCHEMES)


def _kvk(element: Element) -> str | None:
    stated = _numbered(element, KVK_SCHEMES)
    if stated or element.text_at(
        "cac:PostalAddress/cac:Country/cbc:IdentificationCode"
    ) not in {None, "NL"}:
        return stated
    return bare_kvk(element.all("cac:PartyLegalEntity/cbc:CompanyID"))


def bare_kvk(numbers: list[Element]) -> str | None:
    """Give the trade register number of a Dutch party that names no scheme: eight digits."""
    for number in numbers:
        text = number.text or ""
        if number.attribute("schemeID") is None and len(text) == 8 and text.isdecimal():
            return text
    return None


def _numbered(element: Element, schemes: set[str]) -> str | None:
    for path in ("cac:PartyLegalEntity/cbc:CompanyID", "cac:PartyIdentification/cbc:ID"):
        for number in element.all(path):
            if number.attribute("schemeID") in schemes and number.text:
                return number.text
    return _endpoint(element, schemes)


def _endpoint(element: Element, schemes: set[str]) -> str | None:
    endpoint = element.first("cbc:EndpointID")
    if endpoint is None or endpoint.attribute("schemeID") not in schemes:
        return None
    return endpoint.text
