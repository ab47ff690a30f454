"""The rules that every message keeps, as code: what is left to mend, in order.

It reads finished words, so it serves the shipped texts and what an owner made of them.
The facts are taken out first (an invoice number of ten words counts as one word), and so
are the table, the greeting and the names below; what is left is judged as language.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from voldaan.wording import letters, statement
from voldaan.wording.asking import asking
from voldaan.wording.shapes import Language, LetterFacts, LetterStep, Remark, Words

#: Every code of a remark.
CODES = frozenset(
    {
        "no_amount",
        "no_due_date",
        "no_number",
        "no_sender",
        "no_phone",
        "no_reply",
        "link_unwanted",
        "no_link",
        "link_position",
        "no_account",
        "call_to_action",
        "no_way_out",
        "no_already_paid",
        "too_long",
        "long_sentences",
        "hard_word",
        "moral_word",
        "blame_word",
        "capitals",
        "placeholder_left",
        "subject_breaks",
    }
)
WORDS_AT_MOST = 90
AVERAGE_SENTENCE_AT_MOST = 15
#: A question and where to answer it, such as "Wil je betalen? Dat kan hier: …".
_SENTENCES_OF_ONE_ASK = 2
_REMINDERS = frozenset({"reminder_1", "reminder_2"})
_BEFORE_STEP_3 = frozenset({"service_check", "reminder_1"})

_FACT = "{fact}"
_LINK = "{link}"
_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!])\s+|\n+")
_SHOUTED = re.compile(r"\b[^\W\d_a-z]{4,}\b")
_OPEN_PLACEHOLDER = re.compile(r"\{[^{}\n]*\}")
_ADDRESS = re.compile(r"https?://|\bwww\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rules:
    """What the linter listens for in one language; see ``texts/<language>/rules.toml``."""

    asks: Sequence[str]
    way_out: Sequence[str]
    service: Sequence[str]
    pays: Sequence[str]
    already_paid: str
    no_reply: str
    hard_words: Sequence[str]
    blame_words: Sequence[str]
    moral_words: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A message as the rules see it: ``bare`` is without facts, table and frame."""

    step: LetterStep
    facts: LetterFacts
    words: Words
    bare: str
    subject: str
    values: dict[str, str]
    rules: _Rules

    @property
    def sentences(self) -> list[str]:
        return [found for found in _BETWEEN_SENTENCES.split(self.bare.strip()) if found]


def lint(words: Words, *, step: LetterStep, facts: LetterFacts) -> tuple[Remark, ...]:
    """Give what is wrong with a message of a step, made of these facts; empty when clean.

    An ``error`` is a rule that is broken; a ``warning`` something that would be better.

    >>> from datetime import date
    >>> from voldaan.wording.shapes import LetterInvoice
    >>> invoice = LetterInvoice("2026-041", date(2026, 10, 14), 121000, 121000)
    >>> facts = LetterFacts(date(2026, 10, 15), "Anna Bakker", (invoice,))
    >>> composed = letters.compose("reminder_1", facts=facts)
    >>> [remark.code for remark in lint(composed, step="reminder_1", facts=facts)]
    ['no_phone', 'no_account']
    """
    reading = _read(words, step, facts)
    rules = (_facts_together, _sender, _ways_to_pay, _action, _exits, _language, _frame)
    return tuple(remark for rule in rules for remark in rule(reading))


def _facts_together(reading: _Reading) -> Iterator[Remark]:
    values = reading.values
    for where, text in (("body", reading.words.body_text), ("subject", reading.words.subject)):
        for code, name in (
            ("no_amount", "totaal"),
            ("no_due_date", "vervaldatum"),
            ("no_number", "factuur"),
        ):
            if values[name] not in text:
                yield Remark(code, facts=(("where", where),))


def _sender(reading: _Reading) -> Iterator[Remark]:
    signature = reading.words.body_text.rstrip().rpartition("\n\n")[2]
    if reading.values["afzender"] not in signature:
        yield Remark("no_sender")
    elif not reading.facts.sender:
        yield Remark("no_sender", "warning")
    if not reading.facts.phone:
        yield Remark("no_phone", "warning")
    elif reading.values["telefoon"] not in signature:
        yield Remark("no_phone")
    if re.search(reading.rules.no_reply, reading.bare, re.IGNORECASE):
        yield Remark("no_reply")


def _ways_to_pay(reading: _Reading) -> Iterator[Remark]:
    body, link = reading.words.body_text, reading.values["link"]
    if not link:
        if _ADDRESS.search(reading.bare):
            yield Remark("link_unwanted")
        if reading.step in _REMINDERS:
            yield from _account(reading)
        return
    lines = [line for line in body.splitlines() if line.strip()]
    if link not in body:
        yield Remark("no_link")
    elif reading.step in _REMINDERS and link not in "\n".join(lines[:2]):
        yield Remark("link_position")


def _account(reading: _Reading) -> Iterator[Remark]:
    values, body = reading.values, reading.words.body_text
    if not values["iban"]:
        yield Remark("no_account", "warning")
    elif values["iban"] not in body or values["kenmerk"] not in body:
        yield Remark("no_account")


def _action(reading: _Reading) -> Iterator[Remark]:
    count = _asked(reading)
    if count != 1:
        yield Remark("call_to_action", facts=(("found", count),))


def _asked(reading: _Reading) -> int:
    """Count the calls to action: runs of at most two neighbouring sentences that ask."""
    rules, count, run, before = reading.rules, 0, 0, ""
    for sentence in reading.sentences:
        leaves_way_out = _any(rules.way_out, before) and not _any(rules.pays, sentence)
        quiet = _any([*rules.way_out, *rules.service], sentence) or (
            leaves_way_out and not sentence.endswith("?")
        )
        asks = not quiet and _any(rules.asks, sentence)
        run = run + 1 if asks else 0
        count += run % _SENTENCES_OF_ONE_ASK
        before = sentence
    return count


def _exits(reading: _Reading) -> Iterator[Remark]:
    if not any(_any(reading.rules.way_out, sentence) for sentence in reading.sentences):
        yield Remark("no_way_out")
    if reading.step in _REMINDERS and not _any([reading.rules.already_paid], reading.bare):
        yield Remark("no_already_paid")


def _language(reading: _Reading) -> Iterator[Remark]:
    count = len(reading.bare.split()) + len(_frame_words(reading))
    if count > WORDS_AT_MOST:
        yield Remark("too_long", facts=(("found", count), ("at_most", WORDS_AT_MOST)))
    sentences = reading.sentences
    in_sentences = sum(len(sentence.split()) for sentence in sentences)
    if in_sentences > AVERAGE_SENTENCE_AT_MOST * len(sentences):
        yield Remark(
            "long_sentences",
            facts=(
                ("found", -(-in_sentences // len(sentences))),
                ("at_most", AVERAGE_SENTENCE_AT_MOST),
            ),
        )
    rules = reading.rules
    yield from _listed("hard_word", rules.hard_words, reading)
    yield from _listed("moral_word", rules.moral_words, reading)
    if reading.step in _BEFORE_STEP_3:
        yield from _listed("blame_word", rules.blame_words, reading)


def _listed(code: str, listed: Sequence[str], reading: _Reading) -> Iterator[Remark]:
    text = f"{reading.subject}\n{reading.bare}".casefold()
    for word in listed:
        if re.search(rf"\b{re.escape(word)}\b", text):
            yield Remark(code, facts=(("word", word),))


def _frame(reading: _Reading) -> Iterator[Remark]:
    text = f"{reading.subject}\n{reading.bare}".replace(_FACT, "").replace(_LINK, "")
    for shouted in _SHOUTED.findall(text):
        yield Remark("capitals", facts=(("word", shouted),))
    for left in _OPEN_PLACEHOLDER.findall(f"{text} {' '.join(_frame_words(reading))}"):
        yield Remark("placeholder_left", facts=(("word", left),))
    if "\n" in reading.words.subject or "\r" in reading.words.subject:
        yield Remark("subject_breaks")


def _frame_words(reading: _Reading) -> list[str]:
    """Give the words of greeting and signature, each name as one."""
    text = reading.words.body_text.rstrip()
    frame = f"{text.partition('\n\n')[0]}\n{text.rpartition('\n\n')[2]}"
    for name in ("naam", "afzender", "telefoon"):
        if reading.values[name]:
            frame = frame.replace(reading.values[name], "…")
    return frame.split()


def _read(words: Words, step: LetterStep, facts: LetterFacts) -> _Reading:
    asked = asking(facts)
    values = letters.values(facts, asked=asked)
    table = statement.table(facts, asking=asked).plain()
    return _Reading(
        step=step,
        facts=facts,
        words=words,
        bare=_without_facts(_middle(words.body_text.replace(table, "")), values),
        subject=_without_facts(words.subject, values),
        values=values,
        rules=_rules(facts.language),
    )


def _middle(body: str) -> str:
    """Leave out the greeting and the signature: the first and the last paragraph."""
    paragraphs = [paragraph for paragraph in body.split("\n\n") if paragraph.strip()]
    return "\n".join(paragraphs[1:-1])


def _without_facts(text: str, values: dict[str, str]) -> str:
    """Put one word in place of every fact; the longest first, as one may hold another."""
    named = {name: value for name, value in values.items() if value and name != "naam"}
    for name, value in sorted(named.items(), key=lambda item: -len(item[1])):
        if value.isalpha() and value.islower():
            continue  # An invoice numbered "je" is a word like any other here.
        token = _LINK if name == "link" else _FACT
        text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", token, text)
    return text


def _any(patterns: Sequence[str], text: str) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


@cache
def _rules(language: Language) -> _Rules:
    file = resources.files("voldaan.wording") / "texts" / language / "rules.toml"
    return _Rules(**tomllib.loads(file.read_text(encoding="utf-8")))
