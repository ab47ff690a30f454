"""How long an answer that was read leaves a client in peace."""

from datetime import date

import pytest

from voldaan.followup.silence import quiet_until

WEDNESDAY = date(2026, 10, 14)


class TestQuietUntil:
    @pytest.mark.parametrize(
        ("meaning", "until"),
        [
            ("paid", date(2026, 10, 19)),
            ("plan", date(2026, 10, 21)),
            ("cannot_pay", date(2026, 10, 28)),
            ("thanks", None),
            ("unheard_of", None),
        ],
    )
    def test_hangs_on_what_the_answer_means(self, meaning: str, until: date | None) -> None:
        assert quiet_until(meaning, day=WEDNESDAY) == until

    @pytest.mark.parametrize(
        ("named", "until"),
        [
            (date(2026, 10, 16), date(2026, 10, 20)),  # a Friday
            (date(2026, 10, 1), date(2026, 10, 16)),  # gone already
            (None, date(2026, 10, 23)),
        ],
    )
    def test_believes_a_promise_for_as_long_as_money_needs(
        self, named: date | None, until: date
    ) -> None:
        assert quiet_until("promise", day=WEDNESDAY, named_day=named) == until
