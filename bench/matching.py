"""How right and how fast matching is on a made world of hard cases.

``python -m bench.matching --lines 10000 --items 10000 [--seed 1]`` prints precision of what
is booked by itself, recall on the clear cases, time, and every wrong booking.
"""

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bench.payment_kinds import world
from bench.payments import Truth, World

from voldaan.matching import propose
from voldaan.matching.shapes import Match


@dataclass(frozen=True, slots=True)
class Score:
    """How a run went: places in the list of lines that were wrong, and counts."""

    right: int
    wrong: tuple[int, ...]
    clear: int
    clear_right: int
    first_of_three: int
    asked: int
    by_kind: dict[str, tuple[int, int, int]]


def is_right(found: Match, truth: Truth) -> bool:
    """Tell whether what was booked is exactly what the line pays."""
    certain = found.certain
    return certain is not None and tuple(sorted(certain.allocations)) == truth.pays


def score(matches: Sequence[Match], truths: Sequence[Truth]) -> Score:
    """Compare what matching did with the truth, line by line."""
    kinds: Counter[str] = Counter()
    booked: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    wrong: list[int] = []
    asked = shown = 0
    for place, (found, truth) in enumerate(zip(matches, truths, strict=True)):
        kinds[truth.kind] += 1
        if found.certain:
            booked[truth.kind] += 1
            if not is_right(found, truth):
                wrong.append(place)
                failed[truth.kind] += 1
        elif truth.pays:
            asked += 1
            shown += any(
                tuple(sorted(way.allocations)) == truth.pays for way in found.proposals
            )
    pairs = [pair for pair in zip(matches, truths, strict=True) if pair[1].is_clear]
    return Score(
        right=sum(booked.values()) - len(wrong),
        wrong=tuple(wrong),
        clear=len(pairs),
        clear_right=sum(is_right(found, truth) for found, truth in pairs),
        first_of_three=shown,
        asked=asked,
        by_kind={kind: (kinds[kind], booked[kind], failed[kind]) for kind in sorted(kinds)},
    )


def _show(result: Score, made: World, matches: Sequence[Match]) -> None:
    booked = result.right + len(result.wrong)
    print(
        f"booked {booked:,}, wrong {len(result.wrong)}: precision {result.right / booked:.4%}"
    )
    print(f"clear {result.clear:,}: recall {result.clear_right / result.clear:.2%}")
    print(f"left to a person {result.asked:,}: right one shown {result.first_of_three:,}")
    print(f"{'kind':<14}{'lines':>9}{'booked':>9}{'wrong':>7}")
    for kind, (lines, taken, failed) in result.by_kind.items():
        print(f"{kind:<14}{lines:>9,}{taken:>9,}{failed:>7,}")
    for place in result.wrong:
        print(
            "\nWRONG", made.lines[place], made.truths[place], matches[place].certain, sep="\n  "
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    made = world(lines=given.lines, items=given.items, seed=given.seed)
    start, own = time.perf_counter(), time.process_time()
    matches = propose(made.lines, items=made.items, payers=made.payers)
    seconds, own_seconds = time.perf_counter() - start, time.process_time() - own
    print(f"{given.lines:,} lines x {given.items:,} open items, seed {given.seed}")
    print(f"{seconds:.2f} s on the clock, {own_seconds:.2f} s of this process")
    _show(score(matches, made.truths), made, matches)


if __name__ == "__main__":
    main()
