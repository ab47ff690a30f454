"""The order of Vandaag is one: what the database finds first is what the pure room says."""

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.books import factories as cast

from voldaan.books.models import Administration, Client, Decision
from voldaan.books.queries import today
from voldaan.followup import replay, shapes
from voldaan.followup.codes import QUESTIONS
from voldaan.followup.morning import order
from voldaan.money import LARGEST_CENTS

pytestmark = pytest.mark.django_db

MANY = 10
CENTS = st.sampled_from([0, 1, 4_000, 8_000, 10_000, 121_000, LARGEST_CENTS])
DUE = st.one_of(st.none(), st.integers(-5, 5).map(lambda n: date(2026, 10, 1) + timedelta(n)))
CARDS = st.one_of(
    st.tuples(
        st.just("step"),
        st.sampled_from([code for code in shapes.STEP_CODES if code != "decide"]),
        st.sampled_from([None, *get_args(shapes.Channel)]),
        CENTS,
        CENTS,
        DUE,
    ),
    st.tuples(st.just("ask"), st.sampled_from(sorted(QUESTIONS)), st.none(), CENTS, CENTS, DUE),
)


@pytest.fixture
def clients() -> list[Client]:
    of = cast.administration()
    return [cast.client(of, f"Klant {number}") for number in range(MANY)]


def store(client: Client, decision: shapes.Decision) -> None:
    Decision.objects.create(
        administration_id=client.administration_id, client=client, day=cast.DAY, number=1,
        kind=decision.kind, step=decision.step or "", question=decision.question or "",
        asks_cents=decision.asks_cents, open_cents=decision.open_cents,
        due_since=decision.due_since, channel=decision.channel or "",
        outcome=replay.to_plain(decision), situation={},
        situation_hash="0" * 64, policy_version="nl-2", program_version="0",
        decided_at=cast.AT,
    )  # fmt: skip


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(cards=st.lists(CARDS, max_size=MANY), most=st.integers(1, MANY))
def test_is_the_same_in_the_database(
    clients: list[Client],
    cards: list[tuple[str, str, shapes.Channel, int, int, date]],
    most: int,
) -> None:
    Decision.objects.all().delete()
    decisions = []
    for client, (kind, code, channel, asks, left, due) in zip(clients, cards, strict=False):
        is_step = kind == "step"
        decisions.append(
            shapes.Decision(
                "step" if is_step else "ask",
                client.pk,
                (),
                step=code if is_step else None,  # type: ignore[arg-type]
                question=None if is_step else code,
                channel=channel,
                asks_cents=asks,
                open_cents=left,
                due_since=due,
            )
        )
        store(client, decisions[-1])

    of = Administration.objects.get()
    chosen, count = today.cards(of.pk, most=most)

    expected = order.ranked(decisions)
    assert [each.decision for each in chosen] == [card.decision for card in expected[:most]]
    assert [each.card.reason for each in chosen] == [card.reason for card in expected[:most]]
    assert count == len(expected)
