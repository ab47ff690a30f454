"""Pain 5: amounts that are wrong, asked twice, or forgotten; costs in an invoice."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from tests.stories import studio
from tests.stories.pains.morning import (
    DIRK,
    DIRK_IBAN,
    KNOWN,
    ONE,
    PAID_BEFORE,
    WEDNESDAY,
    amounts,
    bank_until,
    mails,
    pays,
    reminder_is_ready,
)
from tests.stories.studio import HEADER, mt940

from voldaan.actions.run_day import run_day
from voldaan.books.models import Invoice, Message
from voldaan.cli import main

pytestmark = pytest.mark.django_db


class TestPain5CostsAndInterestThatAreWrongOrRepeated:
    def test_no_reminder_asks_more_than_is_open_however_often_the_day_is_run(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            for _ in range(5):
                run_day(anna.of.pk, day=anna.day, at=anna.now)
            anna.press_send(DIRK)

            ((_, words),) = mails(anna)
            assert amounts(words) == {"1.210,00"}
            assert Message.objects.get().asks_cents == 121_000
            assert anna.open_cents() == {"2026-041": 121_000}
            assert Invoice.objects.get().payable_cents == 121_000

    def test_asks_what_is_left_and_after_a_part_what_is_left_of_that(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            anna.drop(HEADER + ONE + PAID_BEFORE)
            part = (date(2026, 10, 12), "210,01", DIRK_IBAN, "D de Vries", "2026-041 deel")
            anna.drop(mt940(date(2026, 9, 1), date(2026, 10, 13), KNOWN, part))
            anna.press_send(DIRK)
            pays(anna, date(2026, 10, 15), "400,00", "2026-041 deel twee")
            anna.wake_up_on(date(2026, 10, 21))
            bank_until(anna, date(2026, 10, 20))
            anna.press_send(DIRK)

            asked = Message.objects.filter(state="sent").order_by("pk")
            assert list(asked.values_list("step", "asks_cents")) == [
                ("reminder_1", 99_999),
                ("reminder_2", 59_999),
            ]
            (_, first), (_, second) = mails(anna)
            assert "999,99" in amounts(first)
            assert "599,99" in amounts(second)
            assert "999,99" not in amounts(second)

    @pytest.mark.parametrize(
        ("principals", "costs_cents"),
        [  # 15% to 2,500, 10% over the next 2,500, 5% over the next 5,000; at least 40
            (["119.00"], 4_000),
            (["266.67"], 4_000),
            (["1210.00"], 18_150),
            (["2500.00"], 37_500),
            (["4000.00"], 52_500),
            (["7000.00"], 72_500),
            (["200.00", "200.00"], 6_000),  # of one letter: over the sum, one minimum
        ],
    )
    def test_costs_follow_the_scale_of_the_law_to_the_cent(
        self, principals: list[str], costs_cents: int
    ) -> None:
        asked = [word for each in principals for word in ("--principal", each)]
        done = CliRunner().invoke(
            main,
            ["law", "costs", *asked, "--debtor", "consumer",
             "--default-day", "2026-10-14", "--json"],
        )  # fmt: skip

        assert done.exit_code == 0, done.output
        assert json.loads(done.stdout)["total_cents"] == costs_cents
