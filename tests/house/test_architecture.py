"""The tour of the house names only what is there, and every room that there is."""

import re

import pytest
from tests.house.tree import ROOT, SOURCE

TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
CHANGES = TEXT.split("## Where do I change …")[1].split("\n## ")[0]
PATH = re.compile(r"`([\w./]+(?:/|\.(?:py|toml|md|css|sh)))`")


class TestArchitecture:
    @pytest.mark.parametrize("name", sorted(set(PATH.findall(CHANGES))))
    def test_points_at_files_that_are_there(self, name: str) -> None:
        places = [SOURCE / name, ROOT / name, SOURCE / "web/static/web/css" / name]

        assert any(place.exists() for place in places)

    def test_says_where_to_make_many_changes(self) -> None:
        assert CHANGES.count("\n| ") >= 15 + 2

    @pytest.mark.parametrize(
        "room", sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))
    )
    def test_shows_every_room(self, room: str) -> None:
        assert f"── {room}/" in TEXT

    def test_lists_the_layers_as_the_contract_does(self) -> None:
        contract = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        stated = re.search(r"\nlayers = \[\n(.*?)\n\]", contract, re.DOTALL)
        shown = TEXT.split("## Imports go down only")[1].split("```")[1]

        layers = re.findall(r'"(.+)"', stated[1]) if stated else []

        assert [line.split("  ")[0] for line in shown.strip().splitlines()] == layers
