"""Matching on a made world of hard cases of which the truth is known."""

import pytest
from bench.matching import score
from bench.payment_kinds import world

from voldaan.matching import propose


@pytest.mark.slow
class TestMadeWorld:
    @pytest.mark.parametrize("seed", [1, 2])
    def test_books_nothing_wrong_and_nearly_all_that_is_clear(self, seed: int) -> None:
        made = world(lines=2_000, items=2_000, seed=seed)

        matches = propose(made.lines, items=made.items, payers=made.payers)

        result = score(matches, made.truths)
        assert [made.lines[place] for place in result.wrong] == []
        assert result.clear > 1_000
        assert result.clear_right * 100 >= result.clear * 95

    def test_is_crowded_with_lines_that_pay_nothing_or_somebody_else(self) -> None:
        made = world(lines=2_000, items=2_000, seed=1)

        kinds = {truth.kind for truth in made.truths}

        assert {"twice", "paid before", "stranger", "typing error", "relative"} <= kinds
        assert sum(1 for truth in made.truths if not truth.pays) > 200
