"""Files of every kind arrive: hostile, too large, and many at once."""

import pytest
from django.conf import LazySettings
from django.test import Client as Browser
from tests.books import factories as cast
from tests.web.dropping import LIST, accept_columns, drop, file, run_of

from voldaan.books.models import (
    Administration,
    BankLine,
    Client,
    ImportedFile,
    Invoice,
    Message,
)
from voldaan.jobs.clock import tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def studio() -> Administration:
    return cast.administration()


@pytest.fixture
def browser(client: Browser, studio: Administration) -> Browser:
    client.force_login(cast.anna(studio))
    return client


class TestHostileFiles:
    @pytest.mark.parametrize(
        "name",
        [
            "<script>alert(1)</script>.csv",
            "../../etc/passwd",
            "..\\..\\boot.ini",
            "nul\x00byte.csv",
            "regel\r\neinde.csv",
            "x" * 400 + ".csv",
            "ümläut €.csv",
        ],
    )
    def test_with_weird_names_are_named_safely(self, browser: Browser, name: str) -> None:
        page = drop(browser, file(b"\x00\x01\x02 niets", name))

        assert page.status_code == 200
        assert "<script>alert" not in page.text
        stored = ImportedFile.objects.get().name
        assert stored.isprintable()
        assert "/" not in stored

    def test_without_a_byte_get_a_sentence(self, browser: Browser) -> None:
        page = drop(browser, file(b"", "leeg.xml"))

        assert "leeg.xml" in page.text
        assert "leeg; verwacht werd" in page.text

    def test_with_markup_in_cells_are_shown_as_text(self, browser: Browser) -> None:
        evil = LIST.replace("Vink BV", "<img src=x onerror=alert(1)>").replace(
            "Klant", "<b>Klant"
        )
        run = run_of(drop(browser, file(evil)))
        waiting = ImportedFile.objects.get()
        page = browser.get(f"{run}{waiting.pk}/")

        assert "<img src=x" not in page.text
        assert "&lt;img src=x" in page.text

    def test_do_not_hide_the_good_ones(self, browser: Browser) -> None:
        page = drop(browser, file(b"\x89PNG\r\n\x1a\n", "foto.png"), file())

        assert "plaatje" in page.text
        assert ImportedFile.objects.get(name="open.csv").state == "waiting"

    def test_that_are_too_large_are_refused_in_one_sentence(
        self, browser: Browser, settings: LazySettings
    ) -> None:
        settings.LARGEST_UPLOAD_BYTES = 1024 * 1024
        page = drop(browser, file(b"x" * 1_500_000, "groot.csv"))

        assert "1 MB" in page.text
        assert not ImportedFile.objects.exists()

    def test_that_are_far_too_large_are_not_taken_in(
        self, browser: Browser, settings: LazySettings
    ) -> None:
        settings.LARGEST_UPLOAD_BYTES = 1024
        page = browser.post("/import/", {"files": file(b"x" * 4_000_000, "groot.csv")})

        assert page.status_code == 413
        assert "tegelijk" in page.text

    def test_with_a_thousand_problems_show_twenty(self, browser: Browser) -> None:
        bad = LIST + "2026-041;X;;;13-10-2026;10,00\r\n" * 300
        page = accept_columns(browser, run_of(drop(browser, file(bad))))

        assert page.text.count(">regel ") == 20
        assert "en nog 280" in page.text

    def test_no_file_at_all_gets_a_sentence(self, browser: Browser) -> None:
        assert "Kies minstens één bestand" in browser.post("/import/").text


class TestLargeFiles:
    def test_are_left_to_the_clock_and_show_progress(
        self, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("voldaan.web.reading.AT_ONCE", 10)
        page = drop(browser, file())
        ImportedFile.objects.update(state="reading", done_parts=30, all_parts=60)

        part = browser.get(run_of(page), headers={"HX-Request": "true"})

        assert 'value="50"' in part.text
        assert "<html" not in part.text
        assert "HX-Request" in part.headers["Vary"]
        assert 'http-equiv="refresh"' in browser.get(run_of(page)).text

    def test_are_read_and_followed_up_by_the_clock(
        self, browser: Browser, studio: Administration, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        accept_columns(browser, run_of(drop(browser, file())))
        Administration.objects.update(daily_on=cast.DAY)
        Message.objects.all().delete()
        monkeypatch.setattr("voldaan.web.reading.AT_ONCE", 10)
        later = LIST.replace("2026-04", "2026-09").replace("Vink BV", "Noor BV")
        page = drop(browser, file(later.replace("els@vink", "noor@noor")))
        assert ImportedFile.objects.filter(state="asked").count() == 1

        tick(now=lambda: cast.AT, key="x" * 40)

        assert "gelezen" in browser.get(run_of(page)).text
        noor = Client.objects.get(name="Noor BV")
        assert noor.decisions.filter(is_latest=True, kind__in=["step", "ask", "wait"]).exists()


class TestATableThatNothingRecognises:
    WORDS = "nr;wie;wanneer;hoeveel\n7;Vink BV;13-09-2026;1.210,00\n8;Dirk;20-09-2026;60,50\n"

    def test_is_asked_about_and_remembered(self, browser: Browser) -> None:
        accept_columns(browser, run_of(drop(browser, file(self.WORDS))))
        again = drop(browser, file(self.WORDS + "17;Noor;21-09-2026;7,00\n"))

        assert Invoice.objects.get(number="7").payable_cents == 121_000
        assert "1 nieuwe factuur." in again.text

    def test_is_pointed_out_by_hand(self, browser: Browser) -> None:
        vague = "a;b;c\nF1;Vink BV;12\nF2;Dirk;14\n"
        run = run_of(drop(browser, file(vague)))
        refused = accept_columns(browser, run)
        accept_columns(browser, run, column_open="2", column_issued_on="", column_client="")
        assert not Invoice.objects.exists()

        shown = accept_columns(browser, run, column_open="2", then="look")

        assert "errorlist" in refused.text
        assert "Vink BV" in shown.text

    def test_is_refused_when_it_is_no_table(self, browser: Browser) -> None:
        drop(browser, file("Dag Anna,\nwij betalen morgen.\n"))

        assert ImportedFile.objects.get().state == "refused"


class TestAnUnknownBank:
    FILE = (
        "Datum;Naam tegenpartij;Omschrijving;Bedrag;Saldo\r\n"
        "12-10-2026;Vink BV;2026-041;1.210,00;2.210,00\r\n"
        "13-10-2026;Huur;oktober;-450,00;1.760,00\r\n"
    )

    def columns_of(self, browser: Browser) -> str:
        run = run_of(drop(browser, file(self.FILE, "bank.csv")))
        return f"{run}{ImportedFile.objects.get().pk}/"

    def test_shows_what_we_make_of_it_and_reads_it_on_one_press(self, browser: Browser) -> None:
        page = self.columns_of(browser)
        shown = browser.get(page)
        posted = {
            name: field.value() or ""
            for name, field in ((one.html_name, one) for one in shown.context["form"])
        }

        browser.post(page, {**posted, "then": "import"})

        waiting = ImportedFile.objects.get()
        assert "Vink BV" in shown.content.decode()
        assert (waiting.format, waiting.question["kind"]) == ("csv:bank", "complete_until")

    def test_needs_an_account(self, browser: Browser) -> None:
        page = self.columns_of(browser)
        shown = browser.get(page)
        posted = {one.html_name: one.value() or "" for one in shown.context["form"]}

        answer = browser.post(page, {**posted, "account": "", "then": "import"})

        assert answer.context["form"].errors
        assert not BankLine.objects.exists()

    def test_may_be_a_list_after_all_and_back(self, browser: Browser) -> None:
        page = self.columns_of(browser)

        as_list = browser.get(f"{page}?as=list")
        as_bank = browser.get(f"{page}?as=bank")

        assert "column_number" not in as_bank.context["form"].fields
        assert as_list.status_code == 200
