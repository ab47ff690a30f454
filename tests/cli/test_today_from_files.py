"""``voldaan today FILES``: from files to the list of today, without a record."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Program, Run

OPEN = """Factuurnummer;Klant;E-mail;Factuurdatum;Vervaldatum;Openstaand bedrag
2026-041;Dirk de Vries;dirk@voorbeeld.example;30-09-2026;14-10-2026;1.210,00
2026-042;Vink BV;els@vink.example;20-09-2026;09-10-2026;605,50
2026-043;Bas Post;;01-10-2026;14-10-2026;90,00
2026-044;Kade BV;kas@kade.example;10-10-2026;09-11-2026;70,00
"""
BANK = (
    '"Datum";"Naam / Omschrijving";"Rekening";"Tegenrekening";"Code";"Af Bij";'
    '"Bedrag (EUR)";"Mutatiesoort";"Mededelingen"\n'
    '"20261013";"Vink BV";"NL91ABNA0417164300";"NL69INGB0123456789";"GT";"Bij";'
    '"605,50";"Overschrijving";"factuur 2026-042"\n'
    '"20260901";"Pomp";"NL91ABNA0417164300";"";"BA";"Af";"10,00";"Betaalautomaat";"x"\n'
)
STEP = {
    "client",
    "step",
    "channel",
    "due_since",
    "amount_cents",
    "asks_cents",
    "reasons",
    "message",
}


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    (tmp_path / "open.csv").write_text(OPEN, encoding="utf-8")
    (tmp_path / "bank.csv").write_text(BANK, encoding="utf-8")
    return [tmp_path / "open.csv", tmp_path / "bank.csv"]


@pytest.fixture
def wanted() -> list[str]:
    return [
        "--day",
        "2026-10-15",
        "--complete-until",
        "2026-10-14",
        "--from-name",
        "Anna Bakker",
        "--from-phone",
        "06 12345678",
        "--iban",
        "NL91ABNA0417164300",
    ]


class TestTodayFromFiles:
    def test_matches_decides_and_gives_the_words(
        self, voldaan: Run, files: list[Path], wanted: list[str]
    ) -> None:
        done = voldaan("today", *files, *wanted, "--json")

        assert done.exit_code == 0
        answer: dict[str, Any] = json.loads(done.stdout)
        [step] = answer["steps"]
        assert step.keys() >= STEP
        assert (step["client"], step["step"], step["channel"]) == (
            "Dirk de Vries",
            "reminder_1",
            "email",
        )
        assert (step["due_since"], step["amount_cents"]) == ("2026-10-14", 121_000)
        assert step["asks_cents"] == 121_000
        assert step["message"].keys() == {"subject", "body"}
        for said in ("Anna Bakker", "06 12345678", "NL91 ABNA 0417 1643 00", "2026-041"):
            assert said in step["message"]["body"]
        assert (answer["open_cents"], answer["late_cents"]) == (137_000, 130_000)

    def test_says_of_every_client_why_and_what_would_change_it(
        self, voldaan: Run, files: list[Path], wanted: list[str]
    ) -> None:
        answer = json.loads(voldaan("today", *files, *wanted, "--json").stdout)

        told = [*answer["steps"], *answer["questions"], *answer["waiting"]]
        assert {each["client"] for each in told} >= {"Dirk de Vries", "Bas Post", "Kade BV"}
        assert all(each["reasons"] and each["changes"] for each in told)

    def test_without_bank_data_asks_for_it_and_sends_nobody_words(
        self, voldaan: Run, files: list[Path]
    ) -> None:
        done = voldaan("today", files[0], "--day", "2026-10-15", "--json")

        answer = json.loads(done.stdout)
        assert (done.exit_code, answer["steps"]) == (0, [])
        assert {each["code"] for each in answer["questions"]} == {"import_bank_file"}

    def test_of_one_bad_file_still_decides_and_exits_with_one(
        self, voldaan: Run, files: list[Path], wanted: list[str], tmp_path: Path
    ) -> None:
        (tmp_path / "cat.xml").write_bytes(b"\x89PNG\r\n\x1a\n")

        done = voldaan("today", *files, tmp_path / "cat.xml", *wanted, "--json")

        assert done.exit_code == 1
        assert [step["client"] for step in json.loads(done.stdout)["steps"]] == [
            "Dirk de Vries"
        ]

    def test_with_an_account_that_cannot_be_is_wrong_usage(
        self, voldaan: Run, files: list[Path]
    ) -> None:
        done = voldaan("today", *files, "--iban", "NL00ABNA0417164300")

        assert done.exit_code == 2

    def test_is_quiet_in_a_pipe_and_makes_no_record(
        self,
        program: Program,
        environment: dict[str, str],
        files: list[Path],
        wanted: list[str],
    ) -> None:
        done = program("today", *files, *wanted, "--json")

        assert (done.returncode, done.stderr) == (0, "")
        assert json.loads(done.stdout)["steps"]
        assert not Path(environment["VOLDAAN_HOME"]).exists()
