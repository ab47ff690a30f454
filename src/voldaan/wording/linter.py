"""The rules that every message keeps, as code: what is left to mend, in order.

It reads finished words, so it serves the shipped texts and what an owner made of them.
What each kind of message must keep stands in :mod:`kinds`; how a message is taken apart in
:mod:`reading`; what is listened for in ``texts/<language>/rules.toml``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from voldaan.wording import kinds, locked
from voldaan.wording.kinds import AnyFacts, AnyStep
from voldaan.wording.listening import Rules, caught, hears
from voldaan.wording.reading import FACT, LINK, Reading, flat, read, sentences
from voldaan.wording.shapes import Medium, Remark, Severity, Words
from voldaan.wording.steps import lawful
from voldaan.wording.steps.shapes import FinalFacts, NoticeFacts

#: Every code of a remark.
CODES = frozenset(
    {
        *("no_amount", "no_due_date", "no_number"),
        *("no_sender", "no_phone", "no_reply", "persona"),
        *("link_unwanted", "no_link", "link_position", "link_early", "no_account"),
        *("call_to_action", "asks_nothing", "no_way_out", "no_already_paid"),
        *("too_long", "long_sentences", "long_sentence", "hard_word"),
        *("moral_word", "blame_word", "norm_claim"),
        *("consequence_early", "consequence_vague", "consequence_unconfirmed"),
        *("consequence_perhaps", "no_name", "other_name"),
        *("threat", "not_due", "day_passed", "not_what_is_open"),
        *("interest_early", "costs_too_high", "costs_early"),
        *("other_term", "locked_missing", "locked_changed"),
        *("capitals", "placeholder_left", "subject_breaks"),
    }
)
WORDS_AT_MOST = kinds.WORDS_AT_MOST
AVERAGE_SENTENCE_AT_MOST = 15
ONE_SENTENCE_AT_MOST = 25
#: A question and where to answer it, such as "Wil je betalen? Dat kan hier: …".
_SENTENCES_OF_ONE_ASK = 2
_LINES_OF_THE_LINK = 2
#: Of words that are wrong in the same way, this many are named.
_NAMED_AT_MOST = 5
_WORDS_TO_FIND_IT_BY = 5

#: Words in capitals; what a hyphen follows ("EHBO-cursus") is an abbreviation.
_IN_CAPITALS = re.compile(r"\b[^\W\d_a-z]{2,}\b(?!-)")
_LETTERS_OF_A_SHORT_WORD = 3
_OPEN_PLACEHOLDER = re.compile(r"\{[^{}\n]*\}")
_WORD = re.compile(r"\w+")
_ADDRESS = re.compile(r"https?://|\bwww\.", re.IGNORECASE)


def lint(
    words: Words, *, step: AnyStep, facts: AnyFacts, medium: Medium = "mail"
) -> tuple[Remark, ...]:
    """Give what is wrong with a message of a step, made of these facts; empty when clean.

    An ``error`` is a rule that is broken; a ``warning`` something that would be better.
    Raises what composing from these facts raises.

    >>> from datetime import date
    >>> from voldaan.wording import letters
    >>> from voldaan.wording.shapes import LetterFacts, LetterInvoice
    >>> invoice = LetterInvoice("2026-041", date(2026, 10, 14), 121000, 121000)
    >>> facts = LetterFacts(date(2026, 10, 15), "Anna Bakker", (invoice,))
    >>> composed = letters.compose("reminder_1", facts=facts)
    >>> [remark.code for remark in lint(composed, step="reminder_1", facts=facts)]
    ['no_phone', 'no_account']
    """
    reading = read(words, step=step, facts=facts, medium=medium)
    rules = (
        *(_facts_together, _greeting, _sender, _ways_to_pay, _action, _exits),
        *(_length, _language, _consequences, _law, _frame),
    )
    return tuple(remark for rule in rules for remark in rule(reading))


def _facts_together(reading: Reading) -> Iterator[Remark]:
    texts = [("body", reading.body)]
    if reading.kind.has_subject and len(reading.kind.together) > 1:
        texts.append(("subject", flat(reading.words.subject)))
    for where, text in texts:
        for code, name in (
            ("no_amount", "totaal"),
            ("no_due_date", "vervaldatum"),
            ("no_number", "factuur"),
        ):
            if name in reading.kind.together and reading.values[name] not in text:
                yield Remark(code, facts=(("where", where),))


def _greeting(reading: Reading) -> Iterator[Remark]:
    """Greet whom the message is for by a name, when it is known; never somebody else."""
    name, greeting = flat(reading.values["naam"]), flat(reading.greeting)
    if not reading.kind.framed or not name or _OPEN_PLACEHOLDER.search(greeting):
        return
    said = _WORD.findall(greeting.casefold())
    if name in greeting or any(word in said for word in _WORD.findall(name.casefold())):
        return
    if caught(reading.rules.greets, greeting):
        others = [word for word in _WORD.findall(greeting)[1:] if word.istitle()]
        if others:
            yield Remark("other_name", facts=(("word", " ".join(others)),))
            return
    yield Remark("no_name", "warning")


def _sender(reading: Reading) -> Iterator[Remark]:
    if reading.kind.signed:
        yield from _signed(reading)
    if caught(reading.rules.no_reply, reading.bare):
        yield Remark("no_reply")
    persona = caught(reading.rules.personas, f"{reading.free}\n{reading.signature}")
    if persona:
        yield Remark("persona", facts=(("word", persona),))


def _signed(reading: Reading) -> Iterator[Remark]:
    signature, letter = flat(reading.signature), reading.letter
    if reading.values["afzender"] not in signature:
        yield Remark("no_sender")
    elif not letter.sender:
        yield Remark("no_sender", "warning")
    if not letter.phone:
        yield Remark("no_phone", "warning")
    elif reading.values["telefoon"] not in signature:
        yield Remark("no_phone")


def _ways_to_pay(reading: Reading) -> Iterator[Remark]:
    kind, body, link = reading.kind, reading.words.body_text, reading.values["link"]
    if _ADDRESS.search(reading.bare):
        yield Remark("link_unwanted")
    if not link and kind.account:
        yield from _account(reading)
    if not link or kind.link == "nowhere":
        return
    lines = [line for line in body.splitlines() if line.strip()]
    is_early = link in "\n".join(lines[:_LINES_OF_THE_LINK])
    if link not in body:
        yield Remark("no_link")
    elif kind.link == "first" and not is_early:
        yield Remark("link_position")
    elif kind.link == "later" and is_early:
        yield Remark("link_early", "warning")


def _account(reading: Reading) -> Iterator[Remark]:
    values, body = reading.values, reading.body
    if not values["iban"]:
        yield Remark("no_account", "warning")
    elif values["iban"] not in body or values["kenmerk"] not in body:
        yield Remark("no_account")


def _action(reading: Reading) -> Iterator[Remark]:
    count = _asked(reading)
    if reading.kind.asks and count != 1:
        yield Remark("call_to_action", facts=(("found", count),))
    elif not reading.kind.asks and count:
        yield Remark("asks_nothing", facts=(("found", count),))


def _asked(reading: Reading) -> int:
    """Count the calls to action: runs of at most two neighbouring sentences that ask."""
    rules, count, run, before = reading.rules, 0, 0, ""
    for sentence in reading.sentences:
        leaves_way_out = hears(rules.way_out, before) and not hears(rules.pays, sentence)
        quiet = (
            hears(rules.way_out, sentence)
            or hears(rules.service, sentence)
            or (leaves_way_out and not sentence.endswith("?"))
        )
        asks = not quiet and hears(rules.asks, sentence)
        run = run + 1 if asks else 0
        count += run % _SENTENCES_OF_ONE_ASK
        before = sentence
    return count


def _exits(reading: Reading) -> Iterator[Remark]:
    kind, rules = reading.kind, reading.rules
    if kind.way_out and not any(
        hears(rules.way_out, sentence) for sentence in reading.sentences
    ):
        yield Remark("no_way_out")
    if kind.already_paid and not caught(rules.already_paid, flat(reading.bare)):
        yield Remark("no_already_paid")


def _length(reading: Reading) -> Iterator[Remark]:
    count = len(reading.bare.split()) + len(_frame_words(reading))
    at_most = reading.kind.words_at_most
    if count > at_most:
        yield Remark("too_long", facts=(("found", count), ("at_most", at_most)))
    each = reading.sentences
    in_sentences = sum(len(sentence.split()) for sentence in each)
    if in_sentences > AVERAGE_SENTENCE_AT_MOST * len(each):
        average = -(-in_sentences // len(each))
        yield Remark(
            "long_sentences",
            facts=(("found", average), ("at_most", AVERAGE_SENTENCE_AT_MOST)),
        )
    for sentence in sentences(reading.free):
        said = sentence.split()
        if len(said) > ONE_SENTENCE_AT_MOST:
            begin = " ".join(said[:_WORDS_TO_FIND_IT_BY]).replace(FACT, "…")
            yield Remark(
                "long_sentence", "warning", (("begin", f"{begin} …"), ("found", len(said)))
            )
            return


def _language(reading: Reading) -> Iterator[Remark]:
    rules = reading.rules
    yield from _listed("hard_word", rules.hard_words, reading)
    yield from _listed("moral_word", rules.moral_words, reading)
    yield from _described("moral_word", rules.morals, reading)
    if not reading.kind.blames:
        yield from _listed("blame_word", rules.blame_words, reading)
        yield from _described("blame_word", rules.blames, reading)
    yield from _described("norm_claim", rules.norms, reading)


def _listed(code: str, listed: Sequence[str], reading: Reading) -> Iterator[Remark]:
    text = f"{reading.subject}\n{reading.free}".casefold()
    for word in listed:
        if word in text and re.search(rf"\b{re.escape(word)}\b", text):
            yield Remark(code, facts=(("word", word),))


def _described(code: str, pattern: re.Pattern[str], reading: Reading) -> Iterator[Remark]:
    word = caught(pattern, f"{reading.subject}\n{reading.free}")
    if word:
        yield Remark(code, facts=(("word", word),))


def _consequences(reading: Reading) -> Iterator[Remark]:
    """Let a consequence name a day and a sum, and be the owner's own next step."""
    yield from _announced(reading) if reading.kind.announces else _hinted(reading)
    rules = reading.rules
    threat = caught(rules.threats, f"{reading.subject}\n{reading.free}")
    if threat:
        yield Remark("threat", facts=(("word", threat),))
    if isinstance(reading.facts, NoticeFacts | FinalFacts) and not reading.facts.confirmed:
        yield Remark("consequence_unconfirmed")


def _announced(reading: Reading) -> Iterator[Remark]:
    """Let a notice say what follows, in a paragraph that has the day and the sum."""
    rules, found = reading.rules, []
    for paragraph in reading.loose:
        bare = reading.without_facts(paragraph)
        word = caught(rules.consequences, bare) or caught(rules.two_meanings, bare)
        is_exact = caught(rules.dates, paragraph) and caught(rules.sums, paragraph)
        if word and not is_exact:
            found.append(word)
    yield from _named("consequence_vague", found)


def _hinted(reading: Reading) -> Iterator[Remark]:
    """Let nothing else say it; its subject, which a client reads first, neither.

    A lawyer may write about a court: a word with two meanings is for a person to look at.
    """
    rules, found, perhaps = reading.rules, [], []
    for text in (reading.subject, *map(reading.without_facts, reading.loose)):
        if word := caught(rules.consequences, text):
            found.append(word)
        elif word := caught(rules.two_meanings, text):
            perhaps.append(word)
    yield from _named("consequence_early", found)
    yield from _named("consequence_perhaps", perhaps, severity="warning")


def _law(reading: Reading) -> Iterator[Remark]:
    """Keep the legal sentences whole, and let no other term stand beside the fourteen days."""
    facts = reading.facts
    yield from lawful.remarks(facts)
    if isinstance(facts, NoticeFacts) and facts.variant == "person":
        term = caught(reading.rules.terms, f"{reading.subject}\n{reading.free}")
        if term:
            yield Remark("other_term", facts=(("word", term),))
    kept = replace(reading.words, locked=reading.locked)
    yield from locked.missing(kept, edited=reading.words.body_text)


def _frame(reading: Reading) -> Iterator[Remark]:
    text = f"{reading.subject}\n{reading.free}".replace(FACT, "").replace(LINK, "")
    yield from _named("capitals", _shouted(text, reading.rules))
    whole = f"{text} {' '.join(_frame_words(reading))}"
    yield from _named("placeholder_left", _OPEN_PLACEHOLDER.findall(whole))
    if "\n" in reading.words.subject or "\r" in reading.words.subject:
        yield Remark("subject_breaks")


def _shouted(text: str, rules: Rules) -> list[str]:
    """Give the words in capitals; a short one only when it is a word, as "NU" is."""
    return [
        word
        for word in _IN_CAPITALS.findall(text)
        if word.casefold() in rules.shouts
        or (len(word) > _LETTERS_OF_A_SHORT_WORD and word not in rules.abbreviations)
    ]


def _named(
    code: str, found: Sequence[str], *, severity: Severity = "error"
) -> Iterator[Remark]:
    for word in list(dict.fromkeys(found))[:_NAMED_AT_MOST]:
        yield Remark(code, severity, (("word", word),))


def _frame_words(reading: Reading) -> list[str]:
    return reading.frame.split() if reading.kind.framed else []
