"""Columns and constraints that many nouns share, spelled once.

Amounts are whole cents; every table carries its administration, first in every index.
"""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models.fields import NOT_PROVIDED

from voldaan.money import LARGEST_CENTS


def cents(*, default: int | None = None) -> "models.BigIntegerField[int, int]":
    """Give a column of whole euro cents that must be filled."""
    return models.BigIntegerField(default=NOT_PROVIDED if default is None else default)


def cents_if_known() -> "models.BigIntegerField[int | None, int | None]":
    """Give a column of whole euro cents that may be unknown."""
    return models.BigIntegerField(null=True, blank=True)


def administration() -> "models.ForeignKey[Any, Any]":
    """Give the administration that a row belongs to; it cannot vanish under its rows."""
    # No index of its own: every table has one that begins with it, and a second one slows
    # every insert and misleads the planner.
    return models.ForeignKey(
        "books.Administration", models.PROTECT, related_name="+", db_index=False
    )


def one_of(column: str, codes: Sequence[str], name: str) -> models.CheckConstraint:
    """Constrain a column to a closed list of codes, in the database."""
    return models.CheckConstraint(condition=models.Q(**{f"{column}__in": codes}), name=name)


def within_bounds(
    column: str, name: str, *, least: int = -LARGEST_CENTS
) -> models.CheckConstraint:
    """Constrain an amount to what the product can hold."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{column}__gte": least, f"{column}__lte": LARGEST_CENTS}),
        name=name,
    )
