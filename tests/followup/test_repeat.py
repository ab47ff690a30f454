"""A stored decision is compared with what comes out now."""

from dataclasses import replace
from datetime import date

from voldaan.followup import decide, replay
from voldaan.followup.policy import shipped
from voldaan.followup.repeat import again
from voldaan.followup.shapes import Decision, Situation
from voldaan.reasons import because

DIRK = Situation(client_id=1, client_name="Dirk")
DAY = date(2026, 10, 14)
THEN = decide(DIRK, policy=shipped(), day=DAY)
NAME = replay.fingerprint(DIRK, policy=shipped(), day=DAY)


def outcome(*, situation: Situation = DIRK, stored: Decision = THEN) -> str:
    found, _ = again(situation, policy=shipped(), day=DAY, stored=stored, fingerprint=NAME)
    return found


class TestAgain:
    def test_is_the_same(self) -> None:
        assert outcome() == "same"

    def test_cannot_be_compared_on_another_basis(self) -> None:
        assert outcome(situation=replace(DIRK, client_name="Merel")) == "policy"

    def test_differs(self) -> None:
        assert outcome(stored=replace(THEN, asks_cents=1)) == "differs"

    def test_tells_what_could_not_be_decided_then(self) -> None:
        assert outcome(stored=replace(THEN, reasons=(because("decision.failed"),))) == "failed"
