"""Words of others made fit for one line of a letter.

Names and numbers come out of other people's files. A line break in a name would start a
new header in an e-mail, a bidirectional mark would turn a line around, and a name of a
megabyte would bury the message.
"""

import re
import unicodedata

NAME_AT_MOST = 60
NUMBER_AT_MOST = 40

_ELLIPSIS = "…"
#: All white space but the one that holds an amount to its sign.
_SPACES = re.compile(r"[^\S\xa0]+")


def one_line(text: str, *, at_most: int = NAME_AT_MOST) -> str:
    r"""One line without control, direction or private characters, bounded in length.

    Every kind of space becomes one plain space. Longer text ends in "…".

    >>> one_line("Els\r\nBcc: dirk@example.org")
    'Els Bcc: dirk@example.org'
    >>> one_line("\u202eEls" + "s" * 80, at_most=6)
    'Elsss…'
    """
    # Four times is room for what cleaning takes away, and keeps the work bounded.
    kept = text[: 4 * at_most]
    if not kept.isprintable():  # ordinary text has nothing to take away, and is nearly all
        kept = "".join(_kept(character) for character in kept)
    line = " ".join(unicodedata.normalize("NFC", kept).split())
    if len(line) <= at_most:
        return line
    return line[: at_most - 1].rstrip() + _ELLIPSIS


def subject_line(text: str) -> str:
    r"""Give a subject as a person typed it, on one line; an amount stays with its sign.

    >>> subject_line(" Nog\r\n \u20ac\xa01.210,00 ")
    'Nog €\xa01.210,00'
    """
    return _SPACES.sub(" ", text).strip()


def _kept(character: str) -> str:
    if character.isspace():
        return " "
    # Cc control, Cf direction and zero width, Cs half a pair, Co private, Cn unassigned.
    return "" if unicodedata.category(character).startswith("C") else character
