"""Sums of open amounts."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from voldaan.matching import subsets


def every_way(amount_cents: int, amounts: list[int]) -> set[tuple[int, ...]]:
    places = range(len(amounts))
    return {
        chosen
        for size in range(1, len(amounts) + 1)
        for chosen in combinations(places, size)
        if sum(amounts[place] for place in chosen) == amount_cents
    }


class TestAddingUp:
    @given(st.integers(1, 60), st.lists(st.integers(1, 20), max_size=8))
    def test_finds_what_trying_everything_finds(
        self, amount_cents: int, amounts: list[int]
    ) -> None:
        ways = every_way(amount_cents, amounts)

        found = subsets.adding_up(amount_cents, amounts)

        assert len(found) == min(len(ways), 2)
        assert set(found) <= ways

    def test_stops_at_two_of_many_ways(self) -> None:
        assert subsets.adding_up(150, [100, 100, 100, 50, 7, 9]) == [(0, 3), (1, 3)]

    def test_tries_only_everything_together_with_very_many(self) -> None:
        amounts = [100] * 1_000

        assert subsets.adding_up(200, amounts) == []
        assert len(subsets.adding_up(100_000, amounts)[0]) == 1_000


class TestTelling:
    def test_trusts_amounts_to_the_cent_and_not_round_prices(self) -> None:
        assert subsets.is_telling(36_179, [12_137, 24_042, 15_001])
        assert not subsets.is_telling(30_000, [10_000, 20_000, 15_000])
