"""After the quiet of a dispute a person says whether it is solved; till then no request."""

from datetime import date, timedelta

import pytest
from tests.actions import scenes
from tests.books import factories as make

from voldaan.actions.answers import solve
from voldaan.actions.answers.receive import Arrived, receive
from voldaan.actions.answers.settle import BadMeaning, Verdict, settle_answer
from voldaan.actions.answers.settle import take_back as unread
from voldaan.actions.answers.solve import NotAsked, not_yet, solved, take_back
from voldaan.actions.messages.contact import Call, log_call
from voldaan.actions.messages.release_message import MayOnlyLook
from voldaan.actions.payments.settle_line import Placement, book_line
from voldaan.actions.steps.hold import Pause, hold, lift_hold
from voldaan.books.models import (
    Administration,
    Client,
    ContactMoment,
    Decision,
    Hold,
    Invoice,
    Message,
    User,
)
from voldaan.books.queries.answers.disputes import Answered, answered_since

pytestmark = pytest.mark.django_db
DAY, AT = make.DAY, make.AT


class Scene:
    """Vink BV owes an invoice, and said on the fourteenth that the hours are wrong."""

    def __init__(self) -> None:
        self.firm: Administration = make.administration()
        self.anna: User = make.anna(self.firm)
        make.statement(self.firm, last_day=date(2026, 12, 1))
        self.vink: Client = scenes.owing(self.firm)
        scenes.look(self.firm)
        arrived = [Arrived(self.vink.pk, "email", AT, text="De uren kloppen niet.")]
        (self.answer_id,) = receive(self.firm.pk, arrived=arrived, day=DAY, at=AT)
        settle_answer(
            self.firm.pk,
            answer_id=self.answer_id,
            verdict=Verdict("dispute"),
            day=DAY,
            by=self.anna,
            at=AT,
        )

    def latest(self) -> Decision:
        return Decision.objects.get(client=self.vink, is_latest=True)

    def after(self, count: int) -> Decision:
        scenes.look(self.firm, days=count)
        return self.latest()

    def says(self, what: object, *, days: int, by: User | None = None) -> None:
        later = timedelta(days=days)
        what(  # type: ignore[operator]
            self.firm.pk,
            client_id=self.vink.pk,
            day=DAY + later,
            by=by or self.anna,
            at=AT + later,
        )


@pytest.fixture
def scene() -> Scene:
    return Scene()


class TestTheQuestion:
    def test_comes_after_a_week_of_quiet_and_nothing_is_proposed(self, scene: Scene) -> None:
        assert scene.after(7).kind == "wait"

        decision = scene.after(8)

        assert (decision.kind, decision.question) == ("ask", "is_it_solved")
        said = decision.outcome["reasons"][0]
        assert (said["code"], dict(said["facts"])) == (
            "client.disputed",
            {"said_on": DAY.isoformat()},
        )
        assert not Message.objects.filter(state="proposed").exists()
        # It stays, however long nobody answers.
        assert scene.after(30).question == "is_it_solved"

    def test_comes_after_a_call_in_which_it_was_said_too(self) -> None:
        firm = make.administration()
        anna = make.anna(firm)
        make.statement(firm, last_day=date(2026, 12, 1))
        vink = scenes.owing(firm)
        log_call(firm.pk, call=Call(vink.pk, was_answered=True), day=DAY, by=anna, at=AT)
        Hold.objects.create(
            administration=firm,
            client=vink,
            reason="zegt dat er iets niet klopt",
            from_day=DAY,
            until_day=DAY + timedelta(days=7),
            set_at=AT,
            set_by=anna,
        )

        scenes.look(firm, days=8)

        assert Decision.objects.get(is_latest=True).question == "is_it_solved"

    def test_does_not_come_when_the_owner_lifted_the_pause(self, scene: Scene) -> None:
        lift_hold(
            administration_id=scene.firm.pk,
            hold_id=Hold.objects.get().pk,
            day=DAY,
            by=scene.anna,
            at=AT,
        )

        assert scene.after(8).step == "reminder_1"

    def test_does_not_come_when_the_answer_meant_something_else(self, scene: Scene) -> None:
        unread(scene.firm.pk, answer_id=scene.answer_id, day=DAY, by=scene.anna, at=AT)

        assert scene.after(8).question == "read_answer"

    def test_is_over_when_a_person_asked_for_money_again(self, scene: Scene) -> None:
        spoken = Call(scene.vink.pk, was_answered=True)
        later = timedelta(days=5)
        log_call(scene.firm.pk, call=spoken, day=DAY + later, by=scene.anna, at=AT + later)

        assert scene.after(12).kind == "step"

    def test_is_for_this_client_only(self, scene: Scene) -> None:
        other = scenes.owing(scene.firm, "Dirk")

        scenes.look(scene.firm, days=8)

        assert Decision.objects.get(client=other, is_latest=True).step == "reminder_1"


class TestSolved:
    def test_lets_the_ladder_go_on(self, scene: Scene) -> None:
        scene.after(8)

        scene.says(solved, days=8)

        assert scene.latest().step == "reminder_1"
        assert "dispute.solved" in scenes.codes(scene.vink)
        assert scenes.chains_are_whole()

    def test_can_be_taken_back(self, scene: Scene) -> None:
        scene.after(8)
        scene.says(solved, days=8)
        since = AT + timedelta(days=8)
        assert answered_since(scene.firm.pk, since=since) == [
            Answered(scene.vink.pk, "Vink BV", is_solved=True)
        ]

        scene.says(take_back, days=8)

        assert scene.latest().question == "is_it_solved"
        assert not Message.objects.filter(state="proposed").exists()
        assert answered_since(scene.firm.pk, since=since) == []
        assert scenes.chains_are_whole()
        with pytest.raises(NotAsked):
            scene.says(take_back, days=8)

    def test_is_no_answer_to_another_question(self, scene: Scene) -> None:
        with pytest.raises(NotAsked):
            scene.says(solved, days=0)

        assert Hold.objects.get().lifted_at is None

    def test_may_be_said_once(self, scene: Scene) -> None:
        scene.after(8)
        scene.says(solved, days=8)

        with pytest.raises(NotAsked):
            scene.says(solved, days=8)

    def test_is_said_and_decided_together_or_not_at_all(
        self, scene: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # Else a second tab could answer between the two, and its undo would give nothing back.
        scene.after(8)

        def killed(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as broken:
            broken.setattr(solve, "follow_up", killed)
            with pytest.raises(KeyboardInterrupt):
                scene.says(solved, days=8)

        assert Hold.objects.get().lifted_at is None
        assert "dispute.solved" not in scenes.codes(scene.vink)
        scene.says(solved, days=8)
        scene.says(take_back, days=8)
        assert scene.latest().question == "is_it_solved"

    def test_is_not_for_who_only_looks(self, scene: Scene) -> None:
        scene.after(8)
        viewer = make.vera(scene.firm)

        for each in (solved, not_yet, take_back):
            with pytest.raises(MayOnlyLook):
                scene.says(each, days=8, by=viewer)

        assert scene.latest().question == "is_it_solved"


class TestNotYet:
    def test_is_quiet_for_another_week_and_asks_again(self, scene: Scene) -> None:
        scene.after(8)

        scene.says(not_yet, days=8)

        assert scene.latest().kind == "wait"
        assert scene.after(15).kind == "wait"
        again = scene.after(16)
        assert again.question == "is_it_solved"
        # The day on which the client said it, not the day of the last look.
        assert dict(again.outcome["reasons"][0]["facts"]) == {"said_on": DAY.isoformat()}
        scene.says(solved, days=16)
        assert scene.latest().step == "reminder_1"
        assert not Hold.objects.filter(lifted_at=None).exists()

    def test_can_be_taken_back(self, scene: Scene) -> None:
        scene.after(8)
        scene.says(not_yet, days=8)

        scene.says(take_back, days=8)

        assert scene.latest().question == "is_it_solved"
        assert Hold.objects.filter(lifted_at=None).count() == 1
        assert scenes.chains_are_whole()


class SceneOfOne(Scene):
    """Vink BV owes two invoices, and said that of one of them the hours are wrong."""

    def __init__(self, *, both: bool = False) -> None:
        self.firm = make.administration()
        self.anna = make.anna(self.firm)
        make.statement(self.firm, last_day=date(2026, 12, 1))
        self.vink = scenes.owing(self.firm, number="2026-041")
        self.wrong = Invoice.objects.get()
        self.right = make.invoice(self.vink, number="2026-042")
        third = make.invoice(self.vink, number="2026-043") if both else self.wrong
        scenes.look(self.firm)
        arrived = [Arrived(self.vink.pk, "page", AT, text="De uren kloppen niet.")]
        (self.answer_id,) = receive(self.firm.pk, arrived=arrived, day=DAY, at=AT)
        self.reads(self.wrong.pk, third.pk)

    def reads(self, *invoice_ids: int, meaning: str = "dispute") -> None:
        settle_answer(
            self.firm.pk,
            answer_id=self.answer_id,
            verdict=Verdict(meaning, invoice_ids=invoice_ids),
            day=DAY,
            by=self.anna,
            at=AT,
        )


def ask_about(scene: Scene, invoice: Invoice, *, days: int) -> None:
    """Let somebody have asked for money about one invoice, a few days later."""
    ContactMoment.objects.create(
        administration=scene.firm, client=scene.vink, step="reminder_1", channel="email",
        outcome="sent", on=DAY + timedelta(days=days), counts=True, invoice_ids=[invoice.pk],
        recorded_at=AT + timedelta(days=days),
    )  # fmt: skip


class TestOfOneInvoice:
    def test_only_that_one_rests_and_the_other_goes_on(self) -> None:
        scene = SceneOfOne()

        assert (scene.latest().step, scene.latest().asks_cents) == ("reminder_1", 121_000)
        (line,) = Message.objects.get(state="proposed").lines
        assert line["number"] == "2026-042"
        paused = Hold.objects.get()
        assert (paused.invoice_id, paused.until_day) == (
            scene.wrong.pk,
            DAY + timedelta(days=7),
        )
        assert scenes.chains_are_whole()

    def test_a_statement_shows_it_as_paused(self) -> None:
        scene = SceneOfOne()
        make.invoice(scene.vink, number="2026-043")
        scenes.look(scene.firm)

        body = " ".join(Message.objects.get(state="proposed").body_text.split())

        assert "2026-041 13 oktober 2026 gepauzeerd –" in body
        assert "2026-042 13 oktober 2026 1 dag € 1.210,00" in body
        assert "Samen € 2.420,00" in body

    def test_it_is_asked_whether_it_is_solved_once_its_quiet_has_ended(self) -> None:
        scene = SceneOfOne()
        ask_about(scene, scene.right, days=1)

        assert scene.after(7).question == ""
        assert scene.after(8).question == "is_it_solved"

    def test_a_request_about_it_settles_it(self) -> None:
        scene = SceneOfOne()
        ask_about(scene, scene.wrong, days=1)

        assert scene.after(8).question == ""

    def test_nobody_asks_once_it_is_paid(self) -> None:
        scene = SceneOfOne()
        line = make.bank_line(scene.firm)
        place = Placement(scene.vink.pk, ((scene.wrong.pk, 121_000),))
        book_line(scene.firm.pk, line_id=line.pk, place=place, by=scene.anna, at=AT)
        ask_about(scene, scene.right, days=1)

        assert scene.after(8).question == ""

    def test_another_pause_of_it_comes_first(self) -> None:
        scene = SceneOfOne()
        until = DAY + timedelta(days=20)
        pause = Pause("eerst uitzoeken", until, invoice_id=scene.wrong.pk)
        hold(scene.firm.pk, pause=pause, day=DAY, by=scene.anna, at=AT)
        ask_about(scene, scene.right, days=8)

        assert scene.after(10).question == ""
        assert scene.after(21).question == "is_it_solved"

    def test_not_yet_lets_only_that_one_rest_again(self) -> None:
        scene = SceneOfOne(both=True)
        scene.after(8)

        scene.says(not_yet, days=8)

        last = DAY + timedelta(days=15)
        again = Hold.objects.filter(until_day=last).values_list("invoice__number", flat=True)
        assert sorted(again) == ["2026-041", "2026-043"]
        assert (scene.latest().step, scene.latest().asks_cents) == ("reminder_1", 121_000)
        scene.says(take_back, days=8)
        assert scene.latest().question == "is_it_solved"
        assert not Hold.objects.filter(until_day=last, lifted_at=None).exists()

    def test_solved_lets_all_go_on_but_what_was_not_asked_about(self) -> None:
        scene = SceneOfOne()
        scene.after(8)
        later = Pause(
            "zegt dat er iets niet klopt",
            DAY + timedelta(days=15),
            invoice_id=scene.right.pk,
        )
        hold(scene.firm.pk, pause=later, day=DAY + timedelta(days=8), by=scene.anna, at=AT)

        scene.says(solved, days=8)

        assert Hold.objects.get(lifted_at=None).invoice_id == scene.right.pk
        assert (scene.latest().step, scene.latest().asks_cents) == ("reminder_1", 121_000)

    def test_can_be_read_anew(self) -> None:
        scene = SceneOfOne()

        unread(scene.firm.pk, answer_id=scene.answer_id, day=DAY, by=scene.anna, at=AT)

        assert not Hold.objects.filter(lifted_at=None).exists()
        assert scene.latest().question == "read_answer"

    @pytest.mark.parametrize("meaning", ["dispute", "paid"])
    def test_is_refused_of_anothers_invoice_and_where_nothing_is_wrong(
        self, meaning: str
    ) -> None:
        scene = SceneOfOne()
        unread(scene.firm.pk, answer_id=scene.answer_id, day=DAY, by=scene.anna, at=AT)
        other = make.invoice(make.client(scene.firm, "Dirk"))
        asked = scene.wrong if meaning == "paid" else other

        with pytest.raises(BadMeaning):
            scene.reads(asked.pk, meaning=meaning)

        assert scene.latest().question == "read_answer"
        assert not Hold.objects.filter(lifted_at=None).exists()
