import json

import pytest
from click.testing import CliRunner, Result
from django.test import Client as Browser
from tests.books import factories as make

from voldaan.books.models import User
from voldaan.cli import main

pytestmark = pytest.mark.django_db

NEW = "een lange zin met spaties €"


@pytest.fixture
def anna() -> User:
    return make.anna(make.administration())


def password(email: str, typed: str, *more: str) -> Result:
    return CliRunner().invoke(main, ["password", email, *more], input=typed)


class TestPassword:
    def test_needs_an_address(self) -> None:
        done = CliRunner().invoke(main, ["password"])

        assert done.exit_code == 2

    def test_of_nobody_is_refused(self, anna: User) -> None:
        done = password("niemand@\x1bexample.nl", NEW)

        assert done.exit_code == 1
        assert done.stderr == "Nobody signs in with niemand@?example.nl.\n"

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("", "too short"),
            ("kort", "too short"),
            ("1q2w3e4r5t", "everybody guesses"),
            ("x" * 201, "too long"),
        ],
    )
    def test_that_is_weak_is_refused_and_the_old_one_stays(
        self, anna: User, typed: str, said: str
    ) -> None:
        before = anna.password

        done = password(anna.email, f"{typed}\n")

        anna.refresh_from_db()
        assert done.exit_code == 1
        assert said in done.stderr
        assert anna.password == before

    def test_that_is_new_opens_the_door(self, anna: User) -> None:
        done = password(f" {anna.email.upper()}", f"{NEW}\r\nsecond line")

        anna.refresh_from_db()
        assert done.exit_code == 0
        assert anna.check_password(NEW)
        assert NEW not in done.output

    def test_ends_what_was_open_and_touches_nobody_else(
        self, anna: User, client: Browser
    ) -> None:
        chris = make.chris()
        client.force_login(anna)
        assert client.get("/settings/").status_code == 200

        password(anna.email, NEW)

        assert client.get("/settings/").status_code == 302
        assert User.objects.get(pk=chris.pk).password == chris.password

    def test_is_told_as_json_without_the_password(self, anna: User) -> None:
        done = password(anna.email, NEW, "--json")

        assert json.loads(done.stdout) == {"email": anna.email, "changed": True}
