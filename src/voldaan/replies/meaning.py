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
    found = features.features(text)
    shares = _shares(found)
    best = max(MEANINGS, key=lambda each: shares[each])
    most = 99 if _is_understood(found) else SURE_PERCENT - 1
    percent = min(most, math.floor(shares[best] * 100))
    because = _because(flat, best)
    # "Vrijdag overgemaakt" was last Friday: who has paid names no day that is to come.
    named = named_day.find(text, day=day) if best in {"promise", "plan"} else None
    return Heard(best, percent, percent >= SURE_PERCENT, because, named)


def _is_understood(found: list[str]) -> bool:
    """Say whether a phrase was found, or two words in five were ever learned from.

    Of another language hardly a feature is known, and those few would decide alone:
    "Bezahlt" is short, and short messages are mostly thanks.
    """
    words = [each for each in found if each.startswith("w:") and each[2].isalpha()]
    known = sum(each in _weights() for each in words)
    has_phrase = any(each.startswith("r:") for each in found)
    return has_phrase or 5 * known >= 2 * len(words) > 0


def _shares(found: list[str]) -> dict[Meaning, float]:
    """Give the share of each meaning; a message of any length counts as much."""
    weights = _weights()
    known = [weights[each] for each in found if each in weights]
    length = math.sqrt(sum(row[0] * row[0] for row in known)) or 1
    sums = dict.fromkeys(MEANINGS, 0.0)
    for rare, *pairs in known:
        for place, weight in zip(pairs[::2], pairs[1::2], strict=True):
            sums[MEANINGS[place]] += rare / length * weight / 100
    top = max(sums.values())
    grown = {meaning: math.exp(each - top) for meaning, each in sums.items()}
    whole = sum(grown.values())
    return {meaning: each / whole for meaning, each in grown.items()}


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
