"""What stops a step whatever the ladder says: answers, insolvency, pauses, confirmations."""

from dataclasses import replace
from datetime import date

import pytest
from tests.followup.dirk import TUESDAY, codes, facts, invoice, on, past, situation

from voldaan.followup.policy import shipped
from voldaan.followup.shapes import OpenCredit, StoppedFor, Unread

ANSWER = Unread(2, date(2026, 10, 5), "paid", is_sure=True)


class TestUnreadAnswers:
    def test_hold_everything_until_somebody_has_read_them(self) -> None:
        decision = on(TUESDAY, situation(unread=ANSWER))

        assert (decision.kind, decision.question) == ("ask", "read_answer")
        assert facts(decision, "answer.unread") == {
            "count": 2,
            "came_on": "2026-10-05",
            "meaning": "paid",
        }
        assert decision.changes[0].code == "answer.read"

    def test_are_not_guessed_at_when_the_guess_is_not_sure(self) -> None:
        decision = on(TUESDAY, situation(unread=replace(ANSWER, is_sure=False)))

        assert facts(decision, "answer.unread")["meaning"] == "unknown"

    @pytest.mark.parametrize(
        "about",
        [
            {"held_until": date(2026, 12, 1)},
            {"stopped_for": "insolvency"},
            {"invoices": ()},
            {"unmatched_cents": 5},
            {"message_waiting": True},
        ],
    )
    def test_are_read_first_whatever_else_holds_the_client(
        self, about: dict[str, object]
    ) -> None:
        assert on(TUESDAY, situation(unread=ANSWER, **about)).question == "read_answer"

    def test_wait_while_the_owner_paused_everything(self) -> None:
        client = situation(unread=ANSWER, administration_held_until=date(2026, 10, 9))

        assert on(TUESDAY, client).wait_until == date(2026, 10, 10)

    def test_hold_a_check_before_the_due_date_too(self) -> None:
        assert on(date(2026, 9, 28), situation(unread=ANSWER)).question == "read_answer"


class TestStops:
    @pytest.mark.parametrize("stopped", ["insolvency", "debt_help"])
    def test_ask_nothing_of_the_client_any_more(self, stopped: StoppedFor) -> None:
        decision = on(TUESDAY, situation(stopped_for=stopped))

        assert (decision.kind, decision.wait_until) == ("wait", date(2027, 1, 4))
        assert facts(decision, "client.stopped") == {"stopped": stopped}
        assert [change.code for change in decision.changes] == ["day.comes", "owner.decides"]

    def test_are_said_before_a_pause(self) -> None:
        client = situation(stopped_for="insolvency", held_until=date(2026, 10, 9))

        assert codes(on(TUESDAY, client))[0] == "client.stopped"


class TestConfirmations:
    CAREFUL = replace(
        shipped(),
        version="ours-1",
        steps=tuple(replace(step, if_confirmed=True) for step in shipped().steps),
    )

    def test_are_asked_before_a_step_that_names_a_consequence(self) -> None:
        client = situation()

        decision = on(TUESDAY, client, policy=self.CAREFUL)

        assert (decision.kind, decision.question) == ("ask", "confirm_step")
        assert facts(decision, "step.unconfirmed") == {"step": "reminder_1"}
        assert decision.changes[0].code == "owner.decides"
        assert (
            on(TUESDAY, replace(client, confirmed=("call",)), policy=self.CAREFUL) == decision
        )
        sure = on(TUESDAY, replace(client, confirmed=("reminder_1",)), policy=self.CAREFUL)
        assert sure.step == "reminder_1"

    def test_are_not_asked_on_a_day_of_rest(self) -> None:
        assert on(date(2026, 10, 10), situation(), policy=self.CAREFUL).kind == "wait"

    def test_are_never_needed_as_shipped(self) -> None:
        ladders = (shipped().steps, *(ladder.steps for ladder in shipped().ladders))

        assert not any(step.if_confirmed for steps in ladders for step in steps)


class TestTogether:
    def test_credits_and_bank_data_come_before_the_channel(self) -> None:
        covered = situation(
            email_bounced=True, has_phone=False, credits=(OpenCredit(8, "C-8", 50_000),)
        )

        assert on(TUESDAY, covered).question == "settle_credit"

    @pytest.mark.parametrize(("left_cents", "question"), [(1, "settle_credit"), (6, None)])
    def test_credits_that_leave_a_few_cents_cover_it_too(
        self, left_cents: int, question: str | None
    ) -> None:
        nearly = situation(credits=(OpenCredit(9, "C-1", 50_000 - left_cents),))

        assert on(TUESDAY, nearly).question == question

    def test_a_pause_of_one_of_two_leaves_one_small_invoice(self) -> None:
        held = invoice(2, held_until=date(2026, 10, 20))
        client = situation(
            invoices=(invoice(open_cents=5_000), held), past_steps=(past("thanks", 9, 9),)
        )

        decision = on(TUESDAY, client)

        assert (decision.ladder, decision.invoice_ids) == ("small_invoice", (1,))
        assert on(date(2026, 10, 21), client).ladder == "standard"
