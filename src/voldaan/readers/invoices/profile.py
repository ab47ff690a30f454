"""How one package writes its list of open invoices: a value to show, correct and remember.

The encoding is not in it: every line is read as UTF-8 where it is valid, else as
Windows-1252, so there is nothing to correct.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, get_args

from voldaan.readers.invoices.columns import ASKING, FIELDS, Field
from voldaan.readers.notation import DayOrder, DecimalMark, normalised
from voldaan.readers.table import DELIMITERS, MOST_COLUMNS, Delimiter


class NotAProfile(ValueError):
    """The text is not a stored profile; says which part is wrong."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Delimiter, notation and the column (from 0) of each field that is known.

    ``signature`` is the same for every file with the same header: under it a corrected
    profile is remembered and found again. ``header`` tells whether there is a header row.
    """

    delimiter: Delimiter
    decimal: DecimalMark
    days: DayOrder
    header: bool
    columns: Mapping[Field, int]
    signature: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", MappingProxyType(dict(self.columns)))
        for name, value, allowed in (
            ("delimiter", self.delimiter, DELIMITERS),
            ("decimal", self.decimal, get_args(DecimalMark)),
            ("days", self.days, get_args(DayOrder)),
            ("header", self.header, (True, False)),
        ):
            if value not in allowed or type(value) is not type(allowed[0]):
                raise NotAProfile(name)
        if not isinstance(self.signature, str) or len(self.signature) > 64:
            raise NotAProfile("signature")
        for field, column in self.columns.items():
            if field not in FIELDS or type(column) is not int:
                raise NotAProfile(field)
            if not 0 <= column < MOST_COLUMNS:
                raise NotAProfile(field)

    @property
    def complete(self) -> bool:
        """Whether it names a number and an amount, without which nothing can be read."""
        return "number" in self.columns and any(one in self.columns for one in ASKING)

    def to_json(self) -> str:
        """Write it down, the same text for the same profile.

        >>> profile = Profile(";", ",", "dmy", True, {"number": 0, "total": 1}, "a1")
        >>> from_json(profile.to_json()) == profile
        True
        """
        stored = {name: getattr(self, name) for name in _PARTS} | {
            "columns": dict(self.columns)
        }
        return json.dumps(stored, sort_keys=True)


_PARTS = tuple(Profile.__dataclass_fields__)


def from_json(text: str) -> Profile:
    """Read a stored profile; strict. Raises :class:`NotAProfile` naming the part."""
    try:
        stored: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAProfile("json") from None
    if not isinstance(stored, dict) or set(stored) != set(_PARTS):
        raise NotAProfile("parts")
    if not isinstance(stored["columns"], dict):
        raise NotAProfile("columns")
    return Profile(**stored)


def signature(cells: Sequence[str], *, header: bool) -> str:
    """Give what is the same for every file of one package: its header, or only its width.

    >>> signature(["Factuurnr.", "Bedrag"], header=True) == signature(
    ...     ["factuurnr", " bedrag "], header=True
    ... )
    True
    """
    names = [normalised(cell) for cell in cells] if header else [f"{len(cells)} columns"]
    return hashlib.sha256("|".join(names).encode()).hexdigest()[:16]
