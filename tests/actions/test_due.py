"""Looking only at who is due never differs from looking at everybody.

Lives are made at random: anything that may happen to a record, in any order, and after some
of it the program dies before it decides again. After each of them comes the morning, which
looks only at who is due; then everybody is decided for, and nobody may differ.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.actions.lives import HAPPENINGS, REFUSALS, Life, dying_before_deciding_again
from tests.followup.test_looking import says

from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Client, Decision, Message
from voldaan.books.queries.policies import policy as policy_of
from voldaan.books.queries.situations import situations
from voldaan.followup import replay, shapes
from voldaan.followup.decision import decide

pytestmark = pytest.mark.django_db

#: More lives by a command: ``LIVES=5000 pytest tests/actions/test_due.py``.
LIVES = int(os.environ.get("LIVES", "10"))

ANY = st.integers(0, 2_000)
#: These come more often than their share: they have the longest way to go.
OFTEN = ("message", "line", "bank", "numbers_will")
NAMED = [*HAPPENINGS, *(name for name in HAPPENINGS if any(each in name for each in OFTEN))]
#: How many days went by before it, what it is, which and how, and whether the program dies.
DAYS = st.sampled_from([0, 0, 0, 1, 1, 2, 3, 5, 10])
HAPPENING = st.tuples(DAYS, st.sampled_from(NAMED), ANY, ANY, st.booleans())


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Undo all that is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class TestLookingOnlyAtWhoIsDue:
    @given(st.lists(HAPPENING, min_size=12, max_size=24))
    @settings(max_examples=LIVES)
    def test_never_differs_from_looking_at_everybody(
        self, happenings: list[tuple[int, str, int, int, bool]]
    ) -> None:
        with nothing_kept():
            life = Life()
            life.run()
            for count, name, which, how, dies in happenings:
                life.day += timedelta(days=count)
                with dying_before_deciding_again() if dies else nullcontext():
                    happens(life, name, which, how)
                life.run()
                assert decided(life) == wanted(life), name
            assert messages(life) == messages_of_everybody(life)


def happens(life: Life, name: str, which: int, how: int) -> None:
    """Let it happen; what is refused changes nothing."""
    try:
        with transaction.atomic():
            HAPPENINGS[name](life, which, how)
    except REFUSALS:
        pass


def decided(life: Life) -> dict[str, shapes.Decision | None]:
    """Give what the record says is decided for each client, None for nothing to follow."""
    rows = Decision.objects.filter(administration=life.of, is_latest=True)
    stored = {
        row.client.name: (replay.from_plain(shapes.Decision, row.outcome), row.day)
        for row in rows.select_related("client")
    }
    return {
        client.name: _worth_keeping(*stored[client.name]) if client.name in stored else None
        for client in Client.objects.filter(administration=life.of)
    }


def wanted(life: Life) -> dict[str, shapes.Decision | None]:
    """Decide for everybody, on this day's facts."""
    policy = policy_of(life.of.pk, day=life.day)
    ids = list(Client.objects.filter(administration=life.of).values_list("pk", flat=True))
    return {
        each.client_name: _worth_keeping(decide(each, policy=policy, day=life.day), life.day)
        for each in situations(life.of.pk, day=life.day, client_ids=ids)
    }


def _worth_keeping(decision: shapes.Decision, on: date) -> shapes.Decision | None:
    if [reason.code for reason in decision.reasons] == ["nothing.open"]:
        return None
    return says(decision, on=on)


def messages(life: Life) -> list[tuple[object, ...]]:
    """Give every message with what it asks."""
    rows = Message.objects.filter(administration=life.of).order_by("pk")
    return list(
        rows.values_list("client", "state", "step", "asks_cents", "subject", "body_text")
    )


def messages_of_everybody(life: Life) -> list[tuple[object, ...]]:
    """Give the messages that would be there if everybody had been looked at."""
    with nothing_kept():
        follow_up(life.of.pk, day=life.day, at=life.at)
        return messages(life)
