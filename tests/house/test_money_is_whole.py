"""Where money passes there is no binary fraction (house rule 6)."""

import ast

from tests.house.tree import SOURCE, place, python_files, syntax

#: Rooms that compute chances may have fractions (amounts there stay whole all the same);
#: channels get finished words, and measure only how many seconds a server may take.
EXEMPT = ("diagnosis", "forecast", "replies", "channels")


def fractions(tree: ast.Module) -> list[tuple[int, str]]:
    """Find float literals, ``float``, ``round`` and ``quantize``."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            found.append((node.lineno, repr(node.value)))
        if isinstance(node, ast.Name) and node.id in {"float", "round"}:
            found.append((node.lineno, node.id))
        if isinstance(node, ast.Attribute) and node.attr == "quantize":
            found.append((node.lineno, node.attr))
    return found


class TestFractions:
    def test_are_found_when_they_are_there(self) -> None:
        tree = ast.parse("a = 0.5\nb = round(a)\nc: float\nd.quantize(e)\nf = 1 + True")

        assert sorted(line for line, _ in fractions(tree)) == [1, 2, 3, 4]

    def test_are_nowhere_in_rooms_that_touch_money(self) -> None:
        files = python_files(SOURCE)

        found = [
            f"{place(path, line)} {what}"
            for path in files
            if path.relative_to(SOURCE).parts[0] not in EXEMPT
            for line, what in fractions(syntax(path))
        ]

        assert len(files) > 20
        assert found == []
