"""One concept, one word: the glossary names what the code says (house rule 8)."""

import re

from tests.house.tree import ROOT, SOURCE


class TestGlossary:
    ROW = re.compile(r"^\| \*?([^|*]+?)\*? \| (`[^|]+`) \| [^|]+ \| [^|]+ \|$", re.MULTILINE)

    def test_names_only_what_the_code_says(self) -> None:
        now = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").split("\n## Later")[0]
        code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
        rows = self.ROW.findall(now)

        missing = [
            identifier
            for _, identifiers in rows
            for identifier in re.findall(r"`([^`]+)`", identifiers)
            if not re.search(rf"(?<![a-zA-Z]){re.escape(identifier)}(?![a-z])", code)
        ]

        assert len(rows) >= 25
        assert missing == []
