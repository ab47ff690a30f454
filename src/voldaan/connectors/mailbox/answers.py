"""Make sense of what a mailbox server says (RFC 3501, 7). Pure: bytes in, values out.

Everything that is not as it should be is a :class:`Nonsense`, never a guess.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone

from voldaan.connectors.mailbox.shapes import LARGEST_UID

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_MOST_FOUND = 500_000
_HEADERS = "BODY[HEADER.FIELDS "

_UNTAGGED = re.compile(rb"\* (?:([0-9]{1,10}) )?([A-Za-z][A-Za-z0-9-]*)(?: (.*))?", re.DOTALL)
_VERDICT = re.compile(rb"(OK|NO|BAD)(?: (.*))?", re.DOTALL | re.IGNORECASE)
_CODE = re.compile(rb"\[([A-Za-z0-9=-]{1,40})(?: ([^\]]{0,4000}))?\]")
_LITERAL = re.compile(rb"\{([0-9]{1,10})\}\Z")
_TOKEN = re.compile(
    rb' *(?:(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<open>\()|(?P<close>\))'
    rb"|(?P<word>BODY\[[^\]]{0,500}\](?:<[0-9]*>)?|[^ ()\"{]+)) *",
    re.IGNORECASE | re.DOTALL,
)
_MOMENT = re.compile(
    r"([ 0-3]?[0-9])-([A-Z][a-z]{2})-([0-9]{4}) "
    r"([0-9]{2}):([0-9]{2}):([0-9]{2}) ([+-])([0-9]{2})([0-9]{2})",
    re.ASCII,
)


class Nonsense(ValueError):
    """The server said something that is not IMAP; ``said`` is what."""

    def __init__(self, said: bytes) -> None:
        self.said = said
        super().__init__("not IMAP")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server tells between question and verdict: ``* 12 EXISTS``.

    ``number`` is 0 where there is none. ``pieces`` is text, then by turns a literal (a run of
    bytes announced by its size) and the text after it.
    """

    number: int
    kind: str
    pieces: tuple[bytes, ...] = field(repr=False)

    @property
    def text(self) -> bytes:
        """The first piece, which is the only one of all but mails."""
        return self.pieces[0]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a question ended: ``OK``, ``NO`` or ``BAD``, with a code where there is one."""

    status: str
    code: str
    text: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """What a server gave of one mail; 0 and None where it gave nothing."""

    uid: int = 0
    size_bytes: int | None = None
    received_at: datetime | None = None
    header: bytes | None = field(default=None, repr=False)
    body: bytes | None = field(default=None, repr=False)


def untagged(line: bytes) -> Answer:
    """Read the first line of an answer. Raises Nonsense.

    >>> answer = untagged(b"* 12 EXISTS")
    >>> answer.number, answer.kind
    (12, 'EXISTS')
    """
    found = _UNTAGGED.fullmatch(line)
    if not found:
        raise Nonsense(line)
    return Answer(int(found[1] or 0), found[2].decode().upper(), (found[3] or b"",))


def literal_size(text: bytes) -> int | None:
    """Give the size of what follows this text as a literal; None when nothing does."""
    found = _LITERAL.search(text, max(0, len(text) - 20))
    return int(found[1]) if found else None


def verdict(rest: bytes) -> Verdict:
    """Read what stands after the tag. Raises Nonsense.

    >>> verdict(b"NO [UNAVAILABLE] Come back later").code
    'UNAVAILABLE'
    """
    found = _VERDICT.fullmatch(rest)
    if not found:
        raise Nonsense(rest)
    text = found[2] or b""
    name, _ = code(text)
    return Verdict(found[1].decode().upper(), name, text)


def code(text: bytes) -> tuple[str, bytes]:
    """Give the code at the front of a text and its value, both empty where there is none.

    >>> code(b"[UIDNEXT 4711] Predicted next UID")
    ('UIDNEXT', b'4711')
    """
    found = _CODE.match(text)
    return (found[1].decode().upper(), found[2] or b"") if found else ("", b"")


def number(text: bytes, *, least: int = 0, most: int = LARGEST_UID) -> int:
    """Read a whole number between these. Raises Nonsense.

    >>> number(b"0012", most=99)
    12
    """
    if not (text.isdigit() and len(text) < 20 and least <= int(text) <= most):
        raise Nonsense(text[:100])
    return int(text)


def found_uids(told: Iterable[Answer], *, first: int) -> list[int]:
    """Give the numbers of a search from ``first`` on, upwards. Raises Nonsense.

    A server answers ``9:*`` with its last mail even when that is the eighth.

    >>> found_uids([untagged(b"* SEARCH 12 8 9")], first=9)
    [9, 12]
    """
    found: set[int] = set()
    for answer in told:
        if answer.kind != "SEARCH":
            continue
        for word in re.finditer(rb"[^ ]+", answer.text):
            uid = number(word[0])
            if uid >= max(first, 1):
                found.add(uid)
            if len(found) > _MOST_FOUND:
                raise Nonsense(b"too many found")
    return sorted(found)


def mails(told: Iterable[Answer]) -> dict[int, Mail]:
    """Give by number what was told of each mail, in one answer or in several.

    Raises Nonsense.
    """
    known: dict[int, Mail] = {}
    for answer in told:
        if answer.kind == "FETCH":
            new = _mail(answer)
            if new.uid:  # else somebody changed a flag elsewhere, and we were told
                known[new.uid] = _together(known.get(new.uid, new), new)
    return known


def moment(text: str) -> datetime:
    """Read when a server received a mail. Raises Nonsense.

    >>> moment("14-Oct-2026 10:00:00 +0200").isoformat()
    '2026-10-14T08:00:00+00:00'
    """
    found = _MOMENT.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        day, month, year, *clock, sign, hours, minutes = found.groups()
        ahead = timedelta(hours=int(hours), minutes=int(minutes))
        zone = timezone(ahead if sign == "+" else -ahead)
        parts = (int(year), MONTHS.index(month) + 1, int(day), *map(int, clock))
        return datetime(*parts, tzinfo=zone).astimezone(UTC)  # type: ignore[misc,arg-type]
    except (ValueError, OverflowError) as error:
        raise Nonsense(text[:100].encode()) from error


def as_asked(day: date) -> str:
    """Write a day as a search wants it, in English whatever the language of the machine.

    >>> as_asked(date(2026, 10, 4))
    '4-Oct-2026'
    """
    return f"{day.day}-{MONTHS[day.month - 1]}-{day.year:04}"


def _mail(answer: Answer) -> Mail:
    """Read one answer about a mail: names and values by turns. Raises Nonsense."""
    words = list(_top_level(answer))
    if len(words) % 2:
        raise Nonsense(answer.text[:100])
    facts = {str(name or b"", "latin-1").upper(): value
             for name, value in zip(words[::2], words[1::2], strict=True)}  # fmt: skip
    received = facts.get("INTERNALDATE")
    size = facts.get("RFC822.SIZE")
    header = [value or b"" for name, value in facts.items() if name.startswith(_HEADERS)]
    return Mail(
        uid=number(facts.get("UID") or b"0"),
        size_bytes=None if size is None else number(size, most=2**63),
        received_at=None if received is None else moment(received.decode("latin-1")),
        header=header[0] if header else None,  # NIL is a mail without any of them
        body=next((value for name, value in facts.items() if name.startswith("BODY[]")), None),
    )


def _together(old: Mail, new: Mail) -> Mail:
    """Join what was told of one mail; the newer word counts."""
    return Mail(
        uid=new.uid,
        size_bytes=old.size_bytes if new.size_bytes is None else new.size_bytes,
        received_at=new.received_at or old.received_at,
        header=old.header if new.header is None else new.header,
        body=old.body if new.body is None else new.body,
    )


def _top_level(answer: Answer) -> Iterator[bytes | None]:
    """Give the values between the outer brackets; a list within, or NIL, is None.

    Raises Nonsense.
    """
    depth = 0
    for kind, value in _tokens(answer.pieces):
        if kind == "close":
            depth -= 1
        if depth == 1:
            empty = kind == "close" or (kind == "word" and value.upper() == b"NIL")
            if kind != "open":
                yield None if empty else value
        elif depth < 0 or (depth == 0 and kind not in {"open", "close"}):
            raise Nonsense(answer.text[:100])
        if kind == "open":
            depth += 1
    if depth:
        raise Nonsense(answer.text[:100])


def _tokens(pieces: tuple[bytes, ...]) -> Iterator[tuple[str, bytes]]:
    """Give every bracket, word, quoted text and literal with its kind. Raises Nonsense."""
    for place, piece in enumerate(pieces):
        if place % 2:
            yield "literal", piece
            continue
        text = _LITERAL.sub(b"", piece) if place + 1 < len(pieces) else piece
        at = 0
        while at < len(text):
            found = _TOKEN.match(text, at)
            if not found:
                raise Nonsense(text[at : at + 100])
            at = found.end()
            kind = str(found.lastgroup)
            value = found[kind]
            yield kind, re.sub(rb"\\(.)", rb"\1", value[1:-1]) if kind == "quoted" else value
