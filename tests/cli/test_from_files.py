"""From files alone to one decision for each client."""

from dataclasses import replace
from datetime import date

import pytest

from voldaan.cli.today import from_files
from voldaan.readers.shapes import BankLine, Invoice, Party, ReadFile, Statement

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


def judged(*invoices: Invoice, lines: tuple[BankLine, ...] = ()) -> list[from_files.Judged]:
    files = [
        ReadFile("a.xml", "ubl", invoices=invoices),
        ReadFile("b.xml", "camt.053", statements=(replace(BANK, lines=lines),)),
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

    def test_is_used_when_the_client_took_it_off(self) -> None:
        paid = BankLine(DAY, 10000, name="Vink BV", text="2026-1 min creditnota")

        (client,) = judged(INVOICE, replace(CREDIT, credits_number=None), lines=(paid,))

        assert client.decision.open_cents == 0
        assert client.situation.credits == ()


class TestDirectDebit:
    COLLECTED = BankLine(
        date(2026, 2, 10), 12100, name="Vink BV", text="2026-1", end_to_end_id="I1"
    )

    def test_pays_its_invoice(self) -> None:
        (client,) = judged(INVOICE, lines=(self.COLLECTED,))

        assert client.decision.open_cents == 0

    def test_that_came_back_pays_nothing(self) -> None:
        back = BankLine(
            date(2026, 2, 13), -12100, text="storno", end_to_end_id="I1",
            return_reason="MD06",
        )  # fmt: skip

        (client,) = judged(INVOICE, lines=(self.COLLECTED, back))

        assert client.decision.open_cents == 12100


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
