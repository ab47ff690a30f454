"""Which invoices somebody names in a subject or in the words of a mail.

For a mail of a stranger, of which nothing else is known. A number that is asked for is known
beforehand; the question is whether it stands there *as* one. "2026-041" does by itself. "1001"
may be a price, a year or a house, so it must be called an invoice. In the words of a mail
dates, amounts, telephone numbers, links and numbers of something else never count; a subject
is short, and about one thing.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

#: Characters of words that are looked at.
MOST_CHARACTERS = 20_000
#: Fewer digits than this name nothing, whatever stands before them.
LEAST_DIGITS = 3
#: From so many on, a number with a letter or a sign in it speaks for itself …
_SPEAKS = 5
#: … and so does one of digits alone, from so many on.
_SPEAKS_ALONE = 6

_TOKEN = re.compile(r"[a-z0-9](?:[a-z0-9._/-]{0,98}[a-z0-9])?")
_CALLED = re.compile(
    r"(?:factu(?:ur|ren)(?:nr|nummers?|no)?|fact|inv|invoices?(?:nr|number|no)?|nota(?:nr|nummer)?)\Z"
)
#: Numbers of other things, and what stands before digits that are no number of ours.
_SOMETHING_ELSE = re.compile(
    r"kvk|btw|vat|tel|phone|mob|fax|iban|rekeningn|bankrek|account|postbus|klant|customer|order|"
    r"bestel|ticket|zaak|dossier|offerte|quote|euro?\Z|bedrag"
)
_NUMBER = re.compile(r"(?:nrs?|nummers?|no|nos|numbers?|num)\Z")
#: Words over which a name reaches: "factuur met nummer 1001", "facturen 1001 en 1002".
_GOES_ON = frozenset({"met", "with", "en", "and", "of", "or"})
#: "nr.1001" is two things.
_GLUED = re.compile(r"\b((?:factuur|invoice|nota)?(?:nr|nummer|number|no)|fact|inv)\.(?=\d)")
#: In a subject a short number counts behind one of these only.
_NAMES_ONE = ("factu", "invoice", "inv", "nota", "nummer", "nr")
_SHORT = 6
_GAP = re.compile(r"[\s:#.,;&+(\"'“‘„-]{0,8}\Z")

_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = re.compile(
    rf"(?:19|20)\d\d[-./]{_MONTH}(?:[-./]{_DAY})?\Z|"
    rf"{_DAY}[-./]{_MONTH}[-./](?:19|20)?\d\d\Z|"
    rf"{_MONTH}[-./](?:19|20)\d\d\Z|"
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?\Z|"
    r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d\Z"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+\Z")
_BEHIND_AN_AMOUNT = re.compile(r",(?:\d|-)|\.-|\s?(?:€|euro?\b|%)")
_BEFORE_AN_AMOUNT = ("€", "€ ", "+", "$", "£")

#: What only a mailing says; who writes about an invoice does not.
_MAILING = re.compile(
    r"\bunsubscribe\b|\b(?:uit|af)?schrijf je uit\b|\buitschrijven\b|\bafmelden\b"
)


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or number, what stands before and behind it, and whether it is one of a row."""

    text: str
    gap: str
    behind: str
    in_row: bool


def in_subject(text: str, *, known: Collection[str]) -> frozenset[str]:
    """Give which of these numbers (in small letters) a subject names.

    >>> known = {"1001", "1002", "f-2026", "f-2026/012", "2026"}
    >>> sorted(in_subject("Factuur 1001, F-2026/012 van 2026; postbus 1002", known=known))
    ['1001', 'f-2026', 'f-2026/012']
    """
    found: set[str] = set()
    before = ""
    for token in _TOKEN.findall(text[:MOST_CHARACTERS].lower()):
        for each in (token, *token.split("/")):
            digits = sum(map(str.isdigit, each))
            is_long = digits >= LEAST_DIGITS and not (each.isdigit() and len(each) < _SHORT)
            is_named = digits > 0 and before.startswith(_NAMES_ONE)
            if (is_long or is_named) and not _YEAR.match(each):
                found.add(each)
        before = token
    return frozenset(found.intersection(known))


def named(text: str, *, known: Collection[str]) -> frozenset[str]:
    """Give which of these numbers (in small letters) the words of a mail name.

    >>> known = {"2026-041", "1001", "12"}
    >>> sorted(named("Factuur 1001 en 2026-041 zijn betaald", known=known))
    ['1001', '2026-041']
    >>> named("Op nr 12 voor € 1001, of bel 020 1001", known=known)
    frozenset()
    """
    found: set[str] = set()
    called = ""
    for token in _tokens(text[:MOST_CHARACTERS].lower()):
        called = called if _GAP.match(token.gap) else ""
        if not any(map(str.isdigit, token.text)):
            called = _called(token.text, before=called)
            continue
        parts = (token.text, *token.text.split("/"))
        found |= {each for each in parts if each in known and _counts(each, token, called)}
        called = called if called == "ours" else ""
    return frozenset(found)


def can_be_named(number: str) -> bool:
    """Say whether this number of an invoice can be found in words at all.

    >>> [can_be_named(each) for each in ("2026-041", "1001", "12", "2026", "nr 1001", "x")]
    [True, True, False, False, False, False]
    """
    return bool(_TOKEN.fullmatch(number)) and _has_enough(number)


def is_mailing(text: str) -> bool:
    """Say whether words are those of a mailing to many, which answers nobody.

    >>> is_mailing("Korting! Uitschrijven kan hier."), is_mailing("Is betaald.")
    (True, False)
    """
    return bool(_MAILING.search(text[:MOST_CHARACTERS].lower()))


def _called(word: str, *, before: str) -> str:
    """Give what a number behind this word is called: ours, another, or nothing."""
    if _CALLED.match(word):
        return "ours"
    if _SOMETHING_ELSE.match(word):
        return "another"
    return before if _NUMBER.match(word) or word in _GOES_ON else ""


def _counts(number: str, token: _Token, called: str) -> bool:
    is_amount = token.gap.endswith(_BEFORE_AN_AMOUNT) or _BEHIND_AN_AMOUNT.match(token.behind)
    if called == "another" or is_amount or not _has_enough(number):
        return False
    in_row = number.isdigit() and token.in_row
    return called == "ours" or (_speaks(number) and not in_row)


def _has_enough(number: str) -> bool:
    return sum(map(str.isdigit, number)) >= LEAST_DIGITS and not _YEAR.match(number)


def _speaks(number: str) -> bool:
    """Say whether a number can hardly be anything but the number of a paper."""
    if _DATE.match(number) or _THOUSANDS.match(number):
        return False
    if number.isdigit():
        return len(number) >= _SPEAKS_ALONE and not number.startswith("0")
    return sum(map(str.isdigit, number)) >= _SPEAKS


def _tokens(text: str) -> Iterator[_Token]:
    """Give words and numbers in order, without links and addresses."""
    pieces = re.split(r"(\s+)", text)
    plain = "".join("¤" if _is_link(piece) else piece for piece in pieces)
    plain = _GLUED.sub(r"\1. ", plain)
    found = list(_TOKEN.finditer(plain))
    ends = [0, *(each.end() for each in found)]
    for place, each in enumerate(found):
        near = found[max(0, place - 1) : place] + found[place + 1 : place + 2]
        yield _Token(
            each[0],
            plain[ends[place] : each.start()],
            plain[each.end() : each.end() + 8],
            any(_is_beside(plain, each, other) for other in near),
        )


def _is_link(piece: str) -> bool:
    return "://" in piece or "@" in piece or piece.startswith("www.")


def _is_beside(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Say whether two numbers stand in one row, as in a telephone number or an IBAN."""
    first, last = (one, other) if one.start() < other.start() else (other, one)
    return other[0].replace("-", "").isdigit() and not text[first.end() : last.start()].strip(
        " ()-."
    )
