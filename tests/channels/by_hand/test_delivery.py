from datetime import date
from typing import Any

import pytest

from voldaan.channels.by_hand.delivery import (
    BadName,
    BeforeItWasMade,
    Delivery,
    NotYet,
    delivered,
)

MONDAY, TUESDAY = date(2026, 10, 12), date(2026, 10, 13)


def bring(way: Any = "letterbox", **changes: Any) -> Delivery:
    """Bring Anna's letter of Monday on Monday, told on Tuesday, with ``changes``."""
    return delivered(way, **({"on_day": MONDAY, "today": TUESDAY, "made_on": MONDAY} | changes))


class TestDelivered:
    def test_may_be_the_day_itself(self) -> None:
        assert bring(on_day=TUESDAY) == Delivery("letterbox", TUESDAY)

    def test_may_be_a_sunday(self) -> None:
        sunday = date(2026, 10, 11)

        assert bring(on_day=sunday, made_on=sunday).on_day == sunday

    def test_keeps_who_took_it_at_the_door(self) -> None:
        assert bring("door", taken_by=" Dirk Jansen ").taken_by == "Dirk Jansen"

    def test_is_never_in_the_future(self) -> None:
        with pytest.raises(NotYet) as raised:
            bring(today=date(2026, 10, 11))

        assert raised.value.day == MONDAY

    def test_is_never_before_the_letter(self) -> None:
        with pytest.raises(BeforeItWasMade) as raised:
            bring(made_on=TUESDAY)

        assert raised.value.day == MONDAY

    @pytest.mark.parametrize(
        ("way", "name"), [("letterbox", "Dirk"), ("door", "x" * 201), ("door", "Dirk\nJansen")]
    )
    def test_refuses_names_that_cannot_be(self, way: str, name: str) -> None:
        with pytest.raises(BadName):
            bring(way, taken_by=name)

    def test_knows_two_ways(self) -> None:
        with pytest.raises(ValueError, match="window"):
            bring("window")
