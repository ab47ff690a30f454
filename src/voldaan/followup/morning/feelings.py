"""How the last calls felt to who made them, and whether that helps before the next one."""

from collections.abc import Sequence

#: How a call may have felt: a whole number from hard to easy.
HARDEST, EASIEST = 1, 5
#: Of fewer calls nothing is said. *Choice:* three.
LEAST_CALLS = 3
#: From this average, in tenths, calls "were not so bad". *Choice:* clearly above the middle.
NOT_BAD_TENTHS = 35


def not_so_bad(felt: Sequence[int]) -> int | None:
    """Give the average, in tenths, of calls that were not so bad; None: they were, or too few.

    >>> not_so_bad([4, 4, 3]), not_so_bad([5, 5]), not_so_bad([1, 2, 5])
    (36, None, None)
    """
    tenths = 10 * sum(felt)
    if len(felt) < LEAST_CALLS or tenths < NOT_BAD_TENTHS * len(felt):
        return None
    return tenths // len(felt)
