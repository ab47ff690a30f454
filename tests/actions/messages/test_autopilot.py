"""Autopilot: what the owner chose leaves by itself, with every check that a press has."""

from datetime import date, timedelta

import pytest
from tests.actions import scenes
from tests.books import factories as make

from voldaan.actions.answers.receive import Arrived, receive
from voldaan.actions.answers.settle import Verdict, settle_answer
from voldaan.actions.answers.solve import solved
from voldaan.actions.messages.release_message import undo_release
from voldaan.actions.run_day import run_day
from voldaan.books.models import Administration, Client, Event, LadderStep, Message, Policy

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> Administration:
    """Give a firm whose first reminder to new clients is on autopilot."""
    firm = make.administration()
    make.anna(firm)
    make.statement(firm)
    scenes.mailbox(firm)
    policy = Policy.objects.create(
        administration=firm, from_day=date(2026, 10, 1), set_at=make.AT
    )
    LadderStep.objects.create(
        administration=firm, policy=policy, ladder="new", code="reminder_1", offset_days=1,
        channel="", autopilot=True,
    )  # fmt: skip
    return firm


def morning(firm: Administration) -> None:
    run_day(firm.pk, day=make.DAY, at=make.AT)


class TestAutopilot:
    def test_releases_by_itself_with_half_a_minute_to_undo(self, firm: Administration) -> None:
        scenes.owing(firm)

        morning(firm)

        message = Message.objects.get()
        assert (message.state, message.released_by) == ("ready", None)
        assert message.send_after is not None
        assert message.send_after > make.AT
        assert Event.objects.filter(code="message.released", who="engine").exists()
        by = make.person("Anna")
        undo_release(firm.pk, message_id=message.pk, by=by, at=make.AT)
        assert Message.objects.get().state == "proposed"

    def test_releases_nothing_twice(self, firm: Administration) -> None:
        scenes.owing(firm)
        morning(firm)
        morning(firm)

        assert Message.objects.filter(state="ready").count() == 1

    def test_leaves_other_steps_to_a_person(self, firm: Administration) -> None:
        LadderStep.objects.update(autopilot=False)
        scenes.owing(firm)

        morning(firm)

        assert Message.objects.get().state == "proposed"

    def test_leaves_a_client_whom_the_owner_looks_at_first(self, firm: Administration) -> None:
        client = scenes.owing(firm)
        Client.objects.filter(pk=client.pk).update(asks_first=True)

        morning(firm)

        assert Message.objects.get().state == "proposed"

    def test_leaves_words_that_somebody_edited(self, firm: Administration) -> None:
        scenes.owing(firm)
        scenes.look(firm)
        Message.objects.update(is_edited=True)

        morning(firm)

        assert Message.objects.get().state == "proposed"

    def test_sends_nothing_to_a_client_who_answered(self, firm: Administration) -> None:
        client = scenes.owing(firm)
        arrived = Arrived(client.pk, "email", make.AT, text="Is al betaald")
        receive(firm.pk, arrived=[arrived], day=make.DAY, at=make.AT)

        morning(firm)

        assert not Message.objects.exists()

    @pytest.mark.parametrize(
        ("meaning", "state"),
        [
            ("cannot_pay", "proposed"),
            ("plan", "proposed"),
            ("needs_po", "ready"),
        ],
    )
    def test_leaves_who_said_that_something_is_wrong_to_a_person(
        self, firm: Administration, meaning: str, state: str
    ) -> None:
        client = scenes.owing(firm)
        arrived = Arrived(client.pk, "email", make.AT, text="Het werk is niet af")
        yesterday, before = make.DAY - timedelta(days=1), make.AT - timedelta(days=1)
        (answer,) = receive(firm.pk, arrived=[arrived], day=yesterday, at=before)
        settle_answer(
            firm.pk,
            answer_id=answer,
            verdict=Verdict(meaning, quiet_until=yesterday),
            day=yesterday,
            by=make.person("Anna"),
            at=before,
        )

        morning(firm)

        assert Message.objects.get().state == state

    def test_leaves_a_dispute_to_a_person_also_when_it_is_solved(
        self, firm: Administration
    ) -> None:
        client, anna = scenes.owing(firm), make.person("Anna")
        arrived = Arrived(client.pk, "email", make.AT, text="Het werk is niet af")
        yesterday, before = make.DAY - timedelta(days=1), make.AT - timedelta(days=1)
        (answer,) = receive(firm.pk, arrived=[arrived], day=yesterday, at=before)
        verdict = Verdict("dispute", quiet_until=yesterday)
        settle_answer(
            firm.pk, answer_id=answer, verdict=verdict, day=yesterday, by=anna, at=before
        )

        morning(firm)
        assert not Message.objects.exists()
        solved(firm.pk, client_id=client.pk, day=make.DAY, by=anna, at=make.AT)
        morning(firm)

        assert Message.objects.get().state == "proposed"

    def test_does_nothing_without_a_mailbox(self, firm: Administration) -> None:
        from voldaan.books.models import Mailbox

        Mailbox.objects.all().delete()
        scenes.owing(firm)

        morning(firm)

        assert Message.objects.get().state == "proposed"
