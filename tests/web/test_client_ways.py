"""The client's page: how it is reached, its address, its pay day; and who agreed to what."""

from typing import Any

import pytest
from django.test import Client as Browser
from tests.books import factories as cast

from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Administration, Client, Contact, Event, Message

pytestmark = pytest.mark.django_db
CHANGED = {
    "contact": "Els de Vries", "email": "els@vink.example", "phone": "06-12345678",
    "kind": "business", "address_form": "u", "language": "nl", "terms_days": "30",
    "preferred_channel": "whatsapp", "uses_whatsapp": "on", "uses_sms": "on",
    "linkedin": "https://nl.linkedin.com/in/els-de-vries", "street": "Kade 12 b",
    "postcode": "3533ab", "city": "Utrecht", "country": "NL", "is_a_client": "on",
    "pays_on_weekday": "5", "asks_first": "on",
}  # fmt: skip


@pytest.fixture
def vink() -> Client:
    firm = cast.administration()
    cast.statement(firm)
    client = cast.client(firm)
    cast.contact(client)
    cast.invoice(client)
    follow_up(firm.pk, day=cast.DAY, at=cast.AT)
    return client


@pytest.fixture
def browser(client: Browser, vink: Client) -> Browser:
    client.force_login(cast.bas(vink.administration))
    return client


def change(browser: Browser, vink: Client, **changes: str) -> Any:
    return browser.post(f"/clients/{vink.pk}/change/", CHANGED | changes)


class TestWhoMayNot:
    def test_a_viewer_changes_nothing(self, client: Browser, vink: Client) -> None:
        client.force_login(cast.vera(vink.administration))

        assert change(client, vink).status_code == 403

    def test_chris_finds_nobody(self, client: Browser, vink: Client) -> None:
        client.force_login(cast.chris())

        assert change(client, vink).status_code == 404
        vink.refresh_from_db()
        assert vink.city == ""


class TestWhatIsKnown:
    def test_is_kept_and_shown_again(self, browser: Browser, vink: Client) -> None:
        change(browser, vink)

        vink.refresh_from_db()
        contact = Contact.objects.get()
        assert (vink.street, vink.postcode, vink.city) == ("Kade 12 b", "3533 AB", "Utrecht")
        assert (vink.uses_whatsapp, vink.uses_sms, vink.is_a_client) == (True, True, True)
        assert vink.asks_first
        assert (vink.pays_on_weekday, vink.pays_on_monthday) == (5, None)
        assert contact.linkedin == "https://www.linkedin.com/in/els-de-vries/"
        page = browser.get(f"/clients/{vink.pk}/")
        form = page.context["form"]
        assert form["street"].value() == "Kade 12 b"
        assert form["pays_on_weekday"].value() == 5
        assert 'href="tel:+31612345678"' in page.text
        assert set(page.context["page"].channels) == {
            "email", "phone", "whatsapp", "sms", "linkedin", "post",
        }  # fmt: skip

    def test_changes_the_step_at_once(self, browser: Browser, vink: Client) -> None:
        assert Message.objects.get().channel == "email"

        change(browser, vink, is_a_client="", pays_on_weekday="")

        message = Message.objects.get(state="proposed")
        assert (message.channel, message.to_address) == ("whatsapp", "+31612345678")

    def test_can_be_taken_away_again(self, browser: Browser, vink: Client) -> None:
        change(browser, vink)
        less = dict.fromkeys(("street", "postcode", "city", "linkedin", "pays_on_weekday"), "")
        gone = {
            name: CHANGED[name] for name in CHANGED if not name.startswith(("uses", "is_a"))
        }

        browser.post(f"/clients/{vink.pk}/change/", gone | less | {"preferred_channel": ""})

        vink.refresh_from_db()
        assert (vink.street, vink.uses_whatsapp, vink.pays_on_weekday) == ("", False, None)
        assert Contact.objects.get().linkedin == ""

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"postcode": "12345"}, "postcode"),
            ({"linkedin": "https://www.linkedin.com/company/vink/"}, "linkedin"),
            ({"linkedin": "javascript:alert(1)"}, "linkedin"),
            ({"phone": "020 1234567"}, "phone"),
            ({"pays_on_monthday": "25"}, "pays_on_monthday"),
            ({"pays_on_weekday": "", "pays_on_monthday": "32"}, "pays_on_monthday"),
            ({"preferred_channel": "fax"}, "preferred_channel"),
            ({"country": "XX"}, "country"),
        ],
    )
    def test_must_be_possible(
        self, browser: Browser, vink: Client, changes: dict[str, str], field: str
    ) -> None:
        answer = change(browser, vink, **changes)

        assert field in answer.context["form"].errors
        vink.refresh_from_db()
        assert vink.city == ""

    def test_may_be_a_postcode_of_elsewhere(self, browser: Browser, vink: Client) -> None:
        change(browser, vink, country="BE", postcode="1000")

        vink.refresh_from_db()
        assert (vink.country, vink.postcode) == ("BE", "1000")


class TestConsent:
    def test_is_kept_with_who_wrote_it_down_and_when(
        self, browser: Browser, vink: Client
    ) -> None:
        change(browser, vink)
        without = {name: text for name, text in CHANGED.items() if name != "uses_sms"}
        browser.post(f"/clients/{vink.pk}/change/", without)

        told = Event.objects.filter(code__startswith="consent").order_by("number")
        assert [(each.code, each.facts["channel"]) for each in told] == [
            ("consent.given", "whatsapp"),
            ("consent.given", "sms"),
            ("consent.ended", "sms"),
        ]
        assert all(each.user is not None and each.user.name == "Bas" for each in told)

    def test_is_not_told_again_when_nothing_changed(
        self, browser: Browser, vink: Client
    ) -> None:
        change(browser, vink)
        change(browser, vink)

        assert Event.objects.filter(code="consent.given").count() == 2


class TestTheFirmsOwnAddress:
    def test_is_kept_in_the_settings(self, client: Browser, vink: Client) -> None:
        firm = Administration.objects.get()
        client.force_login(cast.anna(firm))
        form = {
            f"company-{name}": text
            for name, text in {
                "company": "Studio Anna", "name": "Anna", "email": "anna@example.nl",
                "phone": "06 12345678", "iban": cast.OWN_IBAN, "address_form": "u",
                "client_kind": "business", "street": "Gracht 7", "postcode": "3511 AB",
                "city": "Utrecht",
            }.items()
        }  # fmt: skip

        assert client.post("/settings/company/", form).status_code == 302

        firm.refresh_from_db()
        assert (firm.street, firm.postcode, firm.city) == ("Gracht 7", "3511 AB", "Utrecht")
        shown = client.get("/settings/").context["company_form"]
        assert shown["street"].value() == "Gracht 7"


class TestAStopForInsolvency:
    def test_is_seen_set_and_lifted_at_the_client(self, browser: Browser, vink: Client) -> None:
        change(browser, vink, stopped_for="debt_help")
        seen = browser.get(f"/clients/{vink.pk}/").context["form"].initial["stopped_for"]

        change(browser, vink, stopped_for="")

        assert seen == "debt_help"
        assert Client.objects.get().stopped_for == ""

    def test_takes_no_other_reason(self, browser: Browser, vink: Client) -> None:
        answer = change(browser, vink, stopped_for="boos")

        assert "stopped_for" in answer.context["form"].errors
        assert Client.objects.get().stopped_for == ""


class TestThePayablesDesk:
    DESK = "crediteuren@vink.example"

    def test_is_added_changed_and_removed(self, browser: Browser, vink: Client) -> None:
        change(
            browser, vink, payables=self.DESK, payables_name="Crediteuren Vink",
            is_large_organisation="on",
        )  # fmt: skip

        vink.refresh_from_db()
        desk = Contact.objects.get(role="payables")
        assert (desk.email, desk.first_name) == (self.DESK, "")
        assert vink.is_large_organisation
        shown = browser.get(f"/clients/{vink.pk}/").context["form"].initial
        assert (shown["payables"], shown["email"]) == (self.DESK, "els@vink.example")

        change(browser, vink, payables="kim@vink.example", payables_name="Kim Post")
        desk.refresh_from_db()
        assert (desk.email, desk.first_name) == ("kim@vink.example", "Kim")

        change(browser, vink)
        assert [each.role for each in Contact.objects.all()] == ["main"]

    def test_gets_the_message_that_was_for_the_buyer(
        self, browser: Browser, vink: Client
    ) -> None:
        assert Message.objects.get().to_address == "els@vink.example"

        change(
            browser, vink, payables=self.DESK, is_large_organisation="on",
            preferred_channel="", is_a_client="", pays_on_weekday="",
        )  # fmt: skip

        assert Message.objects.get(state="proposed").to_address == self.DESK

    def test_turns_who_alone_was_written_to_into_the_buyer(
        self, browser: Browser, vink: Client
    ) -> None:
        Contact.objects.update(role="payables")
        shown = browser.get(f"/clients/{vink.pk}/").context["form"].initial
        assert (shown["email"], shown["payables"]) == ("els@vink.example", "")

        change(browser, vink, payables=self.DESK)

        assert dict(Contact.objects.values_list("role", "email")) == {
            "main": "els@vink.example",
            "payables": self.DESK,
        }
