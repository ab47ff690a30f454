"""Files named on the command line are opened with care."""

import os
from datetime import date
from pathlib import Path

import click
import pytest

from voldaan.cli import clock, reading


class TestReadAll:
    @pytest.mark.parametrize("kind", ["pipe", "device", "folder", "loop", "nothing"])
    def test_gives_one_problem_for_what_is_no_file(self, kind: str, tmp_path: Path) -> None:
        path = tmp_path / "a.xml"
        if kind == "pipe":
            os.mkfifo(path)
        elif kind == "device":
            path = Path("/dev/zero")
        elif kind == "folder":
            path.mkdir()
        elif kind == "loop":
            path.symlink_to(path)

        (file,) = reading.read_all([str(path)])

        assert [problem.code for problem in file.problems] == ["file.unreadable"]
        assert (file.file, file.format) == (path.name, "unknown")
        assert reading.failed(file)

    def test_goes_on_with_the_next_file(self, tmp_path: Path) -> None:
        (tmp_path / "b.txt").write_bytes(b"")

        files = list(reading.read_all([str(tmp_path / "a"), str(tmp_path / "b.txt")]))

        assert [file.file for file in files] == ["a", "b.txt"]


class TestDay:
    def test_is_written_in_one_way(self) -> None:
        assert clock.Day().convert("2026-02-28", None, None) == date(2026, 2, 28)

    @pytest.mark.parametrize("text", ["2026-02-30", "20260228", "2026-W09-6", "28-02-2026", ""])
    def test_is_refused_otherwise(self, text: str) -> None:
        with pytest.raises(click.BadParameter):
            clock.Day().convert(text, None, None)
