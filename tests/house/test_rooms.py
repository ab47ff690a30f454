"""Rooms introduce themselves, and names say what a thing is (house rules 1, 8 and 9)."""

import ast
import re
from pathlib import Path

import pytest
from tests.house.tree import SOURCE, place, python_files, syntax, tracked

#: A function belongs to the noun that it serves; these are no nouns.
DRAWERS = {
    *("util", "utils", "helper", "helpers", "common", "core", "base"),
    *("service", "services", "manager", "managers", "misc", "stuff"),
}
#: The one stylesheet that house rule 14 names so.
ALLOWED = {"base.css", "base.html"}
ROOMS = sorted(path.parent for path in SOURCE.glob("*/__init__.py"))
MARKER = "TO" + "DO"


class TestRooms:
    @pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
    def test_introduce_themselves_in_ten_to_forty_lines(self, room: Path) -> None:
        told = ast.get_docstring(syntax(room / "__init__.py")) or ""

        assert 10 <= len(told.splitlines()) <= 40

    @pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
    def test_point_at_files_that_are_there(self, room: Path) -> None:
        told = ast.get_docstring(syntax(room / "__init__.py")) or ""
        named = re.findall(r"``([a-z_/]+\.py)``", told)

        missing = [name for name in named if not list(room.rglob(name))]

        assert missing == []

    def test_explain_every_folder_of_code(self) -> None:
        silent = [
            place(path)
            for path in SOURCE.rglob("__init__.py")
            if path.parent.name != "migrations" and not ast.get_docstring(syntax(path))
        ]

        assert silent == []


class TestNames:
    def test_are_no_drawers(self) -> None:
        found = [
            place(path)
            for path in tracked()
            if path.name not in ALLOWED
            and any(
                part.split(".")[0].rsplit("_", 1)[-1] in DRAWERS
                for part in Path(place(path)).parts
            )
        ]

        assert found == []


class TestUnfinishedWork:
    def test_carries_an_issue_number(self) -> None:
        found = [
            place(path, number)
            for path in python_files(SOURCE) + [p for p in tracked() if p.suffix == ".html"]
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if re.search(rf"\b{MARKER}\b", line) and not re.search(rf"{MARKER}\(#\d+\)", line)
        ]

        assert found == []
