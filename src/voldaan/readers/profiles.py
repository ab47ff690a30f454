"""What profiles of columns share: how they are checked, stored, and recognised by a header."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol, get_args

from voldaan.readers.notation import DayOrder, DecimalMark, normalised
from voldaan.readers.table import DELIMITERS, MOST_COLUMNS, Delimiter

#: A signature or an own account is never longer.
_LONGEST_TEXT = 64


class NotAProfile(ValueError):
    """The text is not a stored profile; says which part is wrong."""


class Columns[Field](Protocol):
    """Delimiter, notation and the column (from 0) of each field that is known."""

    @property
    def delimiter(self) -> Delimiter:
        """Between cells."""

    @property
    def decimal(self) -> DecimalMark:
        """In amounts."""

    @property
    def days(self) -> DayOrder:
        """Of day, month and year."""

    @property
    def header(self) -> bool:
        """Whether there is a header row."""

    @property
    def columns(self) -> Mapping[Field, int]:
        """Field → column."""


def check(
    profile: Columns[Any], *, fields: Collection[str], texts: Mapping[str, object]
) -> Mapping[Any, int]:
    """Check every part; give the columns as they may be kept. Raises :class:`NotAProfile`."""
    for name, value, allowed in (
        ("delimiter", profile.delimiter, DELIMITERS),
        ("decimal", profile.decimal, get_args(DecimalMark)),
        ("days", profile.days, get_args(DayOrder)),
        ("header", profile.header, (True, False)),
    ):
        if value not in allowed or type(value) is not type(allowed[0]):
            raise NotAProfile(name)
    for name, text in texts.items():
        if not isinstance(text, str) or len(text) > _LONGEST_TEXT:
            raise NotAProfile(name)
    for field, column in profile.columns.items():
        if field not in fields or type(column) is not int or not 0 <= column < MOST_COLUMNS:
            raise NotAProfile(field)
    return MappingProxyType(dict(profile.columns))


def to_json(profile: Columns[Any], parts: Collection[str]) -> str:
    """Write a profile down, the same text for the same profile."""
    stored = {name: getattr(profile, name) for name in parts}
    return json.dumps(stored | {"columns": dict(profile.columns)}, sort_keys=True)


def parts_of(text: str, parts: Collection[str]) -> dict[str, Any]:
    """Read the parts of a stored profile; strict. Raises :class:`NotAProfile`."""
    try:
        stored: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAProfile("json") from None
    if not isinstance(stored, dict) or set(stored) != set(parts):
        raise NotAProfile("parts")
    if not isinstance(stored["columns"], dict):
        raise NotAProfile("columns")
    return stored


def signature(cells: Sequence[str], *, header: bool) -> str:
    """Give what is the same for every file of one source: its header, or only its width.

    >>> signature(["Factuurnr.", "Bedrag"], header=True) == signature(
    ...     ["factuurnr", " bedrag "], header=True
    ... )
    True
    """
    names = [normalised(cell) for cell in cells] if header else [f"{len(cells)} columns"]
    return hashlib.sha256("|".join(names).encode()).hexdigest()[:16]
