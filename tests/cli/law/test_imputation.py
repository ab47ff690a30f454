"""``voldaan law imputation``: a case in a file, read strictly."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run

Answered = Callable[..., Any]


class TestImputation:
    def ask(self, answered: Answered, folder: Path, case: object) -> Any:
        (folder / "case.json").write_text(json.dumps(case))
        return answered("law", "imputation", "--file", folder / "case.json")

    def test_settles_one_claim(self, answered: Answered, tmp_path: Path) -> None:
        found = self.ask(answered, tmp_path, {
            "principal": "8000.00", "rate_type": "commercial", "due_date": "2025-02-28",
            "costs": [["2025-04-15", "775.00"]],
            "payments": [["2025-06-30", "2500.00"], ["2026-08-31", "3000.00"]],
            "calc_date": "2026-11-21", "convention": "C",
        })  # fmt: skip

        assert found["open_interest_cents"] == 102_32
        assert found["open_principal_cents"] == 4379_36

    def test_divides_over_invoices(self, answered: Answered, tmp_path: Path) -> None:
        invoices = [
            {"no": "A", "open": "900", "due_date": "2026-02-28", "rate_type": "statutory"},
            {"no": "B", "open": "900", "due_date": "2026-04-30", "rate_type": "commercial"},
            {
                "no": "C",
                "open": 900,
                "due_date": "2026-04-30",
                "rate_type": "agreed",
                "percent": 1,
            },
        ]
        payment = {"amount": "1000.00", "date": "2026-06-10"}
        found = self.ask(answered, tmp_path, {"invoices": invoices, "payment": payment})

        assert found["order"] == ["B", "A"]
        assert found["allocations"][1] == {"no": "A", "cents": 100_00}

    def test_divides_inside_one_debt(
        self, answered: Answered, voldaan: Run, tmp_path: Path
    ) -> None:
        case = {"principal": "5000", "costs": "875", "interest": "600", "payment": "2000"}
        found = self.ask(answered, tmp_path, case)

        assert found["open_principal_cents"] == 4475_00
        shown = voldaan("law", "imputation", "--file", tmp_path / "case.json").stdout
        assert "4475.00" in shown

    def test_divides_between_equals(
        self, answered: Answered, voldaan: Run, tmp_path: Path
    ) -> None:
        case = {"open": ["130000.00", "5000.00"], "payment": "6000.00"}
        found = self.ask(answered, tmp_path, case)

        assert found["shares_cents"] == [5_777_78, 222_22]
        shown = voldaan("law", "imputation", "--file", tmp_path / "case.json").stdout
        assert "5777.78" in shown

    @pytest.mark.parametrize(
        ("case", "piece"),
        [
            ("[]", "one JSON object"),
            ("{", "one JSON object"),
            ('{"open": 5, "payment": 1}', "open: expected a list"),
            ('{"open": [-5], "payment": 1}', "open: expected an amount"),
            ('{"a": NaN}', "one JSON object"),
            ("[" * 100_000, "one JSON object"),
            ('{"invoices": []}', "payment: expected an object"),
            ('{"invoices": [], "payment": {}}', "invoices: expected a list"),
            ('{"invoices": [5], "payment": {"amount": 1, "date": "2026-01-01"}}', "objects"),
            (
                '{"invoices": [{"no": 5}], "payment": {"amount": 1, "date": "2026-01-01"}}',
                "no:",
            ),
            (
                '{"invoices": [{"no": "A", "rate_type": "agreed"}],'
                ' "payment": {"amount": 1, "date": "2026-01-01"}}',
                "percent: expected",
            ),
            ('{"invoices": [], "payment": {"x": 1}}', "invoices: expected"),
            ('{"invoices": [1], "payment": {"x": 1}}', "x: expected only"),
            (
                '{"invoices": [1], "payment": {"amount": 1, "date": "2026-01-01"},'
                ' "designated": 5}',
                "designated:",
            ),
            ('{"due_date": "x", "wrong": 1}', "wrong: expected only"),
            ('{"due_date": "x", "convention": "D"}', "convention: expected"),
            ('{"due_date": "x", "principal": true}', "principal: expected"),
            ('{"due_date": "x", "principal": -1}', "principal: expected"),
            ('{"due_date": "x", "principal": 1, "rate_type": []}', "rate_type: expected"),
            ('{"due_date": "x", "principal": 1, "rate_type": "agreed"}', "due_date: expected"),
            (
                '{"due_date": "2026-01-01", "principal": 1, "rate_type": "agreed",'
                ' "percent": "x"}',
                "percent: expected",
            ),
            (
                '{"invoices": [{"no": "A", "open": 1, "due_date": "2026-01-01",'
                ' "rate_type": "agreed", "percent": "NaN"}],'
                ' "payment": {"amount": 1, "date": "2026-01-01"}}',
                "percent: expected a percentage of 0",
            ),
            (
                '{"due_date": "2026-01-01", "principal": 1, "rate_type": "agreed",'
                ' "percent": 1, "compound": 1}',
                "compound: expected",
            ),
            (
                '{"due_date": "2026-01-01", "principal": 1, "rate_type": "statutory",'
                ' "costs": 5}',
                "costs: expected",
            ),
            (
                '{"due_date": "2026-01-01", "principal": 1, "rate_type": "statutory",'
                ' "payments": [[1]]}',
                "payments: expected",
            ),
        ],
    )
    def test_refuses_a_case_in_one_sentence(
        self, voldaan: Run, tmp_path: Path, case: str, piece: str
    ) -> None:
        (tmp_path / "case.json").write_text(case)
        found = voldaan("law", "imputation", "--file", tmp_path / "case.json")

        assert found.exit_code == 2
        assert found.stderr.count("\n") == 1
        assert piece in found.stderr

    def test_refuses_a_file_that_is_no_text_or_too_large(
        self, voldaan: Run, tmp_path: Path
    ) -> None:
        for content in (b"\xff\xfe\x00", b" " * 1_000_001):
            (tmp_path / "case.json").write_bytes(content)
            found = voldaan("law", "imputation", "--file", tmp_path / "case.json")
            assert (found.exit_code, found.stderr.count("\n")) == (2, 1)
