"""The closed lists are closed, and nothing on them is unused."""

import re
from pathlib import Path

import pytest

import voldaan.followup
from voldaan.followup import codes
from voldaan.followup.reaching.reported import FAR
from voldaan.reasons import Reason, because

ROOM = Path(voldaan.followup.__file__).parent


class TestLists:
    def test_hold_every_code_that_the_room_can_give_and_no_other(self) -> None:
        source = "\n".join(
            path.read_text("utf-8") for path in ROOM.rglob("*.py") if path.name != "codes.py"
        )

        # What carriers report is the name of an event, not a reason of a decision.
        found = set(re.findall(r'"([a-z]+\.[a-z_]+)"', source)) - {"voldaan.followup", *FAR}

        assert found == {*codes.REASONS, *codes.CHANGES}

    def test_hold_every_question(self) -> None:
        source = "\n".join(path.read_text("utf-8") for path in ROOM.rglob("*.py"))

        assert set(re.findall(r'question="([a-z_]+)"', source)) == set(codes.QUESTIONS)

    def test_do_not_share_a_code(self) -> None:
        assert not set(codes.REASONS) & set(codes.CHANGES)


class TestCheck:
    def test_gives_a_listed_reason_back(self) -> None:
        reason = because("day.comes", day="2026-10-14")

        assert codes.check(reason) is reason

    @pytest.mark.parametrize(
        "reason", [because("client.rude"), because("day.comes"), because("bank.missing", x=1)]
    )
    def test_refuses_what_is_not_listed(self, reason: Reason) -> None:
        with pytest.raises(codes.NotListed) as refusal:
            codes.check(reason)

        assert refusal.value.code == reason.code
