"""Learns the weights of the small classifier of replies.

Usage: ``.venv/bin/python scripts/train_replies.py``. Learns from the labelled messages of
``tests/cases/replies``: the files ``train_*.jsonl`` whole, and the first of every two lines of
the others, except ``mixed_hard.jsonl`` and ``more_voices.jsonl``. What is left is what the
figures are measured on (``bench/replies.py``), and nobody looks at it while building.
Deterministic: the same messages give the same weights. Takes some minutes.

Multinomial logistic regression by stochastic steps (AdaGrad). A feature counts as much as
it is rare, and a message as much as any other, however long it is.
"""

import json
import math
import random
from collections import Counter
from pathlib import Path

from voldaan.replies.features import features
from voldaan.replies.shapes import MEANINGS

HERE = Path(__file__).resolve().parents[1]
CASES = HERE / "tests" / "cases" / "replies"
WEIGHTS = HERE / "src" / "voldaan" / "replies" / "data" / "weights.json"
ROUNDS, STEP, DECAY, LEAST_SEEN = 20, 0.5, 1e-5, 2
#: Only measured on, whole.
NEVER_LEARNED = ("mixed_hard", "more_voices")
#: The writer of one file saw the first lines of the others: those are not measured on.
SEEN_LINES = 3
#: What weighs less than this is not kept.
LEAST_WEIGHT = 0.5

Example = tuple[list[str], int]
Rare = dict[str, float]


def split() -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Give what is learned from, and what is never looked at."""
    learn: list[dict[str, str]] = []
    hold: list[dict[str, str]] = []
    for path in sorted(CASES.glob("*.jsonl")):
        for place, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            is_half = path.stem not in NEVER_LEARNED and place % 2 == 0
            if path.stem.startswith("train_") or is_half:
                learn.append(json.loads(line))
            elif place >= SEEN_LINES:
                hold.append(json.loads(line))
    return learn, hold


def rarity(examples: list[Example]) -> Rare:
    """Give per feature how much it counts: one, and more the rarer it is."""
    seen = Counter(feature for found, _ in examples for feature in found)
    return {
        name: 1 + math.log((1 + len(examples)) / (1 + count))
        for name, count in seen.items()
        if count >= LEAST_SEEN
    }


def values(found: list[str], rare: Rare) -> list[tuple[str, float]]:
    """Give the known features of a message with their values; the whole has length one."""
    known = [(name, rare[name]) for name in found if name in rare]
    length = math.sqrt(sum(value * value for _, value in known)) or 1
    return [(name, value / length) for name, value in known]


def shares(known: list[tuple[str, float]], weights: dict[str, list[float]]) -> list[float]:
    """Give the share of each meaning."""
    sums = [sum(weights[name][place] * value for name, value in known) for place in _PLACES]
    top = max(sums)
    grown = [math.exp(each - top) for each in sums]
    whole = sum(grown)
    return [each / whole for each in grown]


_PLACES = range(len(MEANINGS))


def train(examples: list[Example], rare: Rare) -> dict[str, list[float]]:
    """Learn the weight of every feature for every meaning."""
    weights = {name: [0.0] * len(MEANINGS) for name in rare}
    grown = {name: [1e-3] * len(MEANINGS) for name in rare}
    ready = [(values(found, rare), right) for found, right in examples]
    order = random.Random(20261127)  # noqa: S311 - the same order every time
    for _ in range(ROUNDS):
        order.shuffle(ready)
        for known, right in ready:
            found = shares(known, weights)
            for place in _PLACES:
                off = found[place] - (place == right)
                for name, value in known:
                    slope = off * value + DECAY * weights[name][place]
                    grown[name][place] += slope * slope
                    weights[name][place] -= STEP * slope / math.sqrt(grown[name][place])
    return weights


def write(weights: dict[str, list[float]], rare: Rare) -> int:
    """Write ``[how rare, place, weight, …]`` in hundredths per feature; give how many."""
    lines = []
    for name, each in sorted(weights.items()):
        pairs = [
            part
            for place, weight in enumerate(each)
            if abs(weight) >= LEAST_WEIGHT
            for part in (place, int(weight * 100))
        ]
        if pairs:
            row = json.dumps([int(rare[name] * 100), *pairs], separators=(",", ":"))
            lines.append(f"{json.dumps(name)}:{row}")
    WEIGHTS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return len(lines)


def main() -> None:
    """Learn and write."""
    learn, hold = split()
    examples = [(features(each["text"]), MEANINGS.index(each["label"])) for each in learn]
    rare = rarity(examples)
    count = write(train(examples, rare), rare)
    size = WEIGHTS.stat().st_size // 1024
    print(f"{count} features, {size} kB, from {len(learn)}; {len(hold)} never looked at")


if __name__ == "__main__":
    main()
