"""The way in: who may drop, what is asked, and what comes of it."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from tests.books import factories as cast
from tests.web.dropping import BANK, LIST, UBL, accept_columns, drop, file, run_of

from voldaan.books.models import (
    Administration,
    BankLine,
    Client,
    ContactMoment,
    ImportedFile,
    Invoice,
    ListProfile,
    Message,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def studio() -> Administration:
    return cast.administration()


@pytest.fixture
def browser(client: Browser, studio: Administration) -> Browser:
    client.force_login(cast.anna(studio))
    return client


class TestWhoMayNot:
    def test_strangers_go_to_the_door(self, client: Browser, studio: Administration) -> None:
        cast.anna(studio)

        answer = client.post("/import/", {"files": file()})

        assert answer.headers["Location"].startswith("/account/login/")
        assert not ImportedFile.objects.exists()

    def test_viewers_look_only(self, client: Browser, studio: Administration) -> None:
        cast.anna(studio)
        client.force_login(cast.vera(studio))

        assert client.post("/import/", {"files": file()}).status_code == 403
        assert not ImportedFile.objects.exists()

    def test_others_find_nothing(self, client: Browser, browser: Browser) -> None:
        run = run_of(drop(browser, file()))
        waiting = ImportedFile.objects.get()
        stranger = Browser()
        stranger.force_login(cast.chris())

        assert stranger.get(run).status_code == 404
        assert stranger.get(f"{run}{waiting.pk}/").status_code == 404
        assert stranger.post(f"{run}{waiting.pk}/", {"then": "import"}).status_code == 404
        assert stranger.post(f"{run}answers/", {}).status_code == 404
        waiting.refresh_from_db()
        assert waiting.state == "waiting"

    def test_a_form_of_elsewhere_is_refused(self, studio: Administration) -> None:
        careful = Browser(enforce_csrf_checks=True)
        careful.force_login(cast.anna(studio))

        assert careful.post("/import/", {"files": file()}).status_code == 403


class TestDropping:
    def test_asks_about_columns_once_and_remembers(
        self, browser: Browser, studio: Administration
    ) -> None:
        run = run_of(drop(browser, file()))
        page = accept_columns(browser, run)

        assert "2 nieuwe facturen." in page.text
        assert Invoice.objects.filter(administration=studio).count() == 2
        assert ListProfile.objects.filter(administration=studio).count() == 1

        again = drop(browser, file(LIST.replace("2026-04", "2026-09"), "later.csv"))

        assert "2 nieuwe facturen." in again.text

    def test_shows_the_first_picture_and_prepares_the_words(self, browser: Browser) -> None:
        bank = drop(
            browser,
            file(
                BANK.replace("Vink BV", "Iemand").replace("factuur 2026-041", "huur"), "ing.csv"
            ),
        )
        closing = ImportedFile.objects.get(state="waiting")
        browser.post(f"{run_of(bank)}answers/", {f"closing-{closing.pk}": "2026-10-13"})
        page = accept_columns(browser, run_of(drop(browser, file())))

        assert "€\xa01.270,50 open, €\xa01.210,00 te laat" in page.text
        assert "Vandaag 2 " in page.text
        assert "Heb je deze klanten al" in page.text
        assert set(Message.objects.values_list("state", flat=True)) == {"proposed"}
        assert ContactMoment.objects.count() == 0

    def test_says_on_a_saturday_why_nobody_is_written_to(self, browser: Browser) -> None:
        with time_machine.travel(datetime(2026, 10, 17, 8, 0, tzinfo=UTC), tick=False):
            run = run_of(drop(browser, file()))
            accept_columns(browser, run)
            shown = browser.get(run)

        assert shown.context["page"].rest_reason
        assert shown.context["page"].rest_reason in shown.text
        assert "Niemand hoeft vandaag iets van je te horen" not in shown.text

    def test_puts_the_columns_above_the_other_questions(self, browser: Browser) -> None:
        shown = browser.get(run_of(drop(browser, file(), file(BANK, "bank.csv")))).text

        assert shown.index("Bekijk de kolommen") < shown.index('id="questions"')
        assert "Bewaren en naar Vandaag" not in shown

    def test_corrects_the_columns(self, browser: Browser) -> None:
        wrong = (
            "Nr;Wie;Bedrag;Nog open;Vervalt\n"
            "1;Vink BV;100,00;40,00;13-10-2026\n2;Dirk;10,00;10,00;14-10-2026\n"
        )
        run = run_of(drop(browser, file(wrong)))
        accept_columns(browser, run, column_client="1", column_open="", column_total="2")

        assert Client.objects.filter(name="Vink BV").exists()
        assert Invoice.objects.get(number="1").payable_cents == 10_000

    def test_looks_again_without_reading(self, browser: Browser) -> None:
        run = run_of(drop(browser, file()))
        page = accept_columns(browser, run, then="look")

        assert "Dirk Jansen" in page.text
        assert not Invoice.objects.exists()

    @pytest.mark.parametrize(
        "nonsense",
        [
            {"column_number": ""},
            {"column_number": "999"},
            {"decimal": "x"},
            {"list_day": "2030-01-01"},
            {"list_day": "31-02-2026"},
        ],
    )
    def test_refuses_columns_that_cannot_be(
        self, browser: Browser, nonsense: dict[str, str]
    ) -> None:
        run = run_of(drop(browser, file()))
        page = accept_columns(browser, run, **nonsense)

        assert page.status_code == 200
        assert "errorlist" in page.text
        assert not Invoice.objects.exists()

    def test_says_that_a_file_was_read_before(self, browser: Browser) -> None:
        accept_columns(browser, run_of(drop(browser, file())))
        page = drop(browser, file())

        assert "al eerder gelezen" in page.text
        assert Invoice.objects.count() == 2


class TestWhatWasReadBefore:
    def test_stands_on_the_page_with_what_it_still_asks(self, browser: Browser) -> None:
        assert "Eerder ingelezen" not in browser.get("/import/").text
        run = run_of(drop(browser, file(), file(BANK, "bank.csv")))

        page = browser.get("/import/").text

        assert "Eerder ingelezen" in page
        assert run in page
        assert "een vraag" in page

    def test_of_another_administration_is_not_there(self, browser: Browser) -> None:
        drop(browser, file())
        stranger = Browser()
        stranger.force_login(cast.chris())

        assert "Eerder ingelezen" not in stranger.get("/import/").text


class TestTheClosingDay:
    def test_is_asked_for_a_list_of_the_bank(self, browser: Browser) -> None:
        page = drop(browser, file(BANK, "ing.csv"))
        waiting = ImportedFile.objects.get()

        assert f'name="closing-{waiting.pk}"' in page.text
        assert not BankLine.objects.exists()

        browser.post(f"{run_of(page)}answers/", {f"closing-{waiting.pk}": "2026-10-13"})

        line = BankLine.objects.get()
        assert line.statement.last_day == date(2026, 10, 13)

    @pytest.mark.parametrize("day", ["2026-10-11", "2026-10-15", "morgen", "9999-99-99"])
    def test_lies_between_the_last_line_and_today(self, browser: Browser, day: str) -> None:
        page = drop(browser, file(BANK, "ing.csv"))
        waiting = ImportedFile.objects.get()
        answer = browser.post(
            f"{run_of(page)}answers/", {f"closing-{waiting.pk}": day}, follow=True
        )

        assert "ing.csv" in answer.text
        assert not BankLine.objects.exists()


class TestWhoseInvoice:
    @pytest.mark.parametrize(("said", "taken"), [("yes", 1), ("no", 0)])
    def test_is_asked_when_no_number_tells(
        self, browser: Browser, said: str, taken: int
    ) -> None:
        page = drop(browser, file(UBL, "factuur.xml"))
        waiting = ImportedFile.objects.get()
        assert "Atelier Onbekend" in page.text

        browser.post(f"{run_of(page)}answers/", {f"sale-{waiting.pk}": said})

        assert Invoice.objects.count() == taken


class TestWhatDiffers:
    def test_is_shown_and_taken_when_ticked(self, browser: Browser) -> None:
        accept_columns(browser, run_of(drop(browser, file())))
        run = run_of(drop(browser, file(LIST.replace("60,50", "20,50"), "later.csv")))

        page = browser.get(run).content.decode()
        assert "open € 60,50 wordt € 20,50: de rest is betaald" in page.replace("\xa0", " ")

        waiting = ImportedFile.objects.get(state="waiting")
        key = waiting.question["changes"][0]["key"]
        browser.post(
            f"{run}answers/",
            {f"changes-{waiting.pk}": "1", f"change-{waiting.pk}": [key]},
        )
        waiting.refresh_from_db()
        assert waiting.result["corrected"] == {"paid": 1}
        assert "1 betaling is overgenomen." in browser.get(run).content.decode()

    def test_is_left_when_nothing_is_ticked(self, browser: Browser) -> None:
        accept_columns(browser, run_of(drop(browser, file())))
        shorter = "\r\n".join(LIST.splitlines()[:2])
        run = run_of(drop(browser, file(shorter, "later.csv")))
        waiting = ImportedFile.objects.get(state="waiting")

        assert "niet meer op de lijst" in browser.get(run).content.decode()
        browser.post(f"{run}answers/", {f"changes-{waiting.pk}": "1"})
        waiting.refresh_from_db()

        assert (waiting.state, waiting.result["corrected"]) == ("done", {})


class TestEarlierReminders:
    @pytest.fixture
    def run(self, browser: Browser) -> str:
        run = run_of(drop(browser, file()))
        accept_columns(browser, run)
        return run

    def test_are_recorded(self, browser: Browser, run: str) -> None:
        vink = Client.objects.get(name="Vink BV")
        answer = browser.post(
            f"{run}answers/", {f"times-{vink.pk}": "1", f"last-{vink.pk}": "2026-10-14"}
        )

        assert answer.headers["Location"] == "/"
        moment = ContactMoment.objects.get()
        assert (moment.step, moment.on) == ("reminder_1", date(2026, 10, 14))

    def test_are_not_asked_while_a_file_still_asks_itself(self, browser: Browser) -> None:
        run = run_of(drop(browser, file(UBL, "a.xml"), file()))
        accept = ImportedFile.objects.get(question__kind="ours")
        assert "times-" not in browser.get(run).text

        browser.post(f"{run}answers/", {f"sale-{accept.pk}": "yes"})
        assert Invoice.objects.filter(client__name="Vink BV").exists()
        assert "times-" not in browser.get(run).text

        accept_columns(browser, run)
        assert "times-" in browser.get(run).text

    def test_are_asked_once(self, browser: Browser, run: str) -> None:
        vink = Client.objects.get(name="Vink BV")
        browser.post(f"{run}answers/", {f"times-{vink.pk}": "0"})

        assert "times-" not in browser.get(run).text
        assert not ContactMoment.objects.exists()

    @pytest.mark.parametrize("day", ["", "2026-10-15", "gisteren"])
    def test_need_a_day_that_has_been(self, browser: Browser, run: str, day: str) -> None:
        vink = Client.objects.get(name="Vink BV")
        answer = browser.post(
            f"{run}answers/", {f"times-{vink.pk}": "2", f"last-{vink.pk}": day}, follow=True
        )

        assert "Vink BV" in answer.text
        assert not ContactMoment.objects.exists()

    def test_of_another_administration_are_ignored(self, browser: Browser, run: str) -> None:
        other = cast.client(cast.administration("Elders"), "Vreemd BV")
        cast.invoice(other)
        browser.post(
            f"{run}answers/", {f"times-{other.pk}": "1", f"last-{other.pk}": "2026-10-01"}
        )

        assert not ContactMoment.objects.exists()


class TestThePage:
    def test_asks_the_same_number_of_questions_for_many_files(
        self, browser: Browser, studio: Administration
    ) -> None:
        counts = []
        for many in (3, 30):
            for _ in range(many):
                cast.imported_file(
                    studio, drop=f"{many}", state="refused",
                    problems=[{"code": "file.empty", "where": "file", "severity": "error",
                               "facts": {}}],
                )  # fmt: skip
                cast.invoice(cast.client(studio, f"Klant {many} {_}"))
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert browser.get(f"/import/{many}/").status_code == 200
            counts.append(len(asked))

        assert counts[0] == counts[1]
        assert counts[0] <= 12

    def test_changes_nothing_by_looking(self, browser: Browser) -> None:
        run = run_of(drop(browser, file()))

        assert browser.get(f"{run}answers/").status_code == 405
        assert not Message.objects.exists()
