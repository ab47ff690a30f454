"""One tick: reading, sending, and the day."""

import logging
import threading
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from tests.actions import scenes
from tests.books import factories as make

from voldaan.actions.files import read_asked, read_files
from voldaan.actions.files.drop_files import claim_file, drop_files
from voldaan.books.models import (
    Administration,
    Decision,
    ImportedFile,
    Invoice,
    Message,
)
from voldaan.jobs import clock, loop

pytestmark = pytest.mark.django_db

LIST = (
    b"Factuurnummer;Klant;Factuurdatum;Vervaldatum;Bedrag;Openstaand\n"
    b"2026-1;Vink BV;13-09-2026;30-09-2026;121,00;121,00\n"
)


def tick(later: timedelta = timedelta(0)) -> clock.Ticked:
    return clock.tick(now=lambda: make.AT + later, key=scenes.KEY)


@pytest.fixture
def of() -> Administration:
    return make.administration()


def drop(of: Administration, content: bytes = LIST, **answers: object) -> ImportedFile:
    [pk] = drop_files(of.pk, files=[("open.csv", content)], at=make.AT, answers=answers or None)
    return ImportedFile.objects.get(pk=pk)


class TestReading:
    def test_takes_what_was_asked(self, of: Administration) -> None:
        file = drop(of, take_suggestions=True)

        assert tick().files == 1

        file.refresh_from_db()
        assert file.state == "done"
        assert Invoice.objects.get().number == "2026-1"
        assert (file.done_parts, file.all_parts) != (0, 0)

    def test_waits_for_a_person_where_something_must_be_answered(
        self, of: Administration
    ) -> None:
        file = drop(of)

        tick()

        file.refresh_from_db()
        assert file.state == "waiting"

    def test_overtakes_a_reader_that_died_and_doubles_nothing(
        self, of: Administration, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = drop(of, take_suggestions=True)
        after = read_files.LEASE + timedelta(seconds=1)
        real = read_files._questions.understand

        def slow(*arguments: object, **named: object) -> object:
            monkeypatch.setattr(read_files._questions, "understand", real)
            assert tick(after).files == 1  # another clock, while this one still reads
            return real(*arguments, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(read_files._questions, "understand", slow)

        read_files.read_file(of.pk, file_id=file.pk, day=make.DAY, at=make.AT)

        assert Invoice.objects.count() == 1
        assert ImportedFile.objects.get().claimed_at == make.AT + after

    def test_leaves_a_reader_alone_within_its_lease(self, of: Administration) -> None:
        file = drop(of)
        claim_file(of.pk, file_id=file.pk, at=make.AT)

        assert tick(read_files.LEASE).files == 0

    def test_refuses_a_file_that_keeps_failing(
        self, of: Administration, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object, **__: object) -> object:
            raise ZeroDivisionError

        drop(of)
        monkeypatch.setattr(read_files._questions, "understand", broken)

        for _ in range(read_asked.MOST_FAILURES):
            tick()

        file = ImportedFile.objects.get()
        assert file.state == "refused"
        assert file.problems[0]["facts"] == {"found": "ZeroDivisionError"}

    def test_goes_on_after_a_file_that_fails(
        self, of: Administration, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = read_files._questions.understand

        def sometimes(source: BytesIO, **named: object) -> object:
            if source.getvalue() != LIST:
                raise ZeroDivisionError
            return real(source, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(read_files._questions, "understand", sometimes)
        drop(of, b"something else")
        drop(of, take_suggestions=True)

        assert tick().files == 1


class TestSending:
    def test_sends_nothing_that_nobody_released(self, of: Administration) -> None:
        scenes.owing(of)
        make.statement(of)

        ticked = tick()

        assert ticked.messages.sent == 0
        assert Message.objects.get().state == "proposed"

    def test_sends_what_was_released(self, of: Administration) -> None:
        Administration.objects.update(is_demo=True, demo_day=make.DAY)
        anna = make.anna(of)
        scenes.owing(of)
        make.statement(of)
        tick()
        scenes.release(of, anna)

        assert tick(scenes.ONE_MINUTE).messages.sent == 1


class TestDay:
    def test_is_begun_once(self, of: Administration) -> None:
        assert [tick().days, tick().days] == [1, 0]

    def test_is_begun_at_midnight_in_amsterdam(self, of: Administration) -> None:
        tick()  # the 14th
        late = datetime.fromisoformat("2026-10-14T21:59:59+00:00") - make.AT
        after = datetime.fromisoformat("2026-10-14T22:00:00+00:00") - make.AT

        assert [tick(late).days, tick(after).days] == [0, 1]

    def test_is_today_only_after_missed_days(self, of: Administration) -> None:
        Administration.objects.update(daily_on=make.DAY - timedelta(days=9))
        scenes.owing(of)

        tick()

        assert [row.day for row in Decision.objects.all()] == [make.DAY]

    def test_of_one_administration_does_not_stop_the_rest(
        self,
        of: Administration,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        other = make.administration("Bureau Chris")
        real = clock.run_day

        def fails_for_one(administration_id: int, *, day: date, at: datetime) -> object:
            if administration_id == of.pk:
                raise ZeroDivisionError
            return real(administration_id, day=day, at=at)

        monkeypatch.setattr(clock, "run_day", fails_for_one)

        with caplog.at_level(logging.CRITICAL):
            ticked = tick()

        assert (ticked.days, ticked.failures) == (1, 1)
        of.refresh_from_db()
        other.refresh_from_db()
        assert (of.daily_on, other.daily_on) == (None, make.DAY)


class TestLoop:
    def test_outlives_a_tick_that_fails_and_stops_when_told(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stop, ticks = threading.Event(), []
        read: list[int] = []

        def reads(**_: object) -> tuple[int, int]:
            read.append(1)
            return 0, 0

        def fails(**_: object) -> clock.Ticked:
            ticks.append(1)
            if len(ticks) == 3:
                stop.set()
            raise ZeroDivisionError

        monkeypatch.setattr(loop, "tick", fails)
        # A thread of its own would open a connection to the tests' record and leave it so.
        monkeypatch.setattr(loop, "read_due", reads)
        monkeypatch.setattr(loop, "AFTER_FAILURE_SECONDS", 0)
        monkeypatch.setattr(loop, "close_old_connections", lambda: None)
        monkeypatch.setattr(loop.connection, "close", lambda: None)

        loop.run(stop=stop, now=lambda: make.AT, key=scenes.KEY)

        assert len(ticks) == 3
        assert read == [1]
