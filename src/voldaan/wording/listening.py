"""What the linter listens for in one language, read from ``texts/<language>/rules.toml``."""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from voldaan.wording.shapes import Language

#: A sentence longer than this is heard at its begin and its end only: work stays bounded.
_HEARD = 300
_WORD_LISTS = frozenset({"hard_words", "blame_words", "moral_words", "abbreviations", "shouts"})


@dataclass(frozen=True, slots=True)
class Rules:
    """Patterns (one expression for each list), and words that are looked up whole."""

    greets: re.Pattern[str]
    asks: re.Pattern[str]
    way_out: re.Pattern[str]
    service: re.Pattern[str]
    pays: re.Pattern[str]
    already_paid: re.Pattern[str]
    says_paid: re.Pattern[str]
    no_reply: re.Pattern[str]
    consequences: re.Pattern[str]
    two_meanings: re.Pattern[str]
    threats: re.Pattern[str]
    dates: re.Pattern[str]
    sums: re.Pattern[str]
    terms: re.Pattern[str]
    norms: re.Pattern[str]
    personas: re.Pattern[str]
    undoes: re.Pattern[str]
    money_words: re.Pattern[str]
    spans: re.Pattern[str]
    blames: re.Pattern[str]
    morals: re.Pattern[str]
    hard_words: Sequence[str]
    blame_words: Sequence[str]
    moral_words: Sequence[str]
    abbreviations: Sequence[str]
    shouts: Sequence[str]


@cache
def rules(language: Language) -> Rules:
    """Read the packaged rules of a language."""
    file = resources.files("voldaan.wording") / "texts" / language / "rules.toml"
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    made: dict[str, Any] = {
        name: listed if name in _WORD_LISTS else _one_of(listed)
        for name, listed in found.items()
    }
    return Rules(**made)


def hears(pattern: re.Pattern[str], text: str) -> bool:
    """Say whether a sentence has what the pattern describes."""
    return pattern.search(_heard(text)) is not None


def caught(pattern: re.Pattern[str], text: str) -> str:
    """Give the first words that the pattern describes, or nothing."""
    found = pattern.search(text)
    return found.group() if found else ""


def threat(text: str, *, language: Language) -> str:
    """Give the first words that threaten with what nobody may threaten with, or nothing.

    >>> threat("Anders meld ik je bij het BKR.", language="nl")
    'BKR'
    """
    return caught(rules(language).threats, text)


def consequence(text: str, *, language: Language) -> str:
    """Give the first words of a legal consequence, which only a notice may name, or nothing.

    >>> consequence("Anders komt de deurwaarder.", language="nl")
    'deurwaarder'
    """
    return caught(rules(language).consequences, text)


def flattened(text: str) -> str:
    r"""Give a text as an ear takes it: on one line, in plain letters, nothing hidden in it.

    A word with an accent is heard without it too, on a line of its own.

    >>> flattened("de  deur\u200dwa\uff41rd\u0336er\nkomt")
    'de deurwaarder komt'
    >>> flattened("nègeer dit")
    'nègeer dit\nnegeer dit'
    """
    plain = unicodedata.normalize("NFKC", text)
    heard = _shown(plain)
    bare = _shown(unicodedata.normalize("NFKD", plain))
    return heard if bare == heard else f"{heard}\n{bare}"


def _shown(text: str) -> str:
    """Leave out what is not seen, or only lies over a letter."""
    seen = (each for each in text if unicodedata.category(each) not in {"Cf", "Mn"})
    return " ".join("".join(seen).split())


def _one_of(patterns: str | Sequence[str]) -> re.Pattern[str]:
    each = [patterns] if isinstance(patterns, str) else patterns
    return re.compile("|".join(f"(?:{pattern})" for pattern in each), re.IGNORECASE)


def _heard(sentence: str) -> str:
    if len(sentence) <= 2 * _HEARD:
        return sentence
    return f"{sentence[:_HEARD]} {sentence[-_HEARD:]}"
