"""Whose words these are: the new part of a reply, without quotes and signature.

Mail programs put the mail that is answered under (or over) the answer, each in its own
way. What all have in common is a line that introduces it, and that is what is looked for,
in Dutch and English: Outlook on desk and web, Gmail, Apple Mail, Thunderbird, phones.
"""

import re
from collections.abc import Iterator

#: Characters of a reply that are looked at; what is behind them is a quote.
MOST_CHARACTERS = 20_000

#: One line (or two, when the program broke it) that introduces a quote.
_INTRODUCES = (
    # Gmail, Thunderbird, Apple: "Op wo 14 okt 2026 om 10:12 schreef Anna <anna@…>:"
    re.compile(r"^\W*op\b[^\n]{3,200}\b(?:schreef|heeft|geschreven)\b[^\n]{0,200}:\s*$", re.I),
    re.compile(r"^\W*on\b[^\n]{3,200}\bwrote\b[^\n]{0,10}:\s*$", re.I),
    re.compile(r"^\W*(?:op|on)\b[^\n]{3,200}@[^\n]{3,200}\b(?:schreef|wrote)\b", re.I),
    re.compile(r"^[^\n]{3,200}\bheeft\b[^\n]{0,120}\bgeschreven\s*:\s*$", re.I),
    re.compile(r"^[^\n]{3,160}@[^\n]{3,120}\b(?:schreef|wrote)\b[^\n]{0,60}:\s*$", re.I),
    re.compile(r"^\s*\d{4}-\d\d-\d\d[^\n]{0,80}<[^\n]{3,120}>\s*:\s*$"),
    re.compile(
        r"^[\s>*]*-{2,}\s*(?:oorspronkelijk|origineel|original|doorgestuurd|forwarded|"
        r"begin doorgestuurd|begin forwarded)[^\n]{0,60}$",
        re.I,
    ),
    re.compile(r"^[\s>*]*(?:begin doorgestuurd bericht|begin forwarded message)\s*:?", re.I),
)
#: What such a line begins with when a program broke it.
_OPENS = re.compile(r"^\W*(?:op|on)\b[^\n]{3,200}$", re.I)
#: Any other language: a line with an address or a time, a colon, and then the quote.
_ANY_LANGUAGE = re.compile(r"^[^\n]{3,160}(?:@|\d)[^\n]{0,160}:\s*$")
#: Outlook: a block of headers, the first of them at the start of a line.
_HEADER = re.compile(
    r"^[\s>*]*(?:van|from|verzonden|sent|aan|to|cc|onderwerp|subject|datum|date)\s*:[\s*]*\S",
    re.I,
)
_FIRST_HEADER = re.compile(r"^[\s>*]*(?:van|from)\s*:[\s*]*\S", re.I)
_RULE = re.compile(r"^\s*(?:_{8,}|-{8,}|={8,}|\*{8,})\s*$")
_PHONE = re.compile(
    r"^\s*(?:verstuurd vanaf|verzonden vanaf|verstuurd met|verzonden met|sent from|sent with|"
    r"sent via|verstuurd via|verzonden via|get outlook for|outlook voor|download outlook|"
    r"sent by|vanaf mijn \w+ (?:verstuurd|verzonden))\b[^\n]{0,80}$",
    re.I,
)
_SIGNATURE = re.compile(r"^\s*(?:--|—|––)\s*$")
_SIGN_OFF = re.compile(
    r"^\W*(?:(?:met|m\.)\s*(?:de\s+)?(?:vriendelijke|hartelijke|sportieve|muzikale|zonnige|lieve|"
    r"beste|groene)\s+gr(?:oet|oeten)?\b|vriendelijke\s+groet(?:en)?|hartelijke\s+groet(?:en)?|"
    r"(?:veel\s+|fijne\s+|warme\s+|lieve\s+)?groet(?:en|jes)?\b|gr(?:tjs|tz|\.)?\s|mvg\b|m\.?v\.?g\.?|hoogachtend|"
    r"(?:kind|best|warm|warmest|many|sincere)?\s*regards\b|best\s+wishes|"
    r"yours\s+(?:sincerely|faithfully|truly)|sincerely|cheers\s*,?\s*$|best\s*,\s*$|"
    r"kr\s*,|br\s*,|liefs\b)[^\n]{0,40}$",
    re.I,
)
_DISCLAIMER = re.compile(
    r"\b(?:disclaimer|uitsluitend bestemd voor|is vertrouwelijk|vertrouwelijke informatie|"
    r"intended (?:solely|only) for|confidential(?:ity)?|"
    r"denk aan het milieu|consider the environment|think before you print)\b",
    re.I,
)
_CAUTION = re.compile(
    r"^\W*(?:caution|let op|waarschuwing|\[?extern(?:al)?(?: e?-?mail)?\]?)\b[^\n]{0,40}"
    r"(?:extern|outside|buiten|originated|afkomstig|afzender|sender)",
    re.I,
)


def own_words(text: str) -> str:
    r"""Give what this writer added, without the quoted mail, signature and small print.

    Answers written between quoted lines are kept, the quoted lines are not. When nothing
    is left (a mail of only a signature), the text as far as its quote is given: words are
    never lost to a rule that was too keen.

    >>> own_words("Is betaald!\n\nOp wo 14 okt 2026 om 10:12 schreef Anna <a@x.nl>:\n> Hoi")
    'Is betaald!'
    >>> own_words("Ja klopt\nGroet, Dirk\nVan: Anna\nVerzonden: woensdag\nAan: Dirk\nHoi")
    'Ja klopt\nGroet, Dirk'
    """
    lines = text[:MOST_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    unquoted = list(_without_quotes(lines))
    signed = _without_signature(unquoted)
    return _tidy(signed) or _tidy(unquoted)


def _without_quotes(lines: list[str]) -> Iterator[str]:
    """Give the lines up to the one that introduces a quote, quoted ones left out."""
    place = 0
    while place < len(lines):
        line = lines[place]
        if _starts_a_quote(lines, place):
            # An answer may stand under the quoted lines: it goes on where they end.
            place = _behind_the_quote(lines, place)
            continue
        if not line.lstrip().startswith(">") and not _CAUTION.match(line):
            yield line
        place += 1


def _starts_a_quote(lines: list[str], place: int) -> bool:
    line = lines[place]
    if any(pattern.match(line) for pattern in _INTRODUCES) or _is_broken_line(lines, place):
        return True
    headers = sum(1 for each in lines[place : place + 8] if _HEADER.match(each))
    if _FIRST_HEADER.match(line) and headers >= 3:
        return True
    after = next((each for each in lines[place + 1 : place + 4] if each.strip()), "")
    if _ANY_LANGUAGE.match(line) and after.startswith(">"):
        return True
    return bool(_RULE.match(line)) and bool(_FIRST_HEADER.match(after))


def _is_broken_line(lines: list[str], place: int) -> bool:
    """Say whether a program broke the line that introduces a quote in two or three."""
    line = lines[place]
    if not _OPENS.match(line):
        return False
    for count in (2, 3):
        joined = " ".join(each.strip() for each in lines[place : place + count])
        if any(pattern.match(joined) for pattern in _INTRODUCES[:2]):
            return True
    return False


def _behind_the_quote(lines: list[str], place: int) -> int:
    """Give the line behind the quote that begins here: the end, unless it is marked by >."""
    found = place + 1
    while found < len(lines) and not lines[found].strip():
        found += 1
    if found < len(lines) and not lines[found].lstrip().startswith(">"):
        found += 1  # the second half of a line that the program broke
    while found < len(lines) and not lines[found].strip():
        found += 1
    if found >= len(lines) or not lines[found].lstrip().startswith(">"):
        return len(lines)
    while found < len(lines) and (
        lines[found].lstrip().startswith(">") or not lines[found].strip()
    ):
        found += 1
    return found


def _without_signature(lines: list[str]) -> list[str]:
    """Cut at the dashes, at "verstuurd vanaf" or behind the sign-off with its name."""
    kept: list[str] = []
    for place, line in enumerate(lines):
        if _SIGNATURE.match(line) or _PHONE.match(line):
            break
        if _DISCLAIMER.search(line) and any(each.strip() for each in kept):
            break
        if _RULE.match(line) and any(each.strip() for each in kept):
            break
        kept.append(line)
        if _SIGN_OFF.match(line) and any(each.strip() for each in kept[:-1]):
            kept += _name_after(lines[place + 1 :])
            break
    return kept


def _name_after(lines: list[str]) -> list[str]:
    """Give the one short line under a sign-off: who signs."""
    for place, line in enumerate(lines[:3]):
        if line.strip():
            is_name = len(line.strip()) <= 40 and not re.search(r"[@\d]", line)
            return [*lines[:place], line] if is_name else []
    return []


def _tidy(lines: list[str]) -> str:
    text = "\n".join(line.rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
