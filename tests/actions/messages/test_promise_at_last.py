"""A promise is confirmed as long as it stands as it was made, and our words hold."""

from datetime import timedelta

import pytest
from tests.actions import scenes
from tests.actions.messages.replying import offered, prepare
from tests.books import factories as make
from tests.smtp_server import SmtpServer

from voldaan.actions.answers.receive import Arrived, receive
from voldaan.actions.answers.settle import Verdict, settle_answer
from voldaan.actions.messages.conclude_call import Quiet, conclude_call
from voldaan.actions.messages.contact import Call
from voldaan.books.models import (
    Administration,
    Allocation,
    Answer,
    Client,
    Invoice,
    Message,
    Payment,
    User,
)

pytestmark = pytest.mark.django_db

FRIDAY = make.DAY + timedelta(days=2)
SOON = make.AT + timedelta(seconds=5)


def promised(vink: Client, by: User, *, cents: int = 60_000) -> None:
    """Let Vink say in a call that they pay on Friday."""
    conclude_call(
        vink.administration_id,
        call=Call(vink.pk, was_answered=True, promised_cents=cents, promised_on=FRIDAY),
        quiet=Quiet(FRIDAY, "belofte"), day=make.DAY, by=by, at=make.AT,
    )  # fmt: skip


def confirmed(vink: Client, by: User) -> Message:
    """Let Anna prepare the confirmation and press send."""
    (offer,) = offered(vink)
    of = vink.administration
    return scenes.release(of, by, prepare(vink, by, "promise", offer.about))


def paid(vink: Client, cents: int) -> None:
    payment = Payment.objects.create(
        administration_id=vink.administration_id, client=vink, method="cash",
        paid_on=make.DAY, amount_cents=cents, booked_at=SOON,
    )  # fmt: skip
    Allocation.objects.create(
        administration_id=vink.administration_id, payment=payment,
        invoice=Invoice.objects.get(), cents=cents,
    )  # fmt: skip


def wrote(vink: Client, words: str) -> None:
    arrived = [Arrived(vink.pk, "email", SOON, text=words, source_id=words)]
    receive(vink.administration_id, arrived=arrived, day=make.DAY, at=SOON)


class TestAPromiseOfAPart:
    def test_is_not_confirmed_once_it_was_paid(
        self, vink: Client, anna: User, server: SmtpServer
    ) -> None:
        promised(vink, anna)
        reply = confirmed(vink, anna)
        paid(vink, 60_000)

        assert scenes.send().withdrawn == 1

        assert (scenes.state(reply)[0], server.messages, offered(vink)) == ("withdrawn", [], [])

    def test_that_named_no_amount_is_about_what_is_left(self, vink: Client, anna: User) -> None:
        promised(vink, anna, cents=0)
        paid(vink, 60_000)

        (offer,) = offered(vink)

        assert offer.cents == 61_000


class TestWhoWroteSince:
    def test_gets_no_confirmation_before_somebody_has_read_it(
        self, vink: Client, anna: User, server: SmtpServer
    ) -> None:
        promised(vink, anna)
        confirmed(vink, anna)
        wrote(vink, "Sorry, vrijdag lukt toch niet.")

        assert scenes.send().withdrawn == 1

        assert (server.messages, offered(vink)) == ([], [])

    def test_gets_one_when_it_changed_nothing(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        promised(vink, anna)
        wrote(vink, "Dank je wel")
        settle_answer(
            of.pk, answer_id=Answer.objects.get().pk, verdict=Verdict("thanks"),
            day=make.DAY, by=anna, at=SOON,
        )  # fmt: skip

        assert [offer.code for offer in offered(vink)] == ["promise"]


class TestAShorterPause:
    def test_is_not_promised_to_last_until_the_day(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        wrote(vink, "Ik betaal op 30 november")
        verdict = Verdict("promise", promised_on=FRIDAY, quiet_until=FRIDAY - timedelta(days=1))
        settle_answer(
            of.pk, answer_id=Answer.objects.get().pk, verdict=verdict,
            day=make.DAY, by=anna, at=SOON,
        )  # fmt: skip

        assert offered(vink) == []
