"""How fast the law is: one claim without and with its steps, and a million at once.

``python -m bench.law [--claims 1000000]`` prints microseconds for one commercial claim with
three changes of rate and two anniversaries, and seconds for the column.
"""

import argparse
import random
import time
import timeit
from collections.abc import Callable
from datetime import date, timedelta

from voldaan.law import accrual, nl

DUE, UNTIL = date(2023, 4, 30), date(2025, 8, 31)
REPEATS = 2_000


def without_steps() -> int:
    """Compute one claim by the kernel alone, nothing remembered from the time before."""
    accrual._plain_cuts.cache_clear()
    return nl.interest.columns(
        principal_cents=[15_000_00], due_on=[DUE], until=UNTIL, kind="commercial"
    )[0]


def with_steps() -> int:
    """Compute the same claim with every step."""
    return nl.interest.commercial(principal_cents=15_000_00, due_on=DUE, until=UNTIL).cents


def microseconds(function: Callable[[], int]) -> float:
    return min(timeit.repeat(function, number=REPEATS, repeat=5)) / REPEATS * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000)
    given = parser.parse_args()
    assert without_steps() == with_steps()
    print(f"one claim without steps: {microseconds(without_steps):.1f} µs")
    print(f"one claim with steps:    {microseconds(with_steps):.1f} µs")
    chance = random.Random(1)
    cents = [chance.randrange(1_00, 100_000_00) for _ in range(given.claims)]
    days = [date(2021, 1, 1) + timedelta(days=chance.randrange(2_000)) for _ in cents]
    start = time.process_time()
    found = nl.interest.columns(
        principal_cents=cents, due_on=days, until=date(2026, 11, 26), kind="commercial"
    )
    seconds = time.process_time() - start
    print(f"{given.claims:,} claims: {seconds:.2f} s of this process, {sum(found):,} cents")


if __name__ == "__main__":
    main()
