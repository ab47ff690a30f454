r"""The owner's own words for a step beside the friendly ladder, part by part.

These texts say different things in different cases: for one invoice or several, after a
call or a mail. So an own text has the same parts as the shipped one, in the same order, and
each part keeps its case; the owner writes what stands in it. Legal sentences are parts too,
and stay word for word.

As it is kept, a line such as ``{?one no_spoken}`` stands above each part. When a text is
not (any more) cut like the shipped one, or breaks a rule of :mod:`rules`, then the
shipped words are said: the ``text_version`` tells.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from voldaan.wording import material, own, placeholders, texts
from voldaan.wording.beside import rules
from voldaan.wording.beside.parts import Part
from voldaan.wording.own import BadOwnText, Own, Which, plain
from voldaan.wording.shapes import AddressForm, Language, Words
from voldaan.wording.steps import compose
from voldaan.wording.steps.shapes import Step, StepFacts

_MARK = re.compile(r"\{\?([a-z_ ]{0,60})\}")
_BESIDE = ("client/", "formal/")
#: Facts that go without saying: a line about what is not known is left out anyhow.
_UNSAID = frozenset({"name", "phone", "email", "project", "iban"})
_NEVER = frozenset(f"no_{each}" for each in _UNSAID)
#: Replies carry no link (see ``actions/messages/_reply_words.py``).
_WITHOUT_LINK = frozenset({"client/promise"})
#: What names a sum or a day in a notice, or is a list of them.
_EXACT = frozenset(
    {
        *("bedrag", "totaal", "kosten", "rente", "tabel", "termijnen", "nederlands"),
        *("datum", "vervaldatum", "rentedatum", "incassopartner"),
    }
)


def is_beside(name: str) -> bool:
    """Say whether a text is one of these.

    >>> is_beside("client/apology"), is_beside("reminder_1")
    (True, False)
    """
    return name in texts.LETTERS and name.startswith(_BESIDE)


@cache
def parts(which: Which) -> tuple[Part, ...]:
    """Give the parts of a text as they are shipped.

    Raises :class:`~voldaan.wording.own.BadOwnText` for a text that is none of these.
    """
    name, language, form = which
    if not is_beside(name) or language not in texts.LANGUAGES or form not in texts.FORMS:
        raise BadOwnText("name", "unknown_text", " ".join(which)[:80])
    never = _NEVER | ({"link"} if name in _WITHOUT_LINK else frozenset())
    is_formal = name.startswith("formal/")
    return tuple(
        Part(part.text, _case(part, name), _fixed(part, is_formal=is_formal))
        for part in _shipped(which).parts
        if never.isdisjoint(part.when)
    )


def _case(part: texts.Part, name: str) -> tuple[str, ...]:
    unsaid = _UNSAID | ({"no_link"} if name in _WITHOUT_LINK else frozenset())
    return tuple(each for each in part.when if each not in unsaid)


def _fixed(part: texts.Part, *, is_formal: bool) -> str:
    if part.locked:
        return "locked"
    named = placeholders.names(part.text)
    is_list = part.text.strip("{}") in own.BLOCKS
    return "exact" if is_list or (is_formal and named & _EXACT) else ""


def subject_is_fixed(which: Which) -> bool:
    """Say whether the subject stays as it is: that of a notice names the sum and the day."""
    return which[0].startswith("formal/")


def shipped_subject(which: Which) -> str:
    """Give the subject as it is shipped, for one invoice."""
    return _shipped(which).subject


def join(given: Sequence[str], *, which: Which) -> str:
    """Put the words of every part together, as they are kept; fixed parts come from here.

    Raises :class:`~voldaan.wording.own.BadOwnText` when there are not as many as parts, or
    for words that would begin another part.
    """
    known = parts(which)
    if len(given) != len(known):
        raise BadOwnText("body", "parts")
    found: list[str] = []
    for number, (part, words) in enumerate(zip(known, given, strict=True)):
        if not part.fixed and "{?" in words:
            raise BadOwnText(f"part-{number}", "unknown_placeholder", "?")
        found.append(f"{{?{' '.join(part.when)}}}")
        found.append(part.text if part.fixed else words.replace("\r\n", "\n").strip())
    return "\n\n".join(each for each in found if each)


def cut(body: str, *, which: Which) -> tuple[str, ...]:
    """Give the words of every part, in order.

    Raises :class:`~voldaan.wording.own.BadOwnText` when the text has not the same parts, in
    the same cases and order, or when a fixed one is not word for word the same.
    """
    known, found = parts(which), _groups(body)
    if [when for when, _ in found] != [part.when for part in known]:
        raise BadOwnText("body", "parts")
    for part, (_, words) in zip(known, found, strict=True):
        if part.fixed and plain(words) != plain(part.text):
            problem = "locked_changed" if part.fixed == "locked" else "exact_changed"
            raise BadOwnText("body", problem, plain(part.text))
    return tuple(words for _, words in found)


@lru_cache(maxsize=64)
def _groups(body: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    found: list[tuple[tuple[str, ...], list[str]]] = []
    for line in body.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if mark := _MARK.fullmatch(line.strip()):
            found.append((tuple(mark[1].split()), []))
        elif found:
            found[-1][1].append(line)
        elif line.strip():
            return ()
    return tuple((when, "\n".join(lines).strip()) for when, lines in found)


def begin(which: Which) -> tuple[str, str]:
    """Give the subject and the body that the owner begins with: the shipped text."""
    given = [part.text for part in parts(which)]
    subject = "" if subject_is_fixed(which) else shipped_subject(which)
    return subject, join(given, which=which)


def check(subject: str, *, body: str, which: Which) -> None:
    """Refuse what cannot be a text of its kind.

    Raises :class:`~voldaan.wording.own.BadOwnText` for the first thing wrong; ``field`` is
    ``subject``, ``body`` or ``part-`` and the number of the part.
    """
    given = cut(body, which=which)
    if subject and subject_is_fixed(which) and plain(subject) != plain(shipped_subject(which)):
        raise BadOwnText("subject", "exact_changed", shipped_subject(which))
    rules.check_parts(parts(which), given=given, which=which)
    rules.check_subject(subject, parts=parts(which), which=which)
    name, language, form = _typed(which)
    whole = "\n\n".join(each for each in given if each)
    own.check(subject, body=whole, name=name, language=language, form=form)


def compose_own(step: Step, *, facts: StepFacts, mine: Own | None) -> Words:
    """Give the message of a step, in the owner's own words where there are any.

    Whatever is wrong with them (the shipped text was cut otherwise since, a rule is new):
    then the shipped words say it. Raises as
    :func:`~voldaan.wording.steps.compose.compose`: a notice without a telephone number is
    none in anybody's words.
    """
    made = compose.material(step, facts=facts)
    shipped = material.finish(made)
    if mine is None:
        return shipped
    letter = made.letter
    which = made.name, letter.language, letter.address_form
    subject = "" if subject_is_fixed(which) else mine.subject
    try:
        check(subject, body=mine.body, which=which)
        given = cut(mine.body, which=which)
    except BadOwnText:
        return shipped
    holding = zip(parts(which), given, strict=True)
    said = [words for part, words in holding if made.holding.issuperset(part.when) and words]
    return own.finish(made, subject=subject, body="\n\n".join(said), version=mine.version)


def name_of(step: Step, *, facts: StepFacts) -> Which:
    """Name the text of a step; raises as :func:`~voldaan.wording.steps.compose.compose`."""
    made = compose.material(step, facts=facts)
    return made.name, made.letter.language, made.letter.address_form


def _typed(which: Which) -> tuple[str, Language, AddressForm]:
    name, language, form = which
    return (
        name,
        next(each for each in texts.LANGUAGES if each == language),
        next(each for each in texts.FORMS if each == form),
    )


def _shipped(which: Which) -> texts.Text:
    name, language, form = _typed(which)
    return texts.load(name, language=language, form=form)
