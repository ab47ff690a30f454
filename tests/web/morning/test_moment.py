"""The money moment on the pages: choosing it, seeing it, taking it along."""

from datetime import date

import pytest
from django.test import Client as Browser
from tests.books import factories as cast

from voldaan.books.models import Administration

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    return cast.administration()


def choose(browser: Browser, *weekdays: int, begins_at: str = "09:30") -> int:
    answer = browser.post(
        "/settings/moment/",
        {"moment-weekdays": list(map(str, weekdays)), "moment-begins_at": begins_at},
    )
    return answer.status_code


class TestWhoMayNot:
    def test_bas_chooses_nothing_for_anna(self, client: Browser, of: Administration) -> None:
        client.force_login(cast.bas(of))

        assert choose(client, 2) == 403
        assert Administration.objects.get().moment_weekdays == ""

    def test_a_stranger_gets_no_calendar(self, client: Browser, of: Administration) -> None:
        cast.anna(of)

        assert "/account/login/" in client.get("/settings/moment.ics").headers["Location"]

    def test_chris_gets_the_calendar_of_his_own_firm(
        self, client: Browser, of: Administration
    ) -> None:
        client.force_login(cast.anna(of))
        choose(client, 2)
        client.force_login(cast.chris())

        assert client.get("/settings/moment.ics").status_code == 404


class TestChoosing:
    def test_keeps_the_days_and_the_time(self, client: Browser, of: Administration) -> None:
        client.force_login(cast.anna(of))

        assert choose(client, 4, 2, begins_at="10:15") == 302

        firm = Administration.objects.get()
        assert (firm.moment_weekdays, firm.moment_minute) == ("24", 615)
        assert firm.moment_told_on == date(2026, 10, 13)

    def test_of_no_day_switches_it_off(self, client: Browser, of: Administration) -> None:
        client.force_login(cast.anna(of))
        choose(client, 1, 5)

        choose(client)

        assert Administration.objects.get().moment_weekdays == ""

    @pytest.mark.parametrize("begins_at", ["06:59", "20:01", "03:00", "", "x", "25:00"])
    def test_refuses_the_night(
        self, client: Browser, of: Administration, begins_at: str
    ) -> None:
        client.force_login(cast.anna(of))

        assert choose(client, 2, begins_at=begins_at) == 422
        assert Administration.objects.get().moment_weekdays == ""

    @pytest.mark.parametrize("weekday", [0, 6, 7, 99])
    def test_refuses_the_weekend(
        self, client: Browser, of: Administration, weekday: int
    ) -> None:
        client.force_login(cast.anna(of))

        assert choose(client, weekday) == 422

    def test_shows_what_was_chosen(self, client: Browser, of: Administration) -> None:
        client.force_login(cast.anna(of))
        choose(client, 2, begins_at="10:15")

        page = client.get("/settings/").text

        assert 'value="10:15"' in page
        assert page.count("checked") >= 1
        assert "/settings/moment.ics" in page


class TestVandaag:
    def test_says_when_the_next_one_is(self, client: Browser, of: Administration) -> None:
        cast.invoice(cast.client(of))
        client.force_login(cast.anna(of))
        before = client.get("/").context["page"].next_moment
        choose(client, 2, 4)

        assert before == ""
        assert client.get("/").context["page"].next_moment == "do 15 okt 09:30"
        assert "do 15 okt 09:30" in client.get("/").text


class TestTheCalendar:
    def test_is_not_there_without_a_moment(self, client: Browser, of: Administration) -> None:
        client.force_login(cast.anna(of))

        assert client.get("/settings/moment.ics").status_code == 404

    def test_is_a_file_that_stays_the_same_entry(
        self, client: Browser, of: Administration
    ) -> None:
        client.force_login(cast.anna(of))
        choose(client, 2, 4)
        first = client.get("/settings/moment.ics")
        choose(client, 1)
        second = client.get("/settings/moment.ics")

        def uid(content: bytes) -> list[str]:
            return [line for line in content.decode().split("\r\n") if line.startswith("UID:")]

        assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert first.headers["Content-Disposition"] == 'attachment; filename="geldmoment.ics"'
        assert "RRULE:FREQ=WEEKLY;BYDAY=TU,TH" in first.content.decode()
        assert uid(first.content) == uid(second.content)
