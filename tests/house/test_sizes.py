"""Nothing grows past what one reads in one go (house rule 17)."""

import ast
from collections import Counter
from pathlib import Path

import pytest
from tests.house.tree import ROOT, SOURCE, place, python_files, syntax, tracked

FUNCTION_LINES, VIEW_LINES, FILE_LINES, TEMPLATE_LINES = 50, 25, 400, 150
ARGUMENTS, FILES_IN_FOLDER = 7, 20
#: Parsers and law steps that may reach 70 lines, each with its reason.
LONGER_FUNCTIONS: dict[str, str] = {}

Function = ast.FunctionDef | ast.AsyncFunctionDef
PYTHON = python_files(SOURCE, ROOT / "scripts", ROOT / "tests", ROOT / "bench")


def functions(path: Path) -> list[Function]:
    """Give every function of a file, nested ones too."""
    return [node for node in ast.walk(syntax(path)) if isinstance(node, Function)]


def lines_of_code(function: Function) -> int:
    """Count from ``def`` to the end, without the docstring and its quotes."""
    first = function.body[0]
    docstring = ast.get_docstring(function, clean=False) is not None
    explained = (first.end_lineno or 0) - first.lineno + 1 if docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - explained


def argument_count(function: Function) -> int:
    """Count the arguments that a caller gives."""
    given = function.args
    names = [argument.arg for argument in given.posonlyargs + given.args + given.kwonlyargs]
    return len([name for name in names if name not in {"self", "cls"}])


class TestSizes:
    def test_of_functions_stay_readable(self) -> None:
        found = []
        for path in PYTHON:
            is_view = path.is_relative_to(SOURCE / "web" / "views")
            for function in functions(path):
                name = f"{path.stem}.{function.name}"
                stop = 70 if name in LONGER_FUNCTIONS else FUNCTION_LINES
                stop = VIEW_LINES if is_view else stop
                if lines_of_code(function) > stop:
                    found.append(f"{place(path, function.lineno)} {lines_of_code(function)}")

        assert found == []

    def test_of_argument_lists_stay_small(self) -> None:
        found = [
            f"{place(path, function.lineno)} {argument_count(function)}"
            for path in python_files(SOURCE)
            for function in functions(path)
            if argument_count(function) > ARGUMENTS
        ]

        assert found == []

    @pytest.mark.parametrize(
        ("suffixes", "stop"),
        [({".py", ".css", ".js", ".sh"}, FILE_LINES), ({".html"}, TEMPLATE_LINES)],
    )
    def test_of_files_stay_readable(self, suffixes: set[str], stop: int) -> None:
        counted = {
            place(path): len(path.read_text(encoding="utf-8").splitlines())
            for path in tracked()
            if path.suffix in suffixes and path.parent.name != "migrations"
        }

        assert {name: lines for name, lines in counted.items() if lines > stop} == {}

    def test_of_folders_stay_small(self) -> None:
        counted = Counter(
            place(path.parent)
            for path in tracked()
            if path.parent != ROOT and path.name != "__init__.py"
        )

        assert {name: files for name, files in counted.items() if files > FILES_IN_FOLDER} == {}
