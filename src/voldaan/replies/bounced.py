"""Whether a mail server wrote that an address does not work, and of which address.

Only what a server wrote is asked: a report, a mail of a robot or of nobody. A letter of a
person who tells about a failed mail stays a letter. The detectors were not made for
strangers' mail of any size, so they see the beginning, in short lines, without the message
that came back.
"""

import re
from itertools import islice

from flufl.bounce import all_failures

from voldaan.replies import parsing
from voldaan.replies.parsing import Part
from voldaan.replies.shapes import Bounce

#: Bytes, and then characters and parts of lines, that the detectors see.
MOST_BYTES = 300_000
MOST_CHARACTERS = 20_000
MOST_OF_A_LINE = 300

#: An address that can be written to; the local part of a masked one ends in dots.
_ADDRESS = re.compile(r"(?!.*\.[.@])[^@\s<>\"]{1,64}@[^@\s<>\"]{1,190}\Z")
_ROBOT = re.compile(
    r"(?:mailer[-_.]?daemon|postmaster|(?:no|do[-_.]?not)[-_.]?reply|bounces?|"
    r"niet[-_.]?(?:be)?antwoorden|geen[-_.]?antwoord)(?![a-z])",
    re.I,
)
#: How the mail begins that a server writes; a person's has "Re:" or "Fwd:" before it.
_SUBJECT = re.compile(
    r"(?:undeliver(?:able|ed)|delivery (?:status notification|failure|has failed)|"
    r"mail delivery (?:failed|system)|returned mail|failure notice|onbestelbaar|"
    r"niet bezorgd|bezorging mislukt)\b",
    re.I,
)
#: The id of the mail that came back, wherever a server gives it: as a mail inside the mail,
#: as its headers, or in its text.
_CAME_BACK = re.compile(
    rb"^[> \t]{0,3}(?:message-id|in-reply-to|references):"
    rb"\s{0,9}(<[^<>\s\x00-\x1f\x7f]{3,250}>)",
    re.I | re.M,
)
_MOST_IDS = 50
_SAYS_WHAT = frozenset({"message/delivery-status", "message/global-delivery-status"})


def is_robot(address: str) -> bool:
    """Say whether nobody reads what is sent to this address.

    >>> is_robot("no-reply@vink.example"), is_robot("noreplyman@vink.example")
    (True, False)
    """
    return bool(_ROBOT.match(address))


def is_of_nobody(parsed: Part) -> bool:
    """Say whether its envelope named nobody to answer to (RFC 5321, 4.5.5): no person."""
    return parsing.header(parsed, "return-path").strip() == "<>"


def bounce(content: bytes, *, parsed: Part, address: str) -> Bounce | None:
    """Give which addresses failed, when the mail is of a server and names them.

    ``address`` is the sender's, empty when there is none. Raises what Python's parser
    raises.
    """
    if not _is_of_a_server(parsed, address):
        return None
    short = parsing.parse(content[:MOST_BYTES])
    _shorten(short)
    if not parsing.header(short, "from").strip():
        del short["From"]  # on older Pythons a detector falls over an empty one
        short["From"] = "<>"
    temporary, permanent = all_failures(short)
    addresses = (each.decode("ascii", "replace").lower() for each in permanent or temporary)
    known = tuple(sorted({each for each in addresses if _ADDRESS.match(each)}))
    if not known:
        return None
    return Bounce(known, is_permanent=bool(permanent), about=_came_back(content[:MOST_BYTES]))


def _came_back(content: bytes) -> tuple[str, ...]:
    found = (each[1].decode("ascii", "replace") for each in _CAME_BACK.finditer(content))
    return tuple(islice(found, _MOST_IDS))


def _is_of_a_server(parsed: Part, address: str) -> bool:
    return (
        parsed.get_content_type() == "multipart/report"
        or not address
        or is_robot(address)
        or is_of_nobody(parsed)
        or "x-failed-recipients" in parsed
        or bool(_SUBJECT.match(parsing.unfold(parsing.header(parsed, "subject"))))
    )


def _shorten(short: Part) -> None:
    """Leave short lines of plain text: some patterns take time by the square of a line."""
    room = MOST_CHARACTERS
    for part in parsing.walk(short):
        kind = part.get_content_type()
        if kind == "text/plain" and not part.is_multipart():
            lines = parsing.text(part).splitlines()[:room]
            kept = "\n".join(line[:MOST_OF_A_LINE] for line in lines)[:room]
            room -= len(kept)
            del part["content-transfer-encoding"]
            part.set_payload(kept.encode("ascii", "replace").decode())
        elif not (kind in _SAYS_WHAT or kind.startswith("multipart/") or _holds_report(part)):
            part.set_payload("")


def _holds_report(part: Part) -> bool:
    """Say whether a scanner put the report of a server into a mail of its own."""
    return any(each.get_content_type() == "multipart/report" for each in parsing.inside(part))
