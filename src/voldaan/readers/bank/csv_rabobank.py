"""CSV of Rabobank: 26 columns, in ISO-8859-1 or UTF-8, with a decimal comma."""

from typing import BinaryIO

from voldaan.readers import csv_header
from voldaan.readers.bank import csv_lines, csv_rows, fields
from voldaan.readers.shapes import BankLine, ReadFile

FORMATS = ("csv:rabobank",)

_COLUMNS = {
    "iban/bban",
    "munt",
    "volgnr",
    "datum",
    "bedrag",
    "saldo na trn",
    "tegenrekening iban/bban",
    "naam tegenpartij",
    "omschrijving-1",
}
_LONGEST_PART = 140


def recognises(head: bytes) -> bool:
    """Whether the first line has Rabobank's column names."""
    found = csv_header.header(csv_header.first_line(head))
    return found is not None and set(found.names) >= _COLUMNS


def read(source: BinaryIO, name: str) -> ReadFile:
    """Read all rows. Never raises on bad content."""
    return csv_lines.file(source, name=name, kind=FORMATS[0], understand=_understand)


def _understand(row: csv_rows.Row) -> csv_lines.Read:
    amount = csv_lines.amount(row.text("bedrag"))
    number = row.text("iban/bban")
    value_text = row.text("rentedatum")
    name = row.text("naam tegenpartij") or row.text("naam uiteindelijke partij")
    return csv_lines.Read(
        account=fields.iban(number) or number,
        currency=row.text("munt").upper() or "EUR",
        line=BankLine(
            booked_on=csv_lines.day(row.text("datum")),
            value_on=csv_lines.value_day(value_text),
            amount_cents=amount.cents,
            amount=amount.stated,
            name=fields.tidy(name),
            iban=fields.iban(row.text("tegenrekening iban/bban")),
            text=_text(row),
            reference=fields.tidy(row.text("betalingskenmerk")),
            end_to_end_id=fields.tidy(row.text("transactiereferentie")),
            bank_id=fields.tidy(row.text("volgnr")),
            return_reason=fields.tidy(row.text("reden retour")),
        ),
        value_text=value_text,
        balance_cents=csv_lines.balance(row.text("saldo na trn")),
    )


def _text(row: csv_rows.Row) -> str:
    """Put the three parts of the text together; a full one was cut inside a word."""
    whole = ""
    for place in ("1", "2", "3"):
        part = row.text(f"omschrijving-{place}")
        whole += part if len(part) >= _LONGEST_PART else f"{part} "
    return fields.tidy(whole) or ""
