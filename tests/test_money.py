"""Cents: read exactly as written, refused when they are not an amount, rounded only by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan import money

DUTCH = {"decimal": ",", "grouping": "."}


class TestParse:
    @pytest.mark.parametrize(
        ("text", "cents"),
        [
            ("1.234,56", 123456),
            ("1234,5", 123450),
            ("-0,05", -5),
            ("+7", 700),
            (" 12,00 ", 1200),
        ],
    )
    def test_reads_the_dutch_notation(self, text: str, cents: int) -> None:
        assert money.parse(text, **DUTCH) == cents

    @pytest.mark.parametrize("text", ["12.34,56", "1.2345,00", ".123,00", "-.123,00", "1.,00"])
    def test_refuses_groups_that_are_not_of_three(self, text: str) -> None:
        with pytest.raises(money.NotAnAmount):
            money.parse(text, **DUTCH)

    def test_refuses_a_point_where_only_a_comma_is_the_mark(self) -> None:
        with pytest.raises(money.NotAnAmount):
            money.parse("1.50", decimal=",")

    @pytest.mark.parametrize("text", ["", "-", "1,2,3", "een", "1e3", "٣", "1" * 41, "NaN"])
    def test_refuses_what_is_no_number(self, text: str) -> None:
        with pytest.raises(money.NotAnAmount) as refused:
            money.parse(text)

        assert refused.value.text == text

    def test_refuses_more_than_the_record_holds(self) -> None:
        assert money.parse("9999999999.99") == money.LARGEST_CENTS
        with pytest.raises(money.NotAnAmount):
            money.parse("10000000000.00")

    def test_never_repairs_a_fraction_of_a_cent(self) -> None:
        assert money.parse("1.2300") == 123
        with pytest.raises(money.FractionOfACent):
            money.parse("1.2301")

    @given(st.integers(-money.LARGEST_CENTS, money.LARGEST_CENTS))
    def test_reads_back_what_is_written(self, cents: int) -> None:
        written = money.euro(cents).removeprefix("€\N{NO-BREAK SPACE}")

        assert money.parse(written, **DUTCH) == cents


class TestToCents:
    @pytest.mark.parametrize("denominator", [0, -1])
    def test_refuses_a_denominator_that_is_none(self, denominator: int) -> None:
        with pytest.raises(ZeroDivisionError):
            money.to_cents(1, denominator, rounding="down")

    @given(st.integers(-(10**12), 10**12), st.integers(1, 10**6))
    def test_is_never_a_cent_away(self, numerator: int, denominator: int) -> None:
        for rounding in ("half_up", "down", "up"):
            cents = money.to_cents(numerator, denominator, rounding=rounding)

            assert abs(cents * denominator - numerator) < denominator


class TestSplit:
    @pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
    def test_refuses_weights_that_divide_nothing(self, weights: list[int]) -> None:
        with pytest.raises(ValueError, match=r"^\["):
            money.split(100, weights)

    @given(
        st.integers(-(10**9), 10**9),
        st.lists(st.integers(0, 100), min_size=1, max_size=12).filter(any),
    )
    def test_loses_no_cent_and_gives_nothing_to_no_weight(
        self, total_cents: int, weights: list[int]
    ) -> None:
        parts = money.split(total_cents, weights)

        assert sum(parts) == total_cents
        assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if not weight)
