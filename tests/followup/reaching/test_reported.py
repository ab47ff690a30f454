"""How far a message came by what carriers report of it."""

from itertools import pairwise

import pytest

from voldaan.followup.reaching import reported
from voldaan.followup.reaching.reported import FAR, State, code_of, far, is_news


class TestTheCode:
    @pytest.mark.parametrize(
        ("state", "reason", "is_permanent", "code"),
        [
            ("sent", "", False, ""),
            ("delivered", "", False, "message.delivered"),
            ("read", "", False, "message.read"),
            ("failed", "", False, "message.undelivered"),
            ("failed", "recipient_refused", False, "message.undelivered"),
            ("failed", "", True, "message.refused"),
            ("failed", "message_refused", True, "message.refused"),
            ("failed", "recipient_refused", True, "message.bounced"),
        ],
    )
    def test_says_what_happened(
        self, state: State, reason: str, is_permanent: bool, code: str
    ) -> None:
        assert code_of(state, reason=reason, is_permanent=is_permanent) == code
        assert code in FAR


class TestHowFar:
    def test_only_goes_forward(self) -> None:
        for near, further in pairwise(FAR):
            assert is_news(further, known=far(near))
            assert not is_news(near, known=far(further))

    @pytest.mark.parametrize("code", FAR)
    def test_the_same_twice_is_no_news(self, code: str) -> None:
        assert not is_news(code, known=far(code))

    def test_a_message_that_is_only_on_its_way_is_no_news(self) -> None:
        assert not is_news("", known=0)

    def test_a_code_of_something_else_is_an_error(self) -> None:
        with pytest.raises(ValueError, match="tuple"):
            far("message.waits")


class TestWhatItMeans:
    def test_refused_and_not_there_did_not_reach_the_client(self) -> None:
        assert [code for code in FAR if reported.is_lost(code)] == [
            "message.refused",
            "message.bounced",
        ]

    def test_only_a_receiver_that_is_not_there_closes_the_channel(self) -> None:
        assert [code for code in FAR if reported.is_gone(code)] == ["message.bounced"]

    @pytest.mark.parametrize("state", ["sent", "delivered", "read", "failed"])
    def test_any_report_settles_what_perhaps_left(self, state: State) -> None:
        assert reported.settles(state, was_kept=False)

    @pytest.mark.parametrize("state", ["sent", "delivered", "read"])
    def test_what_was_kept_back_did_leave_when_the_carrier_has_it(self, state: State) -> None:
        assert reported.settles(state, was_kept=True)

    def test_a_failure_does_not_contradict_who_kept_it_back(self) -> None:
        assert not reported.settles("failed", was_kept=True)
