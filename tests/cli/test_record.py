import stat
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.books import factories
from tests.cli.conftest import Program, Run


class TestFirstUse:
    def test_makes_the_record_and_says_how_to_begin(
        self, program: Program, tmp_path: Path
    ) -> None:
        done = program("today")

        assert done.returncode == 1
        assert "voldaan run" in done.stderr
        assert "voldaan demo" in done.stderr
        assert (tmp_path / "home" / "voldaan.sqlite3").exists()

    @pytest.mark.skipif(sys.platform == "win32", reason="has other rights on files")
    def test_closes_the_record_to_others_in_an_open_folder(
        self, program: Program, tmp_path: Path
    ) -> None:
        home = tmp_path / "home"
        home.mkdir(mode=0o755)

        program("today")

        for name in ("voldaan.sqlite3", "secret.key"):
            assert stat.S_IMODE((home / name).stat().st_mode) == 0o600
        assert not list(home.glob(".secret.key*"))

    def test_refuses_a_key_that_is_cut_off(self, program: Program, tmp_path: Path) -> None:
        (tmp_path / "home").mkdir()
        (tmp_path / "home" / "secret.key").write_text("")

        done = program("today")

        assert done.returncode == 1
        assert done.stderr.startswith("The secret key is shorter than 32 characters")
        assert not (tmp_path / "home" / "voldaan.sqlite3").exists()

    @pytest.mark.slow
    def test_at_two_places_at_once_is_safe(self, environment: dict[str, str]) -> None:
        import subprocess

        starts = [
            subprocess.Popen([sys.executable, "-m", "voldaan", "check"], env=environment)
            for _ in range(3)
        ]

        assert [start.wait(120) for start in starts] == [0, 0, 0]


@pytest.mark.django_db
class TestAdministration:
    def test_need_not_be_named_when_there_is_one(self, voldaan: Run) -> None:
        factories.administration()

        assert voldaan("daily", "--day", factories.DAY).exit_code == 0

    def test_must_be_named_when_there_are_several(self, voldaan: Run) -> None:
        mine, other = factories.administration(), factories.administration("Bureau Chris")

        done = voldaan("today")

        assert done.exit_code == 2
        assert f"{mine.pk} (Studio Anna), {other.pk} (Bureau Chris)" in done.stderr

    @pytest.mark.parametrize("command", [["today"], ["daily"], ["send"], ["import", "x.csv"]])
    def test_that_does_not_exist_is_wrong_usage(self, voldaan: Run, command: list[str]) -> None:
        factories.administration()

        assert voldaan(*command, "--administration", 999_999).exit_code == 2

    def test_shows_nothing_of_another_one(self, voldaan: Run) -> None:
        mine = factories.administration()
        other = factories.administration("Bureau Chris")
        factories.invoice(factories.client(other, "Geheim BV"))
        voldaan("daily", "--day", factories.DAY)

        done = voldaan("today", "--administration", mine.pk)

        assert "Geheim" not in done.output

    def test_of_a_demo_world_has_its_own_day(self, answered: object) -> None:
        factories.administration(is_demo=True, demo_day=date(2026, 10, 13))

        assert answered("today")["day"] == "2026-10-13"  # type: ignore[operator]
