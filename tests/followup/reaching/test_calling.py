"""Nobody answers: three tries on two channels, and then the ladder goes on."""

from dataclasses import replace
from datetime import date

import pytest
from tests.followup.dirk import codes, facts, invoice, on, past, situation

from voldaan.followup.policy import shipped
from voldaan.followup.reaching.calling import next_day, other_part, part_of
from voldaan.followup.shapes import CallTry, PolicyStep

DAY = date(2026, 10, 20)  # a Tuesday, day +15
HOURS = range(8, 18)
CLIENT = situation(past_steps=(past("reminder_2", 7, day=DAY),))


class TestNextDay:
    @pytest.mark.parametrize(
        ("tried", "day"),
        [
            (date(2026, 10, 14), date(2026, 10, 15)),
            (date(2026, 10, 16), date(2026, 10, 19)),  # a Friday
            (date(2026, 5, 4), date(2026, 5, 6)),
        ],
    )
    def test_is_the_working_day_after_the_last_try(self, tried: date, day: date) -> None:
        assert next_day((CallTry(date(2026, 1, 5)), CallTry(tried))) == day

    def test_is_now_without_a_try(self) -> None:
        assert next_day(()) is None


class TestOtherPart:
    @pytest.mark.parametrize(
        ("hours", "part"),
        [
            ([9], "afternoon"),
            ([14], "morning"),
            ([9, 14], "evening"),
            ([14, 17], "morning"),
            ([9, 14, 17], "morning"),
            ([17, 14, 9], "afternoon"),
            ([-1], "morning"),
            ([99], "morning"),
        ],
    )
    def test_was_not_tried_yet_or_not_last(self, hours: list[int], part: str) -> None:
        tries = tuple(CallTry(DAY, hour) for hour in hours)

        assert other_part(tries, hours=HOURS) == part

    def test_is_one_in_which_a_client_may_be_called(self) -> None:
        tries = (CallTry(DAY, 9), CallTry(DAY, 14))

        assert other_part(tries, hours=range(8, 16)) == "morning"  # a Friday
        assert other_part(tries[:1], hours=range(8, 12)) == "morning"
        assert other_part(tries, hours=range(8, 8)) == "evening"  # a day without hours

    @pytest.mark.parametrize(
        ("hour", "part"),
        [(0, "morning"), (11, "morning"), (12, "afternoon"), (16, "evening"), (24, "evening")],
    )
    def test_begins_and_ends_on_the_hour(self, hour: int, part: str) -> None:
        assert part_of(hour) == part


class TestNobodyAnswers:
    def test_the_same_day_waits_for_the_next(self) -> None:
        decision = on(DAY, replace(CLIENT, call_tries=(CallTry(DAY, 9),)))

        assert (decision.kind, decision.wait_until) == ("wait", date(2026, 10, 21))
        assert facts(decision, "call.no_answer") == {"count": 1, "last_on": "2026-10-20"}

    def test_the_next_day_tries_another_part_of_it(self) -> None:
        client = replace(CLIENT, call_tries=(CallTry(DAY, 9),))

        decision = on(date(2026, 10, 21), client)

        assert (decision.step, decision.channel) == ("call", "phone")
        assert codes(decision)[0] == "call.no_answer"
        assert facts(decision, "call.try_again") == {"part": "afternoon"}

    def test_on_a_friday_never_after_four(self) -> None:
        tries = (CallTry(date(2026, 10, 21), 9), CallTry(date(2026, 10, 22), 14))
        patient = replace(shipped(), version="ours-1", most_calls=3)

        decision = on(date(2026, 10, 23), replace(CLIENT, call_tries=tries), policy=patient)

        assert facts(decision, "call.try_again") == {"part": "morning"}

    def test_twice_goes_over_another_channel_with_words_for_that(self) -> None:
        tries = (CallTry(DAY, 9), CallTry(date(2026, 10, 21), 14))

        decision = on(date(2026, 10, 22), replace(CLIENT, call_tries=tries))

        assert (decision.step, decision.channel) == ("call", "email")
        assert decision.text_version == "missed_call"
        assert facts(decision, "call.no_answer")["count"] == 2

    def test_then_the_ladder_goes_on(self) -> None:
        day = date(2026, 10, 29)
        steps = (*CLIENT.past_steps, past("call", 7, day=day))

        assert on(day, replace(CLIENT, past_steps=steps)).question == "what_now"

    def test_with_no_other_channel_asks_the_owner(self) -> None:
        tries = (CallTry(DAY), CallTry(date(2026, 10, 21)))
        client = replace(CLIENT, call_tries=tries, has_email=False)

        decision = on(date(2026, 10, 22), client)

        assert (decision.kind, decision.question) == ("ask", "what_now")
        assert "ladder.ended" not in codes(decision)

    def test_of_a_reminder_sends_the_reminder_itself(self) -> None:
        tries = (CallTry(date(2026, 10, 6)), CallTry(date(2026, 10, 7)))
        client = situation(preferred_channel="phone", call_tries=tries)

        decision = on(date(2026, 10, 8), client)

        assert (decision.step, decision.channel) == ("reminder_1", "email")
        assert decision.text_version == "reminder_1"

    def test_of_a_check_before_the_due_date_writes_the_check(self) -> None:
        tries = (CallTry(date(2026, 9, 28)), CallTry(date(2026, 9, 29)))
        large = invoice(open_cents=100_000, payable_cents=100_000)
        client = situation(invoices=(large,), call_tries=tries)

        decision = on(date(2026, 9, 30), client)

        assert (decision.step, decision.channel) == ("service_check", "email")

    def test_does_not_hold_what_is_written(self) -> None:
        client = situation(call_tries=(CallTry(date(2026, 10, 6)),))

        assert on(date(2026, 10, 6), client).step == "reminder_1"

    def test_of_a_number_that_only_the_owner_knows_counts_too(self) -> None:
        steps = (PolicyStep("reminder_1", 1, "phone", "reminder_1"),)
        policy = replace(shipped(), version="ours-1", steps=steps, ladders=())
        tries = (CallTry(date(2026, 10, 6)), CallTry(date(2026, 10, 7)))
        client = situation(has_phone=False, call_tries=tries)

        assert on(date(2026, 10, 8), client, policy=policy).channel == "email"

    def test_after_a_refused_address_ends_in_a_question_too(self) -> None:
        client = situation(email_bounced=True, call_tries=(CallTry(date(2026, 10, 6), 9),))

        assert on(date(2026, 10, 6), client).kind == "wait"
        again = on(date(2026, 10, 7), client)
        assert (again.channel, codes(again)[0]) == ("phone", "call.no_answer")
        twice = replace(client, call_tries=(*client.call_tries, CallTry(date(2026, 10, 7))))
        assert on(date(2026, 10, 8), twice).question == "what_now"
