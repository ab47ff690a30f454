"""A call is written down once, with the quiet that was agreed in it."""

from datetime import timedelta

import pytest
from tests.actions import scenes
from tests.books import factories as make

from voldaan.actions.messages.conclude_call import Quiet, conclude_call
from voldaan.actions.messages.contact import Call
from voldaan.books.models import Administration, ContactMoment, Decision, Hold, User

pytestmark = pytest.mark.django_db
SOON = make.DAY + timedelta(days=5)


@pytest.fixture
def of() -> Administration:
    of = make.administration()
    make.statement(of)
    scenes.owing(of)
    scenes.look(of)
    return of


@pytest.fixture
def anna(of: Administration) -> User:
    return make.anna(of)


def concludes(
    of: Administration,
    by: User,
    *,
    seconds: int = 0,
    quiet: Quiet | None = None,
    note: str = "",
) -> None:
    client_id = Decision.objects.get(is_latest=True).client_id
    conclude_call(
        of.pk,
        call=Call(client_id, was_answered=quiet is not None, note=note),
        quiet=quiet,
        day=make.DAY,
        by=by,
        at=make.AT + timedelta(seconds=seconds),
    )


class TestPressedTwice:
    @pytest.mark.parametrize("quiet", [None, Quiet(SOON, "belofte")])
    def test_is_one_call(self, of: Administration, anna: User, quiet: Quiet | None) -> None:
        concludes(of, anna, quiet=quiet)
        concludes(of, anna, quiet=quiet, seconds=1)

        assert ContactMoment.objects.count() == 1
        assert Hold.objects.count() == (quiet is not None)
        assert scenes.chains_are_whole()

    def test_is_another_call_when_anything_else_was_said(
        self, of: Administration, anna: User
    ) -> None:
        concludes(of, anna, quiet=Quiet(SOON, "belofte"))
        concludes(of, anna, quiet=Quiet(SOON + timedelta(days=1), "belofte"), seconds=1)
        concludes(of, anna, quiet=Quiet(SOON, "belofte"), note="Belt terug", seconds=2)
        concludes(of, anna, seconds=3)

        assert ContactMoment.objects.count() == 4

    def test_is_another_call_later_and_of_somebody_else(
        self, of: Administration, anna: User
    ) -> None:
        concludes(of, anna)
        concludes(of, make.bas(of), seconds=1)
        concludes(of, anna, seconds=31)

        assert ContactMoment.objects.count() == 3
