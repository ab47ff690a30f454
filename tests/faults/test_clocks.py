"""Clocks that jump: summer time and winter time, three weeks asleep, a clock put back.

The whole tick of the clock runs here, as inside ``voldaan run``: it reads, sends to a real
mail server, and begins the day.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.actions import scenes
from tests.books import factories as make
from tests.smtp_server import SmtpServer

from voldaan.actions.messages.release_message import release_message
from voldaan.books.models import Administration, Client, Decision, Event, Message, User
from voldaan.jobs import clock

pytestmark = pytest.mark.django_db

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
QUARTER = timedelta(minutes=15)

#: The Sunday of each change in 2026, and the offset of the Monday after it.
CHANGES = {
    "summer time": (date(2026, 3, 29), "+02:00"),
    "winter time": (date(2026, 10, 25), "+01:00"),
}


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with SmtpServer() as server:
        yield server


@pytest.fixture
def of(server: SmtpServer) -> Administration:
    of = make.administration()
    scenes.mailbox(of, server)
    return of


@pytest.fixture
def anna(of: Administration) -> User:
    return make.anna(of)


def tick(at: datetime) -> clock.Ticked:
    return clock.tick(now=lambda: at, key=scenes.KEY)


def days_begun(of: Administration, *, from_at: datetime, until_at: datetime) -> list[date]:
    """Tick every quarter of an hour; give the days that were begun, in order."""
    begun, at = [], from_at
    while at < until_at:
        if tick(at).days:
            of.refresh_from_db()
            assert of.daily_on is not None
            begun.append(of.daily_on)
        at += QUARTER
    return begun


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


class TestTheNightOfAChange:
    @pytest.mark.parametrize("change", CHANGES)
    def test_begins_each_day_once_at_its_own_midnight(
        self, of: Administration, change: str
    ) -> None:
        sunday, _ = CHANGES[change]
        noon = datetime.combine(sunday, datetime.min.time(), moment("2026-01-01T00Z").tzinfo)
        from_at, until_at = noon - timedelta(hours=4), noon + timedelta(hours=28)

        begun = days_begun(of, from_at=from_at, until_at=until_at)

        saturday, monday = sunday - timedelta(days=1), sunday + timedelta(days=1)
        assert begun == [saturday, sunday, monday]

    @pytest.mark.parametrize(
        ("before", "after", "day"),
        [
            # The night to Sunday is an hour shorter or longer; midnights follow the wall.
            ("2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z", date(2026, 3, 29)),
            ("2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z", date(2026, 3, 30)),
            ("2026-10-24T21:59:59Z", "2026-10-24T22:00:00Z", date(2026, 10, 25)),
            ("2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z", date(2026, 10, 26)),
        ],
    )
    def test_knows_midnight_to_the_second(
        self, of: Administration, before: str, after: str, day: date
    ) -> None:
        tick(moment(before))
        of.refresh_from_db()
        assert of.daily_on == day - timedelta(days=1)

        assert tick(moment(after)).days == 1
        of.refresh_from_db()
        assert of.daily_on == day

    def test_runs_once_in_the_hour_that_comes_twice(self, of: Administration) -> None:
        begun = days_begun(
            of, from_at=moment("2026-10-25T00:00Z"), until_at=moment("2026-10-25T02:00Z")
        )

        assert begun == [date(2026, 10, 25)]  # from 02:00 to 03:00, and that hour again

    @pytest.mark.parametrize("change", CHANGES)
    def test_lets_a_message_of_friday_evening_leave_on_monday_at_eight_once(
        self, of: Administration, anna: User, server: SmtpServer, change: str
    ) -> None:
        sunday, offset = CHANGES[change]
        friday = sunday - timedelta(days=2)
        released_at = datetime(friday.year, friday.month, friday.day, 17, tzinfo=AMSTERDAM)
        make.statement(of, first_day=friday - timedelta(days=60), last_day=sunday)
        scenes.owing(of, due_on=friday - timedelta(days=1))
        tick(released_at)
        message = Message.objects.get(state="proposed")
        release_message(of.pk, message_id=message.pk, day=friday, by=anna, at=released_at)
        monday_at_eight = moment(f"{sunday + timedelta(days=1)}T08:00:00{offset}")

        at, left_at = released_at, None
        while at < monday_at_eight + timedelta(hours=3):
            at += QUARTER
            if tick(at).messages.sent:
                left_at = left_at or at

        message.refresh_from_db()
        assert message.send_after == monday_at_eight
        assert left_at == monday_at_eight
        assert [each.email["Message-ID"] for each in server.messages] == [message.message_id]


class TestThreeWeeksAsleep:
    """The machine slept from Wednesday 14 October to Wednesday 4 November."""

    SLEEP = timedelta(weeks=3)

    @pytest.fixture
    def vink(self, of: Administration) -> Client:
        make.statement(of, last_day=make.DAY + self.SLEEP)
        vink = scenes.owing(of, due_on=make.DAY + timedelta(days=10))
        scenes.owing(of, "Merel BV", due_on=make.DAY - timedelta(days=1))
        return vink

    def test_is_one_run_with_the_step_that_was_missed(
        self, of: Administration, vink: Client
    ) -> None:
        """Eleven days late a second reminder would be due; it is the first all the same."""
        tick(make.AT)

        woken = [tick(make.AT + self.SLEEP + QUARTER * n).days for n in range(4)]

        assert woken == [1, 0, 0, 0]
        today = make.DAY + self.SLEEP
        decisions = Decision.objects.filter(client=vink).order_by("pk")
        assert [(row.day, row.kind, row.step) for row in decisions] == [
            (make.DAY, "wait", ""),
            (today, "step", "reminder_1"),
        ]
        assert Message.objects.filter(client=vink).count() == 1
        assert Event.objects.filter(client=vink, code="decision.made").count() == 2

    def test_sends_what_was_released_before_it_once_and_skips_no_step(
        self, of: Administration, anna: User, vink: Client, server: SmtpServer
    ) -> None:
        tick(make.AT)
        merel = Message.objects.get(client__name="Merel BV")
        scenes.release(of, anna, merel)

        for number in range(4):
            tick(make.AT + self.SLEEP + QUARTER * number)

        assert [each.email["Message-ID"] for each in server.messages] == [merel.message_id]
        merel.refresh_from_db()
        assert (merel.state, merel.step) == ("sent", "reminder_1")
        assert merel.step_day == make.DAY + self.SLEEP  # the day on which it left
        decision = Decision.objects.get(client=merel.client, is_latest=True)
        assert (decision.kind, decision.wait_until) == (
            "wait",  # the gap of five days counts from the day on which it left: a Monday
            make.DAY + self.SLEEP + timedelta(days=5),
        )

    def test_sends_nothing_that_the_facts_no_longer_bear(
        self, of: Administration, anna: User, server: SmtpServer
    ) -> None:
        """Bank files of before the sleep cannot show what was paid during it."""
        make.statement(of)
        scenes.owing(of)
        tick(make.AT)
        message = scenes.release(of, anna)

        for number in range(2):
            tick(make.AT + self.SLEEP + QUARTER * number)

        message.refresh_from_db()
        assert (message.state, message.failure) == ("withdrawn", "facts_changed")
        assert server.messages == []
        decision = Decision.objects.get(is_latest=True)
        assert decision.question == "import_bank_file"


class TestAClockPutBack:
    def test_decides_again_and_sends_nothing_twice(
        self, of: Administration, anna: User, server: SmtpServer
    ) -> None:
        """Thursday, then Wednesday once more, and Thursday again.

        On that Wednesday nothing was sent yet, so a message is proposed; it is withdrawn as
        soon as the clock is right again.
        """
        make.statement(of, last_day=make.DAY + timedelta(days=1))
        scenes.owing(of)
        tomorrow = timedelta(days=1)
        tick(make.AT + tomorrow)
        scenes.release(of, anna)
        tick(make.AT + tomorrow + QUARTER)

        for later in (QUARTER, QUARTER * 2, tomorrow + QUARTER * 2, tomorrow + QUARTER * 3):
            tick(make.AT + later)

        assert len(server.messages) == 1
        states = Message.objects.order_by("pk").values_list("state", flat=True)
        assert list(states) == ["sent", "withdrawn"]
        assert Decision.objects.filter(is_latest=True).count() == 1
        assert scenes.chains_are_whole()
