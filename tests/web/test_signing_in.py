"""The first start, the door, and what a session is worth."""

import pytest
from django.conf import LazySettings
from django.contrib.auth.hashers import identify_hasher
from django.core.cache import cache
from django.test import Client as Browser
from tests.books import factories as cast

from voldaan.books.models import Administration, User
from voldaan.books.queries import places
from voldaan.config import settings as real_settings

pytestmark = pytest.mark.django_db

PASSWORD = "een rustige dag in oktober"
WELCOME = {
    "company": "Studio Anna",
    "name": "Anna",
    "email": "Anna@Example.nl",
    "phone": "06 12345678",
    "iban": "NL91 ABNA 0417 1643 00",
    "vat_number": "",
    "kvk": "",
    "address_form": "je",
    "client_kind": "both",
    "password": PASSWORD,
}


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def anna() -> User:
    return cast.anna(cast.administration(), password=PASSWORD)


def log_in(browser: Browser, password: str = PASSWORD, after: str = "") -> object:
    return browser.post(
        f"/account/login/{after}", {"login": "anna@example.nl", "password": password}
    )


class TestTheWelcome:
    def test_makes_the_owner_and_opens_the_import(self, client: Browser) -> None:
        assert client.get("/").headers["Location"] == "/welcome/"

        answer = client.post("/welcome/", WELCOME)

        assert answer.headers["Location"] == "/import/"
        assert client.get("/import/").status_code == 200
        studio = Administration.objects.get()
        assert (studio.serves, studio.address_form, studio.iban) == (
            "both",
            "je",
            "NL91ABNA0417164300",
        )
        assert User.objects.get().email == "anna@example.nl"

    def test_says_above_the_form_what_needs_a_look(self, client: Browser) -> None:
        answer = client.post("/welcome/", WELCOME | {"password": "kort", "address_form": ""})

        summary = answer.text[answer.text.index('role="alert"') :]
        assert "2 dingen vragen nog aandacht:" in summary
        for target in ("id_password", "id_address_form_0"):
            assert f'href="#{target}"' in summary
            assert f'id="{target}"' in summary
        assert 'role="alert"' not in client.get("/welcome/").text

    def test_says_in_dutch_that_a_password_is_short(self, client: Browser) -> None:
        answer = client.post("/welcome/", WELCOME | {"password": "kort"})

        assert "te kort: neem minstens 10 tekens" in answer.text
        assert "too short" not in answer.text

    def test_is_closed_once_somebody_is_here(self, client: Browser, anna: User) -> None:
        for answer in (client.get("/welcome/"), client.post("/welcome/", WELCOME)):
            assert answer.headers["Location"] == "/account/login/"
        assert Administration.objects.count() == 1

    def test_lets_in_one_of_two_at_the_same_moment(
        self, client: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(places, "somebody_is_here", lambda: False)  # both look first
        client.post("/welcome/", WELCOME)

        for email in ("bas@example.nl", WELCOME["email"]):
            answer = Browser(HTTP_HOST="localhost").post(
                "/welcome/", WELCOME | {"email": email}
            )
            assert answer.headers["Location"] == "/account/login/"

        assert Administration.objects.count() == User.objects.count() == 1

    @pytest.mark.parametrize(
        "elsewhere",
        [
            {"REMOTE_ADDR": "192.168.1.20"},
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=127.0.0.1"},
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_PROTO": "https"},
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_HOST": "anna.example"},
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "anna.example"},  # a proxy that is silent
            {"REMOTE_ADDR": ""},
        ],
    )
    def test_opens_only_on_the_machine_itself(
        self, client: Browser, elsewhere: dict[str, str], settings: LazySettings
    ) -> None:
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "anna.example"]

        answer = client.post("/welcome/", WELCOME, **elsewhere)  # type: ignore[arg-type]

        assert answer.status_code == 403
        assert "op de computer zelf" in answer.text
        assert not User.objects.exists()

    def test_takes_a_number_of_the_chamber_as_people_write_it(self, client: Browser) -> None:
        client.post("/welcome/", WELCOME | {"kvk": " 12 34.56 78 "})

        assert Administration.objects.get().kvk == "12345678"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"password": "kort"},
            {"password": "password123"},
            {"iban": "NL00"},
            {"email": "x"},
            {"kvk": "12"},
        ],
    )
    def test_says_what_is_wrong(self, client: Browser, wrong: dict[str, str]) -> None:
        answer = client.post("/welcome/", WELCOME | wrong)

        assert answer.status_code == 200
        assert "errorlist" in answer.text
        assert not User.objects.exists()


class TestTheDoor:
    def test_opens_with_the_right_password(self, client: Browser, anna: User) -> None:
        assert log_in(client).headers["Location"] == "/"  # type: ignore[attr-defined]

    def test_closes_after_five_wrong_passwords(self, client: Browser, anna: User) -> None:
        for _ in range(5):
            log_in(client, "verkeerd wachtwoord")

        answer = log_in(client)

        assert "Te veel" in answer.text or answer.status_code == 429  # type: ignore[attr-defined]
        assert "_auth_user_id" not in client.session

    def test_says_the_same_whether_the_address_is_known(
        self, client: Browser, anna: User
    ) -> None:
        known = log_in(client, "verkeerd wachtwoord").text  # type: ignore[attr-defined]
        unknown = client.post(
            "/account/login/", {"login": "wie@example.nl", "password": "verkeerd wachtwoord"}
        ).text

        assert "errorlist" in known
        assert _errors(known) == _errors(unknown)

    @pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example"])
    def test_never_leads_elsewhere(self, client: Browser, anna: User, elsewhere: str) -> None:
        answer = log_in(client, after=f"?next={elsewhere}")

        assert answer.headers["Location"] == "/"  # type: ignore[attr-defined]

    def test_is_no_sign_up(self, client: Browser, anna: User) -> None:
        client.post("/account/signup/", {"email": "x@example.nl", "password1": PASSWORD})

        assert User.objects.count() == 1

    def test_closes_behind_who_leaves(self, client: Browser, anna: User) -> None:
        log_in(client)
        client.get("/account/logout/")
        assert "_auth_user_id" in client.session

        client.post("/account/logout/")
        assert "_auth_user_id" not in client.session


class TestTheSession:
    def test_gets_another_key_at_the_door(self, client: Browser, anna: User) -> None:
        client.get("/account/login/")
        session = client.session
        session["before"] = True
        session.save()
        before = session.session_key
        log_in(client)

        assert client.session.session_key != before

    def test_travels_in_a_careful_cookie(self, client: Browser, anna: User) -> None:
        log_in(client)
        cookie = client.cookies[real_settings.SESSION_COOKIE_NAME]

        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert not cookie["secure"]  # plain http on this machine; see the next test

    def test_is_marked_secure_once_the_address_is_https(self) -> None:
        assert (
            real_settings.PUBLIC_URL.startswith("https")
        ) == real_settings.SESSION_COOKIE_SECURE

    def test_ends_elsewhere_when_the_password_changes(
        self, client: Browser, anna: User
    ) -> None:
        log_in(client)
        other = Browser()
        log_in(other)
        client.post(
            "/account/password/",
            {
                "oldpassword": PASSWORD,
                "password1": "nog een rustige dag",
                "password2": "nog een rustige dag",
            },
        )

        assert client.get("/import/").status_code == 200
        assert other.get("/import/").status_code == 302


class TestThePassword:
    def test_is_kept_as_argon2(self, settings: LazySettings) -> None:
        settings.PASSWORD_HASHERS = real_settings.PASSWORD_HASHERS
        user = User.objects.create_user("bas@example.nl", PASSWORD, joined_at=cast.AT)

        assert identify_hasher(user.password).algorithm == "argon2"
        assert PASSWORD not in user.password


def _errors(page: str) -> str:
    return page[page.index("errorlist") :].split("</ul>")[0]
