"""The money moment: one e-mail, once, to the owner alone."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings
from tests.actions import scenes
from tests.books import factories as make
from tests.smtp_server import SmtpServer

from voldaan.actions.firm import tell_moment as module
from voldaan.actions.firm.change_moment import change_moment
from voldaan.actions.firm.tell_moment import tell_moment
from voldaan.actions.run_day import run_day
from voldaan.books.models import Administration, Event, User
from voldaan.books.queries.morning.moment import work
from voldaan.followup.morning.slots import Slots
from voldaan.jobs import clock, moments

pytestmark = pytest.mark.django_db

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
#: Wednesdays at half past nine; the day of the cast is one.
SLOTS = Slots((3,), 570)


def at(clock: str, day: date = make.DAY) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=AMSTERDAM)


@pytest.fixture
def smtp_server() -> Iterator[SmtpServer]:
    """Give a real mail server without encryption, where Anna logs in."""
    with SmtpServer(users={"anna": "geheim"}) as server:
        yield server


class Fixed:
    """A clock that stands still."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def of() -> Administration:
    firm = make.administration()
    make.statement(firm)
    return firm


@pytest.fixture
def anna(of: Administration) -> User:
    anna = make.anna(of)
    change_moment(of.pk, slots=SLOTS, by=anna, at=make.AT - timedelta(days=2))
    return anna


def begun(of: Administration, *, day: date = make.DAY) -> None:
    run_day(of.pk, day=day, at=at("06:00", day))


def tell(moment: datetime) -> int:
    return moments.tell_due(now=lambda: moment, key=scenes.KEY)


class TestTheMoment:
    def test_is_told_in_one_mail_to_the_owner(
        self, of: Administration, anna: User, smtp_server: SmtpServer, settings: Settings
    ) -> None:
        settings.PUBLIC_URL = "https://voldaan.example"
        scenes.mailbox(of, smtp_server)
        scenes.owing(of)
        begun(of)

        failed = tell(at("09:30"))

        [received] = smtp_server.messages
        text = received.email.get_content()
        assert failed == 0
        assert received.rcpt_to == [anna.email]
        assert received.email["Subject"] == "Je geldmoment: 1 stap, ± 1 minuut"
        assert "https://voldaan.example" in text
        assert "Vink" not in text
        assert "€" not in text
        assert "1.210" not in text

    def test_has_no_link_without_a_public_address(
        self, of: Administration, anna: User, smtp_server: SmtpServer
    ) -> None:
        scenes.mailbox(of, smtp_server)
        scenes.owing(of)
        begun(of)

        tell(at("09:30"))

        assert "http" not in smtp_server.messages[0].email.get_content()

    def test_is_told_in_the_language_of_the_owner(
        self, of: Administration, anna: User, smtp_server: SmtpServer
    ) -> None:
        anna.language = "en"
        anna.save()
        scenes.mailbox(of, smtp_server)
        scenes.owing(of)
        begun(of)

        tell(at("09:30"))

        assert smtp_server.messages[0].email["Subject"] == (
            "Your money moment: 1 step, ± 1 minute"
        )

    def test_comes_with_the_tick_of_the_clock(
        self, of: Administration, anna: User, smtp_server: SmtpServer
    ) -> None:
        scenes.mailbox(of, smtp_server)
        scenes.owing(of)

        for minute in range(29, 32):
            ticked = clock.tick(now=Fixed(at(f"09:{minute}")), key=scenes.KEY)
            assert ticked.failures == 0

        assert len(smtp_server.messages) == 1

    def test_comes_once_a_slot(
        self, of: Administration, anna: User, smtp_server: SmtpServer
    ) -> None:
        scenes.mailbox(of, smtp_server)
        scenes.owing(of)
        begun(of)

        for minute in ("09:30", "09:31", "15:00"):
            tell(at(minute))

        assert len(smtp_server.messages) == 1

    def test_comes_again_in_the_next_slot(
        self, of: Administration, anna: User, smtp_server: SmtpServer
    ) -> None:
        scenes.mailbox(of, smtp_server)
        scenes.owing(of)
        next_week = make.DAY + timedelta(days=7)
        begun(of)
        tell(at("09:30"))
        begun(of, day=next_week)

        tell(at("09:30", next_week))

        assert len(smtp_server.messages) == 2

    def test_after_weeks_asleep_comes_once(
        self, of: Administration, anna: User, smtp_server: SmtpServer
    ) -> None:
        scenes.mailbox(of, smtp_server)
        scenes.owing(of)
        later = make.DAY + timedelta(days=21)
        begun(of, day=later)

        tell(at("10:00", later))
        tell(at("10:01", later))

        assert len(smtp_server.messages) == 1

    @pytest.mark.parametrize("moment", ["06:00", "09:29", "20:01", "23:59"])
    def test_is_not_told_outside_its_hours(
        self, of: Administration, anna: User, smtp_server: SmtpServer, moment: str
    ) -> None:
        scenes.mailbox(of, smtp_server)
        scenes.owing(of)
        begun(of)

        tell(at(moment))

        assert smtp_server.messages == []

    def test_says_nothing_when_nothing_is_to_do(
        self, of: Administration, anna: User, smtp_server: SmtpServer
    ) -> None:
        scenes.mailbox(of, smtp_server)
        begun(of)
        tell(at("09:30"))
        scenes.owing(of)
        scenes.look(of)

        tell(at("11:00"))

        assert smtp_server.messages == []

    def test_waits_until_the_day_was_run(
        self, of: Administration, anna: User, smtp_server: SmtpServer
    ) -> None:
        scenes.mailbox(of, smtp_server)
        scenes.owing(of)
        tell(at("09:30"))
        begun(of)

        tell(at("09:31"))

        assert len(smtp_server.messages) == 1

    def test_is_not_told_of_a_slot_from_before_it_was_chosen(
        self, of: Administration, smtp_server: SmtpServer
    ) -> None:
        scenes.mailbox(of, smtp_server)
        scenes.owing(of)
        begun(of)
        change_moment(of.pk, slots=SLOTS, by=make.anna(of), at=at("10:00"))

        tell(at("10:01"))

        assert smtp_server.messages == []

    def test_costs_one_query_when_nothing_is_due(self, of: Administration, anna: User) -> None:
        with CaptureQueriesContext(connection) as counted:
            tell(at("09:29"))

        assert len(counted) == 1

    def test_needs_a_mailbox(self, of: Administration, anna: User) -> None:
        scenes.owing(of)
        begun(of)

        assert tell(at("09:30")) == 0

    def test_never_leaves_a_demo_world(
        self, of: Administration, anna: User, smtp_server: SmtpServer
    ) -> None:
        scenes.mailbox(of, smtp_server)
        scenes.owing(of)
        begun(of)
        Administration.objects.update(is_demo=True)

        tell(at("09:30"))

        assert smtp_server.messages == []
        assert not tell_moment(of.pk, key=scenes.KEY, link="", at=at("09:30"))

    def test_tells_nobody_where_nobody_owns(
        self, of: Administration, smtp_server: SmtpServer
    ) -> None:
        scenes.mailbox(of, smtp_server)
        scenes.owing(of)
        change_moment(of.pk, slots=SLOTS, by=make.bas(of), at=make.AT - timedelta(days=2))
        begun(of)

        tell(at("09:30"))

        assert smtp_server.messages == []


class TestAServerThatRefuses:
    def test_is_not_asked_again(
        self, of: Administration, anna: User, smtp_server: SmtpServer
    ) -> None:
        scenes.mailbox(of, smtp_server)
        scenes.owing(of)
        begun(of)
        smtp_server.fault("mail", "451 4.3.0 Try again later", times=1)

        failed = [tell(at("09:30")), tell(at("09:31"))]

        assert failed == [0, 0]
        assert smtp_server.messages == []

    def test_keeps_nobody_else_waiting(
        self, of: Administration, anna: User, smtp_server: SmtpServer
    ) -> None:
        scenes.mailbox(of)  # where nobody listens
        scenes.owing(of)
        begun(of)
        other = make.administration("Bureau Chris", email="chris@example.nl")
        make.statement(other, account=make.bank_account(other, make.CLIENT_IBAN))
        change_moment(
            other.pk,
            slots=SLOTS,
            by=make.member(make.person("Chris"), other, "owner"),
            at=make.AT - timedelta(days=2),
        )
        scenes.mailbox(other, smtp_server, from_address="chris@example.nl")
        scenes.owing(other, "Dirk")
        begun(other)

        tell(at("09:30"))

        assert [each.rcpt_to for each in smtp_server.messages] == [["chris@example.nl"]]

    def test_of_ours_stops_nobody(self, of: Administration, anna: User) -> None:
        scenes.mailbox(of, sealed_password="broken")
        scenes.owing(of)
        begun(of)

        assert tell(at("09:30")) == 1


class TestTwoWorkers:
    def test_send_one_mail(
        self,
        of: Administration,
        anna: User,
        smtp_server: SmtpServer,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        scenes.mailbox(of, smtp_server)
        scenes.owing(of)
        begun(of)
        real, told = module._take, []

        def slow(administration_id: int, slot: date) -> bool:
            monkeypatch.setattr(module, "_take", real)
            # Another worker comes between our look and our taking.
            told.append(tell_moment(of.pk, key=scenes.KEY, link="", at=at("09:30")))
            return real(administration_id, slot)

        monkeypatch.setattr(module, "_take", slow)

        told.append(tell_moment(of.pk, key=scenes.KEY, link="", at=at("09:30")))

        assert told == [True, False]
        assert len(smtp_server.messages) == 1


class TestChoosing:
    def test_is_on_record(self, of: Administration, anna: User) -> None:
        event = Event.objects.get(code="moment.changed")

        assert (event.facts["weekdays"], event.facts["minute"]) == ("3", 570)

    def test_counts_the_work_as_the_page_does(self, of: Administration) -> None:
        for number in range(9):
            scenes.owing(of, f"Klant{number} BV")
        scenes.look(of)

        assert work(of.pk) == (7, 7)
