from datetime import date
from typing import Any

import pytest

from voldaan.channels.post.printed import NotPosted, Posted, mark_posted

DAY = date(2026, 10, 14)
BEFORE, AFTER = date(2026, 10, 13), date(2026, 10, 15)


def mark(*letter_ids: str, **changes: Any) -> tuple[Posted, ...]:
    facts: dict[str, Any] = {"posted_on": DAY, "printed_on": BEFORE, "today": AFTER}
    return mark_posted(letter_ids, **(facts | changes))


class TestMarkPosted:
    def test_says_it_of_every_letter_in_order(self) -> None:
        assert mark("b", "a", postage_cents=140) == (
            Posted("b", DAY, 140),
            Posted("a", DAY, 140),
        )

    def test_may_be_on_the_day_of_printing_and_today(self) -> None:
        assert mark("a", printed_on=DAY, today=DAY) == (Posted("a", DAY, 0),)

    @pytest.mark.parametrize(
        ("mistake", "letter_ids", "changes"),
        [
            ("nothing", (), {}),
            ("twice", ("a", "b", "a"), {}),
            ("in_the_future", ("a",), {"today": BEFORE}),
            ("before_it_was_printed", ("a",), {"printed_on": AFTER}),
            ("cost", ("a",), {"postage_cents": -1}),
            ("cost", ("a",), {"postage_cents": 100_001}),
        ],
    )
    def test_refuses_what_cannot_be_true(
        self, mistake: str, letter_ids: tuple[str, ...], changes: dict[str, Any]
    ) -> None:
        with pytest.raises(NotPosted) as raised:
            mark(*letter_ids, **changes)

        assert raised.value.mistake == mistake
        assert raised.value.letter_id == ("a" if mistake == "twice" else "")
