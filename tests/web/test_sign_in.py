"""What the library for signing in says on our pages."""

import pytest
from django.test import Client as Browser
from tests.books import factories as cast

pytestmark = pytest.mark.django_db

PASSWORD = "een rustige dag in oktober"


class TestTheNewPassword:
    def test_is_asked_for_in_je(self, client: Browser) -> None:
        cast.anna(cast.administration(), password=PASSWORD)
        client.post("/account/login/", {"login": "anna@example.nl", "password": PASSWORD})

        page = client.get("/account/password/", headers={"Accept-Language": "nl"})

        assert "Minstens 10 tekens. Een zin mag ook." in page.text
        assert "Uw " not in page.text
