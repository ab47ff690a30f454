"""Two hundred days of the demo world, lived day by day: every message, readable.

``two_hundred_days.txt`` is what left the house, one line per contact, as the ladder, the
words and the year make it. When one of those is changed on purpose, write it anew with
``WRITE_STORIES=yes``, and read what changed.
"""

import os
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.db.models import Q

from voldaan import days
from voldaan.actions.demo import open_demo as demo
from voldaan.actions.demo.year import year
from voldaan.books.models import Administration, Client, ContactMoment, Decision, Event, Message

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SNAPSHOT = Path(__file__).with_name("two_hundred_days.txt")
LAST = demo.DAY
FIRST = LAST - timedelta(days=200)


def live() -> Administration:
    """Let the owner sit down on every day of the last two hundred."""
    owner, administration = demo.begin("a long password", FIRST)
    studio = demo.Studio(administration.pk, owner, year(LAST))
    before = LAST - timedelta(days=400)
    for number in range(201):
        day = FIRST + timedelta(days=number)
        demo.drop(studio, before, day)
        demo.correct(studio, day)
        demo.live(studio, day, is_last=day == LAST)
        before = day
    return administration


def told() -> str:
    """Write down every contact: the day, the client, the step, the way, the amount."""
    lines = []
    moments = ContactMoment.objects.order_by("on", "client__name", "pk").select_related(
        "client", "message"
    )
    for moment in moments:
        message = moment.message
        words = f"{message.subject} | {' '.join(message.body_text.split())}" if message else ""
        lines.append(f"{moment.on} {moment.client.name}: {moment.step} {moment.channel}")
        if words:
            lines.append(f"    {words}")
    return "\n".join(lines).replace("\N{NO-BREAK SPACE}", " ") + "\n"


class TestTwoHundredDays:
    def test_are_as_they_were_and_keep_every_promise(self) -> None:
        administration = live()

        self._keep_the_gap()
        self._never_on_a_day_of_rest()
        self._never_two_steps_a_day()
        self._end_each_ladder_in_a_decision(administration)
        self._never_after_it_was_paid()
        self._are_as_they_were()

    def _keep_the_gap(self) -> None:
        asked: dict[int, list[date]] = defaultdict(list)
        heard = ContactMoment.objects.filter(Q(counts=True) | Q(step="service_check"))
        for client, on in heard.exclude(outcome="no_answer").values_list("client_id", "on"):
            asked[client].append(on)
        gaps = [
            (later - on).days for each in asked.values() for on, later in pairwise(sorted(each))
        ]
        assert gaps
        assert min(gaps) >= 5

    def _never_on_a_day_of_rest(self) -> None:
        assert all(
            days.is_working_day(on)
            for on in Message.objects.filter(state="sent").values_list("step_day", flat=True)
        )

    def _never_two_steps_a_day(self) -> None:
        seen = list(ContactMoment.objects.values_list("client_id", "on"))
        assert len(seen) == len(set(seen))

    def _end_each_ladder_in_a_decision(self, administration: Administration) -> None:
        decided = Decision.objects.filter(is_latest=True).values_list("client_id", flat=True)
        owing = Client.objects.filter(invoices__kind="invoice").values_list("pk", flat=True)
        assert set(owing) <= set(decided)
        assert Decision.objects.filter(question="what_now").exists()

    def _never_after_it_was_paid(self) -> None:
        for message in Message.objects.filter(state="sent"):
            assert message.asks_cents <= sum(line["open_cents"] for line in message.lines)
        assert not Event.objects.filter(code="decision.failed").exists()

    def _are_as_they_were(self) -> None:
        now = told()
        if os.environ.get("WRITE_STORIES"):
            SNAPSHOT.write_text(now, encoding="utf-8")
        assert SNAPSHOT.read_text(encoding="utf-8") == now
