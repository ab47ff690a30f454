"""Seller and buyer of an invoice in CII."""

from voldaan.readers.invoices.einvoice import party
from voldaan.readers.invoices.einvoice.element import Element
from voldaan.readers.shapes import Party

_CONTACT = "DefinedTradeContact"


def read(element: Element | None) -> Party:
    """Give the party as stated; numbers keep the punctuation that they have."""
    if element is None:
        return Party()
    return Party(
        name=element.text_at("Name", "SpecifiedLegalOrganization/TradingBusinessName"),
        vat=_with(element.all("SpecifiedTaxRegistration/ID"), {"VA"}),
        kvk=_kvk(element),
        email=element.text_at(
            f"{_CONTACT}/EmailURIUniversalCommunication/URIID",
            f"{_CONTACT}/EmailURIUniversalCommunication/CompleteNumber",
        )
        or _with(element.all("URIUniversalCommunication/URIID"), {"EM"}),
        phone=element.text_at(f"{_CONTACT}/TelephoneUniversalCommunication/CompleteNumber"),
        contact=element.text_at(f"{_CONTACT}/PersonName", f"{_CONTACT}/DepartmentName"),
    )


def _kvk(element: Element) -> str | None:
    legal = element.all("SpecifiedLegalOrganization/ID")
    others = [
        *element.all("GlobalID"),
        *element.all("ID"),
        *element.all("URIUniversalCommunication/URIID"),
    ]
    stated = _with([*legal, *others], party.KVK_SCHEMES)
    if stated or element.text_at("PostalTradeAddress/CountryID") not in {None, "NL"}:
        return stated
    return party.bare_kvk(legal)


def _with(numbers: list[Element], schemes: set[str]) -> str | None:
    return next(
        (one.text for one in numbers if one.attribute("schemeID") in schemes and one.text),
        None,
    )
