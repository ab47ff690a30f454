r"""The owner's own text for a message: paragraphs with placeholders, filled with the facts.

An own text has no conditions to write down; four rules take their place, so that it never
has a hole:

- A paragraph (or a line that is one placeholder, such as the telephone number below a name)
  whose fact is not known is left out. A greeting without a name becomes the shipped one.
- A paragraph that is still word for word a shipped one keeps the condition of that one. So
  the legal sentences stay conditional, and "your credit is deducted" is said only when true.
- A reader gets one way to pay: a text that names both the link and the account leaves out
  the account when there is a link.
- When a paragraph that is left out held what a message cannot do without, or a legal
  sentence is not there, the shipped text says it all; its ``text_version`` says so.

What may be saved is said by :func:`check`; what the owner begins with by :func:`begin`.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import get_args

from voldaan.wording import letters, listening, material, placeholders, texts
from voldaan.wording.asking import asking
from voldaan.wording.material import Material, NotWritten
from voldaan.wording.shapes import AddressForm, Language, LetterFacts, LetterStep, Words

LONGEST = 20_000
LONGEST_SUBJECT = 300
#: What every text may name: the facts of a letter, and its table.
COMMON = frozenset(
    {
        *("naam", "factuur", "bedrag", "vervaldatum", "link", "afzender", "telefoon"),
        *("datum", "project", "dagen", "tabel", "kleinste_factuur", "totaal", "aantal"),
        *("iban", "kenmerk", "mail"),
    }
)
#: They stand in a paragraph of their own.
BLOCKS = frozenset({"tabel", "nederlands", "termijnen"})
_NEEDED = frozenset({"factuur", "bedrag", "totaal", "vervaldatum", "afzender"})
#: Real people write: the name and the number of the sender stand in every message.
_ALWAYS = ("afzender", "telefoon")
_REQUESTS = frozenset({"reminder_1", "reminder_2", "statement_1", "statement_2"})
_WAYS_TO_PAY = frozenset({"link", "iban"})
_ACCOUNT = frozenset({"iban", "kenmerk"})
#: Conditions that go without saying: without its fact a paragraph is left out anyhow, and
#: the third rule says how a reader pays.
_UNSAID = frozenset({"name", "link", "iban", "phone", "email", "call", "project", "contact"})
#: Signs that no reader sees, or that break a line where it does not; and those that may be:
#: a line, a tab, and what joins the parts of an emoji.
_NO_TEXT = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_JOINS = "\n\t\u200d"
#: Where a paragraph ends.
BETWEEN = re.compile(r"\n(?:[ \t]*\n)+")
_ALONE = re.compile(r"\{([^{}\n]*)\}")


class BadOwnText(ValueError):
    """An own text cannot be saved; ``field`` is ``subject`` or ``body``.

    ``problem`` is one of ``empty``, ``too_long``, ``control_character``, ``line_break``,
    ``unknown_placeholder``, ``not_alone``, ``locked_missing``, ``locked_changed``, ``needed``,
    ``no_already_paid``, ``threat``, ``consequence_early`` and ``unknown_text``, or of those
    of ``beside/``, whose ``field`` may also be ``part-`` and a number; ``found`` is the
    placeholder, sentence, word or name it is about.
    """

    def __init__(self, field: str, problem: str, found: str = "") -> None:
        super().__init__(f"{field}: {problem} {found}".strip())
        self.field = field
        self.problem = problem
        self.found = found


#: Which text: its name, language and form of address.
Which = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Own:
    """One own text; ``version`` becomes the ``text_version`` of what is made of it."""

    subject: str
    body: str
    version: str
    from_day: date


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text in the hands of the owner.

    ``fixed`` is "" for what may be written freely (``number`` is -1), ``locked`` for a legal
    sentence, and else the condition under which the sentence is said: ``credit``, ``one`` …;
    ``number`` is then its place among the shipped parts.
    """

    text: str
    fixed: str = ""
    number: int = -1


def name_of(step: LetterStep, *, facts: LetterFacts) -> str:
    """Give the name of the text that says a step: for one invoice, or for more.

    Raises :class:`~voldaan.wording.material.NotWritten` and
    :class:`~voldaan.wording.asking.NothingToAsk`.
    """
    if step not in letters.TEXT_OF:
        raise NotWritten(step, "mail")
    return letters.TEXT_OF[step][len(asking(facts).invoices) > 1]


def compose_own(
    step: LetterStep, *, facts: LetterFacts, subject: str, body: str, version: str
) -> Words:
    r"""Give the message of a step in the owner's own words; see the rules above.

    ``version`` becomes the ``text_version``. An empty subject is the shipped one. Raises as
    :func:`voldaan.wording.letters.compose`.

    >>> from datetime import date
    >>> from voldaan.wording.shapes import LetterInvoice
    >>> invoice = LetterInvoice("2026-041", date(2026, 10, 14), 121000, 121000)
    >>> facts = LetterFacts(date(2026, 10, 15), "Anna Bakker", (invoice,))
    >>> body = "Dag {naam},\n\nMag ik {bedrag} voor {factuur}?\n\n{project}\n\n{afzender}"
    >>> own = compose_own("reminder_1", facts=facts, subject="", body=body, version="own.1")
    >>> own.text_version, own.body_text.replace("\xa0", " ").splitlines()
    ('own.1', ['Goedendag,', '', 'Mag ik € 1.210,00 voor 2026-041?', '', 'Anna Bakker'])
    """
    made = letters.material(step, facts=facts)
    return finish(made, subject=subject, body=body, version=version)


def finish(
    made: Material, *, subject: str, body: str, version: str, gap: str = "\n\n"
) -> Words:
    """Set any message in the owner's own words, or in the shipped ones (see above)."""
    paragraphs = _paragraphs(body)
    held = _held(made, paragraphs)
    if held is None or not _has_locked(made, paragraphs):
        return material.finish(made, gap=gap)
    letter = made.letter
    shipped = _shipped(made.name, letter.language, letter.address_form).subject
    is_own = bool(subject) and subject != shipped  # else the one for several, where it fits
    title = subject if is_own and _known(subject, made) else _subject(made)
    return material.put(made, held=held, subject=title, version=version, gap=gap)


def begin(
    name: str, *, language: Language, form: AddressForm, with_link: bool = False
) -> tuple[str, str]:
    """Give the subject and the body that the owner begins with: the shipped text.

    Its paragraphs for whom everything is known, with one way to pay: the account, or the
    link. Raises :class:`BadOwnText` for a text that is not there.
    """
    said = _shipped(name, language, form)
    left_out = {"no_name", "no_phone", "no_email", "no_project", "no_iban"}
    left_out |= {"no_link"} if with_link else {"link"}
    kept = [part.text for part in said.parts if left_out.isdisjoint(part.when)]
    return said.subject, "\n\n".join(dict.fromkeys(kept))  # a table stands in some twice


def blocks(body: str, *, name: str, language: Language, form: AddressForm) -> tuple[Block, ...]:
    """Cut a text into what may be written freely and what stands fixed.

    Free and fixed blocks take turns; the first and the last one are free, and may be empty.
    """
    fixed = _fixed(name, language, form)
    found: list[Block] = []
    free: list[str] = []
    for paragraph in _paragraphs(body):
        known = fixed.get(plain(paragraph))
        if known is None:
            free.append(paragraph)
            continue
        found += [Block("\n\n".join(free)), known]
        free = []
    return (*found, Block("\n\n".join(free)))


def fixed_text(number: int, *, name: str, language: Language, form: AddressForm) -> str:
    """Give the words of a fixed block again; nothing for a number that is none."""
    known = (each for each in _fixed(name, language, form).values() if each.number == number)
    return next((each.text for each in known), "")


def check(subject: str, *, body: str, name: str, language: Language, form: AddressForm) -> None:
    """Refuse what cannot be a text. Raises :class:`BadOwnText` for the first thing wrong."""
    said = _shipped(name, language, form)
    _check_words("subject", subject, LONGEST_SUBJECT)
    _check_words("body", body, LONGEST)
    if "\n" in subject:
        raise BadOwnText("subject", "line_break")
    if not body.strip():
        raise BadOwnText("body", "empty")
    shipped = (said.subject, *(part.text for part in said.parts))
    may = COMMON.union(*map(placeholders.names, shipped))
    _check_names("subject", subject, may - BLOCKS)
    for paragraph in _paragraphs(body):
        named = _check_names("body", paragraph, may)
        for each in sorted(named & BLOCKS):
            if paragraph != f"{{{each}}}":
                raise BadOwnText("body", "not_alone", each)
    _check_locked(said, body)
    _check_needed(name, body, language, placeholders.names("\n".join(shipped)))
    for field, text in (("subject", subject), ("body", body)):
        _check_kindness(field, text, language, is_friendly="/" not in name)


def _check_words(field: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise BadOwnText(field, "too_long", str(len(text)))
    for character in text:
        if character not in _JOINS and unicodedata.category(character) in _NO_TEXT:
            raise BadOwnText(field, "control_character")


def _check_needed(name: str, body: str, language: Language, may: frozenset[str]) -> None:
    """Let a reader see who writes, and whoever paid already that all is well."""
    named = placeholders.names(body)
    for each in _ALWAYS:
        if each in may and each not in named:
            raise BadOwnText("body", "needed", f"{{{each}}}")
    says_paid = listening.caught(listening.rules(language).says_paid, body)
    if name in _REQUESTS and not says_paid:
        raise BadOwnText("body", "no_already_paid")


def _check_kindness(field: str, text: str, language: Language, *, is_friendly: bool) -> None:
    """Refuse a threat in any text, and in the ladder's own what only a notice may say."""
    for paragraph in _paragraphs(text):
        heard = listening.flattened(paragraph)
        if found := listening.threat(heard, language=language):
            raise BadOwnText(field, "threat", found[:80])
        if is_friendly and (found := listening.consequence(heard, language=language)):
            raise BadOwnText(field, "consequence_early", found[:80])


def _check_names(field: str, text: str, may: frozenset[str]) -> frozenset[str]:
    try:
        named = placeholders.names(text)
    except placeholders.UnknownPlaceholder as error:
        raise BadOwnText(field, "unknown_placeholder", error.placeholder[:80]) from error
    for each in sorted(named - may):
        raise BadOwnText(field, "unknown_placeholder", each)
    return named


def _check_locked(said: texts.Text, body: str) -> None:
    """Let every legal sentence stand in the body, in a paragraph of its own."""
    there = {plain(paragraph) for paragraph in _paragraphs(body)}
    for part in said.parts:
        for sentence in _paragraphs(part.text) if part.locked else ():
            if plain(sentence) in there:
                continue
            wanted = set(plain(sentence).casefold().split())
            alike = any(
                5 * len(wanted & set(each.casefold().split())) >= 3 * len(wanted)
                for each in there
            )
            raise BadOwnText(
                "body", "locked_changed" if alike else "locked_missing", plain(sentence)
            )


# ── filling in ──────────────────────────────────────────────────────────────────────────
def _held(made: Material, paragraphs: tuple[str, ...]) -> list[texts.Part] | None:
    """Give the paragraphs as they may be said; None: something needed would be missing."""
    letter = made.letter
    conditions = _conditions(made.name, letter.language, letter.address_form)
    named = frozenset(each for text in paragraphs for each in placeholders.names(text))
    by_link = _is_known("link", made) and "link" in named
    held: list[texts.Part] = []
    lost: set[str] = set()
    for place, paragraph in enumerate(paragraphs):
        here = placeholders.names(paragraph)
        whens = conditions.get(plain(paragraph), ((),))
        if not any(made.holding.issuperset(when) for when in whens):
            continue
        text = _without_empty_lines(paragraph, made)
        is_other_way = by_link and here & _ACCOUNT and "link" not in here
        if text and not is_other_way and _known(text, made):
            held.append(texts.Part(text))
        elif place == 0 and (greeting := _greeting(made)):
            held.append(texts.Part(greeting))
        else:
            lost |= here
    kept = frozenset(each for part in held for each in placeholders.names(part.text))
    no_way = bool(lost & _WAYS_TO_PAY) and not kept & _WAYS_TO_PAY
    return None if not held or no_way or (lost & _NEEDED) - kept else held


def _without_empty_lines(paragraph: str, made: Material) -> str:
    lines = paragraph.split("\n")
    kept = [
        line
        for line in lines
        if not ((alone := _ALONE.fullmatch(line.strip())) and not _is_known(alone[1], made))
    ]
    return "\n".join(kept)


def _known(text: str, made: Material) -> bool:
    return all(_is_known(name, made) for name in placeholders.names(text))


def _is_known(name: str, made: Material) -> bool:
    return bool(made.values.get(name)) or name in made.blocks


def _greeting(made: Material) -> str:
    """Give the shipped greeting for who has no name."""
    nameless = (part.text for part in material.text(made).parts if part.when == ("no_name",))
    return "" if "name" in made.holding else next(nameless, "")


def _subject(made: Material) -> str:
    said = material.text(made)
    return ("no_one" in made.holding and said.subject_many) or said.subject


def _has_locked(made: Material, paragraphs: tuple[str, ...]) -> bool:
    there = {plain(paragraph) for paragraph in paragraphs}
    return all(
        plain(sentence) in there
        for part in material.parts(made)
        if part.locked
        for sentence in _paragraphs(part.text)
    )


@lru_cache(maxsize=256)  # one text says thousands of letters
def _paragraphs(body: str) -> tuple[str, ...]:
    lines = body.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(each.strip() for each in BETWEEN.split(lines) if each.strip())


def plain(text: str) -> str:
    r"""Give a text with single spaces, to be compared.

    >>> plain(" Dit  blijft\nzo. ")
    'Dit blijft zo.'
    """
    return unicodedata.normalize("NFC", " ".join(text.split()))


# ── what is shipped ─────────────────────────────────────────────────────────────────────
def _shipped(name: str, language: Language, form: AddressForm) -> texts.Text:
    if (
        name not in texts.LETTERS
        or language not in get_args(Language)
        or form not in get_args(AddressForm)
    ):
        raise BadOwnText("name", "unknown_text", f"{name} {language} {form}"[:80])
    return texts.load(name, language=language, form=form)


@cache
def _conditions(
    name: str, language: Language, form: AddressForm
) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Give under which conditions each shipped paragraph is said."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for part in _shipped(name, language, form).parts:
        for paragraph in _paragraphs(part.text):
            key = plain(paragraph)
            found[key] = (*found.get(key, ()), _to_keep(part))
    return found


def _to_keep(part: texts.Part) -> tuple[str, ...]:
    return tuple(each for each in part.when if each.removeprefix("no_") not in _UNSAID)


@cache
def _fixed(name: str, language: Language, form: AddressForm) -> Mapping[str, Block]:
    """Give the shipped parts that stand fixed: legal ones, and those with a condition.

    A table keeps its condition as long as it stands alone, and may be moved.
    """
    found = {}
    for number, part in enumerate(_shipped(name, language, form).parts):
        condition = _to_keep(part) if not _ALONE.fullmatch(part.text) else ()
        if part.locked or condition:
            kind = "locked" if part.locked else condition[0]
            found[plain(part.text)] = Block(part.text, kind, number)
    return found
