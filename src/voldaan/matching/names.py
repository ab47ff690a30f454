"""Names of payers: what is left when order, particles, titles and legal forms are gone.

A bank shows ``Hr H.J. Vries, de e/o M. Jansen``, the books say ``Henk de Vries``. Reading a
name gives the words that carry it; comparing two gives 0 to 100, and knows that another
first name or another initial is another member of the family, not a spelling.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

#: From this score on, a name supports what the text or the amount says.
AGREES = 80

PARTICLES = frozenset(
    ("VAN", "DE", "DER", "DEN", "HET", "TE", "TEN", "TER", "T", "S", "VD", "VDR", "VH", "OP",
     "IN", "AAN", "BIJ", "DU", "LA", "LE", "DI", "DA", "EL", "VON", "ZU")
)  # fmt: skip
LEGAL_FORMS = {
    "BV": "BV", "NV": "NV", "VOF": "VOF", "CV": "CV", "STICHTING": "STICHTING",
    "VERENIGING": "VERENIGING", "EENMANSZAAK": "", "ZZP": "", "MAATSCHAP": "MAATSCHAP",
    "GMBH": "GMBH", "LTD": "LTD", "BVBA": "BV", "UA": "", "COOPERATIE": "COOPERATIE",
}  # fmt: skip
_TITLES = frozenset(
    ("DHR", "HR", "HEER", "MW", "MEVR", "MEVROUW", "MEJ", "DRS", "IR", "ING", "MR", "DR",
     "PROF", "FAM", "FAMILIE", "EN", "OF", "AND")
)  # fmt: skip
_DOTTED = re.compile(r"(?<![A-Z0-9])(?:[A-Z]\.\s?)+[A-Z]?(?![A-Z0-9])")
_SEVERAL = re.compile(r"\bE[N]?\s?/\s?OF?\b|\bEO\b|\bH/O\b|\bT/N\b|\bCJ\b")
_WORD = re.compile(r"[A-Z0-9]+")
_TYPO_FROM = 4
_CUT_FROM = 20


@dataclass(frozen=True, slots=True)
class Name:
    """One name, read: its words (sorted), initials (in order), legal form, and all in one."""

    words: tuple[str, ...]
    initials: str = ""
    legal_form: str = ""
    squeezed: str = ""


def read(name: str) -> tuple[Name, ...]:
    """Give the names that a text holds: one, or each holder of a joint account.

    >>> read("Vries, de, J.P.")
    (Name(words=('VRIES',), initials='JP', legal_form='', squeezed='VRIESDEJP'),)
    >>> [holder.words for holder in read("H. Jansen e/o M. van 't Hof")]
    [('JANSEN',), ('HOF',)]
    >>> read("Vink B.V.")[0].legal_form
    'BV'
    """
    plain = _plain(name)
    holders = (_one(part) for part in _SEVERAL.split(plain))
    return tuple(holder for holder in holders if holder.words)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name[:140]).upper()
    without_marks = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return re.sub(r"(?<=[A-Z])['’](?=[A-Z])", "", without_marks.replace("V/D", "VD"))


def _one(part: str) -> Name:
    dotted: list[str] = []

    def keep(found: re.Match[str]) -> str:
        letters = re.sub(r"[^A-Z]", "", found.group())
        if letters in LEGAL_FORMS or letters in PARTICLES or letters in _TITLES:
            return f" {letters} "
        dotted.append(letters)
        return " "

    undotted = _DOTTED.sub(lambda found: found.group().replace(".", ""), part)
    tokens = _WORD.findall(_DOTTED.sub(keep, part))
    forms = [LEGAL_FORMS[token] for token in tokens if token in LEGAL_FORMS]
    named = [
        token
        for token in tokens
        if token not in LEGAL_FORMS and token not in _TITLES and token not in PARTICLES
    ]
    words, initials = _apart(named, is_firm=bool(forms))
    return Name(
        words=tuple(sorted(words)),
        initials="".join(dotted) + initials,
        legal_form="".join(forms[:1]),
        squeezed="".join(_WORD.findall(undotted)),
    )


def _apart(named: Sequence[str], *, is_firm: bool) -> tuple[list[str], str]:
    """Words and initials; a person's two letters (``JP Smit``) are initials too."""
    longest = 1 if is_firm else 2
    initials = [token for token in named if len(token) <= longest and token.isalpha()]
    words = [token for token in named if token not in initials]
    if not words:
        return list(named), ""
    return words, "".join(initials)


def compare(held: Sequence[Name], known: Sequence[Name]) -> int:
    """How well the holders of an account agree with the names we know: 0 to 100.

    100 is only the same full name; from :data:`AGREES` on it is the same party for all
    we can tell; another first name or initial with the same surname stays below 50.

    >>> compare(read("Vries, de Jan"), read("Jan de Vries"))
    100
    >>> compare(read("J. de Vries"), read("Jan de Vries"))
    85
    >>> compare(read("Piet de Vries"), read("Jan de Vries"))
    40
    >>> compare(read("VINK TRAINING BV"), read("Vink Training B.V."))
    100
    """
    best = max((_pair(one, other) for one in held for other in known), default=0)
    # A joint account is its holders together: never simply the one whom we know.
    return best if len(held) == 1 else min(best, 90)


def is_full(name: Name) -> bool:
    """Whether the name carries enough to stand for one party: two words or more."""
    return len(name.words) >= 2


def _pair(one: Name, other: Name) -> int:
    if one.words == other.words:
        return _same_words(one, other)
    if one.squeezed == other.squeezed:
        return 88
    shorter, longer = sorted((one.squeezed, other.squeezed), key=len)
    if len(shorter) >= _CUT_FROM and longer.startswith(shorter):
        return 85
    mine = [word for word in one.words if word not in other.words]
    theirs = [word for word in other.words if word not in one.words]
    shared = len(one.words) - len(mine)
    if not shared:
        return _spelling(mine, theirs)
    if not mine or not theirs:
        fewer = one if not mine else other
        return _contained(fewer, mine or theirs)
    return _spelling(mine, theirs) or 40


def _same_words(one: Name, other: Name) -> int:
    if one.legal_form and other.legal_form and one.legal_form != other.legal_form:
        return 70
    if one.initials and other.initials:
        if one.initials[0] != other.initials[0]:
            return 40
        return 100 if is_full(one) else 90
    if is_full(one):
        return 100
    return 75 if one.initials or other.initials else 85


def _contained(fewer: Name, extra: Sequence[str]) -> int:
    """One name holds all words of the other: a first name, or a longer firm name."""
    if fewer.initials:
        return 85 if any(word[0] == fewer.initials[0] for word in extra) else 35
    return 80 if is_full(fewer) else 50


def _spelling(mine: Sequence[str], theirs: Sequence[str]) -> int:
    """Every word that differs is a near miss of one on the other side, or 0."""
    if len(mine) != len(theirs):
        return 0
    near = all(any(_is_near(word, other) for other in theirs) for word in mine)
    return 75 if near else 0


def _is_near(word: str, other: str) -> bool:
    shortest = min(len(word), len(other))
    if shortest < _TYPO_FROM:
        return False
    allowed = 1 if shortest < 8 else 2
    return OSA.distance(word, other, score_cutoff=allowed) <= allowed
