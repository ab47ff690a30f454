"""The exports of bookkeeping packages, by the columns that each writes."""

import tomllib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from voldaan.readers.invoices import open_list

CASES = Path(__file__).parents[2] / "cases" / "readers_lists.toml"
EXPORTS = tomllib.loads(CASES.read_text(encoding="utf-8"))["export"]


@pytest.mark.parametrize("case", EXPORTS, ids=[case["package"] for case in EXPORTS])
def test_export_is_read_to_the_cent(case: dict[str, Any]) -> None:
    found = open_list.read(BytesIO(case["text"].encode()), "export.csv")

    assert all(problem.severity == "warning" for problem in found.problems)
    assert [
        [
            one.number,
            one.buyer.name,
            one.due_on.isoformat() if one.due_on else "",
            one.payable_cents,
            one.payable_cents if one.open_cents is None else one.open_cents,
        ]
        for one in found.invoices
    ] == case["invoices"]
