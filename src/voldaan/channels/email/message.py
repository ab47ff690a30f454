"""From a finished message to the bytes of an e-mail (RFC 5322, MIME).

The header lines that hold outside text are written here and not by the standard
library's header classes: those read a subject like ``=?utf-8?q?…?=`` as code and decode it,
and fold a long message id of somebody else into something that no longer is that id.
The same message always gives the same bytes.
"""

import hashlib
import re
import unicodedata
from email import policy
from email.header import Header
from email.message import EmailMessage
from email.utils import format_datetime

from voldaan.channels.email import addresses
from voldaan.channels.email.shapes import Attachment, Outgoing

_MESSAGE_ID = re.compile(r"<[!-;=?-~]+@[!-;=?-~]+>")
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{6,62}[A-Za-z0-9]")
_CONTENT_TYPE = re.compile(r"([a-z0-9]+)/([a-z0-9][a-z0-9.+_-]{0,99})")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_LONGEST_ID = 900  # with the name of its header it stays within a line of 998
_LONGEST_NAME = 200


class BadMessage(ValueError):
    """A message cannot be made: ``field`` names what is wrong, ``problem`` how.

    ``problem`` is one of ``control_character``, ``not_an_address``, ``not_an_id``, ``no_zone``,
    ``empty``, ``too_long``, ``not_a_content_type``, ``not_text``.
    """

    def __init__(self, field: str, problem: str) -> None:
        self.field = field
        self.problem = problem
        super().__init__(f"{field}: {problem}")


def new_message_id(domain: str, *, token: str) -> str:
    """Give a Message-ID with its angle brackets.

    ``domain`` is that of the sender's address; ``token`` (8 to 64 letters, digits, dots,
    hyphens or underscores) comes from the caller, who takes care that it is used once.

    Raises BadMessage.

    >>> new_message_id("köln.example", token="0192f3a4-6d1c")
    '<0192f3a4-6d1c@xn--kln-sna.example>'
    """
    ascii_domain = addresses.domain_as_ascii(domain)
    if ascii_domain is None:
        raise BadMessage("domain", "not_an_address")
    if not _TOKEN.fullmatch(token) or ".." in token:
        raise BadMessage("token", "not_an_id")
    return f"<{token}@{ascii_domain}>"


def build(outgoing: Outgoing) -> EmailMessage:
    """Give the e-mail; ``bytes(build(outgoing))`` is what goes to the server.

    Plain text with an HTML alternative when there is one, the attachments after it. Nothing
    in it is longer than 998 octets a line and, unless an address itself needs it
    (:func:`needs_smtputf8`), everything is ASCII, so every server can carry it.

    Raises BadMessage; a line break or other control character in anything that goes into a
    header is refused and never repaired.
    """
    made = EmailMessage(
        policy.SMTP.clone(refold_source="none", utf8=needs_smtputf8(outgoing), cte_type="7bit")
    )
    for name, value in _headers(outgoing):
        made.set_raw(name, value)
    _set_bodies(made, outgoing)
    for number, attachment in enumerate(outgoing.attachments, 1):
        _attach(made, attachment, where=f"attachment {number}")
    _settle(made, outgoing.message_id)
    return made


def needs_smtputf8(outgoing: Outgoing) -> bool:
    """Whether only a server with SMTPUTF8 can carry this message."""
    return any(
        addresses.needs_smtputf8(address)
        for address in (outgoing.from_address, outgoing.to_address, outgoing.reply_to)
    )


def _headers(outgoing: Outgoing) -> list[tuple[str, str]]:
    """Give the headers in reading order, folded and safe."""
    if outgoing.at.utcoffset() is None:
        raise BadMessage("at", "no_zone")
    headers = [
        ("Date", format_datetime(outgoing.at)),
        ("From", _mailbox("from", outgoing.from_name, outgoing.from_address)),
        ("To", _mailbox("to", outgoing.to_name, outgoing.to_address)),
        ("Subject", _words("subject", outgoing.subject)),
        ("Message-ID", _ids("message_id", outgoing.message_id)),
    ]
    if outgoing.reply_to:
        headers.insert(2, ("Reply-To", _mailbox("reply_to", "", outgoing.reply_to)))
    if outgoing.in_reply_to:
        headers.append(("In-Reply-To", _ids("in_reply_to", outgoing.in_reply_to)))
    if outgoing.references:
        headers.append(("References", _ids("references", *outgoing.references)))
    return headers


def _words(field: str, text: str, room: int = 65) -> str:
    """Give free text for a header: as it is when short and plain, else RFC 2047.

    ``room`` is what the first line holds beside the name of the header.
    """
    _refuse_controls(field, text)
    plain = text.isascii() and text == text.strip() and "=?" not in text and len(text) <= room
    return text if plain else Header(text, "utf-8", header_name=field).encode(linesep="\r\n")


def _mailbox(field: str, name: str, address: str) -> str:
    """Give ``name <address>``; the name quoted or encoded where it must be."""
    try:
        ascii_address = addresses.as_ascii(address)
    except addresses.NotAnAddress:
        raise BadMessage(f"{field}_address", "not_an_address") from None
    words = _words(f"{field}_name", name, room=50)
    if not words:
        return ascii_address
    if words == name and re.search(r"[^\w !#$%&'*+/?^`{|}~-]", name):
        quoted = name.replace("\\", r"\\").replace('"', r"\"")
        words = f'"{quoted}"'
    return f"{words}\r\n <{ascii_address}>"


def _ids(field: str, *message_ids: str) -> str:
    """Give message ids, each on a line of its own and never broken."""
    for message_id in message_ids:
        if len(message_id) > _LONGEST_ID or not _MESSAGE_ID.fullmatch(message_id):
            raise BadMessage(field, "not_an_id")
    return "\r\n ".join(message_ids)


def _refuse_controls(field: str, text: str) -> None:
    """Raise BadMessage for line breaks of any kind, control characters and half characters."""
    if any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in text):
        raise BadMessage(field, "control_character")


def _set_bodies(made: EmailMessage, outgoing: Outgoing) -> None:
    """Put in the text, and the HTML as its alternative, as quoted-printable."""
    made.set_content(_lines("body_text", outgoing.body_text), cte="quoted-printable")
    if outgoing.body_html:
        html = _lines("body_html", outgoing.body_html)
        made.add_alternative(html, subtype="html", cte="quoted-printable")


def _lines(field: str, text: str) -> str:
    """Give the text with one kind of line break, and one at its end."""
    if not text.strip():
        raise BadMessage(field, "empty")
    if any(0xD800 <= ord(character) <= 0xDFFF for character in text):
        raise BadMessage(field, "not_text")
    lines = _LINE_BREAK.sub("\n", text)
    return lines if lines.endswith("\n") else lines + "\n"


def _attach(made: EmailMessage, attachment: Attachment, *, where: str) -> None:
    """Add one file; a slash in its name (invoice 2026/001) becomes a hyphen.

    So does ``=?``, which mail programs would take for the start of an encoded word.
    """
    _refuse_controls(where, attachment.name)
    name = re.sub(r"[/\\]|=\?", "-", attachment.name).strip()
    if not name:
        raise BadMessage(where, "empty")
    if len(name) > _LONGEST_NAME:
        raise BadMessage(where, "too_long")
    kind = _CONTENT_TYPE.fullmatch(attachment.content_type.lower())
    # A message or a multipart inside would be read as structure, not as a file.
    if kind is None or kind[1] in {"message", "multipart"}:
        raise BadMessage(where, "not_a_content_type")
    made.add_attachment(attachment.content, maintype=kind[1], subtype=kind[2], filename=name)


def _settle(made: EmailMessage, message_id: str) -> None:
    """Give the parts fixed boundaries, and the version of MIME only at the top.

    The library would choose boundaries at random. ``=_`` can stand neither in
    quoted-printable nor in base64, so no body can contain one of these.
    """
    mark = hashlib.sha256(message_id.encode()).hexdigest()[:24]
    for number, part in enumerate(made.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{mark}_{number}")
        if number:
            del part["MIME-Version"]
