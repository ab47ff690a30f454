"""The daily run: what it writes, what it leaves, and how little it asks of the database."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.actions import scenes
from tests.books import factories as make

from voldaan.actions.messages.release_message import edit_message
from voldaan.actions.payments.settle_line import Placement, book_line
from voldaan.actions.steps import _proposals
from voldaan.actions.steps import follow_up as module
from voldaan.actions.steps.hold import Pause, hold
from voldaan.books.models import (
    Administration,
    Client,
    Contact,
    Decision,
    Invoice,
    Message,
    Statement,
)
from voldaan.books.queries import today
from voldaan.followup import decide, replay, shapes
from voldaan.followup.policy import shipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    of = make.administration()
    make.statement(of)
    return of


def pay(client: Client, cents: int) -> None:
    line = make.bank_line(client.administration, cents)
    book_line(
        client.administration_id,
        line_id=line.pk,
        place=Placement(client.pk, ((Invoice.objects.get(client=client).pk, cents),)),
        by=make.person("Anna"),
        at=make.AT,
    )


class TestOneMorning:
    def test_decides_writes_the_words_and_says_so(self, of: Administration) -> None:
        vink = scenes.owing(of)

        run = scenes.look(of)

        assert (run.looked_at, run.changed, run.proposed, run.failed) == (1, 1, 1, 0)
        decision = Decision.objects.get()
        assert (decision.kind, decision.step, decision.number) == ("step", "reminder_1", 1)
        message = scenes.message(of)
        assert (message.state, message.asks_cents) == ("proposed", 121_000)
        assert message.decision == decision
        assert Invoice.objects.get().number in message.body_text
        assert scenes.codes(vink) == ["decision.made"]

    def test_sends_nothing_by_itself(self, of: Administration) -> None:
        scenes.owing(of)
        scenes.look(of)

        assert scenes.send().sent == 0

    def test_asks_for_an_address_where_there_is_none(self, of: Administration) -> None:
        scenes.owing(of)
        Contact.objects.all().delete()

        scenes.look(of)

        assert Decision.objects.get().question == "add_email"
        assert Message.objects.count() == 0

    def test_looks_at_no_other_administration(self, of: Administration) -> None:
        other = make.administration("Bureau Chris", iban="")
        theirs = scenes.owing(other)

        run = scenes.look(of, client_ids=[theirs.pk])

        assert (run.looked_at, Decision.objects.count()) == (0, 0)


class TestAFactThatChangesDuringTheDay:
    def test_brings_a_numbered_decision_and_refreshes_the_message(
        self, of: Administration
    ) -> None:
        vink = scenes.owing(of)
        scenes.look(of)
        before = scenes.message(of)
        pay(vink, 21_000)

        scenes.look(of)

        numbers = Decision.objects.order_by("number").values_list(
            "number", "asks_cents", "is_latest"
        )
        assert list(numbers) == [(1, 121_000, False), (2, 100_000, True)]
        after = scenes.message(of)
        assert after.pk == before.pk
        assert after.asks_cents == 100_000
        assert after.decision == Decision.objects.get(is_latest=True)
        assert "1.000,00" in after.body_text
        assert after.body_text != before.body_text

    def test_withdraws_the_message_of_who_paid_and_takes_the_card_away(
        self, of: Administration
    ) -> None:
        vink = scenes.owing(of)
        scenes.look(of)
        pay(vink, 121_000)

        scenes.look(of)

        assert Message.objects.get().state == "withdrawn"
        assert Decision.objects.get(is_latest=True).kind == "wait"
        assert today.cards(of.pk) == ([], 0)

    def test_takes_the_card_of_a_call_away_too(self, of: Administration) -> None:
        """Of a step without a message nothing is under way that would bring a new look."""
        vink = scenes.owing(of)
        Statement.objects.all().delete()
        scenes.look(of)
        assert today.cards(of.pk)[1] == 1
        pay(vink, 121_000)

        scenes.look(of, days=1)

        assert today.cards(of.pk) == ([], 0)

    def test_leaves_words_that_somebody_changed(self, of: Administration) -> None:
        scenes.owing(of)
        scenes.look(of)
        self._edit(of)
        Invoice.objects.update(project="Training")

        scenes.look(of, days=1)

        assert scenes.message(of).body_text == "Dag Els\n"

    def test_writes_changed_words_anew_when_they_ask_the_wrong_amount(
        self, of: Administration
    ) -> None:
        vink = scenes.owing(of)
        scenes.look(of)
        self._edit(of)
        pay(vink, 21_000)

        scenes.look(of)

        message = scenes.message(of)
        assert (message.is_edited, message.asks_cents) == (False, 100_000)
        assert message.body_text != "Dag Els\n"

    def _edit(self, of: Administration) -> None:
        edit_message(
            of.pk,
            message_id=scenes.message(of).pk,
            subject="Even",
            body_text="Dag Els",
            by=make.bas(of),
            at=make.AT,
        )


class TestAClockPutBack:
    def test_numbers_on_where_the_day_left_off(self, of: Administration) -> None:
        vink = scenes.owing(of)
        scenes.look(of)
        scenes.look(of, days=-1)
        pay(vink, 21_000)
        scenes.look(of, days=1)

        scenes.look(of)

        days = Decision.objects.order_by("pk").values_list("day", "number")
        assert list(days) == [
            (make.DAY, 1),
            (make.DAY - timedelta(days=1), 1),
            (make.DAY + timedelta(days=1), 1),
        ]
        pay(vink, 1_000)
        scenes.look(of)
        assert Decision.objects.filter(day=make.DAY).count() == 2
        assert Decision.objects.get(is_latest=True).number == 2


class TestInChunks:
    def test_gives_the_same_as_at_once(
        self, of: Administration, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for number in range(7):
            scenes.owing(of, f"Klant{number} BV")
        monkeypatch.setattr(module, "CHUNK", 3)
        seen: list[tuple[int, int]] = []

        run = scenes.look(of, progress=lambda done, all_: seen.append((done, all_)))

        assert (run.looked_at, run.changed, run.proposed) == (7, 7, 7)
        assert seen == [(3, 7), (6, 7), (7, 7)]


def _world(of: Administration, count: int) -> None:
    """Make this many clients who each owe one invoice that was due yesterday."""
    clients = Client.objects.bulk_create(
        Client(
            administration=of,
            name=f"Klant {number}",
            name_key=f"KLANT {number}",
            kind="business",
            created_at=make.AT,
        )
        for number in range(count)
    )
    Contact.objects.bulk_create(
        Contact(administration=of, client=client, email=f"k{client.pk}@klant.example")
        for client in clients
    )
    due_on = make.DAY - timedelta(days=1)
    Invoice.objects.bulk_create(
        Invoice(
            administration=of,
            client=client,
            number=f"F{client.pk}",
            issued_on=due_on,
            due_on=due_on,
            payable_cents=10_000,
            recorded_at=make.AT,
        )
        for client in clients
    )


def _queries(of: Administration, *, days: int = 0) -> int:
    with CaptureQueriesContext(connection) as captured:
        scenes.look(of, days=days)
    return len(captured)


@pytest.mark.slow
class TestSetBased:
    def test_asks_as_little_of_the_database_for_a_thousand_as_for_ten(self) -> None:
        """First morning, the same again, the next day with renewed words, and once paid."""
        counts = []
        for count in (10, 1_000):
            of = make.administration(f"Studio {count}")
            make.statement(of)
            _world(of, count)
            mornings = [_queries(of, days=days) for days in (0, 0, 1)]
            assert Message.objects.filter(administration=of).count() == count
            Statement.objects.filter(administration=of).delete()
            counts.append([*mornings, _queries(of, days=2)])

        assert counts[0] == counts[1]
        assert Message.objects.filter(state="withdrawn").count() == 1_010


class TestReplay:
    def test_of_a_stored_decision_gives_it_again(self, of: Administration) -> None:
        scenes.owing(of)
        scenes.look(of)
        stored = Decision.objects.get()

        situation = replay.from_plain(shapes.Situation, stored.situation)
        again = decide(situation, policy=shipped(), day=stored.day)

        assert replay.to_plain(again) == stored.outcome
        assert stored.policy_version == shipped().version


class TestWordsThatFail:
    def test_make_a_question_of_one_client_only(
        self, of: Administration, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        vink, merel = scenes.owing(of), scenes.owing(of, "Merel BV")
        real = _proposals.letter.facts

        def facts(situation: shapes.Situation, **rest: object) -> object:
            if situation.client_id == vink.pk:
                raise KeyError("name")
            return real(situation, **rest)  # type: ignore[arg-type]

        monkeypatch.setattr(_proposals.letter, "facts", facts)

        run = scenes.look(of)

        assert (run.failed, run.proposed) == (1, 1)
        assert Decision.objects.get(client=vink).question == "what_now"
        assert Decision.objects.get(client=merel).step == "reminder_1"
        assert scenes.codes(vink) == ["decision.failed"]


class TestAPauseWithoutEnd:
    def test_waits_and_breaks_nothing(self, of: Administration) -> None:
        vink = scenes.owing(of)
        pause = Pause("Voor altijd", date.max, client_id=vink.pk)

        hold(of.pk, pause=pause, day=make.DAY, by=make.anna(of), at=make.AT)

        assert Decision.objects.get().wait_until == date.max
