"""``voldaan why`` and ``voldaan replay``: what was decided, and that it comes out again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.actions import scenes
from tests.books import factories as make
from tests.cli.conftest import Run

from voldaan.actions.run_day import run_day
from voldaan.books.models import Administration, Client, Decision, Policy

pytestmark = pytest.mark.django_db

Answer = Callable[..., Any]


@pytest.fixture
def of() -> Administration:
    of = make.administration(is_demo=True, demo_day=make.DAY)
    make.statement(of)
    scenes.owing(of)
    scenes.owing(of, "Vink Training BV")
    run_day(of.pk, day=make.DAY, at=make.AT)
    return of


class TestWhy:
    def test_needs_a_client(self, voldaan: Run) -> None:
        assert voldaan("why").exit_code == 2

    @pytest.mark.parametrize("name", ["Vink BV", "vink bv", " Vink BV "])
    def test_says_step_reasons_and_what_would_change_it(
        self, of: Administration, answered: Answer, name: str
    ) -> None:
        found = answered("why", name, "--language", "en")

        assert (found["client"], found["kind"], found["step"]) == (
            "Vink BV",
            "step",
            "reminder_1",
        )
        assert found["asks_cents"] == 121_000
        assert found["day"] == make.DAY.isoformat()
        assert any("past its due date" in sentence for sentence in found["reasons"])
        assert found["changes"]
        assert found["cites"]

    def test_takes_a_number(self, of: Administration, answered: Answer) -> None:
        client = Client.objects.get(name="Vink BV")

        assert answered("why", client.pk)["client"] == "Vink BV"

    @pytest.mark.parametrize("client", ["²", "9" * 30, "\x1b[2J", ""])
    def test_knows_no_nonsense(self, of: Administration, voldaan: Run, client: str) -> None:
        found = voldaan("why", client)

        assert found.exit_code == 1
        assert found.stderr.count("\n") == 1
        assert "\x1b" not in found.stderr

    def test_is_the_same_on_the_screen(self, of: Administration, voldaan: Run) -> None:
        found = voldaan("why", "Vink BV", "--language", "nl")

        assert found.exit_code == 0
        first = found.stdout.splitlines()[0].replace("\xa0", " ")
        assert first == f"Vink BV, {make.DAY}: vriendelijke herinnering, € 1.210,00"
        _, _, cited = found.stdout.partition("\nby:\n")
        assert cited.splitlines() == [
            "  policy nl-2, reminder_1",
            "  Besluit kwaliteit incassodienstverlening (BKI) art. 4.2",
        ]

    def test_asks_which_one_when_more_are_meant(self, of: Administration, voldaan: Run) -> None:
        found = voldaan("why", "vink")

        assert found.exit_code == 1
        assert "More than one client is called so: Vink BV (" in found.stderr

    def test_knows_no_strangers(self, of: Administration, voldaan: Run) -> None:
        other = make.client(make.administration("Elders"), name="Elders Klant")

        assert voldaan("why", "Elders", "--administration", of.pk).exit_code == 1
        assert voldaan("why", other.pk, "--administration", of.pk).exit_code == 1

    def test_of_before_anything_was_decided(self, of: Administration, voldaan: Run) -> None:
        found = voldaan("why", "Vink BV", "--day", make.DAY - timedelta(days=1))

        assert found.exit_code == 1
        assert "Nothing was decided for Vink BV by " in found.stderr

    def test_of_a_wait_and_a_question(self, of: Administration, voldaan: Run) -> None:
        for client, change in (("Vink BV", "wait"), ("Vink Training BV", "ask")):
            stored = Decision.objects.get(client__name=client)
            outcome = {**stored.outcome, "kind": change, "step": None}
            outcome |= {"wait_until": "2026-12-01"} if change == "wait" else {"question": "x"}
            Decision.objects.filter(pk=stored.pk).update(outcome=outcome)

        assert "wait until 2026-12-01" in voldaan("why", "Vink BV").stdout
        assert "ask a person: x" in voldaan("why", "Vink Training BV").stdout


class TestReplay:
    def test_finds_every_decision_the_same(self, of: Administration, answered: Answer) -> None:
        found = answered("replay")

        assert found == {"decisions": 2, "different": []}

    def test_says_so_on_the_screen(self, of: Administration, voldaan: Run) -> None:
        found = voldaan("replay")

        assert found.exit_code == 0
        assert found.stdout == "2 decisions, 2 came out the same.\n"

    def test_tells_a_decision_that_was_changed(self, of: Administration, voldaan: Run) -> None:
        stored = Decision.objects.get(client__name="Vink BV")
        changed = {**stored.outcome, "asks_cents": 1}
        Decision.objects.filter(pk=stored.pk).update(outcome=changed)

        found = voldaan("replay")

        assert found.exit_code == 1
        assert "it would come out otherwise now: step then, step now" in found.stderr

    def test_tells_a_situation_that_was_changed(
        self, of: Administration, answered: Answer
    ) -> None:
        stored = Decision.objects.get(client__name="Vink BV")
        changed = {**stored.situation, "client_name": "Vink"}
        Decision.objects.filter(pk=stored.pk).update(situation=changed)

        assert [each["code"] for each in answered("replay")["different"]] == ["policy"]

    def test_takes_the_ladder_of_then_when_it_was_changed_afterwards(
        self, of: Administration, answered: Answer
    ) -> None:
        anna = make.anna(of)
        Policy.objects.create(
            administration=of, from_day=make.DAY, gap_days=9, set_at=make.AT, set_by=anna
        )

        found = answered("replay")

        assert found["different"] == []

    def test_tells_what_could_not_be_decided_then(
        self, of: Administration, answered: Answer
    ) -> None:
        stored = Decision.objects.get(client__name="Vink BV")
        failed = [{"code": "decision.failed", "facts": []}]
        Decision.objects.filter(pk=stored.pk).update(
            outcome={**stored.outcome, "reasons": failed}
        )
        client = Client.objects.get(name="Vink BV")

        found = answered("replay", "--client", client.pk)

        assert found["decisions"] == 1
        assert [each["code"] for each in found["different"]] == ["failed"]
