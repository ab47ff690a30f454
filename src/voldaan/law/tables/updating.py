"""Newer figures over the shipped ones: the same strictness, and never a figure lost."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from voldaan.law.tables import loading
from voldaan.law.tables.loading import AnyTable, BadTable
from voldaan.law.tables.shapes import Entry


def merged(
    shipped: Mapping[str, AnyTable], text: str, *, file: str
) -> tuple[dict[str, AnyTable], tuple[str, ...]]:
    """Put the figures of one text over the shipped ones; give all tables, and what changed.

    A file names only the tables that it knows better. For each it gives the new figures: a
    day that is known already may only be given again with the same figure, unless that
    figure was derived or uncertain. Raises :class:`BadTable` for an unknown table, another
    unit, an older ``checked_on``, or a figure that contradicts a firm one.
    """
    found = dict(shipped)
    for name, newer in loading.read(text, file=file).items():
        if name not in shipped:
            known = f"a table that is known, such as {min(shipped)}"
            raise BadTable(file, _line(text, name), expected=known, found=repr(name))
        found[name] = _together(shipped[name], newer, text=text, file=file)
    changed = tuple(sorted(name for name in found if found[name] != shipped[name]))
    return found, changed


def _line(text: str, name: str, header: int = 0) -> int:
    wanted = f"[[{name}.value]]" if header else f"[{name}]"
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == wanted]
    return lines[header - 1 if header else 0] if len(lines) >= max(header, 1) else 1


def _together(old: AnyTable, newer: AnyTable, *, text: str, file: str) -> AnyTable:
    if newer.unit != old.unit:
        line = _line(text, old.name)
        raise BadTable(file, line, expected=f"{old.name} in {old.unit}", found=newer.unit)
    if newer.checked_on < old.checked_on:
        expected = f"{old.name} checked on {old.checked_on} or later"
        line = _line(text, old.name)
        raise BadTable(file, line, expected=expected, found=str(newer.checked_on))
    entries = {entry.from_day: entry for entry in old.entries}
    for place, entry in enumerate(newer.entries, 1):
        known = entries.get(entry.from_day)
        if known and known.mark in ("V1", "V2") and known.value != entry.value:
            expected = f"{old.name} from {entry.from_day}: {_shown(known.value)}"
            line = _line(text, old.name, place)
            raise BadTable(file, line, expected=expected, found=_shown(entry.value))
        entries[entry.from_day] = entry
    ordered = tuple(entries[day] for day in sorted(entries))
    _without_gap(old, newer, text=text, file=file)
    _without_overlap(old.name, ordered, text=text, file=file)
    return replace(newer, entries=ordered)


def _without_gap(old: AnyTable, newer: AnyTable, *, text: str, file: str) -> None:
    """Refuse a figure that begins after the last known one ended: what was in between."""
    last = old.entries[-1]
    until = last.to_day
    for place, entry in enumerate(newer.entries, 1):
        if entry.from_day < last.from_day:
            continue
        if until is not None and entry.from_day > until:
            line = _line(text, old.name, place)
            expected = f"{old.name} without a gap, from {until}"
            raise BadTable(file, line, expected=expected, found=str(entry.from_day))
        until = entry.to_day


def _shown(value: object) -> str:
    return str(value) if isinstance(value, Decimal | int) else "another figure"


def _without_overlap(
    name: str, entries: tuple[Entry[object], ...], *, text: str, file: str
) -> None:
    for entry, following in pairwise(entries):
        if entry.to_day is not None and entry.to_day > following.from_day:
            expected = f"{name}: a figure until {following.from_day}"
            found = f"one until {entry.to_day}"
            raise BadTable(file, _line(text, name), expected=expected, found=found)
