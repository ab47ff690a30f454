"""Spread an amount over open items: the principal only, what fell due first."""

from collections.abc import Iterable
from datetime import date

from voldaan.matching.shapes import OpenItem

Age = tuple[date, date, str, int]


def age(item: OpenItem) -> Age:
    """Give the order in which items are paid: due day, then issue day, then number.

    An item without a due day counts from its issue day; without either it comes last.
    """
    issued_on = item.issued_on or date.max
    return (item.due_on or issued_on, issued_on, item.number, item.id)


def allocate(amount_cents: int, items: Iterable[OpenItem]) -> tuple[tuple[int, int], ...]:
    """Cents for each item, oldest due first, never more than is open or than there is.

    What the result does not use is left: ``amount_cents`` minus its sum. An amount of zero
    or less gives nothing.

    Choice: principal only, for money that a person places; the order of the law (costs,
    interest, principal) belongs to the law room.

    >>> march = OpenItem(1, 7, "2026-1", 10_000, due_on=date(2026, 3, 31))
    >>> april = OpenItem(2, 7, "2026-2", 10_000, due_on=date(2026, 4, 30))
    >>> allocate(12_000, [april, march])
    ((1, 10000), (2, 2000))
    """
    in_order = sorted(items, key=age)
    return spread(amount_cents, [(item.id, item.open_cents) for item in in_order])


def spread(
    amount_cents: int, open_cents: Iterable[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """Cents for each (item id, open cents) in the order given, until the amount is used.

    >>> spread(12_000, [(1, 10_000), (2, 10_000), (3, 10_000)])
    ((1, 10000), (2, 2000))
    """
    left = max(amount_cents, 0)
    parts: list[tuple[int, int]] = []
    for item_id, is_open in open_cents:
        cents = min(left, is_open)
        if cents > 0:
            parts.append((item_id, cents))
            left -= cents
    return tuple(parts)
