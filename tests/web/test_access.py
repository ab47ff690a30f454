"""The door: who comes in, in which language, and what nobody may do."""

import pytest
from django.test import Client as Browser
from tests.books import factories as cast

pytestmark = pytest.mark.django_db


class TestTheLanguage:
    def test_is_dutch_for_an_english_browser(self, client: Browser) -> None:
        cast.anna(cast.administration())

        page = client.get("/account/login/", headers={"accept-language": "en-GB,en"})

        assert page.headers["Content-Language"] == "nl"
        assert "Inloggen" in page.text

    def test_is_what_the_cookie_says(self, client: Browser) -> None:
        cast.anna(cast.administration())

        client.post("/language/", {"language": "en", "next": "/account/login/"})

        assert "Nice to see you again" in client.get("/account/login/").text

    def test_is_what_the_person_chose(self, client: Browser) -> None:
        anna = cast.anna(cast.administration())
        client.force_login(anna)

        client.post("/language/", {"language": "en"})

        anna.refresh_from_db()
        assert anna.language == "en"

    def test_ignores_languages_that_are_not_there(self, client: Browser) -> None:
        client.post("/language/", {"language": "<script>"})

        assert "django_language" not in client.cookies

    @pytest.mark.parametrize(
        "elsewhere",
        ["https://evil.example/", "//evil.example", "javascript:alert(1)", "client", "clients/",
         "\0", "/\\evil.example", "<script>"],
    )  # fmt: skip
    def test_never_leads_elsewhere(self, client: Browser, elsewhere: str) -> None:
        answer = client.post("/language/", {"language": "en", "next": elsewhere})

        assert answer.headers["Location"] == "/"

    def test_is_not_changed_by_looking(self, client: Browser) -> None:
        assert client.get("/language/?language=en").status_code == 405
