"""Whatever can change an answer brings the day forward on which a client is looked at.

Each of these ends where its program could die: after its change, before anybody decided
again. Then the next run must look.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from tests.actions import scenes
from tests.actions.lives import dying_before_deciding_again
from tests.books import factories as make
from tests.stories.studio import HEADER

from voldaan.actions.answers.receive import Arrived, receive
from voldaan.actions.answers.settle import Verdict, settle_answer
from voldaan.actions.files.drop_files import drop_files
from voldaan.actions.files.read_files import Answers, read_file
from voldaan.actions.firm.change_rules import change_rules, shipped_rules
from voldaan.actions.firm.load_law_figures import load_law_figures
from voldaan.actions.messages.contact import Call, log_call
from voldaan.actions.payments.settle_line import Placement, book_line
from voldaan.actions.steps.hold import Pause, hold
from voldaan.books.models import Administration, Answer, Client, Invoice, User

pytestmark = pytest.mark.django_db

DAY, AT = make.DAY, make.AT
FAR = date(2027, 1, 1)
RATE = """\
[statutory_interest]
label_nl   = "Wettelijke rente (geen handelstransactie)"
unit       = "percent per year"
basis      = "BW 6:119, 6:120 lid 1"
revised    = ["01-01", "07-01"]
checked_on = 2026-12-20

[[statutory_interest.value]]
from   = 2027-01-01
value  = 5.00
cited  = "Stb. 2026, 999"
source = "staatsblad"
mark   = "V1"
"""


class Scene:
    """Vink BV, who is waited for until far in the next year, and Merel BV likewise."""

    def __init__(self) -> None:
        self.of: Administration = make.administration()
        self.anna: User = make.anna(self.of)
        make.statement(self.of)
        self.vink: Client = scenes.owing(self.of)
        self.merel: Client = scenes.owing(self.of, "Merel BV")
        self.arrived()
        Answer.objects.update(read_at=AT, meaning="other")
        self.sleep()

    def sleep(self) -> None:
        Client.objects.update(look_on=FAR)

    def arrived(self) -> int:
        answers = [Arrived(self.vink.pk, "email", AT, text="Ik betaal op 4 november.")]
        return receive(self.of.pk, arrived=answers, day=DAY, at=AT)[0]

    def paid(self) -> None:
        line = make.bank_line(self.of, 50_000)
        invoice = Invoice.objects.get(client=self.vink)
        place = Placement(self.vink.pk, ((invoice.pk, 50_000),))
        book_line(self.of.pk, line_id=line.pk, place=place, by=self.anna, at=AT)

    def called(self) -> None:
        call = Call(self.vink.pk, was_answered=True)
        log_call(self.of.pk, call=call, day=DAY, by=self.anna, at=AT)

    def promised(self) -> None:
        Answer.objects.update(read_at=None, meaning="")
        verdict = Verdict("promise", promised_on=DAY + timedelta(days=5))
        pk = Answer.objects.get().pk
        settle_answer(self.of.pk, answer_id=pk, verdict=verdict, day=DAY, by=self.anna, at=AT)

    def paused(self) -> None:
        pause = Pause("vakantie", DAY, client_id=self.vink.pk)
        hold(self.of.pk, pause=pause, day=DAY, by=self.anna, at=AT)

    def billed(self) -> None:
        row = "2026-900;Vink BV;els@vink.example;15-09-2026;13-10-2026;90,00;90,00\n"
        self._read(HEADER + row)

    def rules_changed(self) -> None:
        rules = replace(shipped_rules(), rhythm_days=0)
        change_rules(self.of.pk, rules=rules, from_day=DAY, day=DAY, by=self.anna, at=AT)

    def everything_paused(self) -> None:
        hold(self.of.pk, pause=Pause("op reis", DAY), day=DAY, by=self.anna, at=AT)

    def law_changed(self) -> None:
        load_law_figures(self.of.pk, text=RATE, file_name="rates.toml", at=AT, by=self.anna)

    def _read(self, text: str) -> None:
        (pk,) = drop_files(self.of.pk, files=[("x", text.encode())], at=AT)
        sure = Answers(take_suggestions=True)
        read_file(self.of.pk, file_id=pk, day=DAY, at=AT, by=self.anna, answers=sure)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def happens(what: Callable[[], object]) -> None:
    """Let it happen, and the program die before it decides again."""
    with ExitStack() as stack:
        stack.enter_context(dying_before_deciding_again())
        for module in ("answers.receive", "answers.settle", "firm.change_rules"):
            stack.enter_context(patch(f"voldaan.actions.{module}.follow_up"))
        what()


ABOUT_ONE = {
    "a payment": Scene.paid,
    "a call": Scene.called,
    "an answer": Scene.arrived,
    "a promise": Scene.promised,
    "a pause": Scene.paused,
    "an invoice": Scene.billed,
}
ABOUT_ALL = {
    "other rules": Scene.rules_changed,
    "a pause of everything": Scene.everything_paused,
    "newer figures of law": Scene.law_changed,
}


class TestWhatBringsTheDayForward:
    @pytest.mark.parametrize("what", ABOUT_ONE.values(), ids=ABOUT_ONE)
    def test_is_what_happens_to_a_client_and_to_that_client_alone(
        self, scene: Scene, what: Callable[[Scene], object]
    ) -> None:
        happens(lambda: what(scene))

        scene.vink.refresh_from_db()
        scene.merel.refresh_from_db()
        assert (scene.vink.look_on, scene.merel.look_on) == (None, FAR)

    @pytest.mark.parametrize("what", ABOUT_ALL.values(), ids=ABOUT_ALL)
    def test_is_what_may_change_every_answer(
        self, scene: Scene, what: Callable[[Scene], object]
    ) -> None:
        happens(lambda: what(scene))

        assert set(Client.objects.values_list("look_on", flat=True)) == {None}

    def test_is_a_message_that_left(self, scene: Scene) -> None:
        scenes.mailbox(scene.of)
        Client.objects.update(look_on=None)
        scenes.look(scene.of)
        message = scene.vink.messages.get()
        scene.sleep()

        happens(lambda: scenes.release(scene.of, scene.anna, message))

        scene.vink.refresh_from_db()
        assert scene.vink.look_on is None

    def test_is_bank_data_that_are_waited_for_every_day(self, scene: Scene) -> None:
        """A question about bank data is looked at in each run, whatever is imported."""
        later = DAY + timedelta(days=20)
        Client.objects.update(look_on=None)
        scenes.look(scene.of, days=20)

        scene.vink.refresh_from_db()
        assert scene.vink.look_on == later
