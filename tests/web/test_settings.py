"""Instellingen: the owner changes, others look; the password is never shown back."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as installation
from django.test import Client as Browser
from tests.books import factories as cast
from tests.smtp_server import SmtpServer

from voldaan.books.models import Administration, Event, Hold, Mailbox, Policy
from voldaan.channels.email import secret

pytestmark = pytest.mark.django_db

MAILBOX = {
    "mailbox-host": "smtp.example.nl",
    "mailbox-port": "587",
    "mailbox-security": "starttls",
    "mailbox-username": "anna",
    "mailbox-password": "geheim-geheim",
    "mailbox-from_address": "anna@example.nl",
}
COMPANY = {
    "company-company": "Studio Nieuw",
    "company-name": "Anna Bos",
    "company-email": "anna@example.nl",
    "company-phone": "06 11111111",
    "company-iban": "NL91 ABNA 0417 1643 00",
    "company-vat_number": "NL000099998B57",
    "company-kvk": "12345678",
    "company-address_form": "u",
    "company-client_kind": "business",
}
NUMBERS = {
    "numbers-quiet_until_hour": "9",
    "numbers-quiet_from_hour": "17",
    "numbers-gap_days": "7",
    "numbers-grace_days": "4",
    "numbers-bank_working_days": "2",
    "numbers-large_invoice_euros": "2500",
}
POSTS = ("company", "mailbox", "mailbox/test", "numbers", "pause", "resume")


@pytest.fixture
def studio() -> Administration:
    return cast.administration()


@pytest.fixture
def browser(client: Browser, studio: Administration) -> Browser:
    client.force_login(cast.anna(studio))
    return client


class TestWhoMayNot:
    def test_strangers_go_to_the_door(self, client: Browser) -> None:
        cast.person("Anna")

        for address in ("", *(f"{each}/" for each in POSTS)):
            answer = (
                client.post(f"/settings/{address}") if address else client.get("/settings/")
            )
            assert answer.headers["Location"].startswith("/account/login/")

    @pytest.mark.parametrize("who", [cast.bas, cast.vera])
    def test_others_change_nothing(
        self, client: Browser, studio: Administration, who: Any
    ) -> None:
        cast.anna(studio)
        client.force_login(who(studio))

        for part in ("company", "mailbox", "mailbox/test", "numbers", "resume"):
            answer = client.post(f"/settings/{part}/", MAILBOX | COMPANY | NUMBERS)
            assert answer.status_code == 403
        page = client.get("/settings/")
        assert page.status_code == 200
        assert "smtp" not in page.text
        assert not Mailbox.objects.exists()

    def test_looking_changes_nothing(self, browser: Browser) -> None:
        assert {browser.get(f"/settings/{part}/").status_code for part in POSTS} == {405}

    def test_somebody_without_a_place_stands_outside(self, client: Browser) -> None:
        client.force_login(cast.person("Chris"))

        assert client.get("/settings/").status_code == 403


class TestTheCompany:
    def test_is_saved(self, browser: Browser, studio: Administration) -> None:
        page = browser.post("/settings/company/", COMPANY, follow=True)

        studio.refresh_from_db()
        assert studio.name == "Studio Nieuw"
        assert studio.iban == "NL91ABNA0417164300"
        assert studio.kvk == "12345678"
        assert "Bewaard." in page.text
        assert Event.objects.filter(code="company.changed").exists()

    def test_refuses_a_wrong_iban_in_words(
        self, browser: Browser, studio: Administration
    ) -> None:
        page = browser.post(
            "/settings/company/", COMPANY | {"company-iban": "NL91ABNA0417164301"}
        )

        assert page.status_code == 422
        assert "klopt niet" in page.text
        studio.refresh_from_db()
        assert studio.name == "Studio Anna"


class TestTheMailbox:
    def test_keeps_the_password_sealed_and_to_itself(self, browser: Browser) -> None:
        browser.post("/settings/mailbox/", MAILBOX)
        page = browser.get("/settings/")

        mailbox = Mailbox.objects.get()
        assert "geheim" not in mailbox.sealed_password
        opened = secret.unseal(mailbox.sealed_password, key=installation.SECRET_KEY)
        assert opened == "geheim-geheim"
        assert "geheim-geheim" not in page.text
        assert mailbox.sealed_password not in page.text
        assert all("geheim" not in str(event.facts) for event in Event.objects.all())

    def test_is_not_repeated_when_the_form_is_wrong(self, browser: Browser) -> None:
        page = browser.post("/settings/mailbox/", MAILBOX | {"mailbox-port": "0"})

        assert page.status_code == 422
        assert "geheim-geheim" not in page.text

    def test_keeps_the_password_when_it_is_left_empty(self, browser: Browser) -> None:
        browser.post("/settings/mailbox/", MAILBOX)
        before = Mailbox.objects.get().sealed_password
        browser.post(
            "/settings/mailbox/",
            MAILBOX | {"mailbox-password": "", "mailbox-from_address": "b@example.nl"},
        )

        assert Mailbox.objects.get().sealed_password == before
        assert Mailbox.objects.get().from_address == "b@example.nl"

    def test_does_not_send_the_password_to_another_server(self, browser: Browser) -> None:
        browser.post("/settings/mailbox/", MAILBOX)
        page = browser.post(
            "/settings/mailbox/",
            MAILBOX | {"mailbox-password": "", "mailbox-host": "evil.example"},
        )

        assert page.status_code == 422
        assert Mailbox.objects.get().host == "smtp.example.nl"

    def test_switches_off_with_an_empty_server(self, browser: Browser) -> None:
        browser.post("/settings/mailbox/", MAILBOX)
        browser.post("/settings/mailbox/", MAILBOX | {"mailbox-host": ""})

        assert not Mailbox.objects.exists()


class TestTryingTheMailbox:
    @pytest.fixture
    def server(self) -> Iterator[SmtpServer]:
        with SmtpServer() as server:
            yield server

    def test_says_that_it_works(self, browser: Browser, server: SmtpServer) -> None:
        account = server.account()
        page = browser.post(
            "/settings/mailbox/test/",
            MAILBOX
            | {
                "mailbox-host": account.host,
                "mailbox-port": str(account.port),
                "mailbox-security": "none",
                "mailbox-username": "",
                "mailbox-password": "",
            },
            follow=True,
        )

        assert "laat ons binnen" in page.text
        assert Mailbox.objects.get().checked_at == cast.AT

    def test_says_what_to_check_when_nobody_answers(self, browser: Browser) -> None:
        page = browser.post(
            "/settings/mailbox/test/",
            MAILBOX | {"mailbox-host": "127.0.0.1", "mailbox-port": "1"},
            follow=True,
        )

        assert "neemt niemand op" in page.text
        assert Mailbox.objects.get().checked_at is None


class TestTheNumbers:
    def test_count_from_today(self, browser: Browser) -> None:
        for gap in ("7", "9"):
            browser.post("/settings/numbers/", NUMBERS | {"numbers-gap_days": gap})

        policy = Policy.objects.latest("number")
        assert (policy.from_day, policy.gap_days) == (cast.DAY, 9)
        assert policy.large_invoice_cents == 250_000
        assert 'value="9"' in browser.get("/settings/").text

    @pytest.mark.parametrize(
        "wrong",
        [
            {"gap_days": "4"},
            {"quiet_until_hour": "6"},
            {"quiet_from_hour": "21"},
            {"quiet_until_hour": "18", "quiet_from_hour": "9"},
            {"large_invoice_euros": "-1"},
            {"large_invoice_euros": "9" * 30},
        ],
    )
    def test_refuse_what_is_not_decent(self, browser: Browser, wrong: dict[str, str]) -> None:
        changed = {f"numbers-{name}": value for name, value in wrong.items()}

        assert browser.post("/settings/numbers/", NUMBERS | changed).status_code == 422
        assert not Policy.objects.exists()


class TestTheBrake:
    def test_stops_everything_and_goes_on(self, browser: Browser) -> None:
        browser.post("/settings/pause/", {"pause-reason": "ziek", "pause-until": "2026-10-20"})

        assert Hold.objects.get().client is None
        assert "Alles staat op pauze" in browser.get("/settings/").text

        browser.post("/settings/resume/")
        assert Hold.objects.get().lifted_at == cast.AT

    @pytest.mark.parametrize("until", ["2026-10-13", "", "nooit"])
    def test_needs_an_end(self, browser: Browser, until: str) -> None:
        answer = browser.post(
            "/settings/pause/", {"pause-reason": "ziek", "pause-until": until}
        )

        assert answer.status_code == 422
        assert not Hold.objects.exists()


class TestKeys:
    def test_are_each_persons_own(self, client: Browser, studio: Administration) -> None:
        vera = cast.vera(studio)
        client.force_login(vera)
        client.post("/settings/keys/", {"keys": "off"})

        vera.refresh_from_db()
        assert vera.shortcuts is False
        assert "data-keys" not in client.get("/settings/").text


class TestTheDemoClock:
    def test_is_not_there_outside_a_demo(self, browser: Browser) -> None:
        assert browser.post("/demo-clock/", {"days": "1"}).status_code == 404

    def test_moves_on_and_runs_the_day(self, client: Browser) -> None:
        demo = cast.administration(is_demo=True, demo_day=cast.DAY)
        client.force_login(cast.anna(demo))
        owing = cast.client(demo)
        cast.contact(owing)
        cast.invoice(owing, due_on=cast.DAY.replace(day=19))
        client.post("/demo-clock/", {"days": "7"})

        demo.refresh_from_db()
        assert demo.demo_day == cast.DAY.replace(day=21)
        assert owing.decisions.get().day == demo.demo_day

    @pytest.mark.parametrize("days", ["0", "-1", "365", "9" * 40, "", "²"])
    def test_stands_still_for_nonsense(self, client: Browser, days: str) -> None:
        demo = cast.administration(is_demo=True, demo_day=cast.DAY)
        client.force_login(cast.anna(demo))
        client.post("/demo-clock/", {"days": days})

        demo.refresh_from_db()
        assert demo.demo_day == cast.DAY

    def test_is_not_for_viewers(self, client: Browser) -> None:
        demo = cast.administration(is_demo=True, demo_day=cast.DAY)
        client.force_login(cast.vera(demo))

        assert client.post("/demo-clock/", {"days": "1"}).status_code == 403


class TestTheWayThroughThePage:
    @pytest.mark.parametrize("role", ["anna", "vera"])
    def test_leads_to_every_part_that_is_there_and_to_no_other(
        self, client: Browser, role: str
    ) -> None:
        of = cast.administration()
        client.force_login(getattr(cast, role)(of))

        page = client.get("/settings/").content.decode()

        jumps = page[page.index('class="jumps"') : page.index("</nav>", page.index("jumps"))]
        named = re.findall(r'href="#([a-z]+)"', jumps)
        assert [name for name in named if f'id="{name}"' not in page] == []
        parts = re.findall(r'<section class="card stack"(?: id="([a-z]+)")?[^>]*>', page)
        assert len(named) == len(parts)
