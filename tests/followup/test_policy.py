"""The shipped ladder, and policies that are refused."""

from dataclasses import replace

import pytest

from voldaan.followup import policy
from voldaan.followup.shapes import BadPolicy, PolicyStep

CALL = PolicyStep("call", 15, "phone", "call")


class TestShipped:
    def test_holds_the_dutch_ladder(self) -> None:
        ladder = policy.shipped()

        assert [(step.code, step.offset_days, step.channel) for step in ladder.steps] == [
            ("service_check", -9, "by_table"),
            ("reminder_1", 1, "by_table"),
            ("reminder_2", 8, "by_table"),
            ("call", 15, "phone"),
            ("decide", 22, None),
        ]
        assert ladder.gap_days == 5
        assert ladder.large_invoice_cents == 100_000
        assert ladder.steps[0].only_if == ("new_client", "large_invoice")

    def test_is_read_once(self) -> None:
        assert policy.shipped() is policy.shipped()


class TestRead:
    @pytest.mark.parametrize(
        ("source", "place"),
        [
            (b'version = "x"\nsteps = []\ncolour = 1', "unknown 'colour'"),
            (b'version = "x"', "no 'steps'"),
            (b"version = 1\nsteps = []", "$.version: int '1'"),
            (b'version = "x"\nsteps = []\ngap_days = true', "$.gap_days: bool 'True'"),
            (b'version = "x"\nsteps = []\ngap_days = 5.0', "$.gap_days: float"),
            (b'version = "x"\n[[steps]]\ncode = "letter"\noffset_days = 1', "$.steps[0].code"),
            (b'version = "x"\nsteps = []\ngap_days = 4', "gap_days 4, expected 5 to 36525"),
            (b"version = ", "Invalid value"),
            (b"version = '\xff'", "utf-8"),
        ],
    )
    def test_names_the_file_and_the_place(self, source: bytes, place: str) -> None:
        with pytest.raises(BadPolicy) as refusal:
            policy.read(source, name="ours.toml")

        assert refusal.value.found.startswith("ours.toml: ")
        assert place in refusal.value.found


class TestPolicy:
    @pytest.mark.parametrize(
        ("steps", "found"),
        [
            ((PolicyStep("decide", 14), CALL), "order or double"),
            ((CALL, CALL), "order or double"),
            ((PolicyStep("reminder_1", 20, "email"), CALL), "not in order"),
            ((PolicyStep("service_check", 1, "email"),), "service_check: offset_days 1"),
            ((PolicyStep("reminder_1", 0, "email"),), "reminder_1: offset_days 0"),
            ((PolicyStep("reminder_1", -1, "email"),), "reminder_1: offset_days -1"),
            ((PolicyStep("decide", 10**9),), "decide: offset_days"),
            ((replace(CALL, minimum_gap_days=-1),), "call: minimum_gap_days -1"),
            ((replace(CALL, channel=None),), "call: channel None"),
            ((PolicyStep("decide", 22, "phone"),), "decide: channel phone"),
            ((replace(CALL, only_if=("rich",)),), "call: only_if 'rich'"),
        ],
    )
    def test_refuses_a_ladder_that_contradicts_itself(
        self, steps: tuple[PolicyStep, ...], found: str
    ) -> None:
        with pytest.raises(BadPolicy, match=found):
            replace(policy.shipped(), steps=steps)

    @pytest.mark.parametrize(
        "numbers",
        [
            {"gap_days": 4},
            {"large_invoice_cents": -1},
            {"good_payer_percent": 101},
            {"quiet_from_hour": 8},
            {"friday_until_hour": 25},
            {"quiet_until_hour": 24},
            {"first_contact_furthest": "letter"},
        ],
    )
    def test_refuses_numbers_out_of_bounds(self, numbers: dict[str, int]) -> None:
        with pytest.raises(BadPolicy, match=next(iter(numbers))):
            replace(policy.shipped(), **numbers)  # type: ignore[arg-type]
