"""The bytes of a mail to a letter, or to what a mail server says about an address.

Everything here is a stranger's: sizes and parts are bounded, names of files are made
harmless, headers that cannot be read count as not there.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.errors import MessageError
from email.utils import getaddresses, parsedate_to_datetime

from voldaan.replies import automatic, bounced, files, html, parsing, stripping
from voldaan.replies.parsing import Part
from voldaan.replies.shapes import Bounce, Letter

#: Bytes of a mail: what the largest mail services let through, and some.
LARGEST_BYTES = 40_000_000
#: Parts with words that are looked at.
MOST_TEXTS = 6
_MOST_IDS = 50
#: Times that a header with addresses counts.
_MOST_TIMES = 3

#: No zero byte and the like: nothing that keeps text takes them.
_ID = re.compile(r"<[^<>\s\x00-\x1f\x7f]{3,250}>")
_ADDRESS = re.compile(r"[^@\s<>\"]{1,64}@[^@\s<>\"]{1,190}\Z")


class NotAMail(ValueError):
    """The bytes are no mail that can be read; carries what is wrong."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


def read(content: bytes) -> Letter | Bounce:
    r"""Read one mail.

    Raises :class:`NotAMail` when it is too large, has more parts, headers or lines than a
    person sends, or names no sender.

    >>> read(b"From: Dirk <Dirk@Vink.example>\nMessage-ID: <a@b.c>\n\nIs betaald!").text
    'Is betaald!'
    """
    if len(content) > LARGEST_BYTES:
        raise NotAMail(f"more than {LARGEST_BYTES} bytes")
    try:
        return _read(content)
    except NotAMail:
        raise
    except parsing.TooMuch as error:
        raise NotAMail(str(error)) from error
    except (MessageError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise NotAMail(type(error).__name__) from error


def _read(content: bytes) -> Letter | Bounce:
    parsed = parsing.parse(content)
    name, address = _sender(parsed)
    found = bounced.bounce(content, parsed=parsed, address=address)
    if found is not None:
        return replace(found, letter=_letter(parsed, name, address))
    if not address:
        raise NotAMail("no sender")
    return _letter(parsed, name, address)


def _letter(parsed: Part, name: str, address: str) -> Letter:
    whole = _clean(_words(parsed))
    text = stripping.own_words(whole)
    subject = parsing.unfold(parsing.header(parsed, "subject"))[:300]
    attached, left_out = files.attached(parsed)
    has_files = bool(attached or left_out)
    return Letter(
        message_id=next(iter(_ids(parsed, "message-id")), ""),
        from_address=address,
        from_name=name,
        to_addresses=_to(parsed),
        subject=subject,
        text=text,
        whole_text=whole[: stripping.MOST_CHARACTERS],
        about=_about(parsed),
        sent_at=_sent_at(parsed),
        is_automatic=automatic.is_automatic(
            parsed, text=text, subject=subject, has_files=has_files
        ),
        attached=attached,
        left_out=left_out,
    )


#: Two addresses that nothing parts: nobody knows which of them wrote.
_BESIDE = re.compile(r">\s*<")


def _sender(parsed: Part) -> tuple[str, str]:
    """Give who wrote: who wants the answer does not count, only who sent it.

    Python reads no address from a header that may be meant to mislead. One pair of brackets
    at the end leaves no doubt, whatever stands before it.
    """
    found = _addresses(parsed, "from")
    raw = parsing.header(parsed, "from")
    if raw.count("<") == 1 and raw.rstrip().endswith(">"):
        only = raw[raw.index("<") + 1 :].rstrip(" >\t\r\n").lower()
        # Older Pythons take an address in the name for the address.
        found = [each for each in found if each[1] == only] or [("", only)]
    elif _BESIDE.search(raw):
        found = []
    return next((each for each in found if _is_address(each[1])), ("", ""))


def _is_address(address: str) -> bool:
    return bool(_ADDRESS.match(address)) and address.isprintable()


def _addresses(parsed: Part, *names: str) -> list[tuple[str, str]]:
    """Give names and addresses; a name becomes words only when it is known to be a name."""
    raw = [str(each) for name in names for each in parsed.get_all(name, [])[:_MOST_TIMES]]
    found = getaddresses(raw)[:_MOST_IDS]
    return [
        (parsing.unfold(name)[:200], address.lower())
        for name, address in found
        if _is_address(address)
    ]


def _to(parsed: Part) -> tuple[str, ...]:
    names = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")
    return tuple(dict.fromkeys(address for _, address in _addresses(parsed, *names)))


def _ids(parsed: Part, name: str) -> list[str]:
    return _ID.findall(parsing.header(parsed, name))[-_MOST_IDS:]


def _about(parsed: Part) -> tuple[str, ...]:
    """Give the messages it answers: what it says it answers, then the thread backwards."""
    thread = [*_ids(parsed, "in-reply-to"), *reversed(_ids(parsed, "references"))]
    return tuple(dict.fromkeys(thread))


def _sent_at(parsed: Part) -> datetime | None:
    try:
        moment = parsedate_to_datetime(parsing.header(parsed, "date"))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, LookupError, OverflowError):
        return None


def _words(parsed: Part) -> str:
    """Give the words: of alternatives the plain one, else the HTML without its markup."""
    found: list[str] = []
    room = parsing.MOST_OF_A_TEXT
    # Where one of several ways to say the same was found, the others are passed over.
    said: set[int] = set()
    for alternative, part in list(_texts(parsed, 0))[:MOST_TEXTS]:
        if alternative in said:
            continue
        text = parsing.text(part)[:room]
        room -= len(text)
        if part.get_content_type() == "text/html":
            text = html.to_text(text)
        if text.strip():
            found.append(text)
            said |= {alternative} - {0}
    return "\n\n".join(found)


def _texts(part: Part, alternative: int) -> Iterator[tuple[int, Part]]:
    """Give the parts with words, each with the group of alternatives that it is one of.

    A mail inside the mail, and a file, are not this writer's words.
    """
    kind = part.get_content_type()
    if kind.startswith("multipart/"):
        inside = parsing.inside(part)
        if kind == "multipart/alternative" and not alternative:
            alternative = id(part)
            inside = sorted(inside, key=lambda each: each.get_content_type() != "text/plain")
        for each in inside:
            yield from _texts(each, alternative)
    elif kind in {"text/plain", "text/html"} and not files.is_file(part):
        yield alternative, part


def _clean(text: str) -> str:
    """Give text with one kind of line end and space, and without what cannot be seen."""
    lines = "\n".join(text[: 10 * stripping.MOST_CHARACTERS].splitlines())
    return "".join(
        each if each.isprintable() or each in "\n\t" else " " if each.isspace() else ""
        for each in lines
    )
