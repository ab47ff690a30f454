"""The columns of a bank's CSV as data: who states what where, and how it is written.

A layout knows a file by the names in its header, or, where there is none, by the shape of
the values in its first rows: never by one of them alone.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal

from voldaan.readers import csv_header, text_lines
from voldaan.readers.bank import csv_rows

State = Literal["booked", "pending", "none"]

#: What a column can say of a movement.
FIELDS = frozenset(
    {
        *("account", "account_part", "currency", "booked_on", "value_on", "amount", "sign"),
        *("fee", "balance", "balance_before", "name", "iban", "text", "reference"),
        *("end_to_end_id", "bank_id", "state"),
    }
)
_ROWS_LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class Layout:
    """One way in which a bank writes its CSV.

    ``columns`` maps a field of :data:`FIELDS` to lower-case names of columns, the first that
    has a value counts (of ``text`` all). ``names`` are the columns of a file without a
    header, of which the last may be missing down to ``fewest``; ``shapes`` are patterns of
    their values. ``decimal`` is the mark before cents; ``both`` means that an amount always
    has two decimals, whichever mark stands before them. ``told``: the text is that of MT940.
    ``account`` names the account where the file states no number.
    """

    kind: str
    columns: Mapping[str, tuple[str, ...]]
    decimal: Literal[",", ".", "both"]
    required: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    fewest: int = 0
    shapes: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    delimiter: str = ""
    quote: str = '"'
    signs: Mapping[str, int] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)
    account: str = ""
    told: bool = False

    def recognises(self, head: bytes) -> bool:
        """Whether the first bytes of a file are written in this way."""
        lines = _first_lines(head)
        if self.required:
            headers = (csv_header.header(line) for line in lines[: csv_rows.MOST_TITLES])
            return any(found is not None and self.is_header(found) for found in headers)
        rows = [line for line in lines if line.strip()][:_ROWS_LOOKED_AT]
        return bool(rows) and all(self._fits(line) for line in rows)

    def is_header(self, header: csv_header.Header) -> bool:
        """Whether these are the names of the columns."""
        return set(header.names) >= self.required

    def head(self, head: bytes) -> csv_header.Header | None:
        """Give the columns of a file without a header, as many as its first row has."""
        if not self.names:
            return None
        width = len(self._values(_first_lines(head)[0]))
        return csv_header.Header(self.names[:width], self.delimiter, self.quote)

    def _values(self, line: str) -> list[str]:
        return csv_header.split(line, self.delimiter, quote=self.quote)

    def _fits(self, line: str) -> bool:
        values = self._values(line)
        if not (self.fewest or len(self.names)) <= len(values) <= len(self.names):
            return False
        named = dict(zip(self.names, values, strict=False))
        return all(
            pattern.fullmatch(named[name].strip()) for name, pattern in self.shapes.items()
        )


def _first_lines(head: bytes) -> list[str]:
    """Give the lines that are whole; the last of many may be cut."""
    text = text_lines.head_text(head)
    lines = [line for line in text.replace("\r", "\n").split("\n") if line.strip()]
    return lines[:-1] if len(lines) > _ROWS_LOOKED_AT + csv_rows.MOST_TITLES else lines


@cache
def shipped() -> tuple[Layout, ...]:
    """Give the layouts of all banks that come along, strictly read."""
    folder = resources.files("voldaan.readers.bank.layouts")
    files = sorted(
        (each for each in folder.iterdir() if each.name.endswith(".toml")),
        key=lambda each: each.name,
    )
    return tuple(layout for each in files for layout in _of_file(each.read_text("utf-8")))


def _of_file(text: str) -> list[Layout]:
    stated = tomllib.loads(text)
    return [of_plain({"kind": stated["kind"], **each}) for each in stated["layout"]]


def of_plain(stated: Mapping[str, Any]) -> Layout:
    """Make a layout of plain values. Raises ``TypeError`` or ``ValueError`` for what is none.

    >>> of_plain({"kind": "csv:x", "decimal": ",", "columns": {"colour": ["a"]}})
    Traceback (most recent call last):
    ValueError: not a field: colour
    """
    given = dict(stated)
    names = tuple(given.pop("names", ()))
    columns = given.pop("columns", {name: [name] for name in names if name in FIELDS})
    if unknown := sorted(columns.keys() - FIELDS):
        raise ValueError(f"not a field: {', '.join(unknown)}")
    shapes = {name: re.compile(shape) for name, shape in given.pop("shapes", {}).items()}
    return Layout(
        names=names,
        columns=MappingProxyType({name: tuple(each) for name, each in columns.items()}),
        required=frozenset(given.pop("required", ())),
        shapes=MappingProxyType(shapes),
        signs=MappingProxyType(given.pop("signs", {})),
        states=MappingProxyType(given.pop("states", {})),
        **given,
    )
