"""For whom a step is, how long it rests, whose words it says: kept, counted, and replayed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.actions import scenes
from tests.actions.firm.test_change_ladder import change, nothing_changed, steps
from tests.books import factories as make

from voldaan.actions.firm.change_ladder import BadLadder, StepChange, shipped_steps
from voldaan.actions.firm.change_settings import Numbers, change_numbers
from voldaan.books.models import (
    Administration,
    Allocation,
    Client,
    Decision,
    LadderStep,
    Message,
    Payment,
    User,
)
from voldaan.books.queries.decided import stored
from voldaan.books.queries.policies import policy, policy_of_version
from voldaan.followup.repeat import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    of = make.administration()
    make.statement(of)
    return of


@pytest.fixture
def anna(of: Administration) -> User:
    return make.anna(of)


class TestMoreOfAStep:
    def test_is_kept_and_counts(self, of: Administration, anna: User) -> None:
        more = {
            "only_if": ("large_invoice", "consumer"), "minimum_gap_days": 14,
            "text": "reminder_1",
        }  # fmt: skip

        change(of, anna, *steps(reminder_2=more))

        row = LadderStep.objects.get()
        assert (row.only_if, row.minimum_gap_days, row.text) == (
            "consumer large_invoice", 14, "reminder_1",
        )  # fmt: skip
        found = policy(of.pk, day=make.DAY).steps[2]
        assert (found.only_if, found.minimum_gap_days, found.text_version) == (
            ("consumer", "large_invoice"), 14, "reminder_1",
        )  # fmt: skip

    def test_may_be_for_everybody_where_the_shipped_step_is_not(
        self, of: Administration, anna: User
    ) -> None:
        assert shipped_steps("standard")[0].only_if

        change(of, anna, *steps(service_check={"only_if": ()}))

        assert LadderStep.objects.get().only_if == "always"
        assert policy(of.pk, day=make.DAY).steps[0].only_if == ()

    def test_that_is_not_named_stays_as_shipped(self, of: Administration, anna: User) -> None:
        change(of, anna, StepChange("service_check", -12), StepChange("decide", 30))

        assert {(row.only_if, row.minimum_gap_days, row.text) for row in _rows()} == {
            ("", 0, "")
        }
        first, *_, last = policy(of.pk, day=make.DAY).steps
        assert first.only_if == shipped_steps("standard")[0].only_if
        assert last.minimum_gap_days == 7

    def test_in_the_shipped_words_is_no_change(self, of: Administration, anna: User) -> None:
        check = shipped_steps("standard")[0].only_if

        change(of, anna, *steps(service_check={"only_if": tuple(reversed(check))}))

        assert nothing_changed()

    def test_says_the_mild_words_where_the_owner_chose_them(
        self, of: Administration, anna: User
    ) -> None:
        vink = scenes.owing(of, due_on=make.DAY - timedelta(days=30))
        _paid_once(vink)
        mild: dict[str, dict[str, Any]] = {
            "reminder_1": {"is_on": False},
            "reminder_2": {"text": "reminder_1"},
        }

        change(of, anna, *steps(**mild))

        second = Message.objects.get(client=vink, step="reminder_2")
        assert second.text_version.startswith("reminder_1.nl.u")
        assert "Op welke dag" not in second.body_text
        assert Decision.objects.filter(is_latest=True).get().outcome["text_version"] == (
            "reminder_1"
        )

    def test_leaves_old_decisions_as_they_were(self, of: Administration, anna: User) -> None:
        scenes.owing(of)
        scenes.look(of)
        before = list(stored(of.pk))
        assert before

        change(of, anna, *steps("new", reminder_1={"minimum_gap_days": 9}), ladder="new")
        change(of, anna, *steps("new", call={"only_if": ("large_invoice",)}), ladder="new")
        scenes.look(of, days=7)

        found = list(stored(of.pk))
        assert found[-len(before) :] == before
        assert len(found) > len(before)
        for each in found:
            version = policy_of_version(of.pk, version=each.policy_version)
            code, _ = again(
                each.situation, policy=version, day=each.day,
                stored=each.decision, fingerprint=each.fingerprint,
            )  # fmt: skip
            assert code == "same"

    def test_leaves_a_reminder_whatever_is_called_large_later(
        self, of: Administration, anna: User
    ) -> None:
        numbers = Numbers(5, 0, 3, 3, 18, 8)  # every invoice is large, for now
        change_numbers(of.pk, numbers=numbers, day=make.DAY, by=anna, at=make.AT)
        only_large = {"only_if": ("large_invoice",)}

        with pytest.raises(BadLadder, match="first_contact"):
            change(of, anna, *steps(reminder_1=only_large, reminder_2=only_large))

        assert not LadderStep.objects.exists()

    def test_cannot_be_kept_outside_its_bounds(self, of: Administration, anna: User) -> None:
        change(of, anna, StepChange("reminder_1", 3))

        with pytest.raises(IntegrityError), transaction.atomic():
            LadderStep.objects.update(minimum_gap_days=4)


def _rows() -> list[LadderStep]:
    return list(LadderStep.objects.all())


def _paid_once(client: Client) -> None:
    before = make.invoice(client, due_on=date(2026, 1, 5))
    paid = Payment.objects.create(
        administration=client.administration, client=client, method="cash",
        paid_on=date(2026, 1, 20), amount_cents=121_000, booked_at=make.AT,
    )  # fmt: skip
    Allocation.objects.create(
        administration=client.administration, payment=paid, invoice=before, cents=121_000
    )
