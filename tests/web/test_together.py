"""All that is ready on one page: look once, send what is ticked."""

import pytest
from django.test import Client as Browser
from tests.books import factories as cast
from tests.web.test_today_buttons import decide, late_client, mailbox

from voldaan.books.models import Administration, Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    """Give Anna's firm with three messages that are ready."""
    firm = cast.administration()
    cast.statement(firm)
    mailbox(firm)
    for name in ("Vink BV", "Dirk", "Merel"):
        late_client(firm, name, email=f"{name[:4].strip().lower()}@vink.example")
    decide(firm)
    return firm


class TestTogether:
    def test_shows_everything_that_will_go_out_and_why(
        self, client: Browser, of: Administration
    ) -> None:
        client.force_login(cast.anna(of))

        page = client.get("/together/").content.decode()

        assert all(name in page for name in ("Vink BV", "Dirk", "Merel"))
        assert page.count("Waarom dit, waarom nu") == 3
        assert "/together/" in client.get("/").content.decode()

    def test_releases_what_is_ticked_and_nothing_else(
        self, client: Browser, of: Administration
    ) -> None:
        ids = list(Message.objects.order_by("pk").values_list("pk", flat=True))
        client.force_login(cast.anna(of))

        client.post("/together/", {"message": ids[:2]})

        states = list(Message.objects.order_by("pk").values_list("state", flat=True))
        assert states == ["ready", "ready", "proposed"]
        assert Message.objects.filter(send_after__gt=cast.AT).count() == 2

    def test_leaves_messages_of_others_alone(self, client: Browser, of: Administration) -> None:
        other = Message.objects.first()
        client.force_login(cast.chris())

        client.post("/together/", {"message": [other.pk if other else 0, "x", "9" * 40]})

        assert set(Message.objects.values_list("state", flat=True)) == {"proposed"}

    def test_is_released_by_the_owner_only(self, client: Browser, of: Administration) -> None:
        client.force_login(cast.bas(of))

        assert client.get("/together/").status_code == 200
        assert client.post("/together/", {"message": [1]}).status_code == 403

    def test_says_when_nothing_is_ready(self, client: Browser) -> None:
        client.force_login(cast.anna(cast.administration()))

        assert "Er staat niets klaar" in client.get("/together/").content.decode()
