"""Whose words these are: the new part of a reply, without quotes and signature.

Mail programs put the mail that is answered under (or over) the answer, each in its own
way. What all have in common is a line that introduces it, and that is what is looked for:
Outlook on desk and web, Gmail, Apple Mail, Thunderbird, phones, in Dutch, English, German
and French, and in any language when the quote behind it is marked.

People write such lines too ("Op 12 oktober schreef ik u al:"). A program names a time or an
address; where it does not, the quote behind it must be marked.
"""

import re

#: Characters of a reply that are looked at; what is behind them is a quote.
MOST_CHARACTERS = 20_000
#: Characters of a line that are looked at: longer than any line that introduces a quote.
_MOST_OF_A_LINE = 400

_WROTE = re.compile(
    r"\b(?:schreef|geschreven|wrote|schrieb|geschrieben|a écrit|escribió|ha scritto|skrev)\b"
    r".{0,200}:$",
    re.I,
)
_MYSELF = re.compile(
    r"\b(?:schreef|schreven) (?:ik|wij|we)\b|\b(?:ik|wij|we) (?:\w+ ){0,4}schre(?:ef|ven)\b|"
    r"\b(?:i|we) (?:\w+ )?wrote\b",
    re.I,
)
#: A time of the day, or somebody's address: a program names at least one.
_PROGRAM = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b|[^\s@]@[^\s@]", re.I)
#: Without a colon at its end, only when it begins so and names an address in brackets.
_ON = re.compile(
    r"\W*(?:op|on|am|le)\b.{3,200}(?:<[^<>]{0,99}@.{3,200}\b(?:schreef|wrote)\b|"
    r"\b(?:schreef|wrote)\b.{0,99}<[^<>]{0,99}@)",
    re.I,
)
#: Other programs: "2026-10-14 10:12 GMT+02:00 Anna <anna@…>:".
_DAY_AND_NAME = re.compile(r"\d{4}-\d\d-\d\d.{0,80}<.{3,120}>\s*:$")
#: What such a line begins with when a program broke it in two or three.
_OPENS = re.compile(r"\W*(?:op|on|am|le|den|il|el)\b.{3,200}$|.{3,200}<$", re.I)
#: Any language: a line with an address or a time, a colon, and then the quote.
_ANY_LANGUAGE = re.compile(r".{3,160}[@\d].{0,160}:$")
_BEGINS = re.compile(
    r"[\s>*]*(?:-{2,}\s*(?:oorspronkelijk|origineel|original|ursprüngliche|doorgestuurd|"
    r"forwarded|weitergeleitete|begin doorgestuurd|begin forwarded)|"
    r"(?:begin doorgestuurd bericht|begin forwarded message)\s*:?$)",
    re.I,
)
#: Outlook: a block of headers, the first of them the sender.
_HEADER = re.compile(
    r"[\s>*]*(?P<name>van|from|von|de|verzonden|sent|gesendet|envoyé|datum|date|aan|to|an|à|"
    r"cc|onderwerp|subject|betreff|objet)[\s*]{0,9}:[\s*]*\S",
    re.I,
)
#: The same in any language: words between dashes, and a header under them.
_BETWEEN_DASHES = re.compile(r"[\s>*]*-{4,}[^-]{3,60}-{4,}$")
_ANY_HEADER = re.compile(r"\W*\w{1,12}[\s*]{0,9}:[\s*]*\S")
_SENDER = frozenset({"van", "from", "von", "de"})
_RULE = re.compile(r"(?:_{8,}|-{8,}|={8,}|\*{8,})$")
_PHONE = re.compile(
    r"(?:verstuurd vanaf|verzonden vanaf|verstuurd met|verzonden met|sent from|sent with|"
    r"sent via|verstuurd via|verzonden via|get outlook for|outlook voor|download outlook|"
    r"sent by|vanaf mijn \w{1,30} (?:verstuurd|verzonden)|von meinem \w{1,30} gesendet)\b"
    r".{0,80}$",
    re.I,
)
_SIGNATURE = re.compile(r"(?:--|—|––)$")
_SIGN_OFF = re.compile(
    r"\W*(?:(?:met|m\.)\s*(?:de\s+)?(?:vriendelijke|hartelijke|sportieve|muzikale|zonnige|lieve|"
    r"beste|groene)\s+gr(?:oet|oeten)?\b|vriendelijke\s+groet(?:en)?|hartelijke\s+groet(?:en)?|"
    r"(?:veel\s+|fijne\s+|warme\s+|lieve\s+)?groet(?:en|jes)?\b|gr(?:tjs|tz|\.)?(?:\s|$)|mvg\b|"
    r"m\.?v\.?g\.?|hoogachtend|"
    r"(?:(?:kind|best|warm|warmest|many|sincere)\s+)?regards\b|best\s+wishes|"
    r"yours\s+(?:sincerely|faithfully|truly)|sincerely|cheers\s*,?$|best\s*,$|"
    r"kr\s*,|br\s*,|liefs\b).{0,40}$",
    re.I,
)
#: What a firm puts under every mail; that something is confidential, people say as well.
_SMALL_PRINT = re.compile(
    r"^\W{0,9}disclaimer\b|\buitsluitend bestemd voor\b|\bintended (?:solely|only) for\b|"
    r"\b(?:bericht|e-?mail|informatie|message|information|communication)\b.{0,120}"
    r"\b(?:vertrouwelijk|confidential)|\bconfidential(?:ity)?\b.{0,120}\b(?:intended|notice)\b|"
    r"^confidentiality\b|denk aan het milieu|consider the environment|think before you print",
    re.I,
)
_CAUTION = re.compile(
    r"\W*(?:caution|let op|waarschuwing|\[?extern(?:al)?(?: e?-?mail)?\]?)\b.{0,40}"
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
    unquoted = _without_quotes(lines)
    return _tidy(_without_signature(unquoted)) or _tidy(unquoted)


def _without_quotes(lines: list[str]) -> list[str]:
    """Give the lines up to the one that introduces a quote, quoted ones left out."""
    bare = [line.strip()[:_MOST_OF_A_LINE] for line in lines]
    kept: list[str] = []
    place = 0
    while place < len(lines):
        count = _introducing(bare, place) if bare[place] else 0
        if count:
            # An answer may stand under the quoted lines: it goes on where they end.
            place = _behind_the_quote(bare, place + count)
            continue
        if not bare[place].startswith(">") and not _CAUTION.match(bare[place]):
            kept.append(lines[place])
        place += 1
    return kept


def _introducing(bare: list[str], place: int) -> int:
    """Give how many lines introduce a quote here: mostly none, one, or one broken in three."""
    if _introduces(bare, place, bare[place]) or _begins_headers(bare, place):
        return 1
    # A program names the time before the line is long enough to be broken.
    if not (_OPENS.match(bare[place]) and _PROGRAM.search(bare[place])):
        return 0
    joined = bare[place]
    for count in (2, 3):
        last = place + count - 1
        # What stands behind an empty line, or opens another quote, is no half of this one.
        if last >= len(bare) or not bare[last] or _OPENS.match(bare[last]):
            return 0
        joined = f"{joined} {bare[last]}"
        if _introduces(bare, last, joined):
            return count
    return 0


def _introduces(bare: list[str], place: int, line: str) -> bool:
    """Say whether the line, which ends at this place, introduces a quote."""
    if _BEGINS.match(line) or _DAY_AND_NAME.match(line):
        return True
    if _MYSELF.search(line):
        return False
    if _ON.match(line) or (_WROTE.search(line) and _PROGRAM.search(line)):
        return True
    is_marked = _next(bare, place).startswith(">")
    return is_marked and bool(_WROTE.search(line) or _ANY_LANGUAGE.match(line))


def _begins_headers(bare: list[str], place: int) -> bool:
    """Say whether a block of headers begins here, or a rule with the first of them under it."""
    if _RULE.match(bare[place]):
        return _is_sender(_next(bare, place))
    if _BETWEEN_DASHES.match(bare[place]):
        return bool(_ANY_HEADER.match(_next(bare, place)))
    return (
        _is_sender(bare[place])
        and sum(1 for each in bare[place : place + 8] if _HEADER.match(each)) >= 3
    )


def _is_sender(line: str) -> bool:
    found = _HEADER.match(line)
    return found is not None and found["name"].lower() in _SENDER


def _next(bare: list[str], place: int) -> str:
    """Give the next line with something on it, when it is near."""
    return next((each for each in bare[place + 1 : place + 4] if each), "")


def _behind_the_quote(bare: list[str], place: int) -> int:
    """Give the line behind the quote that begins here: the end, unless it is marked by >."""
    found = place
    while found < len(bare) and not bare[found]:
        found += 1
    if found < len(bare) and not bare[found].startswith(">"):
        return len(bare)
    while found < len(bare) and (bare[found].startswith(">") or not bare[found]):
        found += 1
    return found


def _without_signature(lines: list[str]) -> list[str]:
    """Cut at the dashes, at "verstuurd vanaf" or behind the sign-off with its name."""
    kept: list[str] = []
    has_words = False
    for place, line in enumerate(lines):
        bare = line.strip()[:_MOST_OF_A_LINE]
        if _SIGNATURE.match(bare) or _PHONE.match(bare):
            break
        if has_words and (_RULE.match(bare) or _SMALL_PRINT.search(bare)):
            break
        kept.append(line)
        if has_words and _SIGN_OFF.match(bare):
            return kept + _name_after(lines[place + 1 : place + 4])
        has_words = has_words or bool(bare)
    return kept


def _name_after(lines: list[str]) -> list[str]:
    """Give the one short line under a sign-off: who signs."""
    for place, line in enumerate(lines):
        if line.strip():
            is_name = len(line.strip()) <= 40 and not re.search(r"[@\d]", line)
            return [*lines[:place], line] if is_name else []
    return []


def _tidy(lines: list[str]) -> str:
    text = "\n".join(line.rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
