"""Every real bank file beside the checkout gives what stands in it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from voldaan.readers.problems import sentence
from voldaan.readers.read import read

HERE = Path(__file__).resolve()
FILES = HERE.parents[3].parent / "shared/data/bank"
CASES: list[dict[str, Any]] = tomllib.loads(
    (HERE.parents[2] / "cases/readers_bank.toml").read_text(encoding="utf-8")
)["file"]
WORDS = {True: "y", False: "n", None: "?"}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILES.exists(), reason="the real files are not beside the checkout"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["path"])
def test_a_real_file_gives_what_stands_in_it(case: dict[str, Any]) -> None:
    with (FILES / case["path"]).open("rb") as source:
        found = read(source, name=case["path"])

    lines = [line for statement in found.statements for line in statement.lines]
    balanced = [
        statement
        for statement in found.statements
        if statement.opening_cents is not None and statement.closing_cents is not None
    ]
    assert found.format == case["format"]
    assert len(found.statements) == case["statements"]
    assert len(lines) == case["lines"]
    assert sum(line.amount_cents or 0 for line in lines) == case["sum_cents"]
    assert sorted({one.account for one in found.statements}) == case["accounts"]
    assert "".join(WORDS[one.adds_up] for one in found.statements) == case["adds_up"]
    assert sorted({problem.code for problem in found.problems}) == case["problems"]
    assert all(sentence(problem) for problem in found.problems)
    if "opening_cents" in case:
        assert balanced[0].opening_cents == case["opening_cents"]
        assert balanced[-1].closing_cents == case["closing_cents"]
    for fact in ("name", "iban", "reference"):
        if fact in case:
            assert case[fact] in {getattr(line, fact) for line in lines}


def test_every_file_has_its_case() -> None:
    present = {str(path.relative_to(FILES)) for path in FILES.rglob("*") if path.is_file()}

    assert present == {case["path"] for case in CASES}
