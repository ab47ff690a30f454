"""The states of a text message in a network, and which of them are for good.

A dated table in ``data/states.toml``: what networks and gateways generally report, by number
and by name. What is not in it is for the reader of a report to refuse or to leave as a note.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Literal, cast

Means = Literal["sent", "delivered", "read", "failed"]


@dataclass(frozen=True, slots=True)
class State:
    """One state: its ``code`` in the table, and what it ``means`` for us.

    ``is_permanent``: it failed for a reason that does not pass by itself.
    """

    code: str
    means: Means
    is_permanent: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """All states that are known, by how they are written, and when a person looked."""

    checked_on: date
    source: str
    by_number: dict[int, State]
    by_name: dict[str, State]


def of_number(number: int) -> State | None:
    """Give the state that a gateway's number stands for; None: no number of this table.

    >>> of_number(2), of_number(99)
    (State(code='delivered', means='delivered', is_permanent=False), None)
    """
    return shipped().by_number.get(number)


def of_name(words: str) -> State | None:
    """Give the state that goes by this name; None: these are other words.

    >>> of_name("UNDELIV"), of_name("Absent subscriber")
    (State(code='undeliverable', means='failed', is_permanent=True), None)
    """
    return shipped().by_name.get(words.strip().lower())


@cache
def shipped() -> Table:
    """Give the table that came along."""
    file = resources.files("voldaan.channels.sms") / "data" / "states.toml"
    raw = tomllib.loads(file.read_text("utf-8"))
    rows = {code: row for code, row in raw.items() if isinstance(row, dict)}
    found = {
        code: State(code, cast("Means", row["means"]), row.get("permanent", False))
        for code, row in rows.items()
    }
    return Table(
        raw["checked_on"],
        raw["source"],
        {row["number"]: found[code] for code, row in rows.items() if "number" in row},
        {name: found[code] for code, row in rows.items() for name in row["names"]},
    )
