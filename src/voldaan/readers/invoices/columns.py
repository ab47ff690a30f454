"""Which column is what: by the header in Dutch or English, else by what stands below it.

The names are those of the exports and lists of Dutch bookkeeping packages, and what
people write themselves.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal, get_args

from voldaan.readers.notation import normalised

Field = Literal[
    "number",
    "client",
    "issued_on",
    "due_on",
    "total",
    "open",
    "paid",
    "net",
    "vat_amount",
    "debit",
    "credit",
    "term",
    "kind",
    "status",
    "paid_on",
    "currency",
    "email",
    "phone",
    "contact",
    "vat",
    "kvk",
    "iban",
    "reference",
    "order_reference",
    "description",
]
FIELDS: tuple[Field, ...] = get_args(Field)
#: Amounts; all of a list are written in one way.
AMOUNTS: tuple[Field, ...] = ("total", "open", "paid", "net", "vat_amount", "debit", "credit")
#: One of these must be known: without it nobody knows what an invoice asks.
ASKING: tuple[Field, ...] = ("total", "open", "debit")
DAYS: tuple[Field, ...] = ("issued_on", "due_on", "paid_on")

_INCL = r"(incl\w*|inclusief\w*|metbtw)"
_EXCL = r"(excl\w*|exclusief\w*|zonderbtw|exbtw|ex)"
_TAX = r"(btw|vat|tax|belasting)"
_MONEY = r"(totaal|bedrag|totaalbedrag|factuurbedrag|factuurtotaal|total|amount|invoicetotal"
_MONEY += r"|invoiceamount|totalamount|totalprice|price|prijs|totaalprijs|factuurwaarde"
_MONEY += r"|verkoopbedrag|bedragfactuur|totaalfactuur|factuurtotaalbedrag|value|sum|som)"
_EUR = r"(eur|euro|in(eur|euro))?"

#: Field → patterns of normalised names, the surest first.
_NAMES: Mapping[Field, tuple[str, ...]] = MappingProxyType(
    {
        "number": (
            r"(verkoop|sales)?(factuur|fact|facturen|invoice|bill)(nummer|nr|no|number|num|id"
            r"|code|kenmerk|ref)s?",
            r"(invoice|factuur|verkoopfactuur|facturen)",
            r"(onze|our)ref(erentie|erence)?",
            r"(document|doc|boekstuk|stuk|boeking|entry|voucher)(s?nummer|nr|no|number|id)",
            r"(nummer|number|nr|no)",
        ),
        "client": (
            r"(naam|name)?(klant|debiteur|relatie|bedrijf|bedrijfs|organisatie|afnemer|client"
            r"|customer|company|opdrachtgever|debtor|account|contact|handels|statutaire)(en)?(s?naam"
            r"|name)",
            r"(naam|name|omschrijving)(van)?(de|het)?(klant|debiteur|relatie|bedrijf|afnemer)",
            r"(klant|debiteur|relatie|bedrijf|organisatie|afnemer|client|customer|company"
            r"|opdrachtgever|debtor|klantbedrijf|soldto|billto|organization|organisation)",
            r"(contact|naam|name|account)",
        ),
        "issued_on": (
            r"(factuur|fact|invoice|issue|document|verzend)(datum|date|dd)",
            r"(datum|date|dd)(factuur|invoice|verzonden|of(issue|invoice))",
            r"(issued|sent|verzonden|gefactureerd)(op|on|at)?",
            r"(datum|date|boekdatum|boekingsdatum|publiceerdatum|transactiedatum|entrydate)",
        ),
        "due_on": (
            r"(verval|vervaltop|verloop|due|expiry|expiration|maturity)(datum|dag|date|day|on)?",
            r"(datum|date)(verval|due)",
            r"vervalt(op)?",
            r"(uiterste|uiterlijke|laatste)betaal(datum|dag)",
            r"(te)?betalen(voor|op|uiterlijk)",
            r"uiterlijk(te)?(betalen|voldoen)(op|voor)?|betaaltermijn(datum|tot)",
            r"(payment)?due(by|date)?",
        ),
        "open": (
            r"(nog)?(open|openstaand|openstaande)(staand)?(bedrag|saldo|amount|balance|post"
            r"|factuurbedrag|value|totaal)?" + _INCL + r"?" + _EUR,
            r"nog(te)?(betalen|ontvangen|voldoen|open)(bedrag)?" + _EUR,
            r"(bedrag)?te(betalen|vorderen|ontvangen|voldoen)(bedrag)?" + _EUR,
            r"(rest|restant|resterend)(bedrag|saldo)?" + _EUR,
            r"((outstanding|unpaid|remaining)(amount|balance|total)?|due(amount|total))" + _EUR,
            r"(amount|balance|total)(due|open|outstanding|unpaid|remaining)" + _EUR,
            r"(saldo|balance)" + _EUR,
            r"(bedrag|saldo|totaal)(nog)?(open|openstaand|opente?staand)" + _EUR,
        ),
        "total": (
            _MONEY + _INCL + _EUR,
            r"(bruto|gross)" + _MONEY + r"?" + _EUR,
            r"(origineel|oorspronkelijk|original)e?" + _MONEY + _EUR,
            r"(factuurbedrag|factuurtotaal|invoicetotal|invoiceamount|totaalbedrag|totalamount"
            r"|grandtotal|totaalfactuur|bedragfactuur|factuurwaarde|invoicevalue|eindtotaal"
            r"|eindbedrag|factuurtotaalbedrag)" + _EUR,
            r"(totaal|total|totaalprijs|totalprice)" + _EUR,
            r"(bedrag|amount|waarde|value)(in)?(basis)?(valuta|currency)?" + _EUR,
            _INCL,
        ),
        "net": (
            _MONEY + _EXCL + _EUR,
            r"(netto?|subtotaal|subtotal)" + _MONEY + r"?" + _EUR,
            _EXCL,
        ),
        "vat_amount": (
            _TAX + r"(bedrag|amount|totaal|total)" + _EUR,
            r"(totaal|total|bedrag|amount)" + _TAX + _EUR,
            _TAX,
        ),
        "debit": (r"(debet|debit)(bedrag|amount)?(in)?(euro)?",),
        "credit": (r"credit(bedrag|amount)?(in)?(euro)?",),
        "term": (
            r"(betaal|betalings?|krediet|payment)(termijn|term|terms)(in)?(dagen|days)?",
            r"termijn(in)?(dagen|days)?",
        ),
        "paid": (
            r"(reeds|al)?(betaald|ontvangen|voldaan)(bedrag)?" + _EUR,
            r"(amount)?paid(amount)?",
        ),
        "paid_on": (
            r"(betaal|betaald|betalings|payment|paid|settled|settlement)(datum|date)",
            r"(betaald|voldaan|paid)(op|on|at)",
            r"datum(betaald|betaling|voldaan)",
        ),
        "status": (r"(betaal|factuur|payment|invoice)?(status|state)",),
        "kind": (
            r"(soort|type)(factuur|document|invoice)?",
            r"(factuur|document|doc|invoice)(soort|type)",
        ),
        "currency": (r"(valuta|munt|muntsoort|currency)(code)?",),
        "email": (r"\w*e?mail(adres|address|adressen)?\w*",),
        "phone": (r"(telefoon|tel|phone|mobiel|mobile|gsm)(nummer|nr|number|no)?\w*",),
        "contact": (
            r"(contact|contactpersoon|contactperson|tav|attentie|attn|aanspreek\w+)",
            r"(volledige|full)?(achternaam|familienaam|surname|lastname|fullname)",
        ),
        "vat": (_TAX + r"(nummer|nr|number|no|id|identificatie\w*)(klant|client)?",),
        "kvk": (r"(kvk|coc|chamberofcommerce|kamervankoophandel)(nummer|nr|number|no)?",),
        "iban": (r"iban(nummer|nr)?", r"(bank)?(rekening|account)(nummer|nr|number)"),
        "reference": (
            r"(betalings?|betaal|payment)(kenmerk|referentie|reference|ref)",
            r"kenmerk",
            r"(referentie|reference|ref)",
        ),
        "order_reference": (
            r"(uw|your|klant|customer)ref(erentie|erence)?",
            r"(inkoop)?order(nummer|nr|number|no)?",
            r"(po|purchaseorder)(nummer|nr|number|no)?",
        ),
        "description": (
            r"(omschrijving|description|onderwerp|betreft|subject|toelichting|notitie|memo)",
            r"project(naam|name)?",
        ),
    }
)

# What only a bank writes above its columns: one of these and it is no list of invoices.
_BANK = re.compile(
    r"afbij|mutatie(soort|code)|mutationcode|tegenrekening\w*|tegenpartij\w*|naamtegenpartij"
    r"|counterparty\w*|saldona\w*|resultingbalance|balanceafter\w*|rentedatum|interestdate"
    r"|valutadatum|valuedate|transactie\w*|transaction\w*|mededelingen|notifications"
    r"|creditdebet|debetcredit|debitcredit|startsaldo|endsaldo|beginsaldo|eindsaldo|volgnr"
    r"|ibanbban|bic\w*|starteddate|completeddate|naamomschrijving|namedescription|batchid"
)


def by_header(cells: Sequence[str]) -> dict[Field, int]:
    """Give the column of each field that the header names; one column for one field.

    The surest names choose first, so that ``Totaal`` beside ``Totaal incl.`` stays free.

    >>> by_header(["Factuurnr.", "Bedrag incl.", "Openstaand"])
    {'number': 0, 'open': 2, 'total': 1}
    """
    names = [normalised(cell) for cell in cells]
    columns: dict[Field, int] = {}
    longest = max(map(len, _NAMES.values()))
    for rank in range(longest):
        for field, patterns in _NAMES.items():
            if field in columns or rank >= len(patterns):
                continue
            for column, name in enumerate(names):
                if column not in columns.values() and re.fullmatch(patterns[rank], name):
                    columns[field] = column
                    break
    return _client_before_contact(columns, names)


def _client_before_contact(columns: dict[Field, int], names: Sequence[str]) -> dict[Field, int]:
    """Take "Contact" for the client where no other column is: Moneybird calls clients so."""
    if "client" in columns or "contact" not in columns:
        return columns
    if names[columns["contact"]] == "contact":
        columns["client"] = columns.pop("contact")
    return columns


def is_open_list(cells: Sequence[str]) -> bool:
    """Say whether a header is that of a list of invoices: a number, an amount, no bank.

    >>> is_open_list(["Nummer", "Bedrag"]), is_open_list(["Nummer", "Bedrag", "Af Bij"])
    (True, False)
    """
    if is_of_bank(cells):
        return False
    columns = by_header(cells)
    return "number" in columns and any(field in columns for field in ASKING)


def is_of_bank(cells: Sequence[str]) -> bool:
    """Say whether a header has a column that only a bank writes.

    >>> is_of_bank(["Datum", "Af Bij", "Bedrag"])
    True
    """
    return any(_BANK.fullmatch(normalised(cell)) for cell in cells)
