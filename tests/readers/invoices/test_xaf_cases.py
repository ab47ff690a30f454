"""Every real audit file beside the checkout gives what its customers were charged."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from voldaan.readers.read import read

HERE = Path(__file__).resolve()
FILES = HERE.parents[3].parent / "shared/data/accounting/xaf"
CASES = tomllib.loads((HERE.parents[2] / "cases/readers_xaf.toml").read_text("utf-8"))["file"]

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILES.is_dir(), reason="the real files are not beside the checkout"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["path"])
def test_a_real_file_gives_what_stands_in_it(case: dict[str, Any]) -> None:
    with (FILES / case["path"]).open("rb") as source:
        found = read(source, name=case["path"])

    charged = [each for each in found.invoices if each.kind == "invoice"]
    credited = [each for each in found.invoices if each.kind == "credit_note"]
    assert found.format == "xaf"
    assert (len(charged), len(credited)) == (case["invoices"], case["credit_notes"])
    assert sum(each.payable_cents or 0 for each in charged) == case["charged_cents"]
    assert sum(each.payable_cents or 0 for each in credited) == case["credited_cents"]
    assert sum(each.open_cents or 0 for each in charged) == case["open_cents"]
    assert case["buyer"] in {each.buyer.name for each in charged} | {""}
    assert sorted({problem.code for problem in found.problems}) == case["problems"]
    for each in charged:
        paid = sum(part.cents for part in each.paid)
        assert (each.payable_cents or 0) - paid == each.open_cents


def test_every_file_has_its_case() -> None:
    assert {path.name for path in FILES.glob("*.xml")} == {case["path"] for case in CASES}
