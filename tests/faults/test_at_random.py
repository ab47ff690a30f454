"""Programs killed at random; a thousand of them by ``python -m tests.faults.at_random``."""

from pathlib import Path
from typing import Any

import pytest
from tests.faults import at_random

pytestmark = pytest.mark.slow

KILLS = 50
#: On a slow machine fewer kills are made than that, but enough.
SECONDS = 45
ENOUGH = 10


def test_nothing_is_double_and_nothing_is_lost(tmp_path: Path) -> None:
    counts = at_random.kill(KILLS, seed=1, folder=tmp_path, seconds=SECONDS, least=ENOUGH)

    assert counts["killed"] >= ENOUGH
    assert counts["days killed"]
    assert counts["sendings killed"]


class TestWhatIsWrong:
    """A count that cannot fail shows nothing."""

    def report(self, **states: str) -> dict[str, Any]:
        names = [f"<{number}@anna.example>" for number in range(at_random.CLIENTS)]
        return {"messages": {**dict.fromkeys(names, "sent"), **states}, "whole": True}

    def test_is_nothing_when_each_arrived_once(self) -> None:
        report = self.report()

        assert self.wrong(report, dict.fromkeys(report["messages"], 1)) == []

    def test_is_what_arrived_twice(self) -> None:
        report = self.report()
        received = dict.fromkeys(report["messages"], 1) | {"<0@anna.example>": 2}

        assert self.wrong(report, received) == ["<0@anna.example> arrived 2 times"]

    def test_is_what_never_arrived(self) -> None:
        report = self.report()
        received = dict.fromkeys(list(report["messages"])[1:], 1)

        assert self.wrong(report, received) == [
            "<0@anna.example> is called sent and never arrived"
        ]

    @pytest.mark.parametrize("state", ["ready", "sending", "failed", "withdrawn", "unsure"])
    def test_is_what_ends_otherwise_than_its_sender_could(self, state: str) -> None:
        report = self.report()
        report["messages"]["<0@anna.example>"] = state
        received = dict.fromkeys(list(report["messages"])[1:], 1)

        assert len(self.wrong(report, received)) == 1

    @pytest.mark.parametrize("count", [0, 2])
    def test_is_who_was_decided_for_twice_or_never(self, count: int) -> None:
        each = {f"Klant{number} BV": 1 for number in range(at_random.CLIENTS)}
        report = {"deciding": each | {"Klant1 BV": count}, "proposals": each, "whole": True}
        report["made"] = at_random.CLIENTS - 1 + count

        wrong = at_random.wrong_after_a_day(report, {"changed": 0, "proposed": 0})

        assert wrong[0] == f"Klant1 BV: deciding {count} times"

    def wrong(self, report: dict[str, Any], received: dict[str, int]) -> list[str]:
        return at_random.wrong_after_sending(report, received, may_be_unsure=0)
