"""Belgium and Germany."""

from datetime import date
from decimal import Decimal

import pytest

from voldaan.law import be, de
from voldaan.law.answers import Impossible
from voldaan.law.tables.shapes import NotCovered

DAY = date(2026, 3, 2)


class TestBelgium:
    def test_between_businesses_is_simple_interest_at_its_own_rate(self) -> None:
        found = be.interest.business(
            principal_cents=10_000_00, due_on=date(2025, 12, 31), until=date(2026, 12, 31)
        )

        assert found.interest.cents == 1_050_00
        assert found.base_at_end_cents == 10_000_00
        assert be.interest.lump_sum(on=DAY).cents == 40_00

    @pytest.mark.parametrize(
        ("balance", "most"),
        [
            (0, 20_00),
            (150_00, 20_00),
            (150_01, 30_00),
            (200_00, 35_00),
            (500_00, 65_00),
            (600_00, 70_00),
            (39_200_00, 2_000_00),
            (100_000_00, 2_000_00),
        ],
    )
    def test_bounds_damages_of_consumers(self, balance: int, most: int) -> None:
        assert be.consumers.most_damages(balance_cents=balance, on=DAY).cents == most

    @pytest.mark.parametrize(
        ("channel", "last"), [("email", date(2026, 3, 16)), ("post", date(2026, 3, 18))]
    )
    def test_gives_consumers_fourteen_days(self, channel: str, last: date) -> None:
        found = be.consumers.term(sent_on=date(2026, 3, 2), channel=channel)  # type: ignore[arg-type]

        assert found.day == last
        assert bool(found.doubts) == (channel == "post")

    def test_begins_with_new_contracts(self) -> None:
        assert be.consumers.applies_from(contract_on=date(2023, 9, 1)) == date(2023, 9, 1)
        assert be.consumers.applies_from(contract_on=date(2023, 8, 31)) == date(2023, 12, 1)
        with pytest.raises(NotCovered):
            be.consumers.term(sent_on=date(2023, 8, 31), channel="email")
        with pytest.raises(Impossible):
            be.consumers.term(sent_on=date.max, channel="email")

    @pytest.mark.parametrize(
        ("percent", "holds"), [("10.5", True), ("10.51", False), ("NaN", False)]
    )
    def test_bounds_the_interest_of_consumers(self, percent: str, holds: bool) -> None:
        found = be.consumers.interest_allowed(Decimal(percent), on=date(2026, 3, 2))

        assert found.holds == holds
        assert found.doubts

    def test_knows_which_rates_were_read_themselves(self) -> None:
        firm = be.interest.business(
            principal_cents=100_00, due_on=date(2023, 1, 1), until=date(2023, 6, 30)
        )
        derived = be.interest.business(
            principal_cents=100_00, due_on=date(2023, 1, 1), until=date(2023, 7, 1)
        )

        assert (firm.interest.doubts, len(derived.interest.doubts)) == ((), 1)

    def test_has_reminders_that_cost_nothing(self) -> None:
        assert be.consumers.reminders(regular_delivery=True, on=DAY).free == 3
        assert be.consumers.reminders(regular_delivery=False, on=DAY) == be.consumers.Reminders(
            1, 7_50
        )


class TestGermany:
    def interest(self, debtor: de.interest.Debtor, due_on: date, until: date) -> int:
        return de.interest.settle(
            principal_cents=36_500_00, debtor=debtor, due_on=due_on, until=until
        ).interest.cents

    def test_adds_its_margin_to_the_base_rate(self) -> None:
        day = date(2026, 3, 2)

        assert self.interest("business", date(2026, 3, 1), day) == 10_27
        assert self.interest("consumer", date(2026, 3, 1), day) == 6_27

    def test_raised_the_margin_in_july_2014(self) -> None:
        # base -0.63 until 30 June 2014, -0.73 from 1 July
        assert self.interest("business", date(2014, 7, 27), date(2014, 7, 29)) == 7_27 + 8_27

    def test_doubts_a_base_rate_that_was_derived(self) -> None:
        found = de.interest.settle(
            principal_cents=1,
            debtor="business",
            due_on=date(2026, 7, 1),
            until=date(2026, 7, 2),
        )

        assert [doubt.code for doubt in found.interest.doubts] == ["law.doubt.german_rate"]

    def test_asks_a_lump_sum_of_businesses_only(self) -> None:
        assert de.interest.lump_sum(debtor="business", on=DAY).cents == 40_00
        assert de.interest.lump_sum(debtor="consumer", on=DAY).cents == 0

    def test_has_default_thirty_days_after_due_and_receipt(self) -> None:
        found = de.interest.default_after(
            due_on=date(2026, 3, 1),
            received_on=date(2026, 3, 10),
            debtor="business",
            invoice_says_so=False,
        )
        assert found.day == date(2026, 4, 9)
        with pytest.raises(Impossible):
            de.interest.default_after(
                due_on=date(2026, 3, 1),
                received_on=date(2026, 3, 10),
                debtor="consumer",
                invoice_says_so=False,
            )
