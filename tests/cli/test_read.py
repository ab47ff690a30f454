"""``voldaan read``: what is in files, as one JSON object, without a record."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Program, Run

MT940 = """:20:940S141017
:25:NL91ABNA0417164300 EUR
:28C:0
:60F:C261012EUR1000,00
:61:2610131013D1,50NTRFEREF//26-0001
:86:/EREF/NOTPROVIDED/REMI/USTD//koffie/
:62F:C261013EUR998,50
-"""
OPEN = (
    "Factuurnummer;Klant;Factuurdatum;Vervaldatum;Openstaand bedrag\n"
    "2026-041;Dirk;30-09-2026;14-10-2026;1.210,00\n"
)
LINE = {
    "booked_on",
    "value_on",
    "amount_cents",
    "pending",
    "name",
    "iban",
    "text",
    "reference",
    "end_to_end_id",
}
INVOICE = {
    "number",
    "kind",
    "issued_on",
    "due_on",
    "currency",
    "payable_cents",
    "net_cents",
    "vat_cents",
    "seller",
    "buyer",
    "iban",
    "payment_reference",
}


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    file = tmp_path / "bank.940"
    file.write_text(MT940, encoding="ascii")
    return file


@pytest.fixture
def invoices(tmp_path: Path) -> Path:
    file = tmp_path / "open.csv"
    file.write_text(OPEN, encoding="utf-8")
    return file


class TestRead:
    def test_prints_exactly_the_agreed_keys(
        self, voldaan: Run, statement: Path, invoices: Path
    ) -> None:
        done = voldaan("read", statement, invoices, "--json")

        assert done.exit_code == 0
        answer: dict[str, Any] = json.loads(done.stdout)
        bank, listed = answer["files"]
        (told,), (owed,) = bank["statements"], listed["invoices"]
        assert answer.keys() == {"files"}
        assert bank.keys() == {"file", "format", "statements", "invoices", "problems"}
        assert (bank["file"], bank["format"]) == ("bank.940", "mt940")
        assert told["lines"][0].keys() == LINE
        assert (told["opening_cents"], told["closing_cents"]) == (100_000, 99_850)
        assert (told["adds_up"], told["lines"][0]["amount_cents"]) == (True, -150)
        assert listed["format"] == "csv:invoices"
        assert owed.keys() == INVOICE
        assert (owed["payable_cents"], owed["due_on"]) == (121_000, "2026-10-14")
        assert owed["seller"].keys() == {"name", "vat", "kvk"}
        assert owed["buyer"].keys() == {"name", "vat", "kvk", "email"}

    def test_of_balances_that_do_not_add_up_is_done_with_a_warning(
        self, voldaan: Run, statement: Path
    ) -> None:
        statement.write_text(MT940.replace("998,50", "998,40"), encoding="ascii")

        done = voldaan("read", statement, "--json")

        [file] = json.loads(done.stdout)["files"]
        assert (done.exit_code, file["statements"][0]["adds_up"]) == (0, False)
        assert [problem["severity"] for problem in file["problems"]] == ["warning"]

    def test_of_one_bad_file_goes_on_and_exits_with_one(
        self, voldaan: Run, statement: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "cat.xml").write_bytes(b"\x89PNG\r\n\x1a\n")

        done = voldaan("read", tmp_path / "cat.xml", statement, "--json")

        bad, good = json.loads(done.stdout)["files"]
        assert done.exit_code == 1
        assert (bad["format"], good["format"]) == ("unknown", "mt940")
        assert [problem.keys() for problem in bad["problems"]] == [
            {"where", "message", "severity"}
        ]

    def test_without_a_file_is_wrong_usage(self, voldaan: Run) -> None:
        assert voldaan("read").exit_code == 2

    def test_is_quiet_in_a_pipe_and_makes_no_record(
        self, program: Program, environment: dict[str, str], statement: Path
    ) -> None:
        done = program("read", statement, "--json")

        assert (done.returncode, done.stderr) == (0, "")
        assert "\x1b" not in done.stdout
        assert not Path(environment["VOLDAAN_HOME"]).exists()
