from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.actions import scenes
from tests.books import factories as make
from tests.cli.conftest import Run

from voldaan.actions.answers.receive import Arrived, receive
from voldaan.actions.messages.release_message import edit_message
from voldaan.actions.run_day import run_day
from voldaan.actions.steps.hold import Pause, hold
from voldaan.books.models import Administration, Client, Decision, Event, Message

pytestmark = pytest.mark.django_db

Answer = Callable[..., Any]


@pytest.fixture
def of() -> Administration:
    of = make.administration(is_demo=True, demo_day=make.DAY)
    make.statement(of)
    scenes.owing(of)
    run_day(of.pk, day=make.DAY, at=make.AT)
    return of


class TestToday:
    def test_shows_what_was_decided_with_the_prepared_words(
        self, of: Administration, answered: Answer
    ) -> None:
        answer = answered("today")

        [step] = answer["steps"]
        assert (step["client"], step["step"]) == ("Vink BV", "reminder_1")
        assert (step["amount_cents"], step["asks_cents"]) == (121_000, 121_000)
        assert step["message"]["subject"] == Message.objects.get().subject
        assert (answer["open_cents"], answer["late_cents"]) == (121_000, 121_000)
        assert answer["problems"] == []

    def test_names_what_is_asked_where_there_is_credit(
        self, of: Administration, answered: Answer
    ) -> None:
        vink = Client.objects.get()
        make.invoice(vink, number="C-7", kind="credit_note", payable_cents=21_025)
        run_day(of.pk, day=make.DAY, at=make.AT + timedelta(hours=1))

        [step] = answered("today")["steps"]

        assert (step["amount_cents"], step["asks_cents"]) == (99_975, 99_975)
        assert step["title"].endswith("€999.75")

    def test_shows_words_as_the_owner_changed_them(
        self, of: Administration, answered: Answer
    ) -> None:
        edit_message(
            of.pk,
            message_id=Message.objects.get().pk,
            subject="Dag Els",
            body_text="Hoe gaat het?",
            by=make.anna(of),
            at=make.AT,
        )

        [step] = answered("today")["steps"]

        assert step["message"] == {"subject": "Dag Els", "body": "Hoe gaat het?\n"}

    def test_of_another_day_decides_and_writes_nothing(
        self, of: Administration, answered: Answer
    ) -> None:
        before = (Decision.objects.count(), Event.objects.count(), Message.objects.count())

        answer = answered("today", "--day", make.DAY - timedelta(days=1))

        assert answer["steps"] == []
        assert [each["client"] for each in answer["waiting"]] == ["Vink BV"]
        assert before == (
            Decision.objects.count(),
            Event.objects.count(),
            Message.objects.count(),
        )

    def test_warns_when_the_day_was_not_run(
        self, of: Administration, answered: Answer, voldaan: Run
    ) -> None:
        Administration.objects.update(demo_day=make.DAY + timedelta(days=1))

        assert answered("today")["problems"][0]["severity"] == "warning"
        assert voldaan("today").exit_code == 0

    def test_has_the_shape_of_the_list_from_files(
        self, of: Administration, answered: Answer, tmp_path: Path
    ) -> None:
        (tmp_path / "open.csv").write_text(
            "Factuurnummer;Klant;Factuurdatum;Vervaldatum;Bedrag;Openstaand\n"
            "2026-1;Vink BV;13-09-2026;30-09-2026;121,00;121,00\n",
            encoding="utf-8",
        )

        files = answered("today", tmp_path / "open.csv", "--day", make.DAY)

        assert files.keys() == answered("today").keys()


class TestAPauseOfEverything:
    def test_leaves_an_answer_to_be_read(self, of: Administration, answered: Answer) -> None:
        everything = Pause("vakantie", make.DAY + timedelta(days=7))
        hold(of.pk, pause=everything, day=make.DAY, by=make.anna(of), at=make.AT)
        arrived = Arrived(Client.objects.get().pk, "email", make.AT, text="Is al overgemaakt!")
        receive(of.pk, arrived=[arrived], day=make.DAY, at=make.AT)

        answer = answered("today")

        (question,) = answer["questions"]
        assert (question["client"], question["code"]) == ("Vink BV", "read_answer")
        assert [each["client"] for each in answer["waiting"]] == ["Vink BV"]

    def test_asks_once_where_it_is_asked_already(
        self, of: Administration, answered: Answer
    ) -> None:
        arrived = Arrived(Client.objects.get().pk, "email", make.AT, text="Is al overgemaakt!")
        receive(of.pk, arrived=[arrived], day=make.DAY, at=make.AT)

        assert [each["code"] for each in answered("today")["questions"]] == ["read_answer"]
