"""The nine properties of the daily run, a test each (the agreement, section 4)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.actions import scenes
from tests.books import factories as make
from tests.smtp_server import SmtpServer

from voldaan.actions.messages import send_messages
from voldaan.actions.steps import follow_up as module
from voldaan.books.models import Administration, Decision, Event, Message
from voldaan.books.queries.situations import situations
from voldaan.followup import replay, shapes
from voldaan.followup.decision import decide
from voldaan.followup.policy import shipped
from voldaan.wording import reasons

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    of = make.administration()
    make.statement(of)
    return of


def rows() -> tuple[list[object], ...]:
    return tuple(
        list(model.objects.order_by("pk").values()) for model in (Decision, Message, Event)
    )


class Killed(BaseException):
    """What a process feels of being killed: nothing can catch it."""


class TestProperty:
    def test_1_the_same_arguments_give_the_same_decision(self, of: Administration) -> None:
        scenes.owing(of)
        scenes.look(of)
        stored = Decision.objects.get()

        situation = replay.from_plain(shapes.Situation, stored.situation)
        again = [decide(situation, policy=shipped(), day=stored.day) for _ in range(2)]

        assert again[0] == again[1]
        assert replay.to_plain(again[0]) == stored.outcome
        assert stored.situation_hash == replay.fingerprint(
            situation, policy=shipped(), day=stored.day
        )
        assert (stored.policy_version, stored.program_version) == (
            shipped().version,
            module.voldaan.__version__,
        )

    def test_2_every_client_gets_exactly_one_of_three_and_a_wait_has_a_day(
        self, of: Administration
    ) -> None:
        scenes.owing(of)
        scenes.owing(of, "Later BV", due_on=make.DAY + timedelta(days=30))
        make.invoice(make.client(of, "Zonder adres"))

        scenes.look(of)

        assert sorted(Decision.objects.values_list("kind", flat=True)) == [
            "ask",
            "step",
            "wait",
        ]
        assert Decision.objects.get(kind="wait").wait_until is not None
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.filter(kind="wait").update(wait_until=None)

    def test_3_the_database_allows_one_step_per_client_and_day(
        self, of: Administration
    ) -> None:
        scenes.mailbox(of)
        scenes.owing(of)
        scenes.look(of)
        first = scenes.release(of, make.anna(of))
        Message.objects.update(state="sent")
        second = Message.objects.get(pk=first.pk)
        second.pk, second.message_id = None, "<second@example.nl>"

        with pytest.raises(IntegrityError), transaction.atomic():
            second.save(force_insert=True)

    def test_4_again_changes_nothing(self, of: Administration) -> None:
        scenes.owing(of)
        make.invoice(make.client(of, "Zonder adres"))
        scenes.look(of)
        before = rows()

        run = scenes.look(of)

        assert (run.changed, run.proposed) == (0, 0)
        assert rows() == before

    def test_4_after_a_crash_halfway_it_ends_as_if_there_was_none(
        self, of: Administration, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for number in range(6):
            scenes.owing(of, f"Klant{number} BV")
        monkeypatch.setattr(module, "CHUNK", 2)
        with monkeypatch.context() as broken:
            calls = iter([False, True])
            real = module._proposals.prepare

            def prepare(*arguments: object, **rest: object) -> int:
                done = real(*arguments, **rest)  # type: ignore[arg-type]
                if next(calls):
                    raise Killed
                return done

            broken.setattr(module._proposals, "prepare", prepare)
            with pytest.raises(Killed):
                scenes.look(of)
        assert (Decision.objects.count(), Message.objects.count()) == (2, 2)

        run = scenes.look(of)

        assert (run.looked_at, run.changed) == (6, 4)
        assert Message.objects.filter(state="proposed").count() == 6
        assert Decision.objects.filter(number=1, is_latest=True).count() == 6
        assert scenes.chains_are_whole()

    def test_4_after_missed_days_there_is_one_run_with_the_step_that_was_missed(
        self, of: Administration
    ) -> None:
        make.statement(of, first_day=make.DAY, last_day=make.DAY + timedelta(days=40))
        vink = scenes.owing(of)

        scenes.look(of, days=37)  # Friday 20 November: by now the call is due too

        assert scenes.codes(vink) == ["decision.made"]
        decision = Decision.objects.get()
        assert (decision.step, decision.day) == ("reminder_1", make.DAY + timedelta(days=37))
        assert Message.objects.count() == 1

    def test_5_one_bad_client_becomes_a_question_and_the_rest_goes_on(
        self, of: Administration, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        vink, merel = scenes.owing(of), scenes.owing(of, "Merel BV")

        def broken(situation: shapes.Situation, **rest: object) -> shapes.Decision:
            if situation.client_id == vink.pk:
                raise ZeroDivisionError
            return decide(situation, **rest)  # type: ignore[arg-type]

        monkeypatch.setattr(module, "decide", broken)

        run = scenes.look(of)
        before = rows()
        scenes.look(of)

        assert (run.looked_at, run.failed, run.proposed) == (2, 1, 1)
        asked = Decision.objects.get(client=vink)
        assert (asked.kind, asked.question) == ("ask", "what_now")
        assert Decision.objects.get(client=merel).step == "reminder_1"
        assert scenes.codes(vink) == ["decision.failed"]
        assert Event.objects.get(client=vink).facts["failure"] == "ZeroDivisionError"
        assert rows() == before
        outcome = replay.from_plain(shapes.Decision, asked.outcome)
        assert all(reasons.words(reason, "nl") for reason in outcome.reasons)

    def test_6_the_intention_is_committed_before_the_server_is_spoken_to(
        self, of: Administration, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with SmtpServer() as server:
            scenes.mailbox(of, server)
            scenes.owing(of)
            scenes.look(of)
            scenes.release(of, make.anna(of))
            depth = len(transaction.get_connection().savepoint_ids)
            seen: list[tuple[str, int]] = []
            real = send_messages.smtp.send

            def send(*arguments: object, **rest: object) -> object:
                state = Message.objects.get().state
                seen.append((state, len(transaction.get_connection().savepoint_ids)))
                return real(*arguments, **rest)  # type: ignore[arg-type]

            monkeypatch.setattr(send_messages.smtp, "send", send)

            scenes.send()

        assert seen == [("sending", depth)]
        assert len(server.messages) == 1

    def test_7_a_dry_run_decides_the_same_and_writes_nothing(self, of: Administration) -> None:
        vink = scenes.owing(of)

        dry = scenes.look(of, dry_run=True)
        nothing = rows()
        scenes.look(of)

        assert nothing == ([], [], [])
        assert [replay.to_plain(decision) for decision in dry.decisions] == [
            Decision.objects.get(client=vink).outcome
        ]

    def test_8_more_clients_need_no_more_queries(self) -> None:
        """Thirty here; ten against a thousand is in ``test_follow_up``, marked slow."""
        counts = []
        for count in (3, 30):
            firm = make.administration(f"Studio {count}")
            make.statement(firm)
            for number in range(count):
                scenes.owing(firm, f"Klant{number} BV")
            with CaptureQueriesContext(connection) as captured:
                scenes.look(firm)
            counts.append(len(captured))

        assert counts[0] == counts[1]

    def test_9_who_pays_how_moves_a_step_within_the_policy_and_never_an_amount(
        self, of: Administration
    ) -> None:
        """There is no forecast yet: the habit is all that is known of how somebody pays."""
        make.statement(of, last_day=make.DAY + timedelta(days=5))
        vink = scenes.owing(of)
        (plain,) = situations(of.pk, day=make.DAY, client_ids=[vink.pk])
        good = replace(plain, habit=shapes.PaymentHabit(paid_count=10, on_time_count=10))
        policy = shipped()

        now = decide(plain, policy=policy, day=make.DAY)
        later = decide(good, policy=policy, day=make.DAY)
        moved = make.DAY + timedelta(days=policy.grace_days)
        then = decide(good, policy=policy, day=later.wait_until or make.DAY)

        assert (now.kind, later.kind) == ("step", "wait")
        assert later.wait_until is not None
        assert make.DAY < later.wait_until <= moved + timedelta(days=2)  # a weekend between
        assert (then.step, then.asks_cents) == (now.step, now.asks_cents)
        assert "client.good_payer" in [reason.code for reason in later.reasons]
