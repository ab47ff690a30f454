"""The calls that nobody answered count until somebody was reached after them."""

from datetime import timedelta
from typing import Any

import pytest
from tests.books import factories as make

from voldaan.books.models import Client, ContactMoment
from voldaan.books.queries.deciding.reaching import call_tries
from voldaan.followup.shapes import CallTry

pytestmark = pytest.mark.django_db


def moment(client: Client, before: int, *, at: int | None = None, **columns: Any) -> None:
    """A contact so many days before, written down as many days before unless said."""
    ContactMoment.objects.create(
        administration_id=client.administration_id,
        client=client,
        on=make.DAY - timedelta(days=before),
        recorded_at=make.AT - timedelta(days=before if at is None else at),
        **{"step": "call", "channel": "phone", "outcome": "no_answer", "counts": False}
        | columns,
    )


def tries(*clients: Client) -> dict[int, tuple[CallTry, ...]]:
    mine = {
        "administration_id": clients[0].administration_id,
        "client_id__in": [each.pk for each in clients],
    }
    return call_tries(mine, make.DAY)


class TestCallTries:
    def test_are_told_oldest_first_with_the_hour_where_it_is_known(self) -> None:
        vink = make.client(make.administration())
        moment(vink, 2)
        moment(vink, 5, hour=9)

        on = make.DAY - timedelta(days=5), make.DAY - timedelta(days=2)
        assert tries(vink) == {vink.pk: (CallTry(on[0], 9), CallTry(on[1], -1))}

    def test_are_past_once_somebody_was_reached_after_them(self) -> None:
        of = make.administration()
        vink, dirk = make.client(of), make.client(of, "Dirk")
        for client in (vink, dirk):
            moment(client, 5)
        moment(vink, 4, step="reminder_1", channel="email", outcome="sent")
        moment(vink, 3)

        found = tries(vink, dirk)

        assert [each.on for each in found[vink.pk]] == [make.DAY - timedelta(days=3)]
        assert len(found[dirk.pk]) == 1

    def test_stay_after_a_contact_of_the_same_moment_or_before(self) -> None:
        vink = make.client(make.administration())
        moment(vink, 6, step="reminder_1", channel="email", outcome="sent")
        moment(vink, 5)
        moment(vink, 5, step="reminder_2", channel="email", outcome="sent")

        assert len(tries(vink)[vink.pk]) == 1

    def test_stay_after_a_reply_which_asks_nothing(self) -> None:
        vink = make.client(make.administration())
        moment(vink, 5)
        moment(vink, 4, step="apology", channel="email", outcome="sent")

        assert len(tries(vink)[vink.pk]) == 1

    def test_look_past_no_contact_of_another_client_or_of_a_later_day(self) -> None:
        of = make.administration()
        vink, dirk = make.client(of), make.client(of, "Dirk")
        moment(vink, 5)
        moment(vink, -1, at=1, step="reminder_1", channel="email", outcome="sent")
        moment(dirk, 4, step="reminder_1", channel="email", outcome="sent")

        assert list(tries(vink, dirk)) == [vink.pk]
