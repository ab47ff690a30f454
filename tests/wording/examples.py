"""Facts with good defaults for the tests of this room."""

from datetime import date
from typing import Any

from voldaan.wording.shapes import LetterFacts, LetterInvoice

LINK = "https://anna.example/k/7f3a"


def invoice(number: str = "2026-041", **changes: Any) -> LetterInvoice:
    given: dict[str, Any] = {
        "due_on": date(2026, 10, 14),
        "open_cents": 121000,
        "payable_cents": 121000,
    }
    return LetterInvoice(number, **(given | changes))


def facts(*invoices: LetterInvoice, **changes: Any) -> LetterFacts:
    given: dict[str, Any] = {
        "day": date(2026, 10, 22),
        "sender": "Anna Bakker",
        "company": "Studio Bakker",
        "phone": "06 12345678",
        "iban": "NL91ABNA0417164300",
        "recipient": "Dirk",
        "language": "nl",
        "address_form": "je",
    }
    return LetterFacts(invoices=invoices or (invoice(),), **(given | changes))
