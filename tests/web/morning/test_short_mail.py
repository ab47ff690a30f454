"""The shorter mail is as strict about who reads it as the whole one."""

import pytest
from django.test import Client as Browser
from tests.books import factories as cast
from tests.web.morning.meanwhile import prepare

from voldaan.books.models import Administration, Contact, Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    firm = cast.administration()
    cast.statement(firm)
    return firm


def opened(browser: Browser, of: Administration, address: str) -> str:
    """Give the link to which the door of the shorter mail leads, or nothing."""
    browser.force_login(cast.anna(of))
    message = prepare(of, "email")
    Contact.objects.update(email=address)
    Message.objects.update(to_address=address)
    return browser.get(f"/messages/{message.pk}/open/short/").headers.get("Location", "")


class TestTheShorterMail:
    @pytest.mark.parametrize(
        "address",
        [
            "els@vink.example,bas@bas.example",
            "els@vink.example?bcc=bas@bas.example",
            "els@vink.example\r\nBcc: bas@bas.example",
            "els",
        ],
    )
    def test_is_for_one_reader_only(
        self, client: Browser, of: Administration, address: str
    ) -> None:
        assert opened(client, of, address) == ""

    def test_names_a_domain_as_mail_servers_do(
        self, client: Browser, of: Administration
    ) -> None:
        assert opened(client, of, "els@café.example").startswith(
            "mailto:els@xn--caf-dma.example?subject="
        )
