from collections.abc import Callable
from typing import Any

import pytest
from tests.actions import scenes
from tests.books import factories as make
from tests.cli.conftest import Run

from voldaan.actions import run_day
from voldaan.books.models import Administration, Decision, Message

pytestmark = pytest.mark.django_db

Answer = Callable[..., Any]


@pytest.fixture
def of() -> Administration:
    of = make.administration()
    make.statement(of)
    scenes.owing(of)
    return of


class TestDaily:
    def test_decides_and_prepares(self, of: Administration, answered: Answer) -> None:
        [result] = answered("daily", "--day", make.DAY)["administrations"]

        assert (result["clients"], result["steps"], result["proposed"]) == (1, 1, 1)
        assert (result["administration"], result["day"]) == (of.pk, "2026-10-14")

    def test_twice_changes_nothing_more(self, of: Administration, answered: Answer) -> None:
        answered("daily", "--day", make.DAY)

        [result] = answered("daily", "--day", make.DAY)["administrations"]

        assert (result["changed"], result["proposed"]) == (0, 0)
        assert Decision.objects.count() == 1

    def test_in_a_dry_run_decides_and_keeps_nothing(
        self, of: Administration, answered: Answer
    ) -> None:
        answer = answered("daily", "--day", make.DAY, "--dry-run")

        assert answer["dry_run"] is True
        assert answer["administrations"][0]["steps"] == 1
        assert (Decision.objects.count(), Message.objects.count()) == (0, 0)
        of.refresh_from_db()
        assert of.daily_on is None

    def test_goes_on_after_an_administration_that_fails(
        self, of: Administration, voldaan: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = make.administration("Bureau Chris")
        real = run_day.match_lines

        def fails_for_one(administration_id: int, **named: Any) -> Any:
            if administration_id == of.pk:
                raise ZeroDivisionError
            return real(administration_id, **named)

        monkeypatch.setattr(run_day, "match_lines", fails_for_one)

        done = voldaan("daily", "--day", make.DAY)

        assert done.exit_code == 1
        assert "Studio Anna, 2026-10-14: failed (ZeroDivisionError)" in done.stderr
        other.refresh_from_db()
        assert other.daily_on == make.DAY

    def test_refuses_a_day_that_does_not_exist(self, of: Administration, voldaan: Run) -> None:
        done = voldaan("daily", "--day", "2026-02-29")

        assert done.exit_code == 2
        assert "is not a day" in done.stderr
