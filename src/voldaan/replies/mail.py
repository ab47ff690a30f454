"""The bytes of a mail to a letter, or to what a mail server says about an address.

Everything here is a stranger's: sizes and parts are bounded, names of files are made
harmless, headers that cannot be read count as not there.
"""

import email
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from flufl.bounce import all_failures

from voldaan.replies import html, stripping
from voldaan.replies.shapes import Attached, Bounce, Letter

#: Bytes of a mail: what the largest mail services let through, and some.
LARGEST_BYTES = 40_000_000
#: What is kept of a mail: files, and bytes of them together.
MOST_FILES = 10
MOST_FILE_BYTES = 15_000_000
_MOST_PARTS = 100
_MOST_IDS = 50

_ID = re.compile(r"<[^<>\s]{3,250}>")
_ADDRESS = re.compile(r"[^@\s<>\"]{1,64}@[^@\s<>\"]{1,190}\Z")
_UNSAFE = re.compile(r"[^\w .,()+\-]+")
_ROBOTS = re.compile(
    r"^(?:mailer-daemon|postmaster|no-?reply|noreply|donotreply|bounces?)\b", re.I
)


class NotAMail(ValueError):
    """The bytes are no mail that can be read; carries what is wrong."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


def read(content: bytes) -> Letter | Bounce:
    r"""Read one mail.

    Raises :class:`NotAMail` when it is too large, has more parts than a person sends, or
    names no sender.

    >>> read(b"From: Dirk <Dirk@Vink.example>\nMessage-ID: <a@b.c>\n\nIs betaald!").text
    'Is betaald!'
    """
    if len(content) > LARGEST_BYTES:
        raise NotAMail(f"{len(content)} bytes")
    try:
        parsed = email.message_from_bytes(content, policy=policy.compat32)
        parts = list(_parts(parsed))
        bounced = _bounce(parsed)
    except (
        MessageError,
        ValueError,
        LookupError,
        RecursionError,
        AttributeError,
        TypeError,
    ) as error:
        raise NotAMail(type(error).__name__) from error
    if bounced is not None:
        return bounced
    name, address = _sender(parsed)
    if not address:
        raise NotAMail("no sender")
    whole = _text(parts)
    files, left_out = _attached(parts)
    return Letter(
        message_id=next(iter(_ids(parsed, "message-id")), ""),
        from_address=address,
        from_name=name,
        to_addresses=_to(parsed),
        subject=_header(parsed, "subject")[:300],
        text=stripping.own_words(whole),
        whole_text=whole[: stripping.MOST_CHARACTERS],
        about=_about(parsed),
        sent_at=_sent_at(parsed),
        is_automatic=_is_automatic(parsed, address),
        attached=files,
        left_out=left_out,
    )


def _parts(parsed: Message) -> Iterator[Message]:
    for place, part in enumerate(parsed.walk()):
        if place >= _MOST_PARTS:
            raise NotAMail(f"more than {_MOST_PARTS} parts")
        yield part


def _bounce(parsed: Message) -> Bounce | None:
    """Give what a mail server says about addresses, when this is such a message."""
    if parsed.get_content_type() not in {"multipart/report", "multipart/mixed", "text/plain"}:
        return None
    if parsed.get_content_type() != "multipart/report" and not _ROBOTS.match(
        _sender(parsed)[1]
    ):
        return None
    temporary, permanent = all_failures(parsed)
    failed = permanent or temporary
    addresses = (each.decode("ascii", "replace").lower() for each in failed)
    known = tuple(sorted({each for each in addresses if _ADDRESS.match(each)}))
    return Bounce(known, is_permanent=bool(permanent)) if known else None


def _header(parsed: Message, name: str) -> str:
    raw = parsed.get(name)
    if raw is None:
        return ""
    try:
        text = str(make_header(decode_header(str(raw)[:5000])))
    except (MessageError, ValueError, LookupError):
        text = str(raw)[:5000]
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _sender(parsed: Message) -> tuple[str, str]:
    """Give who wrote: who wants the answer does not count, only who sent it."""
    return next(iter(_addresses(parsed, "from")), ("", ""))


def _addresses(parsed: Message, *names: str) -> list[tuple[str, str]]:
    raw = [_header(parsed, name) for name in names]
    found = getaddresses([each for each in raw if each])[:_MOST_IDS]
    return [(name[:200], address.lower()) for name, address in found if _ADDRESS.match(address)]


def _to(parsed: Message) -> tuple[str, ...]:
    names = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")
    return tuple(dict.fromkeys(address for _, address in _addresses(parsed, *names)))


def _ids(parsed: Message, name: str) -> list[str]:
    return _ID.findall(str(parsed.get(name) or "")[:20_000])[-_MOST_IDS:]


def _about(parsed: Message) -> tuple[str, ...]:
    """Give the messages it answers: what it says it answers, then the thread backwards."""
    thread = [*_ids(parsed, "in-reply-to"), *reversed(_ids(parsed, "references"))]
    return tuple(dict.fromkeys(thread))


def _sent_at(parsed: Message) -> datetime | None:
    try:
        moment = parsedate_to_datetime(str(parsed.get("date") or ""))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _is_automatic(parsed: Message, address: str) -> bool:
    """Say whether a program wrote it (RFC 3834 and what Outlook and others add)."""
    submitted = str(parsed.get("auto-submitted") or "no").strip().lower()
    precedence = str(parsed.get("precedence") or "").strip().lower()
    return (
        not submitted.startswith("no")
        or precedence in {"bulk", "junk", "auto_reply", "list"}
        or any(name in parsed for name in ("x-autoreply", "x-autorespond", "list-unsubscribe"))
        or bool(_ROBOTS.match(address))
    )


def _text(parts: list[Message]) -> str:
    """Give the words: the plain part, or else the HTML without its markup."""
    for wanted in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == wanted and not _file_name(part):
                text = _decoded(part)
                if wanted == "text/html":
                    text = html.to_text(text)
                if text.strip():
                    return "".join(
                        each for each in text if each.isprintable() or each in "\n\r\t"
                    )
    return ""


def _decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    content = content[: html.MOST_CHARACTERS * 2]
    for charset in (part.get_content_charset() or "utf-8", "utf-8", "cp1252"):
        try:
            return content.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("utf-8", "replace")


def _file_name(part: Message) -> str:
    try:
        return str(part.get_filename() or "")
    except (MessageError, ValueError, LookupError):
        return "bijlage"


def _attached(parts: list[Message]) -> tuple[tuple[Attached, ...], int]:
    found: list[Attached] = []
    room, left_out = MOST_FILE_BYTES, 0
    for part in parts:
        name = _file_name(part)
        if not name or part.is_multipart():
            continue
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes) or len(content) > room or len(found) >= MOST_FILES:
            left_out += 1
            continue
        room -= len(content)
        found.append(Attached(_safe_name(name), part.get_content_type()[:100], content))
    return tuple(found), left_out


def _safe_name(name: str) -> str:
    r"""Give a name that is no path and no trick with invisible characters.

    >>> _safe_name("../../etc/passwd")
    'passwd'
    """
    try:
        name = str(make_header(decode_header(name[:1000])))
    except (MessageError, ValueError, LookupError):
        name = name[:1000]
    last = re.split(r"[\\/]", name)[-1]
    return _UNSAFE.sub("_", last).strip(" .")[-100:] or "bijlage"
