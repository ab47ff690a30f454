"""``voldaan law``: answers with steps, without a record; wrong input in one sentence."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Program, Run

from voldaan.cli.law import COMMANDS

Answered = Callable[..., Any]
INTEREST = ("law", "interest", "--principal", "1210.00", "--kind", "commercial")

#: Wrong input → a piece of the one sentence that it gives.
WRONG = {
    ("interest", "--principal", "12"): "Missing option '--kind'",
    ("interest", "--principal", "-3"): "'-3' is negative",
    ("interest", "--principal", "1.005"): "no amount",
    ("interest", "--due", "2026-02-30"): "'2026-02-30' is not a day; write it as",
    ("interest", "--paid", "2026-02-28"): "expected a day and an amount",
    ("interest", "--paid", "2026-02-28=x"): "no amount",
    ("interest", "--percent", "veel"): "no percentage",
    ("interest", "--percent", "NaN"): "no percentage",
    ("interest", "--kind", "usury"): "is not one of",
    ("court", "--year", "soon"): "not a valid integer",
    ("guess",): "No such command",
    ("notice", "--posted", "2026-11-27", "--channel", "pigeon"): "is not one of",
    ("limitation", "--due", "2026-11-27", "--claim", "love"): "is not one of",
    (
        "interest", "--principal", "1", "--kind", "commercial",
        "--due", "2026-03-31", "--until", "2026-03-30",
    ): "is before the due date",
    (
        "interest", "--principal", "1", "--kind", "commercial",
        "--due", "1999-03-31", "--until", "2026-03-30",
    ): "no figure is known for 1999-04-01",
    ("interest", "--principal", "1", "--kind", "commercial", "--until", "2026-03-30"): (
        "Give one of --due and --received"
    ),
    (
        "interest", "--principal", "1", "--kind", "commercial", "--due", "2026-03-31",
        "--until", "2026-05-01", "--costs", "40",
    ): "Give --costs and --costs-due together",
    (
        "interest", "--principal", "1", "--kind", "commercial", "--due", "2026-03-31",
        "--until", "2026-05-01", "--compound",
    ): "belong to --kind agreed",
    ("term", "--debtor", "business", "--agreed", "quote"): "Give --days",
    ("imputation", "--file", "/nowhere/case.json"): "cannot be read",
    ("update", "/nowhere/rates.toml"): "cannot be read",
}  # fmt: skip


class TestWrongInput:
    @pytest.mark.parametrize("given", WRONG, ids=" ".join)
    def test_gives_one_sentence_and_code_2(self, voldaan: Run, given: tuple[str, ...]) -> None:
        found = voldaan("law", *given)

        assert found.exit_code == 2
        assert found.stdout == ""
        assert found.stderr.count("\n") == 1
        assert WRONG[given] in found.stderr


class TestHelp:
    def test_lists_every_question(self, voldaan: Run) -> None:
        found = voldaan("law", "--help")

        assert found.exit_code == 0
        assert all(name in found.stdout for name in COMMANDS)

    def test_comes_by_itself_without_a_question(self, voldaan: Run) -> None:
        assert "\nCommands:\n" in voldaan("law").output


class TestWithoutARecord:
    def test_nothing_is_kept(self, program: Program, environment: dict[str, str]) -> None:
        found = program(*INTEREST, "--due", "2026-03-31", "--until", "2026-04-01", "--json")

        assert json.loads(found.stdout)["interest_cents"] == 34
        assert not Path(environment["VOLDAAN_HOME"]).exists()


class TestInterest:
    def test_answers_in_cents_with_steps(self, answered: Answered) -> None:
        found = answered(
            *INTEREST, "--due", "2025-10-31", "--until", "2026-11-27",
            "--paid", "2026-09-01=500.00", "--costs", "181.50", "--costs-due", "2025-11-01",
        )  # fmt: skip

        assert found["days"] == 392
        assert found["first_day"] == "2025-11-01"
        assert found["payments"][0] == {
            "day": "2026-09-01",
            "amount_cents": 500_00,
            "costs_cents": 181_50,
            "interest_cents": 103_15,
            "principal_cents": 215_35,
            "overpaid_cents": 0,
        }
        assert found["open_principal_cents"] == 1210_00 - 215_35
        assert {"text", "figures", "cents", "cites"} <= found["steps"][0].keys()
        assert (found["provisional"], found["doubts"]) == (False, [])

    def test_is_the_same_on_the_screen(self, voldaan: Run) -> None:
        found = voldaan(
            *INTEREST, "--due", "2026-03-31", "--until", "2026-06-30", "--language", "nl"
        )

        assert "1210.00 × 10.15% × 91/365 = 30.6196…" in found.stdout
        assert "Rente van 1 april 2026 tot en met 30 juni 2026" in found.stdout
        assert found.exit_code == 0

    def test_says_when_it_is_provisional(self, voldaan: Run) -> None:
        found = voldaan(
            *INTEREST, "--due", "2026-10-31", "--until", "2027-01-01", "--language", "nl"
        )

        assert "VOORLOPIG" in found.stdout

    def test_counts_from_receipt_without_a_term(self, answered: Answered) -> None:
        found = answered(*INTEREST, "--received", "2026-01-20", "--until", "2026-03-31")

        assert (found["first_day"], found["days"]) == ("2026-02-20", 40)

    def test_shows_what_was_paid_too_much(self, voldaan: Run) -> None:
        found = voldaan(
            *INTEREST,
            "--due",
            "2026-03-31",
            "--until",
            "2026-04-01",
            "--paid",
            "2026-04-01=2000",
        )

        assert "paid too much" in found.stdout


class TestOtherQuestions:
    def test_costs(self, answered: Answered) -> None:
        found = answered(
            "law", "costs", "--principal", "119", "--principal", "3000",
            "--debtor", "consumer", "--vat-markup", "--default-day", "2026-03-02",
        )  # fmt: skip

        assert (found["costs_cents"], found["vat_cents"], found["total_cents"]) == (
            436_90, 91_75, 528_65,
        )  # fmt: skip

    def test_notice(self, answered: Answered) -> None:
        found = answered("law", "notice", "--posted", "2026-12-24", "--channel", "post")

        assert found["delivered_on"] == "2026-12-30"
        assert found["safe_costs_due_from"] == "2027-01-14"
        assert found["steps"][0]["code"] == "law.day.skipped"

    def test_limitation(self, answered: Answered) -> None:
        found = answered(
            "law", "limitation", "--due", "2020-03-31", "--claim", "contract",
            "--interrupted", "2024-06-01",
        )  # fmt: skip

        assert (found["last_safe_day"], found["barred_from"]) == ("2029-06-01", "2029-06-02")

    def test_vat_refund(self, answered: Answered) -> None:
        given = (
            "law",
            "vat-refund",
            "--due",
            "2025-03-31",
            "--unpaid",
            "605",
            "--percent",
            "21",
        )
        found, none = answered(*given), answered(*given, "--scheme", "kor")

        assert (found["right_arises_on"], found["period"]) == ("2026-04-01", "2026-Q2")
        assert found["refund_cents"] == 105_00
        assert found["doubts"][0]["code"] == "law.doubt.vat_edge"
        assert (none["refund_cents"], none["right_arises_on"]) == (0, None)

    def test_court(self, answered: Answered) -> None:
        found = answered(
            "law",
            "court",
            "--claim",
            "500",
            "--creditor",
            "natural",
            "--year",
            "2026",
            "--agent",
        )

        assert found["court_fee_cents"] == 93_00
        assert found["total_cents"] == 436_07

    def test_term_and_default(self, answered: Answered) -> None:
        term = answered("law", "term", "--debtor", "business", "--received", "2026-01-20")
        default = answered(
            "law", "default", "--day", "2026-11-27", "--due", "2026-10-14",
            "--debtor", "consumer", "--agreed",
        )  # fmt: skip

        assert term["last_day_to_pay"] == "2026-02-19"
        assert (default["in_default"], default["default_from"]) == (True, "2026-10-15")

    def test_routes(self, answered: Answered, voldaan: Run) -> None:
        given = ("law", "routes", "--claim", "1210", "--creditor", "natural", "--year", "2026")
        found = answered(*given)["routes"]

        assert [each["route"] for each in found if each["is_open"]] == [
            "collection-agency", "kantonrechter",
        ]  # fmt: skip
        assert "kantonrechter" in voldaan(*given).stdout

    @pytest.mark.parametrize(
        "given",
        [
            ("costs", "--principal", "100", "--debtor", "business"),
            ("notice", "--posted", "2026-11-26", "--channel", "email"),
            ("vat-refund", "--due", "2025-03-31", "--unpaid", "1", "--percent", "21"),
            ("court", "--claim", "1", "--creditor", "legal", "--year", "2026"),
            ("limitation", "--due", "2026-01-01", "--claim", "rent"),
            ("term", "--debtor", "consumer", "--received", "2026-01-20"),
            ("default", "--day", "2026-11-27", "--due", "2026-10-14", "--debtor", "consumer"),
        ],
        ids=" ".join,
    )
    def test_are_all_shown_on_the_screen(self, voldaan: Run, given: tuple[str, ...]) -> None:
        found = voldaan("law", *given)

        assert found.exit_code == 0
        assert found.stdout

    def test_speak_dutch_from_the_first_line(self, voldaan: Run) -> None:
        given = ("--day", "2026-11-27", "--due", "2026-10-14", "--debtor", "business")
        found = voldaan("law", "default", *given, "--language", "nl")

        assert found.stdout.splitlines()[0].split() == ["in", "verzuim", "ja"]
