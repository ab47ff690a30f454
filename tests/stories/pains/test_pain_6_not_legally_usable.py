"""Pain 6: not legally usable: no letter, or a term that is a day short.

Formal letters do not leave by themselves yet. What can be had: the days that a fourteen-day
letter makes, each with its source, and friendly messages that claim nothing too early.
"""

import json

import pytest
from click.testing import CliRunner
from tests.stories import studio
from tests.stories.pains.morning import DIRK, WEDNESDAY, amounts, mails, reminder_is_ready

from voldaan.cli import main


class TestPain6NotLegallyUsable:
    @pytest.mark.parametrize(
        ("posted", "channel", "delivered", "first", "last", "costs_from"),
        [
            ("2026-10-14", "hand", "2026-10-14", "2026-10-15", "2026-10-28", "2026-10-29"),
            ("2026-10-14", "email", "2026-10-14", "2026-10-15", "2026-10-28", "2026-10-29"),
            # By post two days, in which Sundays, Mondays and holidays do not count.
            ("2026-10-14", "post", "2026-10-16", "2026-10-17", "2026-10-30", "2026-10-31"),
            ("2026-10-09", "post", "2026-10-13", "2026-10-14", "2026-10-27", "2026-10-28"),
            ("2026-12-24", "post", "2026-12-30", "2026-12-31", "2027-01-13", "2027-01-14"),
        ],
    )
    def test_a_notice_gives_fourteen_whole_days_from_the_day_after_it_was_delivered(
        self,
        *,
        posted: str,
        channel: str,
        delivered: str,
        first: str,
        last: str,
        costs_from: str,
    ) -> None:
        done = CliRunner().invoke(
            main, ["law", "notice", "--posted", posted, "--channel", channel, "--json"]
        )

        assert done.exit_code == 0, done.output
        answer = json.loads(done.stdout)
        assert answer["delivered_on"] == delivered
        assert answer["term_first_day"] == first
        assert answer["term_last_day"] == last
        assert answer["costs_due_from"] == costs_from
        assert all(step["cites"] for step in answer["steps"])
        assert bool(answer["doubts"]) == (channel == "email")  # nothing presumes receipt

    @pytest.mark.django_db
    def test_a_friendly_message_claims_no_costs_and_threatens_with_nothing(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            anna.press_send(DIRK)

            ((_, words),) = mails(anna)
            assert amounts(words) == {"1.210,00"}
            for claim in ("incassokosten", "wettelijke rente", "aanmaning", "deurwaarder"):
                assert claim not in words.casefold()
