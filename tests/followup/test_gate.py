"""No request for money on bank data that cannot show the payment."""

from datetime import date

import pytest
from tests.followup.dirk import DUE, TUESDAY, codes, invoice, on, situation

from voldaan.followup.shapes import BankCoverage, PaymentHabit


class TestGate:
    @pytest.mark.parametrize(
        ("bank", "reason"),
        [
            (BankCoverage(), "bank.missing"),
            (BankCoverage(covered_until=date(2026, 10, 4)), "bank.before_due"),
            (BankCoverage(date(2026, 10, 6), date(2026, 10, 6)), "bank.starts_late"),
        ],
    )
    def test_asks_for_a_bank_file_that_can_show_the_payment(
        self, bank: BankCoverage, reason: str
    ) -> None:
        decision = on(TUESDAY, situation(bank=bank))

        assert (decision.kind, decision.question) == ("ask", "import_bank_file")
        assert codes(decision)[0] == reason
        assert decision.changes[0].code == "bank.imported"

    @pytest.mark.parametrize(
        "bank", [BankCoverage(DUE, DUE), BankCoverage(covered_until=date(2026, 10, 6))]
    )
    def test_opens_when_the_due_date_is_covered(self, bank: BankCoverage) -> None:
        assert on(TUESDAY, situation(bank=bank)).step == "reminder_1"

    def test_takes_the_day_on_which_its_source_called_it_open(self) -> None:
        bank = BankCoverage(date(2026, 10, 1), date(2026, 10, 6))
        old = invoice(due_on=date(2026, 3, 2), known_open_on=date(2026, 10, 1))

        assert on(TUESDAY, situation(bank=bank, invoices=(old,))).step == "reminder_1"

    @pytest.mark.parametrize(
        ("covered_until", "is_open"),
        [
            (date(2026, 10, 9), True),  # Friday: three working days before Wednesday
            (date(2026, 10, 8), False),
        ],
    )
    def test_closes_on_data_of_too_many_working_days_ago(
        self, covered_until: date, *, is_open: bool
    ) -> None:
        client = situation(bank=BankCoverage(covered_until=covered_until))

        decision = on(date(2026, 10, 14), client)

        assert (decision.kind == "step") is is_open
        assert ("bank.too_old" in codes(decision)) is not is_open

    def test_looks_at_the_newest_invoice_of_the_message(self) -> None:
        client = situation(
            invoices=(invoice(), invoice(2, due_on=date(2026, 10, 12))),
            bank=BankCoverage(covered_until=date(2026, 10, 11)),
        )

        assert codes(on(date(2026, 10, 13), client))[0] == "bank.before_due"

    def test_is_not_for_a_service_check(self) -> None:
        client = situation(bank=BankCoverage(), habit=PaymentHabit())

        assert on(date(2026, 9, 28), client).step == "service_check"
