"""Every table of Germany, by name: what the functions beside it work with."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from voldaan.law.tables import packaged
from voldaan.law.tables.shapes import Table


@dataclass(frozen=True, slots=True)
class Tables:
    """The figures of law; a value, so that newer ones can take the place of the shipped."""

    # germany.toml
    base_rate: Table[Decimal]
    consumer_margin: Table[Decimal]
    business_margin: Table[Decimal]
    lump_sum: Table[int]
    default_days: Table[int]


@cache
def shipped() -> Tables:
    """Give the figures that come with Voldaan, read once."""
    return packaged.load(Tables, country="de")
