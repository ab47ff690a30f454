"""The ten complaints about every other program: none of them can be had here.

One test per pain, named after it, most as a morning of Anna's.
"""

import email.message
import socket
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from tests.actions import scenes
from tests.books import factories as make
from tests.stories import studio
from tests.stories.studio import HEADER, Studio, mt940

from voldaan.actions.answers.receive import Arrived, receive
from voldaan.actions.answers.settle import Verdict, settle_answer
from voldaan.actions.messages.release_message import NotReleasable, release_message
from voldaan.actions.run_day import run_day
from voldaan.actions.steps.hold import Pause, hold
from voldaan.books.models import (
    Answer,
    Client,
    Contact,
    ContactMoment,
    Decision,
    Message,
    MessageState,
)
from voldaan.cli import main
from voldaan.law.nl import costs, letter

pytestmark = pytest.mark.django_db

WEDNESDAY = date(2026, 10, 14)
DIRK_IBAN = "NL20INGB0001234567"
DIRK = "Dirk de Vries"
ONE = "2026-041;Dirk de Vries;dirk@vries.example;15-09-2026;13-10-2026;1.210,00;1.210,00\n"
TWO = "2026-042;Dirk de Vries;dirk@vries.example;18-09-2026;12-10-2026;300,00;300,00\n"
NOTHING_YET = mt940(date(2026, 9, 1), date(2026, 10, 13))


def reminder_is_ready(anna: Studio, list_of: str = HEADER + ONE) -> Message:
    """Drop the list and the bank file: a reminder to Dirk is ready."""
    anna.drop(list_of)
    anna.drop(NOTHING_YET)
    return scenes.message(anna.of)


class TestPain1AReminderForSomethingAlreadyPaid:
    def test_never_leaves_when_the_money_came_after_the_press(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            message = reminder_is_ready(anna)
            release_message(
                anna.of.pk, message_id=message.pk, day=anna.day, by=anna.anna, at=anna.now
            )
            paid = (date(2026, 10, 14), "1.210,00", DIRK_IBAN, "D de Vries", "2026-041")
            anna.drop(mt940(date(2026, 10, 14), date(2026, 10, 14), paid))

            drained = anna.let_leave()

            assert (drained.sent, drained.withdrawn) == (0, 1)
            assert anna.server.messages == []

    def test_is_not_prepared_on_a_statement_of_days_that_were_still_to_come(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            anna.drop(HEADER + ONE)
            anna.drop(mt940(date(2026, 9, 1), date(2026, 10, 31)))  # of the whole month
            anna.press_send(DIRK)

            anna.wake_up_on(date(2026, 10, 28))

            assert [step for _, step in anna.vandaag()] == ["import_bank_file"]

    def test_is_not_even_prepared_on_old_bank_data_or_with_unplaced_money(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            anna.drop(HEADER + ONE)
            assert anna.vandaag() == [(DIRK, "import_bank_file")]

            odd = (date(2026, 10, 12), "600,00", DIRK_IBAN, "Dirk de Vries", "alvast")
            anna.drop(mt940(date(2026, 9, 1), date(2026, 10, 13), odd))
            assert anna.vandaag() == [(DIRK, "match_payment")]
            assert not Message.objects.exists()

    def test_says_in_every_reminder_that_who_paid_need_do_nothing(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            message = reminder_is_ready(anna)

            assert "Al betaald? Dan hoef" in message.body_text


class TestPain2NoControl:
    def test_nothing_leaves_until_the_owner_says_so_and_all_of_it_can_be_seen(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            message = reminder_is_ready(anna)

            for later in range(3):
                anna.wake_up_on(WEDNESDAY + timedelta(days=later))
                anna.let_leave()

            assert anna.server.messages == []
            assert message.subject
            assert Decision.objects.get(is_latest=True).outcome["reasons"]

    @pytest.mark.parametrize("what", ["invoice", "client", "everything"])
    def test_an_invoice_a_client_and_everything_can_be_paused_with_a_reason(
        self, what: str
    ) -> None:
        with studio.opened(WEDNESDAY) as anna:
            message = reminder_is_ready(anna)
            until = WEDNESDAY + timedelta(days=7)
            which = {
                "invoice": {"invoice_id": message.lines[0]["invoice"]},
                "client": {"client_id": message.client_id},
                "everything": {},
            }[what]

            pause = Pause("op verzoek", until, **which)
            hold(anna.of.pk, pause=pause, day=anna.day, by=anna.anna, at=anna.now)

            assert anna.vandaag() == []
            waits = Decision.objects.get(is_latest=True)
            assert waits.wait_until == until + timedelta(days=1)
            assert "op verzoek" in str(waits.outcome["reasons"])


class TestPain3EmailOnlyImpersonalAndToNobody:
    def test_the_sender_is_a_person_with_a_telephone(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            message = reminder_is_ready(anna)
            anna.press_send(DIRK)

            mail: email.message.EmailMessage = anna.server.messages[0].email
            assert "Anna" in mail["From"]
            assert "noreply" not in mail["From"]
            assert "06 12345678" in message.body_text

    def test_an_address_that_does_not_work_leads_to_another_way(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            Contact.objects.update(bounced_at=anna.now, phone="06 87654321")
            Client.objects.update(uses_whatsapp=True)

            run_day(anna.of.pk, day=anna.day, at=anna.now)

            latest = Decision.objects.get(is_latest=True)
            assert (latest.step, latest.outcome["channel"]) == ("reminder_1", "whatsapp")


class TestPain4OneMessagePerInvoice:
    def test_the_client_gets_one_message_about_all(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            message = reminder_is_ready(anna, HEADER + ONE + TWO)

            assert [line["number"] for line in message.lines] == ["2026-042", "2026-041"]
            assert message.asks_cents == 151_000
            assert "2026-041" in message.body_text
            assert "2026-042" in message.body_text

    def test_an_invoice_that_is_left_out_is_not_lost(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            message = reminder_is_ready(anna, HEADER + ONE + TWO)
            until = WEDNESDAY + timedelta(days=1)
            paused = message.lines[0]["invoice"]
            pause = Pause("eerst uitzoeken", until, invoice_id=paused)
            hold(anna.of.pk, pause=pause, day=anna.day, by=anna.anna, at=anna.now)
            assert [line["number"] for line in scenes.message(anna.of).lines] == ["2026-041"]

            anna.wake_up_on(WEDNESDAY + timedelta(days=2))

            assert len(scenes.message(anna.of).lines) == 2


class TestPain5CostsAndInterestThatAreWrongOrRepeated:
    def test_no_reminder_asks_more_than_is_open_however_often_the_day_is_run(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            for _ in range(5):
                run_day(anna.of.pk, day=anna.day, at=anna.now)

            assert scenes.message(anna.of).asks_cents == 121_000
            assert anna.open_cents() == {"2026-041": 121_000}

    def test_costs_are_a_claim_beside_the_invoice_and_the_same_each_time(self) -> None:
        day = date(2026, 10, 14)
        first, again = (
            costs.costs(principals_cents=[121_000], debtor="consumer", default_day=day)
            for _ in range(2)
        )

        assert first == again
        assert first.total.cents == 18_150


class TestPain6NotLegallyUsable:
    def test_the_term_of_a_notice_begins_the_day_after_it_was_delivered(self) -> None:
        term = letter.term(posted_on=date(2026, 10, 14), channel="hand")

        assert term.term_first_day == date(2026, 10, 15)
        assert term.term_last_day == date(2026, 10, 28)
        assert term.costs_due_from == date(2026, 10, 29)


class TestPain7ASchedulerThatCannotBeTrusted:
    def test_missed_days_skip_nothing_and_double_nothing(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            anna.press_send(DIRK)

            anna.wake_up_on(date(2026, 11, 9))  # the machine slept for weeks
            anna.drop(mt940(date(2026, 10, 14), date(2026, 11, 8)))

            assert [step for _, step in anna.vandaag()] == ["call"]
            anna.wake_up_on(date(2026, 11, 9))
            assert len(anna.server.messages) == 1

    def test_every_ladder_ends_in_a_decision(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            asked = []
            for ahead in range(60):
                anna.wake_up_on(WEDNESDAY + timedelta(days=ahead))
                anna.drop(mt940(WEDNESDAY, anna.day))
                for _, step in anna.vandaag():
                    if step.startswith("reminder"):
                        anna.press_send(DIRK)
                    elif step == "call":
                        ContactMoment.objects.create(
                            administration=anna.of, client=anna.client(DIRK), step="call",
                            channel="phone", outcome="spoken", on=anna.day, counts=True,
                            invoice_ids=[], recorded_at=anna.now,
                        )  # fmt: skip

                asked += [step for _, step in anna.vandaag()]

            assert asked[-1] == "what_now"


class TestPain8AgreementsThatDoNotFit:
    def test_a_promise_is_silent_until_its_day_and_then_goes_on_where_it_was(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            anna.press_send(DIRK)
            answer_id = answers(anna, "Ik betaal op 4 november")
            verdict = Verdict("promise", promised_on=date(2026, 11, 4))
            settle_answer(
                anna.of.pk, answer_id=answer_id, verdict=verdict, day=anna.day, by=anna.anna,
                at=anna.now,
            )  # fmt: skip

            for ahead in range(24):
                anna.wake_up_on(WEDNESDAY + timedelta(days=ahead))
                assert anna.vandaag() == [] or anna.day > date(2026, 11, 6)

            anna.wake_up_on(date(2026, 11, 9))
            anna.drop(mt940(WEDNESDAY, date(2026, 11, 8)))
            assert [step for _, step in anna.vandaag()] == ["call"]

    def test_what_was_paid_in_part_is_not_asked_again(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            anna.drop(HEADER + ONE)
            part = (date(2026, 10, 12), "710,00", DIRK_IBAN, "D de Vries", "deel 2026-041")
            anna.drop(mt940(date(2026, 9, 1), date(2026, 10, 13), part))

            assert scenes.message(anna.of).asks_cents == 50_000


class TestPain9TooComplexTooSlowTooClosedToTry:
    def test_a_list_and_a_bank_file_give_the_first_step_without_any_account(
        self, tmp_path: object, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = str(tmp_path)
        with open(f"{folder}/open.csv", "w", encoding="utf-8") as file:
            file.write(HEADER + ONE)
        with open(f"{folder}/bank.sta", "w", encoding="utf-8") as file:
            file.write(NOTHING_YET)
        monkeypatch.setattr(socket, "create_connection", _no_network)

        done = CliRunner().invoke(
            main, ["today", f"{folder}/open.csv", f"{folder}/bank.sta", "--day", "2026-10-14"]
        )

        assert done.exit_code == 0, done.output
        assert DIRK in done.output


class TestPain10AnAnswerWithoutAHome:
    def test_an_answer_stands_first_holds_the_ladder_and_moves_it(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            message = reminder_is_ready(anna)
            answer_id = answers(anna, "Ik heb de factuur nooit gekregen, kunt u die sturen?")

            assert anna.vandaag() == [(DIRK, "read_answer")]
            message.refresh_from_db()
            assert message.state == MessageState.WITHDRAWN
            with pytest.raises(NotReleasable):
                release_message(
                    anna.of.pk, message_id=message.pk, day=anna.day, by=anna.anna, at=anna.now
                )

            assert Answer.objects.get().guess == "not_received"
            settle_answer(
                anna.of.pk, answer_id=answer_id, verdict=Verdict("not_received"),
                day=anna.day, by=anna.anna, at=anna.now,
            )  # fmt: skip
            assert anna.vandaag() == [(DIRK, "reminder_1")]
            assert "answer.read" in scenes.codes(anna.client(DIRK))


def answers(anna: Studio, text: str) -> int:
    """Let Dirk answer by mail."""
    arrived = Arrived(anna.client(DIRK).pk, "email", make.AT, text=text)
    return receive(anna.of.pk, arrived=[arrived], day=anna.day, at=anna.now)[0]


def _no_network(*_: object, **__: object) -> None:
    raise AssertionError("no network is needed to try it")
