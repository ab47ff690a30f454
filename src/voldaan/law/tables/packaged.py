"""The figures that come with Voldaan, and others in their place, as one typed value."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from voldaan.law.tables import loading
from voldaan.law.tables.loading import AnyTable

COUNTRIES = ("nl", "be", "de")


@cache
def tables(country: str) -> Mapping[str, AnyTable]:
    """Read all packaged tables of one country, by name."""
    found: dict[str, AnyTable] = {}
    folder = resources.files("voldaan.law") / country / "data"
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        found |= loading.read(file.read_text(encoding="utf-8"), file=file.name)
    return MappingProxyType(found)


def load[Tables](shape: type[Tables], *, country: str) -> Tables:
    """Give the packaged tables as the dataclass of a country."""
    return of(shape, tables(country))


def of[Tables](shape: type[Tables], found: Mapping[str, AnyTable]) -> Tables:
    """Give tables by name as the dataclass; raises TypeError when the names differ."""
    names: Any = shape
    wanted = {field.name for field in fields(names)}
    if wanted != found.keys():
        raise TypeError(sorted(wanted ^ found.keys()))
    return shape(**found)
