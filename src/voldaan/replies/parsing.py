"""The bytes of a mail to its parts, whatever a stranger put into them.

Python's parser reads everything and takes its time: a header of a megabyte of semicolons
costs it a minute, and so do thousands of parts, or lines of one character. So the lines are
counted first, and the headers and parts while it reads; what is more than people send is
:class:`TooMuch`. Long headers are cut. Bytes become text by the charset they name, when
that is one of the charsets that mail is written in.
"""

import codecs
import email
import re
from collections import Counter
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32

#: Lines: 40 MB of attachments in lines of 64 characters.
MOST_LINES = 700_000
MOST_HEADERS = 3_000
MOST_PARTS = 100
#: Parts inside parts: each one is looked for at the beginning of every line.
MOST_MULTIPARTS = 20
#: Characters of a header; some programs take time by the square of it.
MOST_OF_A_HEADER = 3_000
MOST_OF_A_LIST = 20_000
#: Characters of a part that are made into words.
MOST_OF_A_TEXT = 1_400_000

_LISTS = frozenset({"to", "cc", "references"})
#: Python knows more "charsets", some slow on purpose (punycode), some no charset at all.
_CHARSET = re.compile(
    r"ascii|utf-(?:8|8-sig|16|16-[bl]e)|iso8859-\d+|cp\d+|koi8-[rtu]|mac-\w+|gb\w+|"
    r"big5\w*|euc_\w+|shift_jis\w*|iso2022_\w+|tis-620"
)
_WORD = r"=\?[^?\s]{1,60}\?[bq]\?[^?]*\?="
_ENCODED = re.compile(rf"{_WORD}(?:\s+{_WORD})*", re.I)
#: Written for each other so often that the bytes are asked before the label.
_WESTERN = frozenset({"ascii", "iso8859-1", "iso8859-15", "cp1252"})


class TooMuch(ValueError):
    """More than a person sends; carries of what, and how many are taken."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(f"more than {most} {what}")
        self.what = what
        self.most = most


class _Bounded(Compat32):
    """Counts what the parser reads, cuts headers, and reads bytes that are no ASCII."""

    seen: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        object.__setattr__(self, "seen", Counter())

    def count(self, what: str, most: int) -> None:
        self.seen[what] += 1
        if self.seen[what] > most:
            raise TooMuch(what, most)

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        self.count("headers", MOST_HEADERS)
        name, value = super().header_source_parse(sourcelines)
        lower = name.lower()
        if lower == "content-type" and "multipart" in value.lower():
            self.count("multiparts", MOST_MULTIPARTS)
        most = MOST_OF_A_LIST if lower in _LISTS else MOST_OF_A_HEADER
        # The thread is wanted from its end, where the nearest message stands.
        kept = value[-most:] if lower == "references" else value[:most]
        if not kept.isascii():
            kept = decode(kept.encode("utf-8", "surrogateescape"), None)
        return name, kept


def parse(content: bytes) -> Message:
    """Take a mail apart; raises :class:`TooMuch`, and what Python's parser raises."""
    lines = content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n")
    if lines > MOST_LINES:
        raise TooMuch("lines", MOST_LINES)
    bounds = _Bounded()

    def part(policy: Compat32 = bounds) -> Message:
        bounds.count("parts", MOST_PARTS)
        return Message(policy)

    return email.message_from_bytes(content, part, policy=bounds)


def decode(content: bytes, charset: str | None) -> str:
    r"""Give the text of bytes by the charset they name, or the one they seem to be in.

    >>> decode("Zoë € 5".encode(), "iso-8859-1"), decode(b"Zo\xeb \x80 5", "iso-8859-1")
    ('Zoë € 5', 'Zoë € 5')
    >>> decode(b"no charset", "punycode")
    'no charset'
    """
    named = _known(charset or "")
    for each in ("utf-8", "cp1252") if named in _WESTERN else (named, "utf-8", "cp1252"):
        try:
            return content.decode(each)
        except UnicodeError:
            continue
    return content.decode("utf-8", "replace")


def _known(charset: str) -> str:
    """Give Python's name of a charset of mail; UTF-8 when it is none."""
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return "utf-8"
    return name if _CHARSET.fullmatch(name) else "utf-8"


def unfold(value: str) -> str:
    r"""Give a header as one line of text that can be shown, its encoded words decoded.

    >>> unfold("=?utf-8?q?Zo=C3=AB?= \u202e Vink")
    'Zoë Vink'
    """
    whole = _ENCODED.sub(lambda run: _decoded(run.group()), value)
    return " ".join("".join(each if each.isprintable() else " " for each in whole).split())


def _decoded(run: str) -> str:
    """Give the text of encoded words in a row (RFC 2047), or the row when it is nonsense."""
    try:
        pieces = decode_header(run)
    except (MessageError, ValueError):
        return run
    return "".join(
        piece if isinstance(piece, str) else decode(piece, charset) for piece, charset in pieces
    )


def header(part: Message, name: str) -> str:
    """Give a header as it stands, empty when there is none."""
    return str(part.get(name) or "")


def inside(part: Message) -> list[Message]:
    """Give the parts that a part holds."""
    found = part.get_payload()
    return [each for each in found if isinstance(each, Message)] if part.is_multipart() else []


def text(part: Message) -> str:
    """Give the text of one part, as far as it is looked at."""
    source = part.get_payload()
    if not isinstance(source, str):
        return ""
    part.set_payload(source[:MOST_OF_A_TEXT])
    content = part.get_payload(decode=True)
    return decode(content, part.get_content_charset()) if isinstance(content, bytes) else ""
