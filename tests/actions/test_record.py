"""The chain of events."""

import pytest
from django.db import transaction
from django.test.utils import CaptureQueriesContext
from tests.books import factories as make

from voldaan.actions import _record
from voldaan.actions._record import Happening, hash_of, hash_of_words, record
from voldaan.books.models import Event, EventText

pytestmark = pytest.mark.django_db


def _links(client_id: int | None) -> list[Event]:
    return list(Event.objects.filter(client_id=client_id).order_by("number"))


class TestRecord:
    def test_links_each_event_to_the_one_before_it(self) -> None:
        of = make.administration()
        dirk = make.client(of, "Dirk")

        for code in ("one.first", "one.second"):
            record([Happening(code, dirk.pk)], administration_id=of.pk, at=make.AT)

        first, second = _links(dirk.pk)
        assert first.previous_hash == _record.FIRST
        assert second.previous_hash == first.hash
        assert [first.number, second.number] == [1, 2]
        assert all(event.hash == hash_of(event) for event in (first, second))

    def test_keeps_a_chain_per_client_and_one_of_the_administration(self) -> None:
        of = make.administration()
        dirk, vink = make.client(of, "Dirk"), make.client(of, "Vink BV")

        record(
            [Happening("a"), Happening("b", dirk.pk), Happening("c", vink.pk), Happening("d")],
            administration_id=of.pk,
            at=make.AT,
        )

        assert [event.code for event in _links(None)] == ["a", "d"]
        assert [event.number for event in _links(dirk.pk) + _links(vink.pk)] == [1, 1]

    def test_keeps_personal_words_beside_the_chain(self) -> None:
        of = make.administration()
        dirk = make.client(of, "Dirk")

        record(
            [Happening("hold.set", dirk.pk, text="Is ziek")],
            administration_id=of.pk,
            at=make.AT,
        )

        (event,) = _links(dirk.pk)
        words = EventText.objects.get(event=event)
        assert event.text_hash == hash_of_words(words.salt, "Is ziek")
        assert "ziek" not in str(event.facts)

    def test_stays_whole_when_the_words_are_erased(self) -> None:
        of = make.administration()
        dirk = make.client(of, "Dirk")
        record([Happening("a", dirk.pk, text="x")], administration_id=of.pk, at=make.AT)

        EventText.objects.update(text="", salt="", erased_at=make.AT)

        (event,) = _links(dirk.pk)
        assert event.hash == hash_of(event)

    def test_needs_no_more_queries_for_more_clients(self) -> None:
        of = make.administration()
        clients = [make.client(of, f"Klant {number}") for number in range(30)]
        happenings = [Happening("a", client.pk) for client in clients]
        _queries(happenings, of.pk)  # of a chain that begins no heads are fetched

        few, many = _queries(happenings[:3], of.pk), _queries(happenings, of.pk)

        assert few == many

    @pytest.mark.django_db(transaction=True)
    def test_refuses_to_write_outside_the_transaction_of_the_change(self) -> None:
        of = make.administration()

        with pytest.raises(RuntimeError):
            record([Happening("a")], administration_id=of.pk, at=make.AT)


def _queries(happenings: list[Happening], administration_id: int) -> int:
    with transaction.atomic(), CaptureQueriesContext(transaction.get_connection()) as captured:
        record(happenings, administration_id=administration_id, at=make.AT)
    return len(captured)
