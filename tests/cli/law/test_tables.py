"""How old the figures are, and newer ones: of a file, and of the record."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.books import factories as make
from tests.cli.conftest import Run

from voldaan.books.models import Event, LawFigures

Answered = Callable[..., Any]

NEWER = """\
[statutory_interest]
label_nl   = "Wettelijke rente (geen handelstransactie)"
unit       = "percent per year"
basis      = "BW 6:119, 6:120 lid 1"
revised    = ["01-01", "07-01"]
checked_on = 2026-12-20

[[statutory_interest.value]]
from   = 2027-01-01
value  = 5.00
cited  = "Stb. 2026, 999"
source = "staatsblad"
mark   = "V1"
"""


class TestCheck:
    def test_says_how_old_the_figures_are(self, voldaan: Run, answered: Answered) -> None:
        found = voldaan("law", "check", "--day", "2026-11-27")
        tables = answered("law", "check", "--day", "2026-11-27")["tables"]

        assert found.exit_code == 0
        assert "0 may be out of date" in found.stdout
        assert "uncertain (OK) from 2025-01-01" in found.stdout
        assert {each["name"] for each in tables} > {"statutory_interest", "base_rate"}

    def test_warns_a_script_when_one_may_be_out_of_date(self, voldaan: Run) -> None:
        found = voldaan("law", "check", "--day", "2027-01-04")

        assert found.exit_code == 1
        assert "MAY BE OUT OF DATE" in found.stdout


class TestTables:
    GIVEN = ("law", "interest", "--principal", "36500", "--kind", "statutory",
             "--due", "2026-12-31", "--until", "2027-01-01")  # fmt: skip

    def test_of_a_file_count_for_one_question(self, answered: Answered, tmp_path: Path) -> None:
        (tmp_path / "new.toml").write_text(NEWER)
        before = answered(*self.GIVEN)
        after = answered(*self.GIVEN, "--tables", tmp_path / "new.toml")

        assert (before["interest_cents"], after["interest_cents"]) == (4_00, 5_00)
        assert before["provisional"]

    def test_that_are_not_right_are_refused_with_the_line(
        self, voldaan: Run, tmp_path: Path
    ) -> None:
        (tmp_path / "new.toml").write_text(NEWER.replace('source = "staatsblad"\n', ""))
        found = voldaan(*self.GIVEN, "--tables", tmp_path / "new.toml")

        assert found.exit_code == 2
        assert "line 8: expected the key source" in found.stderr

    @pytest.mark.django_db(transaction=True)
    def test_are_loaded_into_the_record_once(
        self, voldaan: Run, answered: Answered, tmp_path: Path
    ) -> None:
        firm = make.administration()
        (tmp_path / "rates-2027.toml").write_text(NEWER)

        first = answered("law", "update", tmp_path / "rates-2027.toml")
        again = voldaan("law", "update", tmp_path / "rates-2027.toml")
        used = answered(*self.GIVEN, "--administration", firm.pk)

        assert first == {"changed": ["statutory_interest"]}
        assert "loaded before" in again.stdout
        assert used["interest_cents"] == 5_00
        stored = LawFigures.objects.get()
        assert (stored.file_name, stored.number, stored.text) == ("rates-2027.toml", 1, NEWER)
        assert Event.objects.filter(code="law.loaded", client=None).count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_that_contradict_what_was_loaded_change_nothing(
        self, voldaan: Run, tmp_path: Path
    ) -> None:
        make.administration()
        (tmp_path / "a.toml").write_text(NEWER)
        (tmp_path / "b.toml").write_text(NEWER.replace("5.00", "6.00"))

        shown = voldaan("law", "update", tmp_path / "a.toml")
        refused = voldaan("law", "update", tmp_path / "b.toml")

        assert "Loaded: statutory_interest." in shown.stdout
        assert refused.exit_code == 2
        assert (
            "b.toml, line 8: expected statutory_interest from 2027-01-01: 5.00"
            in refused.stderr
        )
        assert LawFigures.objects.count() == 1
