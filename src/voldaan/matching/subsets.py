"""Which open amounts add up to a payment: bounded, and honest about being the only way."""

import math
from collections import defaultdict
from collections.abc import Sequence

#: More open items of one client than this are only tried all together.
MOST_ITEMS = 16
_CHANCES_PER_SUBSET = 100


def adding_up(amount_cents: int, amounts: Sequence[int]) -> list[tuple[int, ...]]:
    """Find places in ``amounts`` (cents, above zero) that sum to the amount: two ways at most.

    The list is empty when nothing fits, has one entry when the way is unique, and two when
    there are several. All of them together is always unique. Half of the items is tabled and
    the other half looked up in it: 256 steps for sixteen items, never 65,536.

    >>> adding_up(300, [100, 200, 150])
    [(0, 1)]
    >>> len(adding_up(300, [100, 200, 300]))
    2
    """
    if not amounts or amount_cents > sum(amounts):
        return []
    if amount_cents == sum(amounts):
        return [tuple(range(len(amounts)))]
    if len(amounts) > MOST_ITEMS:
        return []
    half = len(amounts) // 2
    table: defaultdict[int, list[tuple[int, ...]]] = defaultdict(list)
    for places, total in _subsets(amounts[:half], start=0):
        if len(table[total]) < 2:
            table[total].append(places)
    ways: list[tuple[int, ...]] = []
    for places, total in _subsets(amounts[half:], start=half):
        ways += [head + places for head in table.get(amount_cents - total, ()) if head + places]
        if len(ways) > 1:
            return ways[:2]
    return ways


def is_telling(amount_cents: int, amounts: Sequence[int]) -> bool:
    """Tell whether a sum that fits can hardly be chance: many more amounts than subsets.

    Prices in whole tens add up to almost any round part payment; amounts to the cent do
    not. The grid is what all amounts are multiples of.

    >>> is_telling(30_000, [10_000, 20_000, 15_000])
    False
    >>> is_telling(36_179, [12_137, 24_042, 15_001])
    True
    """
    grid = math.gcd(amount_cents, *amounts)
    return (1 << len(amounts)) * _CHANCES_PER_SUBSET <= sum(amounts) // grid


def _subsets(amounts: Sequence[int], *, start: int) -> list[tuple[tuple[int, ...], int]]:
    found: list[tuple[tuple[int, ...], int]] = [((), 0)]
    for place, cents in enumerate(amounts, start=start):
        found += [((*places, place), total + cents) for places, total in found]
    return found
