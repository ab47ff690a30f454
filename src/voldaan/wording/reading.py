"""A message as the rules see it: the facts taken out, what is left judged as language.

An invoice number of ten words counts as one word, and a client named "Schande" does not
break a rule. The table, the greeting and the name below are left out too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from voldaan.wording import letters, locked, paper, short
from voldaan.wording import material as making
from voldaan.wording.kinds import AnyFacts, AnyStep, Kind, kind
from voldaan.wording.listening import Rules, rules
from voldaan.wording.material import Material
from voldaan.wording.shapes import LetterFacts, Medium, Words
from voldaan.wording.steps import compose as steps

FACT = "{fact}"
LINK = "{link}"
_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!])\s+|\n+")
_BETWEEN_PARAGRAPHS = re.compile(r"\n(?:[ \t]*\n)+")
#: A greeting, something said, and a name below.
_PARAGRAPHS_AT_LEAST = 3
_LINKS = frozenset({"link", "link2"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A message and its parts; ``bare`` and ``subject`` are without facts.

    ``loose`` are the paragraphs around the locked sentences, with their facts; ``free`` is
    the same without them. ``greeting`` and ``signature`` are the frame.
    """

    step: AnyStep
    facts: AnyFacts
    kind: Kind
    words: Words
    values: Mapping[str, str]
    tokens: Mapping[str, str]
    rules: Rules
    locked: tuple[str, ...]
    subject: str
    bare: str
    loose: tuple[str, ...]
    greeting: str
    signature: str
    letter: LetterFacts

    @property
    def body(self) -> str:
        """The whole body on one line, every space a plain one."""
        return flat(self.words.body_text)

    @property
    def sentences(self) -> list[str]:
        """The sentences of ``bare``."""
        return sentences(self.bare)

    @property
    def free(self) -> str:
        """What the owner may change, without facts."""
        return "\n".join(self.without_facts(paragraph) for paragraph in self.loose)

    @property
    def frame(self) -> str:
        """The greeting and the signature, each name as one word."""
        named = (self.values[name] for name in ("naam", "afzender", "telefoon"))
        names = {name: "…" for name in named if name}
        return _without_facts(f"{self.greeting}\n{self.signature}", names)

    def without_facts(self, text: str) -> str:
        """Put one word in place of every fact."""
        return _without_facts(text, self.tokens)


def read(words: Words, *, step: AnyStep, facts: AnyFacts, medium: Medium) -> Reading:
    """Read a message of a step, made of these facts."""
    made = _material(step, facts, medium)
    asked = kind(step, facts=facts, medium=medium)
    kept = words.locked or making.locked(made)
    values = {name: _plain(value) for name, value in made.values.items()}
    tokens = _tokens(values, framed=asked.framed)
    body = _plain(words.body_text)
    for block in made.blocks.values():
        for paragraph in _plain(block.plain()).split("\n\n"):
            body = body.replace(paragraph, "")
    greeting, middle, signature = (
        _framed(body, values["afzender"]) if asked.framed else ("", body, body)
    )
    loose = locked.without(middle, sentences=tuple(_plain(sentence) for sentence in kept))
    return Reading(
        step=step,
        facts=facts,
        kind=asked,
        words=words,
        values=values,
        tokens=tokens,
        rules=rules(made.letter.language),
        locked=kept,
        subject=_without_facts(_plain(words.subject), tokens),
        bare=_without_facts(middle, tokens),
        loose=tuple(_BETWEEN_PARAGRAPHS.split(loose)),
        greeting=greeting,
        signature=signature,
        letter=made.letter,
    )


def flat(text: str) -> str:
    """Put a text on one line, every run of white space one space."""
    return " ".join(text.split())


def sentences(text: str) -> list[str]:
    """Cut a text into sentences; a new line begins a new one."""
    return [found for found in _BETWEEN_SENTENCES.split(text.strip()) if found.strip()]


def _material(step: Any, facts: AnyFacts, medium: Medium) -> Material:  # noqa: ANN401 - see kinds
    if not isinstance(facts, LetterFacts):
        return steps.material(step, facts=facts)
    if medium == "short":
        return short.material(step, facts=facts)
    if medium == "paper":
        return paper.material(step, facts=facts)
    return letters.material(step, facts=facts)


def _framed(body: str, sender: str) -> tuple[str, str, str]:
    """Cut off the greeting and the signature: the first and the last paragraph.

    Below the name may stand one more, such as a postscript.
    """
    paragraphs = [found for found in _BETWEEN_PARAGRAPHS.split(body) if found.strip()]
    if len(paragraphs) < _PARAGRAPHS_AT_LEAST:
        return _framed_by_lines(body, sender)
    greeting, *middle, last = paragraphs
    if sender and sender not in flat(last) and sender in flat(middle[-1]):
        middle[-1], last = last, middle[-1]
    return greeting, "\n\n".join(middle), last


def _framed_by_lines(body: str, sender: str) -> tuple[str, str, str]:
    """Do the same for who wrote without empty lines, so that the rules still make sense."""
    lines = [line for line in body.split("\n") if line.strip()]
    if len(lines) < _PARAGRAPHS_AT_LEAST:
        return "", body, body
    named = [place for place, line in enumerate(lines) if sender and sender in flat(line)]
    last = max([*named[-1:], 1]) if named else len(lines) - 1
    return lines[0], "\n".join(lines[1:last]), "\n".join(lines[last:])


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\xa0", " ")


def _tokens(values: Mapping[str, str], *, framed: bool) -> Mapping[str, str]:
    """Give the token of every fact; of a frame the name is left to the greeting.

    An invoice numbered "je" or "?" is a word like any other here.
    """
    return {
        value: LINK if name in _LINKS else FACT
        for name, value in values.items()
        if any(character.isalnum() or character in "{}" for character in value)
        and not (value.isalpha() and value.islower())
        and not (framed and name == "naam")
    }


def _without_facts(text: str, tokens: Mapping[str, str]) -> str:
    """Put one word in place of every fact; the longest first, as one may hold another.

    In one go: what a fact left behind is never read as a fact again.
    """
    there = sorted((value for value in tokens if value in text), key=len, reverse=True)
    if not there:
        return text
    each = "|".join(map(re.escape, there))
    return re.sub(rf"(?<!\w)(?:{each})(?!\w)", lambda found: tokens[found.group()], text)
