from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan.law.answers import Impossible
from voldaan.law.nl import costs
from voldaan.law.nl.costs import ALL_FOUR, Deviation, VatMarkup
from voldaan.law.tables.shapes import NotCovered

DAY = date(2026, 3, 2)


def scale(*cents: int) -> int:
    found = costs.costs(principals_cents=cents, debtor="consumer", default_day=DAY)
    return found.costs.cents


class TestScale:
    @pytest.mark.parametrize(
        ("principal", "expected"),
        [
            (0, 0),
            (1, 40_00),
            (266_66, 40_00),
            (266_70, 40_01),
            (267_00, 40_05),
            (2_500_00, 375_00),
            (5_000_00, 625_00),
            (10_000_00, 875_00),
            (200_000_00, 2_775_00),
            (1_000_000_00, 6_775_00),
            (5_000_000_00, 6_775_00),
        ],
    )
    def test_gives_the_edges_exactly(self, principal: int, expected: int) -> None:
        assert scale(principal) == expected

    def test_is_taken_over_the_sum_of_one_letter(self) -> None:
        # Three small invoices: not three times the minimum.
        assert scale(50_00, 60_00, 70_00) == 40_00
        assert scale(2_000_00, 2_000_00) == 525_00

    @given(st.integers(0, 200_000_000), st.integers(0, 1_000_000))
    def test_never_falls_when_the_principal_rises(self, cents: int, more: int) -> None:
        assert scale(cents + more) >= scale(cents)

    def test_is_shown_band_by_band(self) -> None:
        found = costs.costs(principals_cents=[6_000_00], debtor="consumer", default_day=DAY)

        assert [step.figures for step in found.costs.steps if step.figures] == [
            "2500.00 × 15% = 375.00",
            "2500.00 × 10% = 250.00",
            "1000.00 × 5% = 50.00",
        ]

    def test_is_not_known_before_the_law(self) -> None:
        with pytest.raises(NotCovered):
            costs.costs(principals_cents=[1], debtor="consumer", default_day=date(2012, 6, 30))

    def test_is_provisional_when_nobody_looked(self) -> None:
        found = costs.costs(
            principals_cents=[1], debtor="consumer", default_day=date(2027, 1, 1), vat=ALL_FOUR
        )

        assert found.total.provisional


class TestConsumer:
    def test_owes_less_after_paying_a_part_in_time(self) -> None:
        found = costs.costs(
            principals_cents=[1_000_00],
            debtor="consumer",
            default_day=DAY,
            paid_in_term_cents=600_00,
        )

        assert found.costs.cents == 60_00

    def test_owes_nothing_after_paying_all_in_time(self) -> None:
        found = costs.costs(
            principals_cents=[100_00],
            debtor="consumer",
            default_day=DAY,
            paid_in_term_cents=100_00,
            vat=ALL_FOUR,
        )

        assert (found.costs.cents, found.vat.cents, found.total.cents) == (0, 0, 0)

    @pytest.mark.parametrize("missing", range(4))
    def test_owes_vat_only_under_all_four_conditions(self, missing: int) -> None:
        holds = [place != missing for place in range(4)]
        markup = VatMarkup(
            buys_service=holds[0],
            vat_is_charged=holds[1],
            cannot_deduct=holds[2],
            says_so=holds[3],
        )
        found = costs.costs(
            principals_cents=[119_00], debtor="consumer", default_day=DAY, vat=markup
        )

        assert found.vat.cents == 0
        assert found.vat.steps[0].label.code == "law.costs.vat_condition_missing"


class TestInstalments:
    def given(self, *cents: int, day: date = DAY) -> costs.Costs:
        return costs.costs(
            principals_cents=cents, debtor="consumer", default_day=day, recurring=True
        )

    def test_are_capped_and_say_that_this_is_not_certain(self) -> None:
        found = self.given(*[250_00] * 6)

        assert found.costs.cents == 140_00
        assert [doubt.code for doubt in found.costs.doubts] == [
            "law.doubt.figure",
            "law.doubt.instalments",
        ]

    def test_take_the_scale_where_that_is_lower(self) -> None:
        assert self.given(30_00, 30_00).costs.cents == 40_00

    def test_were_not_capped_before(self) -> None:
        assert self.given(*[250_00] * 6, day=date(2024, 9, 30)).costs.cents == 225_00

    def test_are_no_small_ones_from_a_limit(self) -> None:
        with pytest.raises(Impossible) as error:
            self.given(266_67, 10_00)
        assert error.value.reason.code == "law.impossible.instalment_too_large"


class TestBusiness:
    def test_owes_the_minimum_without_a_reminder_and_not_on_top(self) -> None:
        found = costs.costs(principals_cents=[1_000_00], debtor="business", default_day=DAY)

        assert found.costs.cents == 150_00
        assert found.costs.steps[-1].cents == 40_00

    def test_may_owe_the_minimum_for_each_invoice(self) -> None:
        found = costs.costs(
            principals_cents=[50_00, 50_00], debtor="government", default_day=DAY
        )

        assert found.costs.cents == 40_00
        assert [doubt.code for doubt in found.costs.doubts] == ["law.doubt.forty_each"]

    @pytest.mark.parametrize(
        ("deviation", "expected"),
        [
            (Deviation(fixed_cents=100_00), 100_00),
            (Deviation(percent=Decimal("12.5")), 125_00),
            (Deviation(percent=Decimal(1)), 40_00),
            (Deviation(), 40_00),
        ],
    )
    def test_owes_what_was_agreed_but_never_less_than_the_minimum(
        self, deviation: Deviation, expected: int
    ) -> None:
        found = costs.agreed(principals_cents=[1_000_00], deviation=deviation, default_day=DAY)

        assert found.cents == expected
        assert found.doubts

    def test_is_provisional_too_when_nobody_looked(self) -> None:
        given = {"principals_cents": [1], "deviation": Deviation(fixed_cents=1)}

        told = costs.agreed(**given, default_day=date(2026, 12, 31))  # type: ignore[arg-type]
        untold = costs.agreed(**given, default_day=date(2027, 1, 1))  # type: ignore[arg-type]

        assert (told.provisional, untold.provisional) == (False, True)

    def test_owes_from_the_day_after_the_last_to_pay(self) -> None:
        assert costs.due_from(due_on=date(2026, 9, 30)).day == date(2026, 10, 1)


class TestRefusals:
    @pytest.mark.parametrize(
        ("principals", "paid", "debtor", "code"),
        [
            ([], 0, "consumer", "no_principal"),
            ([-1], 0, "consumer", "negative"),
            ([100], -1, "consumer", "negative"),
            ([100], 1, "business", "paid_in_term"),
            ([100], 101, "consumer", "paid_more"),
        ],
    )
    def test_say_what_cannot_be(
        self, principals: list[int], paid: int, debtor: costs.Debtor, code: str
    ) -> None:
        with pytest.raises(Impossible) as error:
            costs.costs(
                principals_cents=principals,
                debtor=debtor,
                default_day=DAY,
                paid_in_term_cents=paid,
            )
        assert error.value.reason.code == f"law.impossible.{code}"
