"""Catalogues of sentences: a code and its facts in, one sentence out.

The sentences stand in ``texts/<language>/<catalogue>.toml``. Three things may stand in one:
``{due_on}`` is a fact, ``{count|factuur|facturen}`` a number with the word that fits it, and
``[: {why}]`` is left out when a fact in it is empty. What a fact looks like follows from its
name: ``*_cents`` are euros, days are written out, ``step`` is the name of a step.
Words of ours that are a fact (a holiday, what a reader expected) have a name there too.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources

from voldaan import days, money
from voldaan.reasons import Fact
from voldaan.wording.cleaning import one_line
from voldaan.wording.shapes import Language

_FACT = re.compile(r"\{(\w+)(?:\|([^{}|]*)\|([^{}|]*))?\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_DAY = re.compile(r"(?:.*_)?(?:on|day|until|from)\Z")
_FACT_AT_MOST = 200
#: Facts that are words themselves, and the group of names that translates them.
_NAMED = {
    "step": "steps",
    "name": "holidays",
    "where": "places",
    "expected": "phrases",
    "used": "phrases",
    "found": "findings",
    "meaning": "meanings",
    "ladder": "ladders",
    "conditions": "conditions",
    "stopped": "stops",
    "part": "parts_of_day",
    "channel": "channels",
}

Facts = Mapping[str, Fact]


class UnknownCode(KeyError):
    """The catalogue has no such code; carries the catalogue and the code."""

    def __init__(self, catalogue: str, code: str) -> None:
        super().__init__(f"{catalogue}: {code}")
        self.catalogue = catalogue
        self.code = code


class MissingFact(KeyError):
    """A sentence needs a fact that was not given; carries its name."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.fact = fact


@cache
def load(catalogue: str, *, language: Language) -> Mapping[str, str]:
    """Read one packaged catalogue: code → sentence, or name of a group → its sentences.

    >>> load("reasons", language="en")["nothing.open"]
    'Nothing is open.'
    """
    file = resources.files("voldaan.wording") / "texts" / language / f"{catalogue}.toml"
    return _flat(tomllib.loads(file.read_text(encoding="utf-8")))


def say(catalogue: str, *, code: str, facts: Facts, language: Language) -> str:
    """Give the sentence of a code with its facts.

    Raises :class:`UnknownCode` and :class:`MissingFact`.

    >>> say("reasons", code="day.comes", facts={"day": "2026-10-21"}, language="en")
    'When it is 21 October 2026.'
    """
    sentence = load(catalogue, language=language).get(code)
    if sentence is None:
        raise UnknownCode(catalogue, code)
    chosen = _OPTIONAL.sub(lambda found: _when_known(found.group(1), facts), sentence)
    return _FACT.sub(lambda found: _fact(found, facts, language), chosen)


def fact_names(sentence: str) -> frozenset[str]:
    """Name the facts in a sentence.

    >>> sorted(fact_names("Op pauze tot {until}[: {why}]; {count|factuur|facturen}."))
    ['count', 'until', 'why']
    """
    return frozenset(found.group(1) for found in _FACT.finditer(sentence))


def _when_known(words: str, facts: Facts) -> str:
    return words if all(facts.get(name, "") != "" for name in fact_names(words)) else ""


def _fact(found: re.Match[str], facts: Facts, language: Language) -> str:
    name, one, many = found.groups()
    if name not in facts:
        raise MissingFact(name)
    written = _written(name, facts[name], language)
    if one is None:
        return written
    return f"{written} {one if written in {'1', '-1'} else many}"


def _written(name: str, value: Fact, language: Language) -> str:
    if isinstance(value, int):
        return money.euro(value, language) if name.endswith("_cents") else str(value)
    if name in _NAMED:
        named = load("names", language=language)
        group = _NAMED[name]
        each = (named.get(f"{group}.{part}", part) for part in value.split(", "))
        whole = named.get(f"{group}.{value}") or _begun(f"{group}.{value}", named)
        return one_line(whole or ", ".join(each), at_most=_FACT_AT_MOST)
    return _day(name, value, language) or one_line(value, at_most=_FACT_AT_MOST)


def _begun(phrase: str, named: Mapping[str, str]) -> str:
    """Translate what a phrase begins with ("a number such as *"), and keep the rest."""
    for known, words in named.items():
        if known.endswith("*") and phrase.startswith(known[:-1]):
            return words.removesuffix("*") + phrase[len(known) - 1 :]
    return ""


def _day(name: str, value: str, language: Language) -> str:
    if not _DAY.match(name):
        return ""
    try:
        return days.write_out_long(date.fromisoformat(value), language)
    except ValueError:
        return ""


def _flat(source: Mapping[str, object]) -> Mapping[str, str]:
    """Make ``{"steps": {"call": "bellen"}}`` into ``{"steps.call": "bellen"}``."""
    flat: dict[str, str] = {}
    for name, value in source.items():
        if isinstance(value, dict):
            flat |= {f"{name}.{code}": str(words) for code, words in value.items()}
        else:
            flat[name] = str(value)
    return flat
