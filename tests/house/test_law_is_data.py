"""No figure of law stands in Python: amounts, rates, terms and days are data."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import SOURCE, place, python_files, syntax

LAW = SOURCE / "law"
#: Arithmetic and the calendar, which no law can change.
PLAIN = {-1, 0, 1, 2, 100, 10_000}
#: What else may stand at the top of a file, with what it is.
NAMED = {
    "RATE_SCALE": "decimals of a percentage",
    "DENOMINATOR": "decimals and days together",
    "_YEAR": "days of a year",
    "_LEAP_YEAR": "days of a leap year",
    "_MONTHS": "months of a year",
    "_DAYS": "days of a year",
    "_MONTHS_IN_QUARTER": "months of a quarter",
    "_MONTHS_IN_YEAR": "months of a year",
    "_DAYS_IN_WEEK": "days of a week",
    "_SATURDAY": "weekday",
    "_SUNDAY": "weekday",
    "_MONDAY": "weekday",
    "_WHOLE": "decimals of a percentage",
    "LONGEST_YEARS": "bound on input",
    "_MOST_PERCENT": "bound on input",
    "_MOST": "bound on input",
    "LARGEST_BYTES": "bound on input",
    "_SHOWN": "signs of an error",
    "_DECIMALS": "of a percentage",
    "_LONGEST_TEXT": "bound on input",
    "_LONGEST_LINE": "bound on input",
    "_KEPT": "what is remembered",
}


def figures(path: Path) -> Iterator[tuple[int, object]]:
    """Find numbers in code: whole, decimal in quotes, and days."""
    allowed = {
        id(inner)
        for node in syntax(path).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and getattr(node.targets[0] if isinstance(node, ast.Assign) else node.target, "id", "")
        in NAMED
        for inner in ast.walk(node)
    }
    for node in ast.walk(syntax(path)):
        if id(node) in allowed or not isinstance(node, ast.Constant):
            continue
        is_number = isinstance(node.value, int) and not isinstance(node.value, bool)
        if is_number and node.value not in PLAIN:
            yield node.lineno, node.value


class TestFigures:
    def test_of_law_are_data(self) -> None:
        files = python_files(LAW)

        found = [
            f"{place(path, line)} {value}" for path in files for line, value in figures(path)
        ]

        assert len(files) > 20
        assert found == []

    def test_are_found_when_they_are_there(self, tmp_path: Path) -> None:
        file = tmp_path / "costs.py"
        file.write_text("_YEAR = 365\nMINIMUM = 4000\ndef term(day):\n    return day + 14\n")

        assert [value for _, value in figures(file)] == [4000, 14]
