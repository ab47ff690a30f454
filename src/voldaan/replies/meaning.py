"""What a reply means: phrases and a small classifier that ships with the program.

The classifier adds, for each feature of the message (a phrase of ``data/rules.toml``, a
word, a pair of words, a part of a word), its learned weight for each meaning, the more the
rarer the feature, and turns the sums into shares. ``data/weights.json`` holds them in
hundredths, made by ``scripts/train_replies.py`` from messages in ``tests/cases/replies``;
how good it is on messages that it never saw is in ``docs/algorithms/replies.md``.

A sentence is not a contract: the outcome is a proposal. What a machine wrote by itself is
known by its headers, not by its words alone.
"""

import json
import math
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources

from voldaan.replies import features, named_day
from voldaan.replies.shapes import MEANINGS, Heard, Meaning

#: From this certainty the guess is proposed; under it the person starts with no guess.
SURE_PERCENT = 60


def hear(text: str, *, day: date, is_automatic: bool = False) -> Heard:
    """Say what the writer's own words probably mean, on the day that they came.

    >>> heard = hear("Hoi Noor, gisteren overgemaakt hoor!", day=date(2026, 10, 15))
    >>> heard.meaning, heard.is_sure
    ('paid', True)
    >>> hear("", day=date(2026, 10, 15)).is_sure
    False
    """
    flat = features.plain(features.core(text))
    if is_automatic:
        return Heard("out_of_office", 99, is_sure=True, day=named_day.find(text, day=day))
    if not any(each.isalnum() for each in flat):
        is_nod = any(each in text for each in "👍👌🙏❤😊")
        return Heard("thanks" if is_nod else "other", 50 if is_nod else 0, is_sure=False)
    shares, is_known = _shares(text)
    best = max(MEANINGS, key=lambda each: shares[each])
    percent = min(99, math.floor(shares[best] * 100))
    because = _because(flat, best)
    # "Vrijdag overgemaakt" was last Friday: who has paid names no day that is to come.
    found = named_day.find(text, day=day) if best in {"promise", "plan"} else None
    is_sure = is_known and percent >= SURE_PERCENT
    return Heard(best, percent if is_known else 0, is_sure, because, found)


def _shares(text: str) -> tuple[dict[Meaning, float], bool]:
    """Give the share of each meaning, and whether one word of it was ever learned.

    A message of any length counts as much as another.
    """
    weights = _weights()
    named = [each for each in features.features(text) if each in weights]
    known = [weights[each] for each in named]
    is_known = any(each[0] in "rwc" and each[2:].strip("0?!€%@") for each in named)
    length = math.sqrt(sum(row[0] * row[0] for row in known)) or 1
    sums = dict.fromkeys(MEANINGS, 0.0)
    for rare, *pairs in known:
        for place, weight in zip(pairs[::2], pairs[1::2], strict=True):
            sums[MEANINGS[place]] += rare / length * weight / 100
    top = max(sums.values())
    grown = {meaning: math.exp(each - top) for meaning, each in sums.items()}
    whole = sum(grown.values())
    return {meaning: each / whole for meaning, each in grown.items()}, is_known


@cache
def _weights() -> Mapping[str, list[int]]:
    file = resources.files("voldaan.replies") / "data" / "weights.json"
    found: dict[str, list[int]] = json.loads(file.read_text(encoding="utf-8"))
    return found


def _because(flat: str, meaning: Meaning) -> tuple[str, ...]:
    """Give the words of the phrases that spoke for the meaning, the longest first."""
    words = {
        each for name, each in features.phrases(flat).items() if name.startswith(f"{meaning}.")
    }
    return tuple(sorted((each[:60] for each in words if each), key=lambda each: -len(each))[:3])
