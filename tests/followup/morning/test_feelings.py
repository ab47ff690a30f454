"""Whether the last calls were not so bad."""

import pytest

from voldaan.followup.morning.feelings import EASIEST, HARDEST, LEAST_CALLS, not_so_bad


class TestCalls:
    @pytest.mark.parametrize(
        ("felt", "tenths"),
        [([4, 3, 4], 36), ([3, 4, 4, 3], 35), ([EASIEST] * 3, 50), ([5, 5, 1], 36)],
    )
    def test_were_not_so_bad_from_clearly_above_the_middle(
        self, felt: list[int], tenths: int
    ) -> None:
        assert not_so_bad(felt) == tenths

    @pytest.mark.parametrize("felt", [[3, 4, 3], [HARDEST] * 9, [5, 5, HARDEST - 1]])
    def test_that_were_hard_are_not_spoken_of(self, felt: list[int]) -> None:
        assert not_so_bad(felt) is None

    def test_that_were_few_say_nothing(self) -> None:
        assert not_so_bad([EASIEST] * (LEAST_CALLS - 1)) is None
        assert not_so_bad([]) is None
