"""The shipped ladder, and policies that are refused."""

import hashlib
from dataclasses import replace

import pytest

from voldaan.followup import policy, replay
from voldaan.followup.shapes import BadPolicy, Ladder, LadderName, PolicyStep

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
        assert ladder.steps[0].only_if == ("large_invoice", "not_good_payer")

    @pytest.mark.parametrize(
        ("name", "rungs"),
        [
            ("new", "service_check -9, reminder_1 1, call 6, reminder_2 13, decide 22"),
            ("small_invoice", "reminder_1 1, reminder_2 8, call 22, decide 29"),
            ("a_client", "service_check -9, reminder_1 3, call 10, decide 22"),
            (
                "large_organisation",
                "service_check -14, reminder_1 1, reminder_2 8, call 15, decide 22",
            ),
        ],
    )
    def test_holds_a_ladder_per_kind_of_client(self, name: str, rungs: str) -> None:
        steps = {each.name: each.steps for each in policy.shipped().ladders}[name]  # type: ignore[index]

        assert ", ".join(f"{step.code} {step.offset_days}" for step in steps) == rungs
        assert all(step.channel in {"by_table", "phone", None} for step in steps)

    def test_ends_every_ladder_with_the_owner(self) -> None:
        every = (policy.shipped().steps, *(each.steps for each in policy.shipped().ladders))

        assert {steps[-1].code for steps in every} == {"decide"}

    @pytest.mark.parametrize(
        ("version", "digest"),
        [
            ("nl-1", "2314724035d4edaf602d6708ef7407679a121c14f8ddbbf6d95e7ffbbfdb6b5f"),
            ("nl-2", "2f705460b562ef2464ec4172f24655fef9671c2fe47f74c890e12e302658aa23"),
        ],
    )
    def test_never_changes_a_version_that_decisions_name(
        self, version: str, digest: str
    ) -> None:
        text = replay.to_json(policy.of_version(version))

        assert hashlib.sha256(text.encode()).hexdigest() == digest

    def test_never_was_another_version(self) -> None:
        with pytest.raises(BadPolicy, match="nl-0"):
            policy.of_version("nl-0")

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
            {"many_invoices": 1},
            {"rhythm_days": 15},
            {"most_calls": 0},
        ],
    )
    def test_refuses_numbers_out_of_bounds(self, numbers: dict[str, int]) -> None:
        with pytest.raises(BadPolicy, match=next(iter(numbers))):
            replace(policy.shipped(), **numbers)  # type: ignore[arg-type]

    @pytest.mark.parametrize("names", [("new", "new"), ("standard",)])
    def test_refuses_two_ladders_of_one_name(self, names: tuple[LadderName, ...]) -> None:
        ladders = tuple(Ladder(name, (CALL,)) for name in names)

        with pytest.raises(BadPolicy, match="double, or named standard"):
            replace(policy.shipped(), ladders=ladders)

    def test_refuses_a_ladder_that_contradicts_itself_in_any_of_them(self) -> None:
        with pytest.raises(BadPolicy, match="order or double"):
            replace(policy.shipped(), ladders=(Ladder("new", (CALL, CALL)),))
