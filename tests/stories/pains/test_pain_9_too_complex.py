"""Pain 9: too complex, too slow and too closed to try."""

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.stories.pains.morning import CREDIT, DIRK, NOTHING_YET, ONE
from tests.stories.studio import HEADER

from voldaan.cli import main


class TestPain9TooComplexTooSlowTooClosedToTry:
    @pytest.mark.django_db
    def test_a_list_and_a_bank_file_give_the_first_step_without_any_account(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "open.csv").write_text(HEADER + ONE + CREDIT, encoding="utf-8")
        (tmp_path / "bank.sta").write_text(NOTHING_YET, encoding="utf-8")
        monkeypatch.setattr(socket, "create_connection", _no_network)
        files = [str(tmp_path / name) for name in ("open.csv", "bank.sta")]

        done = CliRunner().invoke(main, ["today", *files, "--day", "2026-10-14"])

        assert done.exit_code == 0, done.output
        assert DIRK in done.output
        assert "2026-041, € 999,75" in done.output.replace("\xa0", " ")
        assert "€210.25 was taken off for 1 credit note" in done.output


def _no_network(*_: object, **__: object) -> None:
    raise AssertionError("no network is needed to try it")
