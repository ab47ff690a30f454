"""The call with help: the script, and what follows from the answer."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client as Browser
from tests.books import factories as cast

from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import (
    Administration,
    Client,
    Contact,
    ContactMoment,
    Decision,
    Event,
    Hold,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision() -> Decision:
    """Give the decision on a client that is ten days late."""
    of = cast.administration()
    cast.statement(of)
    vink = cast.client(of)
    cast.contact(vink)
    cast.invoice(vink, due_on=cast.DAY - timedelta(days=10))
    follow_up(of.pk, day=cast.DAY, at=cast.AT)
    return Decision.objects.get()


def sign_in(browser: Browser, decision: Decision, role: str = "bookkeeper") -> None:
    of = Administration.objects.get(pk=decision.administration_id)
    browser.force_login(cast.member(cast.person("Bas"), of, role))


class TestTheScript:
    def test_asks_open_questions_after_the_due_date(
        self, client: Browser, decision: Decision
    ) -> None:
        sign_in(client, decision, "viewer")

        page = client.get(f"/calls/{decision.pk}/").context["page"]

        assert "Hoe komt dat?" in [line.say for line in page.script]
        assert page.phone == "020 123 45 67"
        assert client.get(page.dials).headers["Location"] == "tel:+31201234567"

    def test_is_in_the_language_of_the_client_with_hints_for_who_calls(
        self, client: Browser, decision: Decision
    ) -> None:
        Client.objects.update(language="en")
        sign_in(client, decision)

        script = client.get(f"/calls/{decision.pk}/").context["page"].script

        said = {line.say: line.direction for line in script}
        assert "Hoe komt dat?" not in said
        assert "Wees stil en tel tot zes." in said.values()
        assert "Stay silent and count to six." not in said.values()

    def test_asks_closed_questions_before_it(self, client: Browser) -> None:
        of = cast.administration()
        cast.invoice(cast.client(of), due_on=cast.DAY + timedelta(days=30))
        follow_up(of.pk, day=cast.DAY, at=cast.AT)
        decision = Decision.objects.get()
        sign_in(client, decision)

        page = client.get(f"/calls/{decision.pk}/").context["page"]

        assert "Hoe komt dat?" not in [line.say for line in page.script]
        assert page.script


class TestTheAnswer:
    def test_of_nobody_does_not_count(self, client: Browser, decision: Decision) -> None:
        sign_in(client, decision)

        client.post(f"/calls/{decision.pk}/", {"outcome": "no_answer"})

        moment = ContactMoment.objects.get()
        assert (moment.outcome, moment.counts) == ("no_answer", False)
        assert not Hold.objects.exists()

    def test_with_a_promise_keeps_the_client_quiet_until_then(
        self, client: Browser, decision: Decision
    ) -> None:
        sign_in(client, decision)
        form = {"outcome": "will_pay", "promised_on": "2026-10-20", "note": "na zijn klus"}

        answer = client.post(f"/calls/{decision.pk}/", form)

        assert answer.headers["Location"] == "/"
        assert (Hold.objects.get().until_day, Hold.objects.get().reason) == (
            date(2026, 10, 20),
            "belofte",
        )
        assert ContactMoment.objects.get().note == "na zijn klus"
        assert Decision.objects.get(is_latest=True).kind == "wait"

    @pytest.mark.parametrize("promised", ["", "2026-10-13", "gauw", "2062-10-20"])
    def test_with_a_promise_needs_a_day_to_come(
        self, client: Browser, decision: Decision, promised: str
    ) -> None:
        sign_in(client, decision)

        answer = client.post(
            f"/calls/{decision.pk}/", {"outcome": "will_pay", "promised_on": promised}
        )

        assert answer.context["form"].errors
        assert not ContactMoment.objects.exists()
        assert not Hold.objects.exists()

    def test_that_something_is_wrong_gives_a_week_of_peace(
        self, client: Browser, decision: Decision
    ) -> None:
        sign_in(client, decision)

        client.post(f"/calls/{decision.pk}/", {"outcome": "dispute", "note": "uren"})

        assert Hold.objects.get().until_day == cast.DAY + timedelta(days=7)
        later = cast.DAY + timedelta(days=8)
        follow_up(decision.administration_id, day=later, at=cast.AT + timedelta(days=8))
        assert Decision.objects.get(is_latest=True).question == "is_it_solved"

    @pytest.mark.parametrize(("outcome", "count"), [("in_parts", 7), ("paid", 5)])
    def test_of_money_that_is_coming_gives_peace_too(
        self, client: Browser, decision: Decision, outcome: str, count: int
    ) -> None:
        sign_in(client, decision)

        client.post(f"/calls/{decision.pk}/", {"outcome": outcome})

        assert Hold.objects.get().until_day == cast.DAY + timedelta(days=count)
        assert ContactMoment.objects.get().outcome == "spoken"

    def test_keeps_the_amount_that_was_promised(
        self, client: Browser, decision: Decision
    ) -> None:
        sign_in(client, decision)
        form = {"outcome": "will_pay", "promised_on": "2026-10-20", "promised": "605,50"}

        client.post(f"/calls/{decision.pk}/", form)

        assert Event.objects.get(code="call.spoken").facts["promised_cents"] == 60_550
        assert "605,50" in Hold.objects.get().reason

    @pytest.mark.parametrize("promised", ["veel", "-5", "1e9"])
    def test_with_an_amount_that_is_none_is_asked_again(
        self, client: Browser, decision: Decision, promised: str
    ) -> None:
        sign_in(client, decision)
        form = {"outcome": "will_pay", "promised_on": "2026-10-20", "promised": promised}

        answer = client.post(f"/calls/{decision.pk}/", form)

        assert "promised" in answer.context["form"].errors
        assert not ContactMoment.objects.exists()

    def test_keeps_the_hour_of_the_try(self, client: Browser, decision: Decision) -> None:
        sign_in(client, decision)

        client.post(f"/calls/{decision.pk}/", {"outcome": "no_answer"})

        assert ContactMoment.objects.get().hour == 10


class TestAfterACallThatNobodyAnswered:
    def test_another_hour_is_advised(self, client: Browser) -> None:
        of = cast.administration()
        cast.statement(of)
        vink = cast.client(of)
        cast.contact(vink)
        cast.invoice(vink, due_on=cast.DAY - timedelta(days=20))
        for step, outcome, before in (("reminder_1", "sent", 12), ("call", "no_answer", 2)):
            ContactMoment.objects.create(
                administration=of,
                client=vink,
                step=step,
                channel="phone" if step == "call" else "email",
                outcome=outcome,
                hour=10,
                counts=step != "call",
                on=cast.DAY - timedelta(days=before),
                recorded_at=cast.AT - timedelta(days=before),
            )
        follow_up(of.pk, day=cast.DAY, at=cast.AT)
        decision = Decision.objects.get()
        sign_in(client, decision)

        page = client.get(f"/calls/{decision.pk}/")

        assert "middag" in page.context["page"].advice
        assert page.context["page"].advice in page.text

    def test_a_number_that_is_none_is_not_dialled(
        self, client: Browser, decision: Decision
    ) -> None:
        Contact.objects.update(phone="bel Els")
        sign_in(client, decision)

        page = client.get(f"/calls/{decision.pk}/")

        assert page.context["page"].dials == ""
        assert "tel:" not in page.text
        assert f"/clients/{decision.client_id}/#change" in page.text


class TestHowItFelt:
    def calls(self, browser: Browser, decision: Decision, *felt: str) -> str:
        for place, number in enumerate(felt):
            form = {"outcome": "other", "felt": number}
            with time_machine.travel(cast.AT + timedelta(minutes=place), tick=False):
                assert browser.post(f"/calls/{decision.pk}/", form).status_code == 302
        page: str = browser.get(f"/calls/{decision.pk}/").context["page"].felt
        return page

    def test_is_a_fact_of_the_call_that_may_be_left_out(
        self, client: Browser, decision: Decision
    ) -> None:
        sign_in(client, decision)

        self.calls(client, decision, "", "4")

        told = Event.objects.filter(code="call.spoken").order_by("number")
        assert [each.facts.get("felt") for each in told] == [None, 4]

    @pytest.mark.parametrize("number", ["0", "6", "-1", "easy"])
    def test_is_one_to_five(self, client: Browser, decision: Decision, number: str) -> None:
        sign_in(client, decision)

        answer = client.post(f"/calls/{decision.pk}/", {"outcome": "other", "felt": number})

        assert answer.context["form"].errors["felt"]
        assert not ContactMoment.objects.exists()

    def test_is_not_asked_of_a_call_that_nobody_answered(
        self, client: Browser, decision: Decision
    ) -> None:
        sign_in(client, decision)

        client.post(f"/calls/{decision.pk}/", {"outcome": "no_answer", "felt": "5"})

        assert "felt" not in Event.objects.get(code="call.no_answer").facts

    def test_is_said_when_the_last_calls_were_not_so_bad(
        self, client: Browser, decision: Decision
    ) -> None:
        sign_in(client, decision)

        assert self.calls(client, decision, "5", "4") == ""  # too few
        said = self.calls(client, decision, "4")
        assert " 3 " in said
        assert " 4,3 " in said

    def test_is_not_said_when_they_were(self, client: Browser, decision: Decision) -> None:
        sign_in(client, decision)

        assert self.calls(client, decision, "5", "2", "3") == ""

    def test_is_of_who_calls_alone(self, client: Browser, decision: Decision) -> None:
        sign_in(client, decision)
        self.calls(client, decision, "5", "5", "5")
        anna = cast.anna(Administration.objects.get(pk=decision.administration_id))

        client.force_login(anna)

        assert self.calls(client, decision) == ""
