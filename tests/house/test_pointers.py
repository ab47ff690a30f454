"""The documents point at files that are there, and every page of docs/ is pointed at."""

import re
from pathlib import Path

import pytest
from tests.house.tree import ROOT, SOURCE, place, tracked

DOCUMENTS = [path for path in tracked() if path.suffix == ".md" and path.parent == ROOT]
PAGES = [
    path for path in tracked() if path.suffix == ".md" and path.is_relative_to(ROOT / "docs")
]
PATH = re.compile(r"`([\w./-]+/[\w.-]+\.(?:py|toml|md|css|sh|html|po|lock))`")
#: A path may be said from the root, from the package, or from the room that a list is about.
FROM = (ROOT, SOURCE, SOURCE / "readers", SOURCE / "wording")


class TestPointers:
    @pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
    def test_lead_to_files_that_are_there(self, document: Path) -> None:
        text = document.read_text(encoding="utf-8")

        lost = [
            name
            for name in PATH.findall(text)
            if not any((folder / name).exists() for folder in FROM)
        ]

        assert lost == []

    def test_lead_to_every_page(self) -> None:
        said = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)

        assert [place(page) for page in PAGES if f"`{place(page)}`" not in said] == []
