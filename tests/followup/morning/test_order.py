"""The order of Vandaag."""

from datetime import date
from typing import get_args

from voldaan.followup.morning.order import ranked, vandaag
from voldaan.followup.morning.value import EFFORTS, SCALE, minutes, minutes_of
from voldaan.followup.shapes import Channel, Decision


def reminder(
    client_id: int, *, asks_cents: int, due_since: date, channel: Channel | None = None
) -> Decision:
    return Decision(
        "step",
        client_id,
        (),
        step="reminder_1",
        channel=channel,
        due_since=due_since,
        open_cents=asks_cents,
        asks_cents=asks_cents,
    )


def check(client_id: int, *, due_since: date) -> Decision:
    return Decision(
        "step", client_id, (), step="service_check", due_since=due_since, open_cents=9_999_999
    )


def question(client_id: int, code: str, *, open_cents: int = 1_000) -> Decision:
    return Decision(
        "ask",
        client_id,
        (),
        question=code,
        open_cents=open_cents,
        due_since=date(2026, 10, 1),
    )


OLD, NEW = date(2026, 9, 1), date(2026, 10, 1)


class TestAMorning:
    def test_takes_as_long_as_its_cards_and_questions(self) -> None:
        cards = [reminder(1, asks_cents=1, due_since=NEW), question(2, "what_now")]
        one, other = map(minutes, cards)

        assert minutes_of(cards) == one + other
        assert minutes_of(cards, questions=2) == one + other + 2 * EFFORTS["question"].minutes


class TestVandaag:
    def test_puts_the_most_useful_first(self) -> None:
        decisions = [
            check(1, due_since=date(2026, 10, 23)),
            check(2, due_since=date(2026, 10, 21)),
            reminder(3, asks_cents=50_000, due_since=NEW),
            reminder(4, asks_cents=50_000, due_since=OLD),
            question(5, "what_now", open_cents=60_000),
            question(6, "match_payment"),
            question(7, "import_bank_file"),
        ]

        cards = vandaag(decisions)

        assert [card.decision.client_id for card in cards] == [7, 6, 4, 3, 5, 2, 1]
        assert [card.reason.code for card in cards] == [
            "rank.opens_others",
            "rank.money_may_be_here",
            *["rank.per_minute"] * 3,
            *["rank.before_due"] * 2,
        ]

    def test_asks_for_the_bank_file_once_for_everybody(self) -> None:
        decisions = [question(n, "import_bank_file", open_cents=n) for n in range(1, 30)]

        (card,) = vandaag(decisions)

        assert card.decision.client_id == 29
        assert dict(card.reason.facts) == {"count": 29}
        assert sorted(card.client_ids) == list(range(1, 30))

    def test_begins_with_who_answered(self) -> None:
        decisions = [
            question(1, "import_bank_file"),
            question(2, "match_payment", open_cents=9_000),
            question(3, "read_answer", open_cents=0),
            question(4, "confirm_step", open_cents=5_000),
            question(5, "read_answer"),
        ]

        cards = vandaag(decisions)

        assert [card.decision.client_id for card in cards] == [5, 3, 1, 2, 4]
        assert [card.reason.code for card in cards[:2]] == ["rank.answered"] * 2

    def test_is_finite(self) -> None:
        decisions = [reminder(n, asks_cents=n, due_since=OLD) for n in range(1, 30)]

        assert [card.decision.client_id for card in vandaag(decisions)] == [*range(29, 22, -1)]
        assert len(ranked(decisions)) == 29
        assert vandaag(decisions, most=-1) == []

    def test_leaves_out_what_waits(self) -> None:
        assert vandaag([Decision("wait", 1, (), wait_until=NEW)]) == []

    def test_does_not_depend_on_the_order_given(self) -> None:
        decisions = [reminder(n, asks_cents=n % 5, due_since=OLD) for n in range(20)]

        assert vandaag(decisions) == vandaag(reversed(decisions))

    def test_takes_a_decision_without_a_due_date(self) -> None:
        (card,) = vandaag([Decision("ask", 1, (), question="what_now")])

        assert dict(card.reason.facts) == {"open_cents": 0, "minutes": 2, "due_on": ""}

    def test_puts_a_short_mail_before_a_call_about_a_little_more(self) -> None:
        decisions = [
            reminder(1, asks_cents=10_000, due_since=NEW, channel="phone"),
            reminder(2, asks_cents=7_000, due_since=NEW, channel="email"),
            reminder(3, asks_cents=8_000, due_since=NEW, channel="whatsapp"),
            reminder(4, asks_cents=30_000, due_since=NEW, channel="post"),
        ]

        cards = vandaag(decisions)

        assert [card.decision.client_id for card in cards] == [2, 3, 1, 4]
        assert dict(cards[2].reason.facts) == {
            "open_cents": 10_000,
            "minutes": 8,
            "due_on": "2026-10-01",
        }


class TestTheTable:
    def test_gives_whole_values_per_minute(self) -> None:
        assert all(SCALE % each.minutes == 0 for each in EFFORTS.values())

    def test_knows_every_channel(self) -> None:
        assert {*get_args(Channel), "question"} == set(EFFORTS)

    def test_lets_a_call_help_more_than_a_mail(self) -> None:
        assert EFFORTS["phone"].points > EFFORTS["email"].points

    def test_takes_a_step_without_a_channel(self) -> None:
        assert minutes(Decision("step", 1, (), step="reminder_1")) == 1
        assert minutes(Decision("step", 1, (), step="call")) == 8
        assert minutes(Decision("ask", 1, (), question="what_now")) == 2
