"""Every table of Belgium, by name: what the functions beside it work with."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from voldaan.law.tables import packaged
from voldaan.law.tables.shapes import Band, Table


@dataclass(frozen=True, slots=True)
class Tables:
    """The figures of law; a value, so that newer ones can take the place of the shipped."""

    # belgium.toml
    business_interest: Table[Decimal]
    damages: Table[tuple[Band, ...]]
    damages_maximum: Table[int]
    book_xix_new: Table[date]
    book_xix_old: Table[date]
    reminder_term: Table[int]
    post_days: Table[int]
    reminder_fee: Table[int]
    free_reminders: Table[int]
    lump_sum: Table[int]


@cache
def shipped() -> Tables:
    """Give the figures that come with Voldaan, read once."""
    return packaged.load(Tables, country="be")
