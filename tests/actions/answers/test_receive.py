"""An answer is kept once, holds the client, and never acts by itself."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.actions import scenes
from tests.books import factories as make

from voldaan.actions.answers.receive import Arrived, receive
from voldaan.actions.answers.settle import (
    BadMeaning,
    NotAnAnswer,
    Verdict,
    settle_answer,
    take_back,
)
from voldaan.actions.messages.release_message import MayOnlyLook
from voldaan.books.models import Administration, Answer, Client, Decision, Hold, Message, User
from voldaan.replies.shapes import Attached

pytestmark = pytest.mark.django_db
DAY, AT = make.DAY, make.AT


class Scene:
    """Vink BV owes an invoice and has a reminder ready to be released."""

    def __init__(self) -> None:
        self.firm: Administration = make.administration()
        self.anna: User = make.anna(self.firm)
        make.statement(self.firm)
        self.vink: Client = scenes.owing(self.firm)
        scenes.look(self.firm)

    def arrives(self, **facts: Any) -> list[int]:
        plain = Arrived(self.vink.pk, "email", AT, text="Is gisteren overgemaakt!")
        return receive(self.firm.pk, arrived=[replace(plain, **facts)], day=DAY, at=AT)

    def latest(self) -> Decision:
        return Decision.objects.get(client=self.vink, is_latest=True)

    def reads(self, answer_id: int, meaning: str = "paid", **more: Any) -> Answer:
        verdict = Verdict(meaning, **more)
        return settle_answer(
            self.firm.pk, answer_id=answer_id, verdict=verdict, day=DAY, by=self.anna, at=AT
        )


@pytest.fixture
def scene() -> Scene:
    return Scene()


class TestReceive:
    def test_holds_the_client_until_somebody_has_read_it(self, scene: Scene) -> None:
        assert scene.latest().step == "reminder_1"

        scene.arrives()

        assert (scene.latest().kind, scene.latest().question) == ("ask", "read_answer")
        assert not Message.objects.filter(state="proposed").exists()
        assert "answer.came" in scenes.codes(scene.vink)

    def test_proposes_what_it_means_and_books_nothing(self, scene: Scene) -> None:
        (pk,) = scene.arrives()

        answer = Answer.objects.get(pk=pk)
        assert (answer.guess, answer.meaning, answer.read_at) == ("paid", "", None)
        assert answer.certainty_percent >= 60
        assert not Hold.objects.exists()

    def test_makes_no_label_of_what_a_client_tells_about_themselves(self, scene: Scene) -> None:
        (pk,) = scene.arrives(text="Ik lig in het ziekenhuis en kan nu niet betalen.")

        row = Answer.objects.filter(pk=pk).values().get()
        assert row["guess"] == "cannot_pay"
        kept = {name for name, value in row.items() if "ziekenhuis" in str(value)}
        assert kept == {"text"}

    def test_holds_nobody_for_a_machine(self, scene: Scene) -> None:
        scene.arrives(text="Ik ben afwezig tot 20 oktober", is_automatic=True)

        assert scene.latest().step == "reminder_1"

    def test_keeps_one_mail_once(self, scene: Scene) -> None:
        first = scene.arrives(source_id="<a@b.example>")
        again = scene.arrives(source_id="<a@b.example>", text="anders")

        assert (len(first), again) == (1, [])
        assert Answer.objects.count() == 1

    def test_keeps_what_a_client_stated_as_stated(self, scene: Scene) -> None:
        (pk,) = scene.arrives(text="", stated="dispute", channel="page")

        answer = Answer.objects.get(pk=pk)
        assert (answer.guess, answer.certainty_percent) == ("dispute", 100)

    def test_keeps_files_and_long_words_within_bounds(self, scene: Scene) -> None:
        (pk,) = scene.arrives(
            text="x" * 50_000, files=(Attached("bewijs.pdf", "application/pdf", b"%PDF"),)
        )

        answer = Answer.objects.get(pk=pk)
        assert len(answer.text) == 20_000
        assert [file.name for file in answer.files.all()] == ["bewijs.pdf"]

    def test_keeps_of_names_of_files_what_the_record_can_take(self, scene: Scene) -> None:
        long = Attached("n" * 170 + ".pdf", "application/" + "a" * 95, b"%PDF")

        (pk,) = scene.arrives(files=(long,))

        (file,) = Answer.objects.get(pk=pk).files.all()
        assert file.name == "n" * 96 + ".pdf"
        assert len(file.content_type) == 100

    def test_leaves_out_clients_of_others(self, scene: Scene) -> None:
        chris = make.client(make.administration("Bureau Chris"))

        assert scene.arrives(client_id=chris.pk) == []
        assert Answer.objects.count() == 0

    def test_wakes_a_client_who_waited(self, scene: Scene) -> None:
        Client.objects.filter(pk=scene.vink.pk).update(look_on=DAY + timedelta(days=90))

        scene.arrives()

        scene.vink.refresh_from_db()
        assert scene.vink.look_on == DAY


class TestSettleAnswer:
    @pytest.mark.parametrize(
        ("meaning", "more", "until"),
        [
            ("paid", {}, date(2026, 10, 19)),
            ("promise", {"promised_on": date(2026, 10, 16)}, date(2026, 10, 20)),
            ("dispute", {}, date(2026, 10, 21)),
            ("cannot_pay", {"quiet_until": date(2026, 12, 1)}, date(2026, 12, 1)),
        ],
    )
    def test_leaves_the_client_in_peace_as_long_as_fits(
        self, scene: Scene, meaning: str, more: dict[str, date], until: date
    ) -> None:
        (pk,) = scene.arrives()

        answer = scene.reads(pk, meaning, **more)

        assert (answer.meaning, answer.read_by) == (meaning, scene.anna)
        assert Hold.objects.get().until_day == until
        assert scene.latest().wait_until == until + timedelta(days=1)

    @pytest.mark.parametrize("meaning", ["thanks", "other", "not_received", "out_of_office"])
    def test_goes_on_after_an_answer_that_asks_for_no_quiet(
        self, scene: Scene, meaning: str
    ) -> None:
        (pk,) = scene.arrives()

        scene.reads(pk, meaning)

        assert scene.latest().step == "reminder_1"
        assert not Hold.objects.exists()

    def test_asks_nothing_any_more_of_who_is_insolvent(self, scene: Scene) -> None:
        (pk,) = scene.arrives(text="Wij zijn failliet")

        scene.reads(pk, "cannot_pay", stopped_for="insolvency")

        assert scene.latest().kind == "wait"
        assert scene.latest().first_reason == "client.stopped"
        assert scenes.chains_are_whole()

    def test_can_be_taken_back(self, scene: Scene) -> None:
        (pk,) = scene.arrives()
        scene.reads(pk, "paid")

        take_back(
            scene.firm.pk, answer_id=pk, day=DAY, by=scene.anna, at=AT + timedelta(minutes=1)
        )

        assert scene.latest().question == "read_answer"
        assert Hold.objects.get().lifted_at is not None
        assert Answer.objects.get().meaning == ""

    @pytest.mark.parametrize(("before", "after"), [("", ""), ("debt_help", "insolvency")])
    def test_takes_a_stop_back_that_it_brought(
        self, scene: Scene, before: str, after: str
    ) -> None:
        Client.objects.update(stopped_for=before)
        (pk,) = scene.arrives(text="Wij zijn failliet")
        scene.reads(pk, "cannot_pay", stopped_for="insolvency")

        take_back(scene.firm.pk, answer_id=pk, day=DAY, by=scene.anna, at=AT)

        assert Client.objects.get(pk=scene.vink.pk).stopped_for == after
        assert scenes.chains_are_whole()

    def test_is_for_one_reader_at_a_time(self, scene: Scene) -> None:
        (pk,) = scene.arrives()
        scene.reads(pk, "paid")

        with pytest.raises(NotAnAnswer):
            scene.reads(pk, "dispute")
        assert Answer.objects.get().meaning == "paid"

    @pytest.mark.parametrize(
        "verdict",
        [
            Verdict("rich"),
            Verdict("promise"),
            Verdict("promise", promised_on=date(2026, 10, 13)),
            Verdict("paid", quiet_until=date(2026, 10, 13)),
            Verdict("promise", promised_on=date(2062, 10, 20)),
            Verdict("paid", quiet_until=date(2062, 10, 20)),
            Verdict("cannot_pay", stopped_for="lazy"),
        ],
    )
    def test_refuses_what_nobody_can_mean(self, scene: Scene, verdict: Verdict) -> None:
        (pk,) = scene.arrives()

        with pytest.raises(BadMeaning):
            settle_answer(
                scene.firm.pk, answer_id=pk, verdict=verdict, day=DAY, by=scene.anna, at=AT
            )
        assert Answer.objects.get().read_at is None

    def test_is_not_for_who_only_looks_nor_for_others(self, scene: Scene) -> None:
        (pk,) = scene.arrives()
        others = make.administration("Bureau Chris")
        chris = make.anna(others)

        with pytest.raises(MayOnlyLook):
            settle_answer(
                scene.firm.pk,
                answer_id=pk,
                verdict=Verdict("paid"),
                day=DAY,
                by=make.vera(scene.firm),
                at=AT,
            )
        with pytest.raises(NotAnAnswer):
            settle_answer(
                others.pk, answer_id=pk, verdict=Verdict("paid"), day=DAY, by=chris, at=AT
            )
        with pytest.raises(NotAnAnswer):
            take_back(scene.firm.pk, answer_id=pk, day=DAY, by=scene.anna, at=AT)
