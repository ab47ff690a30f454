"""Every case of ``tests/cases/law.toml``, asked as anybody would ask it."""

import shlex
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).parents[2] / "cases" / "law.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]


class TestCases:
    @pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
    def test_come_out_exactly(self, answered: Callable[..., Any], case: dict[str, Any]) -> None:
        found = answered("law", *shlex.split(case["ask"]))

        assert {name: found[name] for name in case["gives"]} == case["gives"]
        assert found["steps"]
        assert case["source"].startswith(("published", "by hand"))
