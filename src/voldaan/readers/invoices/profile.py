"""How one package writes its list of open invoices: a value to show, correct and remember.

The encoding is not in it: every line is read as UTF-8 where it is valid, else as
Windows-1252, so there is nothing to correct.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from voldaan.readers import profiles
from voldaan.readers.invoices.columns import ASKING, FIELDS, Field
from voldaan.readers.notation import DayOrder, DecimalMark
from voldaan.readers.table import Delimiter


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
        texts = {"signature": self.signature}
        object.__setattr__(self, "columns", profiles.check(self, fields=FIELDS, texts=texts))

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
        return profiles.to_json(self, _PARTS)


_PARTS = tuple(Profile.__dataclass_fields__)


def from_json(text: str) -> Profile:
    """Read a stored profile; strict. Raises ``NotAProfile`` naming the part."""
    return Profile(**profiles.parts_of(text, _PARTS))
