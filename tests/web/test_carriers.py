"""Instellingen: accounts with carriers, whose keys are never shown; and the domain check."""

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from django.conf import settings as installation
from django.test import Client as Browser
from pytest_django.fixtures import Settings
from tests.books import factories as cast
from tests.channels.email.dns_server import DnsServer

from voldaan.actions.firm import check_domain
from voldaan.books.models import Administration, ChannelAccount, Event
from voldaan.channels.email import secret
from voldaan.channels.email.domain import Advice
from voldaan.web.presenting import carriers

pytestmark = pytest.mark.django_db

ADDRESS = "/settings/carriers/"
WHATSAPP = {
    "channel": "whatsapp", "whatsapp-is_on": "on", "whatsapp-number_id": "106540352242922",
    "whatsapp-template": "bericht", "whatsapp-template_language": "nl",
    "whatsapp-secret": "EAAG-geheim", "whatsapp-cents_each": "0,07",
}  # fmt: skip
SMS = {
    "channel": "sms", "sms-is_on": "on", "sms-sender_name": "Anna de Wit",
    "sms-secret": "0000-geheim", "sms-cents_each": "0,08",
}  # fmt: skip
POST = {
    "channel": "post", "post-is_on": "on", "post-address": "https://brieven.example/api",
    "post-secret": "geheime-sleutel",
}  # fmt: skip
FORMS = {"whatsapp": WHATSAPP, "sms": SMS, "post": POST}


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

        for address in (ADDRESS, "/settings/domain/"):
            assert client.post(address).headers["Location"].startswith("/account/login/")

    @pytest.mark.parametrize("who", [cast.bas, cast.vera])
    def test_others_change_and_see_nothing(
        self, client: Browser, studio: Administration, who: Any
    ) -> None:
        client.force_login(who(studio))

        for form in FORMS.values():
            assert client.post(ADDRESS, form).status_code == 403
        assert client.post("/settings/domain/").status_code == 403
        assert not ChannelAccount.objects.exists()
        assert "number_id" not in client.get("/settings/").text

    def test_looking_changes_nothing_and_asks_nobody(self, browser: Browser) -> None:
        assert browser.get(ADDRESS).status_code == 405
        assert browser.get("/settings/domain/").status_code == 405


class TestAnAccount:
    @pytest.mark.parametrize("channel", FORMS)
    def test_is_kept_with_its_key_sealed(
        self, browser: Browser, studio: Administration, channel: str
    ) -> None:
        form = FORMS[channel]

        answer = browser.post(ADDRESS, form)

        account = ChannelAccount.objects.get()
        given = form[f"{channel}-secret"]
        assert answer.headers["Location"] == "/settings/#carriers"
        assert (account.administration, account.channel, account.is_on) == (
            studio, channel, True,
        )  # fmt: skip
        assert secret.unseal(account.sealed_secret, key=installation.SECRET_KEY) == given
        assert given not in account.sealed_secret
        assert given not in browser.get("/settings/").text
        told = Event.objects.get(code="carrier.changed")
        assert told.facts == {"channel": channel, "is_on": True}

    def test_is_shown_again_without_its_key(self, browser: Browser) -> None:
        browser.post(ADDRESS, WHATSAPP)

        forms = browser.get("/settings/").context["carrier_forms"]
        whatsapp = next(each for each in forms if each.channel == "whatsapp")

        assert whatsapp["number_id"].value() == "106540352242922"
        assert (whatsapp["template"].value(), whatsapp["cents_each"].value()) == (
            "bericht", "0,07",
        )  # fmt: skip
        assert not whatsapp["secret"].value()

    def test_keeps_its_key_when_none_is_given(self, browser: Browser) -> None:
        browser.post(ADDRESS, SMS)

        browser.post(ADDRESS, SMS | {"sms-secret": "", "sms-sender_name": "Anna"})

        account = ChannelAccount.objects.get()
        assert account.sender == "Anna"
        assert (
            secret.unseal(account.sealed_secret, key=installation.SECRET_KEY) == "0000-geheim"
        )

    def test_never_sends_its_key_to_another_address(self, browser: Browser) -> None:
        browser.post(ADDRESS, POST)

        answer = browser.post(
            ADDRESS, POST | {"post-secret": "", "post-address": "https://evil.example/api"}
        )

        assert answer.status_code == 422
        assert ChannelAccount.objects.get().address == "https://brieven.example/api"

    def test_can_be_switched_off(self, browser: Browser) -> None:
        browser.post(ADDRESS, SMS)
        off = {name: text for name, text in SMS.items() if name != "sms-is_on"}

        browser.post(ADDRESS, off | {"sms-secret": ""})

        assert not ChannelAccount.objects.get().is_on
        assert browser.get("/settings/").context["page"].sends_by == ()

    @pytest.mark.parametrize(
        ("channel", "changes"),
        [
            ("whatsapp", {"whatsapp-number_id": "06 12345678"}),
            ("whatsapp", {"whatsapp-template": "Mijn Sjabloon"}),
            ("whatsapp", {"whatsapp-secret": "met spatie\r\nX: 1"}),
            ("whatsapp", {"whatsapp-secret": ""}),
            ("whatsapp", {"whatsapp-address": "http://evil.example/"}),
            ("sms", {"sms-sender_name": "Een veel te lange naam"}),
            ("sms", {"sms-sender_name": "123"}),
            ("sms", {"sms-cents_each": "gratis"}),
            ("sms", {"sms-address": "gateway.example:poort"}),
            ("post", {"post-address": "http://brieven.example"}),
            ("post", {"post-address": "https://u:p@brieven.example"}),
            ("post", {"post-address": ""}),
        ],
    )
    def test_that_cannot_be_right_is_said_so(
        self, browser: Browser, channel: str, changes: dict[str, str]
    ) -> None:
        answer = browser.post(ADDRESS, FORMS[channel] | changes)

        assert answer.status_code == 422
        assert not ChannelAccount.objects.exists()

    @pytest.mark.parametrize("channel", ["", "email", "fax", "\0", "x" * 10_000])
    def test_is_for_three_channels(self, browser: Browser, channel: str) -> None:
        assert browser.post(ADDRESS, {"channel": channel}).status_code in {400, 404}


class TestWhereACarrierReports:
    @pytest.fixture
    def public(self, settings: Settings) -> None:
        settings.PUBLIC_URL = "https://voldaan.example"

    def values(self, browser: Browser) -> list[str]:
        page = browser.get("/settings/").text
        return re.findall(
            r'<input id="reports-[a-z-]+" type="text" value="([^"]+)" readonly', page
        )

    @pytest.mark.usefixtures("public")
    def test_is_shown_with_a_word_where_the_service_asks_for_one(
        self, browser: Browser
    ) -> None:
        for form in FORMS.values():
            browser.post(ADDRESS, form)

        whatsapp, word, sms = self.values(browser)

        assert whatsapp.startswith("https://voldaan.example/hooks/whatsapp/")
        assert sms.startswith("https://voldaan.example/hooks/sms/")
        assert re.fullmatch("[0-9a-f]{40}", word)
        asked = {
            "hub.mode": "subscribe", "hub.verify_token": word, "hub.challenge": "42",
        }  # fmt: skip
        where = whatsapp.removeprefix("https://voldaan.example")
        assert Browser(HTTP_HOST="localhost").get(where, asked).text == "42"

    @pytest.mark.usefixtures("public")
    @pytest.mark.parametrize("who", [cast.bas, cast.vera])
    def test_is_for_the_owner_alone(
        self, browser: Browser, studio: Administration, who: Any
    ) -> None:
        browser.post(ADDRESS, WHATSAPP)
        browser.force_login(who(studio))

        assert "/hooks/" not in browser.get("/settings/").text

    @pytest.mark.usefixtures("public")
    def test_is_not_shown_before_there_is_an_account(self, browser: Browser) -> None:
        assert self.values(browser) == []

    def test_needs_a_public_address(self, browser: Browser) -> None:
        browser.post(ADDRESS, SMS)

        page = browser.get("/settings/").text

        assert "/hooks/" not in page
        assert "VOLDAAN_PUBLIC_URL" in page

    @pytest.mark.usefixtures("public")
    def test_says_whether_the_secret_that_signs_is_there(self, browser: Browser) -> None:
        browser.post(ADDRESS, WHATSAPP)
        (before,) = browser.get("/settings/").context["page"].reports_to

        browser.post(ADDRESS, WHATSAPP | {"whatsapp-webhook_secret": "app-geheim"})
        browser.post(ADDRESS, WHATSAPP)  # empty keeps the present one

        answer = browser.get("/settings/")
        (after,) = answer.context["page"].reports_to
        assert (before.waits_for_secret, after.waits_for_secret) == (True, False)
        assert "app-geheim" not in answer.text
        sealed = ChannelAccount.objects.get().sealed_webhook_secret
        assert secret.unseal(sealed, key=installation.SECRET_KEY) == "app-geheim"


class TestTheDomainCheck:
    @pytest.fixture
    def dns(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[DnsServer]:
        zone: dict[str, Any] = {
            "example.nl": ["v=spf1 include:post.example -all"],
            "post.example": ["v=spf1 ip4:192.0.2.1 -all"],
            "_dmarc.example.nl": ["v=DMARC1; p=none"],
        }
        with DnsServer(zone) as server:
            monkeypatch.setattr(check_domain, "RESOLVER", server.resolver())
            yield server

    def test_says_what_stands_there(self, browser: Browser, dns: DnsServer) -> None:
        page = browser.post("/settings/domain/")

        check = page.context["domain"]
        assert check.domain == "example.nl"
        assert [each.is_good for each in check.advice] == [True, False, False]
        assert all(each.text in page.text for each in check.advice)

    def test_is_not_made_by_looking(self, browser: Browser, dns: DnsServer) -> None:
        browser.get("/settings/")

        assert dns.asked == []

    def test_needs_a_domain(self, browser: Browser, dns: DnsServer) -> None:
        Administration.objects.update(email="anna")

        assert browser.post("/settings/domain/").headers["Location"] == "/settings/"

    @pytest.mark.parametrize("code", get_args(Advice))
    def test_has_words_for_every_advice(self, code: Advice) -> None:
        (advice,) = carriers.domain_check("example.nl", (code,)).advice

        assert advice.text
