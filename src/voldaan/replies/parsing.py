"""The bytes of a mail to its parts, whatever a stranger put into them.

Python's parser reads everything and takes its time: a header of a megabyte of semicolons
costs it a minute, and so do thousands of parts, or lines of one character. So the lines are
counted first, and the headers and parts while it reads; what is more than people send is
:class:`TooMuch`. Long headers are cut. Bytes become text by the charset they name, when
that is one of the charsets that mail is written in.
"""

import binascii
import codecs
import email
import re
import string
from collections import Counter
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from typing import Any, cast

#: Lines: 40 MB of attachments in lines of 64 characters.
MOST_LINES = 700_000
MOST_HEADERS = 3_000
MOST_PARTS = 100
#: Parts inside parts: each one is looked for at the beginning of every line.
MOST_MULTIPARTS = 20
#: Characters of a header, and what semicolons separate in it: Python reads them again for
#: every question.
MOST_OF_A_HEADER = 3_000
MOST_OF_A_LIST = 20_000
MOST_PARAMETERS = 50
#: Characters of a part that are made into words.
MOST_OF_A_TEXT = 1_000_000

_LISTS = frozenset({"to", "cc", "references"})
#: Python knows more "charsets", some slow on purpose (punycode), some no charset at all.
_CHARSET = re.compile(
    r"ascii|utf-(?:8|8-sig|16|16-[bl]e)|iso8859-\d+|cp\d+|koi8-[rtu]|mac-\w+|gb\w+|"
    r"big5\w*|euc_\w+|shift_jis\w*|iso2022_\w+|tis-620"
)
_BASE64 = f"{string.ascii_letters}{string.digits}+/".encode()
_NO_BASE64 = bytes(each for each in range(256) if each not in _BASE64)
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


class Part(Message):
    """A part of a mail that also knows the text between its headers and its end.

    Python gives that text only after a try to decode it by the charset that it names.
    """

    source = ""

    def set_payload(self, payload: Any, charset: Any = None) -> None:  # noqa: ANN401 - Python's
        """Take what is in the part: text, or other parts."""
        super().set_payload(payload, charset)
        self.source = payload if isinstance(payload, str) else ""


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
        if lower.startswith("content-"):
            kept = ";".join(kept.split(";")[:MOST_PARAMETERS])
        if not kept.isascii():
            kept = decode(kept.encode("utf-8", "surrogateescape"), None)
        return name, kept


def parse(content: bytes) -> Part:
    """Take a mail apart; raises :class:`TooMuch`, and what Python's parser raises."""
    lines = content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n")
    if lines > MOST_LINES:
        raise TooMuch("lines", MOST_LINES)
    bounds = _Bounded()

    def part(policy: Compat32 = bounds) -> Part:
        bounds.count("parts", MOST_PARTS)
        return Part(policy)

    return cast(Part, email.message_from_bytes(content, part, policy=bounds))


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


def header(part: Part, name: str) -> str:
    """Give a header as it stands, empty when there is none."""
    return str(part.get(name) or "")


def inside(part: Part) -> list[Part]:
    """Give the parts that a part holds."""
    found = part.get_payload() if part.is_multipart() else []
    return [each for each in found if isinstance(each, Part)]


def walk(part: Part) -> Iterator[Part]:
    """Give a part and all that is in it, in the order of the mail."""
    yield part
    for each in inside(part):
        yield from walk(each)


def written(part: Part) -> str:
    """Give in which way the bytes of a part are written."""
    return header(part, "content-transfer-encoding").strip().lower()


def content(part: Part, most: int) -> bytes:
    """Give the bytes of a part, of as many characters as are asked for.

    What is no base64 in base64 is passed over, and so is an end that was cut off.
    """
    raw = part.source[:most].encode("utf-8", "surrogateescape")
    if written(part) == "quoted-printable":
        return binascii.a2b_qp(raw)
    if written(part) != "base64":
        return raw
    letters = raw.translate(None, _NO_BASE64)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def text(part: Part) -> str:
    """Give the text of one part, as far as it is looked at."""
    return decode(content(part, MOST_OF_A_TEXT), part.get_content_charset())
