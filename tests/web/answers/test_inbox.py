"""The mailbox for answers on the settings page: the owner's, tried on a real server."""

import pytest
from django.test import Client as Browser
from tests.books import factories as cast
from tests.imap_server import PASSWORD, ImapServer, imap_server

from voldaan.books.models import Administration, Mailbox

__all__ = ["imap_server"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    """Give Anna's firm, which can send already."""
    firm = cast.administration()
    Mailbox.objects.create(
        administration=firm, host="smtp.example.nl", from_address="anna@example.nl"
    )
    return firm


def filled(**changes: object) -> dict[str, object]:
    facts = {
        "imap_host": "imap.example.nl", "imap_port": 993, "imap_security": "ssl",
        "imap_username": "anna", "password": "zeer-geheim-7", "imap_folder": "INBOX",
    }  # fmt: skip
    return {f"inbox-{name}": value for name, value in {**facts, **changes}.items()}


class TestAccess:
    def test_is_the_owners(self, client: Browser, of: Administration) -> None:
        client.force_login(cast.bas(of))

        assert client.post("/settings/inbox/", filled()).status_code == 403
        assert "Mailbox voor antwoorden" not in client.get("/settings/").content.decode()


class TestSaving:
    def test_seals_the_password_and_never_shows_it(
        self, client: Browser, of: Administration
    ) -> None:
        client.force_login(cast.anna(of))

        client.post("/settings/inbox/", filled())

        mailbox = Mailbox.objects.get()
        assert mailbox.imap_host == "imap.example.nl"
        assert mailbox.imap_sealed_password
        assert "zeer-geheim-7" not in mailbox.imap_sealed_password
        assert mailbox.read_since == cast.DAY
        assert "zeer-geheim-7" not in client.get("/settings/").content.decode()

    def test_sends_a_kept_password_to_no_other_server(
        self, client: Browser, of: Administration
    ) -> None:
        client.force_login(cast.anna(of))
        client.post("/settings/inbox/", filled())

        page = client.post("/settings/inbox/", filled(imap_host="evil.example", password=""))

        assert page.status_code == 422
        assert Mailbox.objects.get().imap_host == "imap.example.nl"

    def test_comes_after_the_mailbox_that_sends(self, client: Browser) -> None:
        firm = cast.administration()
        client.force_login(cast.anna(firm))

        page = client.post("/settings/inbox/", filled())

        assert page.status_code == 422
        assert not Mailbox.objects.exists()

    def test_can_be_switched_off(self, client: Browser, of: Administration) -> None:
        client.force_login(cast.anna(of))
        client.post("/settings/inbox/", filled())

        client.post("/settings/inbox/", filled(imap_host="", password=""))

        mailbox = Mailbox.objects.get()
        assert (mailbox.imap_host, mailbox.imap_sealed_password) == ("", "")


class TestTrying:
    def test_says_that_a_real_server_lets_us_in(
        self, client: Browser, of: Administration, imap_server: ImapServer
    ) -> None:
        account = imap_server.account(imap_server.new_user())
        Mailbox.objects.update(ca_file=account.ca_file)
        client.force_login(cast.anna(of))
        facts = filled(
            imap_host=account.host, imap_port=account.port, imap_username=account.username,
            password=PASSWORD,
        )  # fmt: skip

        page = client.post("/settings/inbox/test/", facts, follow=True).content.decode()
        wrong = client.post(
            "/settings/inbox/test/", {**facts, "inbox-password": "fout"}, follow=True
        ).content.decode()

        assert "De mailbox laat ons binnen. Antwoorden worden vanaf nu gelezen." in page
        assert "weigert de gebruikersnaam of het wachtwoord" in wrong
