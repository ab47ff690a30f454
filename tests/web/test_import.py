"""The way in: who may drop, what is refused, what is asked, and what comes of it."""

from datetime import date
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from tests.books import factories as cast

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
from voldaan.jobs.clock import tick

pytestmark = pytest.mark.django_db

LIST = (
    "Factuurnummer;Klant;E-mail;Factuurdatum;Vervaldatum;Openstaand\r\n"
    "2026-041;Vink BV;els@vink.example;13-09-2026;13-10-2026;1.210,00\r\n"
    "2026-042;Dirk Jansen;dirk@example.nl;20-09-2026;20-10-2026;60,50\r\n"
)
BANK = (
    '"Datum","Naam / Omschrijving","Rekening","Tegenrekening","Code","Af Bij",'
    '"Bedrag (EUR)","Mutatiesoort","Mededelingen"\r\n'
    '"20261012","Vink BV","NL20INGB0001234567","NL91ABNA0417164300","GT","Bij",'
    '"1210,00","Online bankieren","factuur 2026-041"\r\n'
)
UBL = """<?xml version="1.0"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:c="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
 <b:ID>2026-050</b:ID><b:IssueDate>2026-09-01</b:IssueDate><b:DueDate>2026-10-01</b:DueDate>
 <b:InvoiceTypeCode>380</b:InvoiceTypeCode>
 <b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode>
 <c:AccountingSupplierParty><c:Party><c:PartyName><b:Name>Atelier Onbekend</b:Name>
 </c:PartyName></c:Party></c:AccountingSupplierParty>
 <c:AccountingCustomerParty><c:Party><c:PartyName><b:Name>Vink BV</b:Name></c:PartyName>
 </c:Party></c:AccountingCustomerParty>
 <c:LegalMonetaryTotal><b:PayableAmount currencyID="EUR">121.00</b:PayableAmount>
 </c:LegalMonetaryTotal></Invoice>"""


@pytest.fixture
def studio() -> Administration:
    return cast.administration()


@pytest.fixture
def browser(client: Browser, studio: Administration) -> Browser:
    client.force_login(cast.anna(studio))
    return client


def file(text: str | bytes = LIST, name: str = "open.csv") -> SimpleUploadedFile:
    content = text.encode() if isinstance(text, str) else text
    return SimpleUploadedFile(name, content)


def drop(browser: Browser, *files: SimpleUploadedFile) -> Any:
    return browser.post("/import/", {"files": list(files)}, follow=True)


def run_of(page: Any) -> str:
    return str(page.redirect_chain[-1][0])


def accept_columns(browser: Browser, run: str, **changes: str) -> Any:
    waiting = ImportedFile.objects.get(state="waiting")
    address = f"{run}{waiting.pk}/"
    form = browser.get(address).context["form"]
    shown = {field.html_name: field.value() for field in form}
    shown = {name: "" if value is None else value for name, value in shown.items()}
    return browser.post(address, {**shown, "then": "import", **changes}, follow=True)


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
