"""A mail with its attachments: each is read as if it had been dropped by itself.

Only the attachments count, never the words of the mail. Pictures, signatures and plain
texts without a name (a logo, a disclaimer) are passed over in silence. A PDF that is no
e-invoice itself is the readable side of the one invoice that came in the same mail.
"""

import email
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from io import BytesIO
from typing import BinaryIO

from voldaan.readers import members
from voldaan.readers.formats import Format
from voldaan.readers.shapes import Attachment, Problem, ReadFile, facts
from voldaan.readers.text_lines import head_text

FORMAT: Format = "eml"

#: Bytes of a mail: what the largest mail services let through, and some.
LARGEST_BYTES = 40_000_000
#: Boundaries and mails inside mails: more is nesting for its own sake.
MOST_PARTS = 200
_MOST_INSIDE = 20

_HEADER = re.compile(r"[!-9;-~]+:(?:[ \t].*)?\Z")
_USUAL = {
    *("from", "to", "subject", "date", "mime-version", "message-id", "received"),
    *("return-path", "delivered-to", "content-type", "reply-to", "cc", "sender"),
}
_SILENT_TYPES = (
    *("image/", "application/pgp-", "application/pkcs7-", "application/x-pkcs7-"),
    *("text/calendar", "application/ms-tnef", "message/delivery-status"),
)

ReadMember = Callable[[BinaryIO, str], ReadFile]


def recognises(head: bytes) -> bool:
    r"""Say whether the first bytes are the headers of a mail: two usual ones at least.

    >>> recognises(b"From: anna@example.nl\r\nSubject: factuur\r\n\r\nHoi")
    True
    >>> recognises(b"Datum: 1\nNaam: 2\n\n")
    False
    """
    lines = head_text(head).lstrip().splitlines()
    usual = set()
    for place, line in enumerate(lines[:200]):
        if not line or (place == 0 and line.startswith("From ")):
            if not line:
                break
            continue  # a mailbox file begins so
        if line[:1] in " \t":
            continue
        if not _HEADER.match(line):
            return False
        usual.add(line.partition(":")[0].lower())
    return len(usual & _USUAL) >= 2


def read(source: BinaryIO, name: str, *, member: ReadMember) -> ReadFile:
    """Read every attachment with ``member`` and merge what came out. Never raises."""
    content = source.read(LARGEST_BYTES + 1)
    refused = _refusal(content)
    if refused is not None:
        return ReadFile(name, "unknown", problems=(refused,))
    try:
        parsed = email.message_from_bytes(content, policy=policy.compat32)
        parts = list(_attachments(parsed))
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        broken = _problem("mail.broken", found=type(error).__name__)
        return ReadFile(name, "unknown", problems=(broken,))
    if not parts:
        return ReadFile(name, "unknown", problems=(_problem("mail.no_attachment"),))
    found = [(content, member(BytesIO(content), inner)) for inner, content in parts]
    return members.merged(name, _with_documents(found), several=FORMAT)


def _refusal(content: bytes) -> Problem | None:
    if len(content) > LARGEST_BYTES:
        return _problem("file.too_large", found=f"over {LARGEST_BYTES}", most=LARGEST_BYTES)
    lowered = content.lower()
    if lowered.count(b"boundary=") > MOST_PARTS:
        return _problem("mail.too_many_parts", most=MOST_PARTS)
    if lowered.count(b"message/rfc822") > _MOST_INSIDE:
        return _problem("mail.too_many_parts", most=_MOST_INSIDE)
    return None


def _attachments(parsed: "Message[str, str]") -> Iterator[tuple[str, bytes]]:
    """Give name and content of each part that can be a file."""
    for count, part in enumerate(parsed.walk()):
        if count > 2 * MOST_PARTS:
            raise MessageError("too many parts")
        if part.is_multipart():
            continue
        kind, named = part.get_content_type(), _name(part)
        is_words = kind.startswith("text/") and not named and kind != "text/xml"
        if is_words or kind.startswith(_SILENT_TYPES):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            yield named or f"attachment {count}", content


def _name(part: "Message[str, str]") -> str:
    """Give the name of an attachment as people read it, or nothing."""
    stated = part.get_filename() or ""
    try:
        decoded = str(make_header(decode_header(stated)))
    except (MessageError, ValueError, LookupError):
        decoded = stated
    return "".join(sign for sign in decoded[:200] if sign.isprintable())


def _with_documents(found: list[tuple[bytes, ReadFile]]) -> Iterator[ReadFile]:
    """Give a PDF that is no e-invoice to the one invoice of the mail; else as they are."""
    papers = [
        (content, file)
        for content, file in found
        if file.refused and content[:1024].find(b"%PDF-") >= 0
    ]
    bare = [
        file
        for _, file in found
        if len(file.invoices) == 1 and file.invoices[0].document is None
    ]
    if len(papers) != 1 or len(bare) != 1:
        yield from (file for _, file in found)
        return
    content, paper = papers[0]
    document = Attachment(paper.file, "application/pdf", content)
    for _, file in found:
        if file is bare[0]:
            yield replace(file, invoices=(replace(file.invoices[0], document=document),))
        elif file is not paper:
            yield file


def _problem(code: str, **found: object) -> Problem:
    return Problem(code, "file", "error", facts(**found))
