"""The whole way of a new user: from nothing to a reminder that arrives, script or no script."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
import time_machine
from django.conf import settings
from playwright.sync_api import Browser, FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.browser.looking import listening, look
from tests.smtp_server import SmtpServer

from voldaan.jobs.clock import Ticked, tick
from voldaan.web.clock import now
from voldaan.web.views import money

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WEDNESDAY = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)
PASSWORD = "een zin is prima"
LIST = (
    "Factuurnummer;Klant;E-mail;Factuurdatum;Vervaldatum;Openstaand\r\n"
    "2026-041;Vink BV;els@vink.example;13-09-2026;13-10-2026;1.210,00\r\n"
    "2026-042;Dirk Jansen;dirk@dirk.example;20-09-2026;20-10-2026;60,50\r\n"
    "2026-043;Wilg Advies;post@wilg.example;01-09-2026;01-10-2026;484,00\r\n"
)
BANK = (
    '"Datum","Naam / Omschrijving","Rekening","Tegenrekening","Code","Af Bij",'
    '"Bedrag (EUR)","Mutatiesoort","Mededelingen"\r\n'
    '"20261013","Wilg Advies","NL91ABNA0417164300","NL20INGB0001234567","GT","Bij",'
    '"484,00","Online bankieren","factuur 2026-043"\r\n'
)
FILES: list[FilePayload] = [
    {"name": "open.csv", "mimeType": "text/csv", "buffer": LIST.encode()},
    {"name": "bank.csv", "mimeType": "text/csv", "buffer": BANK.encode()},
]
SCHEMES: dict[bool, Literal["light", "dark"]] = {True: "light", False: "dark"}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Let the clock run from ten in the morning."""
    with time_machine.travel(WEDNESDAY, tick=True) as traveller:
        yield traveller


@dataclass(frozen=True)
class Visit:
    """A new user before an empty Voldaan."""

    page: Page
    clock: time_machine.Traveller
    mail: SmtpServer
    has_script: bool

    def tick(self) -> Ticked:
        """Let the clock do its work once, and come back to the page.

        Nobody looks meanwhile: in the tests one connection serves the page and the clock.
        """
        address = self.page.url
        self.page.goto("about:blank")
        done = tick(now=now, key=settings.SECRET_KEY)
        self.page.goto(address)
        return done

    def press(self, name: str) -> None:
        """Press the first button or link of this name on the page itself."""
        self.page.locator(f"main :is(button, a, summary):has-text('{name}')").first.click()


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def visit(
    request: pytest.FixtureRequest,
    browser: Browser,
    live_server: LiveServer,
    clock: time_machine.Traveller,
) -> Iterator[Visit]:
    """Give somebody who opens Voldaan for the first time."""
    context = browser.new_context(
        base_url=live_server.url,
        java_script_enabled=request.param,
        color_scheme=SCHEMES[request.param],
        viewport={"width": 390 if request.param else 1280, "height": 844},
    )
    with closing(context), SmtpServer(users={"anna": "geheim €"}) as mail:
        context.set_default_timeout(10_000)
        yield Visit(context.new_page(), clock, mail, request.param)


def introduce(visit: Visit) -> None:
    """Welcome: the few facts."""
    page = visit.page
    page.goto("/")
    _looked_at(visit)
    for name, value in {
        "company": "Studio Anna",
        "name": "Anna",
        "email": "anna@anna.example",
        "phone": "06 12345678",
        "iban": "NL91 ABNA 0417 1643 00",
        "password": PASSWORD,
    }.items():
        page.fill(f"[name={name}]", value)
    visit.press("Begin")


def set_mailbox(visit: Visit) -> None:
    """Write down the own mail server, and try it."""
    page = visit.page
    page.goto("/settings/")
    box = page.locator("#mailbox")
    box.locator("[name$=host]").fill("127.0.0.1")
    box.locator("[name$=port]").fill(str(visit.mail.port))
    box.locator("[name$=security]").select_option("none")
    box.locator("[name$=username]").fill("anna")
    box.locator("[name$=password]").fill("geheim €")
    box.locator("[name$=from_address]").fill("anna@anna.example")
    box.locator("button[formaction]").click()
    expect(page.locator("#mailbox .chip.is-done")).to_be_visible()


def drop_files(visit: Visit) -> None:
    """Drop both files; look at the columns; answer what is asked."""
    page = visit.page
    page.goto("/import/")
    page.set_input_files("#files", FILES)
    visit.press("Lees deze bestanden")
    visit.tick()
    visit.press("Bekijk de kolommen")
    _looked_at(visit)
    visit.press("Dit klopt")
    visit.tick()
    _looked_at(visit)


def answer_questions(visit: Visit) -> None:
    """Tell that Vink was reminded once, a month ago; the bank file goes up to yesterday."""
    visit.press("Bewaren en naar Vandaag")
    visit.tick()
    visit.page.goto("/")


def _looked_at(visit: Visit) -> None:
    """Ask everything of the page; axe needs script, so the other visitor does without."""
    if visit.has_script:
        look(visit.page)


class TestTheFirstDay:
    def test_ends_with_a_reminder_that_arrives(self, visit: Visit) -> None:
        page = visit.page
        with listening(page):
            introduce(visit)
            set_mailbox(visit)
            drop_files(visit)
            answer_questions(visit)
            _looked_at(visit)

            card = page.locator("[data-card]", has_text="Vink BV")
            expect(card).to_have_count(1)
            expect(page.locator("[data-card]", has_text="Wilg")).to_have_count(0)  # has paid
            card.get_by_role("button", name="Verstuur").click()
            expect(page.locator(".undo")).to_contain_text("seconden")
            expect(card).to_have_count(0)
            page.click(".undo button")
            expect(page.locator(".undo")).to_have_count(0)
            visit.clock.shift(timedelta(seconds=31))
            visit.tick()
            assert visit.mail.messages == []

            card.get_by_role("button", name="Verstuur").click()
            expect(page.locator(".undo")).to_have_count(1)
            visit.tick()
            assert visit.mail.messages == []
            visit.clock.shift(timedelta(seconds=31))
            assert visit.tick().messages.sent == 1

            assert [mail.rcpt_to for mail in visit.mail.messages] == [["els@vink.example"]]
            page.goto("/clients/")
            page.click("text=Vink BV")
            expect(page.locator(".timeline").last).to_contain_text("2026-041")
            _looked_at(visit)


class TestSomethingThatBreaks:
    def test_is_said_kindly(self, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
        introduce(visit)

        def breaks(*_: object, **__: object) -> None:
            raise RuntimeError

        monkeypatch.setattr(money.presenting, "page", breaks)
        with listening(visit.page, expects=("status of 500",)):
            visit.page.goto("/money/")
            _looked_at(visit)

        assert "RuntimeError" not in visit.page.content()
        assert visit.page.locator("h1").inner_text() == "Er ging bij ons iets mis"
