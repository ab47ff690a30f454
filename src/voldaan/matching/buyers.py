"""Which client is the buyer on an invoice: found again by name, judged by kind."""

import re
from typing import Literal

from voldaan.matching import names
from voldaan.readers.shapes import Party

ClientKind = Literal["consumer", "business", "government"]

LONGEST_NAME = 200
# Words of a trade or a department: "Studio Noord" has no first name, nor has "Afdeling Inkoop".
_TRADE = re.compile(
    r"(studio|atelier|caf[eé]|hotel|restaurant|bistro|salon|kapsalon|praktijk|bureau|bakkerij"
    r"|slagerij|winkel|garage|school|academie|sport|fitness|yoga|team|groep|group|stichting"
    r"|vereniging|kerk|museum|theater|galerie|hotelschool|bedrijf|kantoor|interieur|bouw"
    r"|advies|advocaten|architect|design|media|training|coaching|consultancy|services"
    r"|solutions|afdeling|administratie|crediteuren|debiteuren|accounts|finance|financi"
    r"|inkoop|boekhouding|gemeente|huisarts|tandarts|fysio|kinderopvang|zorg)",
    re.IGNORECASE,
)
_GOVERNMENT = ("gemeente ", "provincie ", "ministerie ", "waterschap ", "rijkswaterstaat")


def name_key(name: str) -> str:
    """Give the name as clients are found again by it: words, initials, legal form.

    >>> name_key("Vink Training B.V.") == name_key("VINK TRAINING BV")
    True
    """
    parts = [
        " ".join((*holder.words, holder.initials, holder.legal_form)).strip()
        for holder in names.read(name)
    ]
    return (" / ".join(parts) or name.casefold().strip())[:LONGEST_NAME]


def kind_of(buyer: Party, serves: str = "both") -> ClientKind:
    """Judge which kind of client a buyer is; in doubt a consumer, whom the law protects."""
    name = (buyer.name or "").casefold()
    if name.startswith(_GOVERNMENT):
        return "government"
    is_firm = bool(
        buyer.kvk
        or buyer.vat
        or any(holder.legal_form for holder in names.read(buyer.name or ""))
    )
    if is_firm or serves == "businesses":
        return "business"
    return "consumer"


def first_name(buyer: Party, kind: str) -> str:
    """Give the first name to greet with, only where it is certain to be one.

    >>> first_name(Party(name="Jansen BV", contact="Els de Vries"), "business")
    'Els'
    >>> first_name(Party(name="E. de Vries"), "consumer")
    ''
    >>> first_name(Party(name="Bakker Interieur", contact="Bakker Interieur"), "business")
    ''
    """
    person = buyer.contact or (buyer.name if kind == "consumer" else "") or ""
    if kind != "consumer" and name_key(buyer.name or "").startswith(name_key(person)):
        return ""
    first, _, rest = person.strip().partition(" ")
    is_a_first_name = rest and len(first) > 1 and first.isalpha() and first.istitle()
    titles = {"De", "Van", "Den", "Ter", "Dhr", "Mevr", "Mw", "Drs", "Familie", "Fam", "Heer"}
    is_a_trade = any(_TRADE.match(word) for word in person.split())
    return first[:100] if is_a_first_name and first not in titles and not is_a_trade else ""
