"""From files alone to one decision for each client."""

from dataclasses import replace
from datetime import date

import pytest

from voldaan.cli import from_files
from voldaan.readers.shapes import Invoice, Party, ReadFile, Statement

IBAN = "NL91ABNA0417164300"
DAY = date(2026, 2, 17)
BANK = Statement(IBAN, first_day=date(2026, 1, 1), last_day=date(2026, 2, 16))
INVOICE = Invoice(
    "2026-1",
    issued_on=date(2026, 1, 10),
    due_on=date(2026, 2, 10),
    payable_cents=12100,
    seller=Party("Anna Bakker"),
    buyer=Party("Vink BV", kvk="12345678", email="els@vink.example"),
    iban=IBAN,
)
CREDIT = replace(
    INVOICE, number="C1", kind="credit_note", payable_cents=2100, credits_number="2026-1"
)


def judged(*invoices: Invoice) -> list[from_files.Judged]:
    files = [
        ReadFile("a.xml", "ubl", invoices=invoices),
        ReadFile("b.xml", "camt.053", statements=(BANK,)),
    ]
    return from_files.judge(files, day=DAY, ibans=frozenset({IBAN}))[0]


class TestCreditNote:
    @pytest.mark.parametrize("iban", [IBAN, None])
    def test_is_taken_off_the_invoice_it_names(self, iban: str | None) -> None:
        (client,) = judged(INVOICE, replace(CREDIT, iban=iban))

        assert client.decision.asks_cents == 10000

    def test_is_taken_off_the_sum_when_it_names_none(self) -> None:
        (client,) = judged(INVOICE, replace(CREDIT, credits_number=None))

        assert (client.decision.open_cents, client.decision.asks_cents) == (12100, 10000)


class TestClient:
    @pytest.mark.parametrize("is_named_first", [True, False])
    def test_is_one_whether_its_number_is_stated_or_not(self, *, is_named_first: bool) -> None:
        named = replace(INVOICE, number="2026-2", buyer=Party("VINK B.V."))
        both = [named, INVOICE] if is_named_first else [INVOICE, named]

        (client,) = judged(*both)

        assert client.decision.asks_cents == 24200
        assert client.to.email == "els@vink.example"
        assert client.situation.kind == "business"

    def test_is_another_when_the_numbers_differ(self) -> None:
        other = replace(INVOICE, number="2", buyer=replace(INVOICE.buyer, kvk="87654321"))

        assert len(judged(INVOICE, other)) == 2
