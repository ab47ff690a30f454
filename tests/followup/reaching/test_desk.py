"""Who at a client reads a message: the payables desk, or who buys there."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.followup.dirk import TUESDAY, invoice, on, past, situation

from voldaan.followup.policy import shipped
from voldaan.followup.reaching.desk import is_for_payables

MANY = tuple(invoice(number) for number in range(1, 6))
LARGE: dict[str, Any] = {"kind": "business", "is_large_organisation": True}
WEEK_LATER = TUESDAY + timedelta(days=7)


def is_theirs(day: date = TUESDAY, **about: Any) -> bool:
    client = situation(**about)
    return is_for_payables(client, decision=on(day, client), policy=shipped())


class TestPayablesDesk:
    @pytest.mark.parametrize("about", [LARGE, {"kind": "government"}, {"invoices": MANY}])
    def test_gets_the_first_reminder(self, about: dict[str, Any]) -> None:
        assert is_theirs(**about)

    @pytest.mark.parametrize(
        "about", [{}, {"kind": "business"}, {"invoices": MANY[:4]}, {"is_a_client": True}]
    )
    def test_gets_nothing_of_others(self, about: dict[str, Any]) -> None:
        assert not is_theirs(**about)

    def test_is_not_asked_whether_the_work_is_right(self) -> None:
        day = date(2026, 9, 24)
        client = situation(**LARGE)

        assert on(day, client).step == "service_check"
        assert not is_theirs(day, **LARGE)

    def test_that_did_not_answer_gives_way_to_the_buyer(self) -> None:
        asked = past("reminder_1", 0, 1)
        client = situation(**LARGE, past_steps=(asked,))

        assert on(WEEK_LATER, client).step == "reminder_2"
        assert not is_theirs(WEEK_LATER, **LARGE, past_steps=(asked,))

    @pytest.mark.parametrize("asked", [past("reminder_1", 0, 9), past("call", 0, 1)])
    def test_is_asked_first_by_a_second_reminder_too(self, asked: Any) -> None:
        client = situation(**LARGE, past_steps=(asked,))
        decision = replace(on(TUESDAY, situation(**LARGE)), step="reminder_2")

        assert is_for_payables(client, decision=decision, policy=shipped())

    def test_is_asked_first_when_only_the_owner_wrote_before(self) -> None:
        asked = past("reminder_1", 0, 1, before_import=True)
        client = situation(**LARGE, past_steps=(asked,))
        decision = replace(on(TUESDAY, situation(**LARGE)), step="reminder_2")

        assert is_for_payables(client, decision=decision, policy=shipped())

    def test_is_reached_by_mail_only(self) -> None:
        client = situation(
            **LARGE, has_phone=True, uses_whatsapp=True, preferred_channel="whatsapp"
        )

        assert on(TUESDAY, client).channel == "whatsapp"
        assert not is_for_payables(client, decision=on(TUESDAY, client), policy=shipped())
