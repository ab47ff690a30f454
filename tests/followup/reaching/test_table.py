"""The channel of a step: by the table, the client, the rung, and by who can be reached."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from tests.followup.dirk import DUE, TUESDAY, codes, facts, invoice, on, past, situation

from voldaan.followup.case import Case, sort_out
from voldaan.followup.policy import of_version, shipped
from voldaan.followup.reaching.table import can_reach, channel_of, other_channel
from voldaan.followup.shapes import (
    Channel,
    Decision,
    OpenInvoice,
    PaymentHabit,
    PolicyStep,
    RungChannel,
    Situation,
    StepCode,
)

ALL: dict[str, Any] = {
    **dict.fromkeys(("has_email", "has_phone", "uses_whatsapp", "uses_sms"), True),
    **dict.fromkeys(("has_linkedin", "has_post"), True),
}
NONE: dict[str, Any] = dict.fromkeys(ALL, False)
SMALL = (invoice(open_cents=5_000),)
LARGE = (invoice(open_cents=100_000, payable_cents=100_000),)
SEVERAL = (invoice(1), invoice(2))
MANY = tuple(invoice(n) for n in range(1, 6))
CHECK = DUE - timedelta(days=7)  # a Monday
OWN_TEXT = "own"


def rung(code: StepCode = "reminder_1", channel: RungChannel | None = "by_table") -> PolicyStep:
    return PolicyStep(code, -9 if code == "service_check" else 8, channel, code)


def case_of(day: date = TUESDAY, **about: Any) -> Case:
    return sort_out(situation(**about), policy=shipped(), day=day)


def chosen(code: StepCode, invoices: tuple[OpenInvoice, ...], **about: Any) -> str:
    day = CHECK if code == "service_check" else TUESDAY
    case = case_of(day, **{**ALL, "invoices": invoices, **about})
    channel, by = channel_of(case, rung=rung(code), invoices=invoices)
    assert by == "table"
    return channel


def later(client: Situation, *, channel: RungChannel, on_day: date = TUESDAY) -> Decision:
    steps = (PolicyStep("reminder_1", 1, channel, OWN_TEXT),)
    return on(
        on_day, client, policy=replace(shipped(), version="ours-1", steps=steps, ladders=())
    )


class TestTable:
    @pytest.mark.parametrize(
        ("invoices", "check", "first", "second"),
        [
            (SMALL, "email", "email", "whatsapp"),
            (LARGE, "whatsapp", "email", "email"),
            (SEVERAL, "email", "email", "email"),
            (MANY, "email", "email", "email"),
        ],
    )
    def test_chooses_by_number_amount_and_step(
        self, invoices: tuple[OpenInvoice, ...], check: str, first: str, second: str
    ) -> None:
        assert chosen("service_check", invoices) == check
        assert chosen("reminder_1", invoices) == first
        assert chosen("reminder_2", invoices) == second
        assert chosen("call", invoices) == "phone"

    @pytest.mark.parametrize("about", [{"is_large_organisation": True}, {"kind": "government"}])
    def test_writes_to_the_payables_desk_of_a_large_organisation(
        self, about: dict[str, Any]
    ) -> None:
        for invoices in (SMALL, LARGE):
            assert chosen("service_check", invoices, **about) == "email"
            assert chosen("reminder_2", invoices, **about) == "email"

    def test_lets_the_owner_speak_to_the_best_clients(self) -> None:
        assert chosen("service_check", SMALL, is_a_client=True) == "phone"
        assert chosen("reminder_1", SMALL, is_a_client=True) == "email"
        assert chosen("reminder_2", SMALL, is_a_client=True) == "phone"
        assert chosen("reminder_2", SMALL, is_a_client=True, has_phone=False) == "email"

    def test_takes_the_next_best_that_reaches_the_client(self) -> None:
        assert chosen("reminder_2", SMALL, uses_whatsapp=False) == "sms"
        assert chosen("reminder_2", SMALL, uses_whatsapp=False, uses_sms=False) == "email"
        assert chosen("service_check", LARGE, uses_whatsapp=False) == "phone"
        assert chosen("service_check", LARGE, has_phone=False) == "email"
        assert chosen("reminder_1", SEVERAL, has_email=False) == "whatsapp"

    def test_stays_with_what_is_missing_when_nothing_reaches_them(self) -> None:
        assert chosen("reminder_1", SMALL, **NONE) == "email"
        assert chosen("call", SMALL, **NONE) == "phone"


class TestPreference:
    def test_of_the_client_goes_before_the_table(self) -> None:
        case = case_of(**ALL, preferred_channel="sms")

        assert channel_of(case, rung=rung(), invoices=case.overdue) == ("sms", "client")

    def test_is_passed_over_when_it_does_not_reach_them(self) -> None:
        case = case_of(preferred_channel="sms")

        assert channel_of(case, rung=rung(), invoices=case.overdue) == ("email", "table")

    @pytest.mark.parametrize("own", ["phone", "by_table"])
    def test_leaves_a_call_a_call(self, own: RungChannel) -> None:
        case = case_of(**ALL, preferred_channel="email")

        assert channel_of(case, rung=rung("call", own), invoices=case.overdue)[0] == "phone"

    def test_goes_before_another_written_channel_of_the_rung(self) -> None:
        case = case_of(**ALL, preferred_channel="whatsapp")

        assert channel_of(case, rung=rung(channel="email"), invoices=()) == (
            "whatsapp",
            "client",
        )
        assert channel_of(case, rung=rung(channel="whatsapp"), invoices=()) == (
            "whatsapp",
            "rung",
        )

    def test_makes_no_call_of_a_letter_that_the_owner_chose(self) -> None:
        case = case_of(**ALL, preferred_channel="phone")

        assert channel_of(case, rung=rung(channel="post"), invoices=()) == ("post", "rung")
        assert channel_of(case, rung=rung(), invoices=()) == ("phone", "client")

    def test_is_said(self) -> None:
        decision = on(TUESDAY, situation(**ALL, preferred_channel="whatsapp"))

        assert (decision.step, decision.channel) == ("reminder_1", "whatsapp")
        assert facts(decision, "channel.client") == {"channel": "whatsapp"}


class TestChannelOfTheRung:
    def test_stays_when_it_reaches_the_client(self) -> None:
        decision = later(situation(**ALL), channel="post")

        assert (decision.channel, decision.text_version) == ("post", OWN_TEXT)
        assert not {"channel.table", "channel.client"} & set(codes(decision))

    def test_gives_way_to_the_table_when_it_does_not(self) -> None:
        decision = later(situation(), channel="whatsapp")

        assert decision.channel == "email"
        assert facts(decision, "channel.missing") == {"channel": "whatsapp"}
        assert facts(decision, "channel.table") == {"channel": "email"}

    def test_may_be_a_call_without_a_number(self) -> None:
        decision = later(situation(has_phone=False), channel="phone")

        assert (decision.channel, "phone.missing" in codes(decision)) == ("phone", True)

    def test_may_be_written_for_a_call(self) -> None:
        case = case_of(**ALL)

        assert channel_of(case, rung=rung("call", "sms"), invoices=()) == ("sms", "rung")


class TestReach:
    @pytest.mark.parametrize("channel", get_args(Channel))
    def test_is_what_is_known(self, channel: Channel) -> None:
        assert can_reach(situation(**ALL), channel)
        assert not can_reach(situation(**NONE), channel)

    def test_ends_with_a_refused_address(self) -> None:
        assert not can_reach(situation(email_bounced=True), "email")

    @pytest.mark.parametrize(
        ("missing", "other"),
        [
            ((), "email"),
            (("has_email",), "whatsapp"),
            (("has_email", "uses_whatsapp"), "sms"),
            (("has_email", "has_phone"), "linkedin"),
            (("has_email", "has_phone", "has_linkedin"), "post"),
        ],
    )
    def test_goes_on_elsewhere(self, missing: tuple[str, ...], other: str) -> None:
        case = case_of(**{**ALL, **dict.fromkeys(missing, False)})

        assert other_channel(case, than="phone") == other

    def test_is_nowhere_when_nothing_is_known(self) -> None:
        assert other_channel(case_of(**NONE), than="email") is None


class TestRefusedAddress:
    def test_leads_to_the_next_channel_of_the_table(self) -> None:
        decision = on(TUESDAY, situation(email_bounced=True, uses_sms=True))

        assert (decision.step, decision.channel) == ("reminder_1", "sms")
        assert "email.bounced" in codes(decision)
        assert facts(decision, "channel.table") == {"channel": "sms"}

    def test_leads_outside_the_table_when_that_has_nothing(self) -> None:
        decision = on(TUESDAY, situation(email_bounced=True, has_phone=False, has_post=True))

        assert (decision.step, decision.channel) == ("reminder_1", "post")
        assert codes(decision)[0] == "email.bounced"

    def test_asks_for_another_when_there_is_no_other_way(self) -> None:
        decision = on(TUESDAY, situation(email_bounced=True, has_phone=False))

        assert (decision.kind, decision.question) == ("ask", "add_email")
        assert codes(decision)[0] == "email.bounced"

    def test_is_told_apart_from_an_address_that_was_never_known(self) -> None:
        decision = on(TUESDAY, situation(has_email=False, uses_whatsapp=True))

        assert (decision.channel, "email.missing" in codes(decision)) == ("whatsapp", True)


class TestNoAddress:
    """An address that was never known stops the ladder only where no written way is left."""

    @pytest.mark.parametrize(
        ("known", "channel"),
        [
            ({"has_post": True}, "post"),
            ({"has_linkedin": True, "has_post": True}, "linkedin"),
            ({"uses_sms": True, "has_post": True}, "sms"),
            ({"uses_whatsapp": True, "uses_sms": True}, "whatsapp"),
        ],
    )
    def test_leads_to_the_next_written_channel(
        self, known: dict[str, bool], channel: str
    ) -> None:
        decision = on(TUESDAY, situation(has_email=False, **known))

        assert (decision.kind, decision.step) == ("step", "reminder_1")
        assert (decision.channel, decision.text_version) == (channel, "reminder_1")
        assert "email.missing" in codes(decision)

    def test_never_becomes_a_call_by_itself(self) -> None:
        decision = on(TUESDAY, situation(has_email=False, has_phone=True))

        assert (decision.kind, decision.question) == ("ask", "add_email")

    def test_was_asked_for_first_under_the_first_ladder(self) -> None:
        client = situation(has_email=False, has_post=True)

        decision = on(TUESDAY, client, policy=of_version("nl-1"))

        assert (decision.kind, decision.question) == ("ask", "add_email")


class TestNewClients:
    """Nobody new is called about money before day six, whatever points to the telephone."""

    NEW = situation(habit=PaymentHabit())
    SIXTH = DUE + timedelta(days=6)  # a Sunday
    MONDAY = DUE + timedelta(days=7)

    def test_who_like_to_be_called_are_written_to_first(self) -> None:
        client = replace(self.NEW, preferred_channel="phone")

        assert on(TUESDAY, client).channel == "email"
        assert on(self.MONDAY, client).channel == "phone"

    def test_whose_address_is_refused_are_called_later(self) -> None:
        client = replace(self.NEW, email_bounced=True)

        assert on(TUESDAY, client).question == "add_email"
        assert on(self.MONDAY, client).channel == "phone"

    def test_are_not_called_by_a_rung_either(self) -> None:
        decision = later(self.NEW, channel="phone")

        assert (decision.kind, decision.wait_until) == ("wait", self.MONDAY)
        assert later(situation(), channel="phone").channel == "phone"

    def test_are_not_called_by_the_table_either(self) -> None:
        steps = (PolicyStep("reminder_2", 1, "by_table", "reminder_2"),)
        policy = replace(shipped(), version="ours-1", steps=steps, ladders=())
        client = replace(self.NEW, is_a_client=True)

        assert on(TUESDAY, client, policy=policy).channel == "email"

    def test_may_be_called_to_ask_whether_all_is_well(self) -> None:
        assert on(CHECK, self.NEW).channel == "phone"


class TestAutopilot:
    def policy(self, channel: RungChannel = "by_table") -> PolicyStep:
        return PolicyStep("reminder_1", 1, channel, OWN_TEXT, autopilot=True)

    @pytest.mark.parametrize(("liked", "leaves"), [(None, True), ("whatsapp", False)])
    def test_is_for_e_mail_only(self, liked: Channel | None, *, leaves: bool) -> None:
        policy = replace(shipped(), version="ours-1", steps=(self.policy(),), ladders=())
        client = situation(**ALL, preferred_channel=liked)

        assert on(TUESDAY, client, policy=policy).autopilot is leaves

    def test_is_off_as_shipped(self) -> None:
        ladders = (shipped().steps, *(ladder.steps for ladder in shipped().ladders))

        assert not any(step.autopilot for steps in ladders for step in steps)


class TestOneStepADay:
    def test_leaves_the_rest_of_the_day_to_a_contact_that_asked_for_nothing(self) -> None:
        client = situation(past_steps=(past("thanks", 0, 99, counts=False),))

        decision = on(TUESDAY, client)

        assert (decision.kind, decision.wait_until) == ("wait", date(2026, 10, 7))
        assert facts(decision, "gap.running") == {"last_on": "2026-10-06", "days": 1}
        assert on(date(2026, 10, 7), client).step == "reminder_1"
