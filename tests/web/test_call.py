"""The call with help: the script, and what follows from the answer."""

from datetime import date, timedelta

import pytest
from django.test import Client as Browser
from tests.books import factories as cast

from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Administration, ContactMoment, Decision, Hold

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
        assert page.card.phone == "020 1234567"

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

    @pytest.mark.parametrize("promised", ["", "2026-10-13", "gauw"])
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
