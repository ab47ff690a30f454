"""CSV of ING: the old and the new columns, comma or semicolon, in Dutch or English."""

import re
from typing import BinaryIO

from voldaan.readers import csv_header
from voldaan.readers.bank import csv_lines, csv_rows, fields
from voldaan.readers.shapes import BankLine, ReadFile

FORMATS = ("csv:ing",)

_DUTCH = {"datum", "naam / omschrijving", "rekening", "af bij", "bedrag (eur)", "mededelingen"}
_ENGLISH = {
    "date",
    "name / description",
    "account",
    "debit/credit",
    "amount (eur)",
    "notifications",
}
_SIGNS = {"bij": 1, "credit": 1, "af": -1, "debit": -1}
_LABELS = re.compile(
    r"(?:\A|(?<=\s))(Naam|Omschrijving|IBAN|BIC|Kenmerk|Betalingskenmerk|Machtiging ID|"
    r"Incassant ID|Valutadatum|Datum/Tijd|Name|Description|Reference|Payment reference|"
    r"Mandate ID|Creditor ID|Value date|Date/time): "
)


def recognises(head: bytes) -> bool:
    """Whether the first line has ING's column names."""
    found = csv_header.header(csv_header.first_line(head))
    return found is not None and (set(found.names) >= _DUTCH or set(found.names) >= _ENGLISH)


def read(source: BinaryIO, name: str) -> ReadFile:
    """Read all rows. Never raises on bad content."""
    return csv_lines.file(source, name=name, kind=FORMATS[0], understand=_understand)


def _understand(row: csv_rows.Row) -> csv_lines.Read:
    mark = row.text("af bij", "debit/credit")
    if mark.lower() not in _SIGNS:
        raise csv_lines.Unreadable("bank.sign", found=mark, expected="Af or Bij")
    amount = csv_lines.amount(
        row.text("bedrag (eur)", "amount (eur)"), sign=_SIGNS[mark.lower()]
    )
    number = row.text("rekening", "account")
    told = row.text("mededelingen", "notifications")
    labels = labelled(told)
    value_text = labels.get("Valutadatum") or labels.get("Value date") or ""
    reference = labels.get("Betalingskenmerk") or labels.get("Payment reference")
    return csv_lines.Read(
        account=fields.iban(number) or number,
        currency="EUR",
        line=BankLine(
            booked_on=csv_lines.day(row.text("datum", "date")),
            value_on=csv_lines.value_day(value_text),
            amount_cents=amount.cents,
            amount=amount.stated,
            name=fields.tidy(row.text("naam / omschrijving", "name / description")),
            iban=fields.iban(row.text("tegenrekening", "counterparty") or labels.get("IBAN")),
            text=labels.get("Omschrijving") or labels.get("Description") or _rest(told),
            reference=fields.tidy("".join((reference or "").split())),
            end_to_end_id=fields.tidy(labels.get("Kenmerk") or labels.get("Reference")),
        ),
        value_text=value_text,
        balance_cents=csv_lines.balance(row.text("saldo na mutatie", "resulting balance")),
    )


def labelled(text: str) -> dict[str, str]:
    """Give what stands behind each label of ING's text.

    >>> labelled("Naam: Vink BV Omschrijving: factuur 12 Valutadatum: 13-02-2026")
    {'Naam': 'Vink BV', 'Omschrijving': 'factuur 12', 'Valutadatum': '13-02-2026'}
    """
    pieces = _LABELS.split(text)
    pairs = zip(pieces[1::2], pieces[2::2], strict=True)
    found: dict[str, str] = {}
    for label, value in pairs:
        found.setdefault(label, " ".join(value.split()))
    return found


def _rest(text: str) -> str:
    """Give a text without labels as it stands, but not the value date behind it."""
    plain = fields.tidy(text) or ""
    return re.sub(r" ?(?:Valutadatum|Value date): [0-9-]{10}\Z", "", plain)
