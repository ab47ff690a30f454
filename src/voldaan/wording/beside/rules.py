"""What an owner may make of the parts of a text beside the friendly ladder.

Around a legal sentence nothing may undo it, in a notice no word names a sum, a day or a
term: those come from the facts, in parts that stay as they are. The words that are listened
for are in ``texts/<language>/rules.toml``, what a kind of message needs in :mod:`kinds`.
No list of words catches every meaning; that is why sums, days, terms and the legal
sentences themselves do not depend on one.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import cast

from voldaan.wording import listening, placeholders
from voldaan.wording.beside.parts import Part, may_name, needed
from voldaan.wording.kinds import KINDS, WORDS_OF_A_NOTICE_AT_MOST, AnyStep, Kind
from voldaan.wording.listening import Rules, caught, hears
from voldaan.wording.own import BETWEEN, BLOCKS, LONGEST, BadOwnText, Which, plain
from voldaan.wording.reading import sentences
from voldaan.wording.shapes import Language

#: The signs of a notice beside letters; all others could say a sum, or hide something.
_SIGNS = frozenset(" \n\t.,;:?!'’‘\"“”()-–—/&…")
_LETTERS = frozenset("æœøßłđÆŒØŁĐ")
_SPELLED = re.compile(r"(?:\b\w\b[ .,/&–—-]{1,3}){3,6}\b\w\b")
#: They stand together below a message, also when one of them is named above.
_SIGNED = frozenset({"afzender", "telefoon"})
_FOUND = 80
_ALIKE_FIFTHS = 3
_NAMED = re.compile(r"\{[a-z_0-9]+\}")
_ENDS = (".", "?", "!", "}")


def check_parts(parts: Sequence[Part], *, given: Sequence[str], which: Which) -> None:
    """Refuse the first part that may not be said; see ``own.check`` for the rest.

    Raises :class:`~voldaan.wording.own.BadOwnText`, whose ``field`` names the part.
    """
    _check_length(parts, given, is_formal=_is_formal(which))
    for number, (part, words) in enumerate(zip(parts, given, strict=True)):
        if not part.fixed and words:
            _check_part(number, words, parts=parts, which=which)
    _check_needed(parts, given)
    _check_exits(parts, given, which)


def _check_length(parts: Sequence[Part], given: Sequence[str], *, is_formal: bool) -> None:
    """Refuse what is endless, and a notice that drowns its legal sentences in words."""
    signs = sum(map(len, given))
    theirs = [words for part, words in zip(parts, given, strict=True) if not part.fixed]
    words = sum(len(each.split()) for each in theirs)
    if signs > LONGEST or (is_formal and words > WORDS_OF_A_NOTICE_AT_MOST):
        raise BadOwnText("body", "too_long", str(signs))


def check_subject(subject: str, *, parts: Sequence[Part], which: Which) -> None:
    """Refuse a subject that threatens, or names a sum or a day that is no fact."""
    heard = listening.flattened(subject)
    listens = listening.rules(_language(which))
    if not _is_formal(which):
        _check_spoken("subject", heard, listens, which)
        _check_undone("subject", heard, listens, has_locked=_has_locked(parts))


def _check_part(number: int, words: str, *, parts: Sequence[Part], which: Which) -> None:
    """Refuse the words of one part for what they say."""
    field, part = f"part-{number}", parts[number]
    _check_names(field, words, may_name(part, of=parts, is_formal=_is_formal(which)))
    bare = _NAMED.sub(" … ", words)
    _check_letters(field, bare, is_formal=_is_formal(which))
    _check_alike(field, words, parts)
    listens = listening.rules(_language(which))
    legal = any(each.fixed == "locked" and each.goes_with(part) for each in parts)
    shipped = {plain(each) for each in sentences(part.text)}
    for paragraph in BETWEEN.split(words):
        heard = listening.flattened(_NAMED.sub(" … ", paragraph))
        _check_spoken(field, heard, listens, which)
        theirs = " ".join(each for each in sentences(paragraph) if plain(each) not in shipped)
        heard = listening.flattened(_NAMED.sub(" … ", theirs))
        _check_undone(field, heard, listens, has_locked=legal)
    if _is_formal(which):
        _check_whole(number, words, last=len(parts) - 1)


def _check_whole(number: int, words: str, *, last: int) -> None:
    """Let every paragraph be whole: none may take up the legal sentence that follows it.

    Only a greeting ends with a comma, and only a name below a letter with nothing.
    """
    paragraphs = [each.strip() for each in BETWEEN.split(words)]
    for place, paragraph in enumerate(paragraphs):
        greets = number == 0 and place == 0 and paragraph.endswith(",")
        signs = number == last and place == len(paragraphs) - 1
        if not (greets or signs or paragraph.endswith(_ENDS)):
            raise BadOwnText(f"part-{number}", "unfinished", paragraph[-_FOUND:])


def _check_names(field: str, words: str, may: frozenset[str]) -> None:
    try:
        named = placeholders.names(words)
    except placeholders.UnknownPlaceholder as error:
        raise BadOwnText(field, "unknown_placeholder", error.placeholder[:_FOUND]) from error
    for each in sorted(named - may | named & BLOCKS):
        raise BadOwnText(field, "unknown_placeholder", each)


def _check_letters(field: str, bare: str, *, is_formal: bool) -> None:
    """Refuse letters that only look like ours, and in a notice every sign that is not plain.

    A notice has no words spelled out letter by letter either: no ear would hear them.
    """
    for each in unicodedata.normalize("NFC", bare):
        is_ours = each.isalpha() and _is_ours(each)
        is_sign = each in _SIGNS or unicodedata.category(each) == "Zs"
        if not is_ours and (each.isalpha() or (is_formal and not is_sign)):
            raise BadOwnText(field, "other_sign", each)
    if is_formal and (found := _SPELLED.search(bare)):
        raise BadOwnText(field, "other_sign", found.group()[:_FOUND])


def _is_ours(letter: str) -> bool:
    """Say whether a letter is one of the alphabet, with or without an accent.

    >>> [_is_ours(each) for each in "éa\u0430\u0261"]
    [True, True, False, False]
    """
    base = unicodedata.normalize("NFD", letter)[0]
    return base.isascii() or letter in _LETTERS


def _check_spoken(field: str, heard: str, listens: Rules, which: Which) -> None:
    """Refuse a threat, a consequence, and a sum or a day that is no fact."""
    language = _language(which)
    checks = [
        ("threat", listening.threat(heard, language=language)),
        ("consequence_own", listening.consequence(heard, language=language)),
        ("by_hand", caught(listens.sums, heard) or caught(listens.dates, heard)),
    ]
    if _is_formal(which):
        checks += [
            ("consequence_own", caught(listens.two_meanings, heard)),
            ("by_hand", caught(listens.money_words, heard)),
            ("other_term", caught(listens.terms, heard) or caught(listens.spans, heard)),
        ]
    for problem, found in checks:
        if found:
            raise BadOwnText(field, problem, found[:_FOUND])


def _check_undone(field: str, heard: str, listens: Rules, *, has_locked: bool) -> None:
    """Refuse words that would undo a legal sentence in the same message."""
    if has_locked and (found := caught(listens.undoes, heard)):
        raise BadOwnText(field, "undoes", found[:_FOUND])


def _check_alike(field: str, words: str, parts: Sequence[Part]) -> None:
    """Refuse a second legal sentence: a copy, or one that is nearly the same."""
    for paragraph in BETWEEN.split(words):
        said = set(listening.flattened(paragraph).casefold().split())
        for part in parts:
            wanted = set(plain(part.text).casefold().split())
            is_alike = 5 * len(wanted & said) >= _ALIKE_FIFTHS * len(wanted)
            if part.fixed == "locked" and is_alike:
                raise BadOwnText(field, "locked_twice", plain(part.text))


def _check_needed(parts: Sequence[Part], given: Sequence[str]) -> None:
    """Let every case name what it has to: in its own part, or in one that is always said."""
    for number, part in enumerate(parts):
        said = frozenset[str]().union(
            *(
                placeholders.names(words)
                for each, words in zip(parts, given, strict=True)
                if set(each.when) <= set(part.when)
            )
        )
        here = placeholders.names(given[number])
        below = _SIGNED if "afzender" in part.named else frozenset[str]()
        for name in sorted((needed(part) - said) | (part.named & below) - here):
            raise BadOwnText(f"part-{number}", "needed_here", f"{{{name}}}")


def _check_exits(parts: Sequence[Part], given: Sequence[str], which: Which) -> None:
    """Let the way out stand, and that who has paid need not do anything."""
    kind, listens = _kind(which), listening.rules(_language(which))
    always = [
        words for part, words in zip(parts, given, strict=True) if not part.when and words
    ]
    said = [each for words in always for each in sentences(words)]
    if kind.way_out and not any(hears(listens.way_out, each) for each in said):
        number = _number(parts, listens.way_out)
        raise BadOwnText(f"part-{number}", "no_way_out", plain(parts[number].text))
    whole = listening.flattened("\n".join(always))
    if kind.already_paid and not caught(listens.already_paid, whole):
        number = _number(parts, listens.already_paid)
        raise BadOwnText(f"part-{number}", "already_paid_missing", plain(parts[number].text))


def _number(parts: Sequence[Part], pattern: re.Pattern[str]) -> int:
    """Find the shipped part that says it."""
    return next(
        number
        for number, part in enumerate(parts)
        if any(pattern.search(each) for each in [plain(part.text), *sentences(part.text)])
    )


def _kind(which: Which) -> Kind:
    """Give what the rules ask of the step of a text."""
    code = which[0].rpartition("/")[2]
    step = "formal_notice" if code.startswith("notice_") else code
    return KINDS[cast("AnyStep", step)]


def _has_locked(parts: Sequence[Part]) -> bool:
    return any(part.fixed == "locked" for part in parts)


def _is_formal(which: Which) -> bool:
    return which[0].startswith("formal/")


def _language(which: Which) -> Language:
    return cast("Language", which[1])
