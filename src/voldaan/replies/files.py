"""The files that came with a mail, under names that are safe to show and to save.

Nothing is opened or unpacked: a file is its bytes, and what is in it is somebody else's
work.
"""

import re
import unicodedata
from collections.abc import Iterator

from voldaan.replies import parsing
from voldaan.replies.parsing import Part
from voldaan.replies.shapes import Attached

#: What is kept of a mail: files, and bytes of them together.
MOST_FILES = 10
MOST_FILE_BYTES = 15_000_000
#: Bytes of a name; file systems take 255.
MOST_OF_A_NAME = 180

UNNAMED = "bijlage"

_UNSAFE = re.compile(r"[^\w .,()+\-]+")
#: Names of devices on Windows, whatever stands behind the first dot.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?=\s*(?:\.|\Z))", re.I)
_TYPE = re.compile(r"[a-z0-9][a-z0-9.+\-]{0,60}/[a-z0-9][a-z0-9.+\-]{0,100}\Z")
#: How bytes are written in a mail; others (uuencode) are slow, and of the last century.
_WRITTEN = frozenset({"", "7bit", "8bit", "binary", "base64", "quoted-printable"})


def is_file(part: Part) -> bool:
    """Say whether a part is a file beside the words: it has a name, or says so."""
    return bool(_name(part)) or part.get_content_disposition() == "attachment"


def attached(parsed: Part) -> tuple[tuple[Attached, ...], int]:
    """Give the files, and how many were too large, too many or not to be read.

    What is attached goes before what only stands in the text, such as logos.
    """
    found: list[Attached] = []
    room, left_out = MOST_FILE_BYTES, 0
    for part in sorted(_files(parsed), key=_is_inside):
        content = _content(part, room) if len(found) < MOST_FILES else None
        if content is None:
            left_out += 1
            continue
        room -= len(content)
        kind = part.get_content_type()
        known = kind if _TYPE.match(kind) else "application/octet-stream"
        found.append(Attached(safe_name(_name(part)), known, content))
    return tuple(found), left_out


def _files(parsed: Part) -> Iterator[Part]:
    return (part for part in parsing.walk(parsed) if not part.is_multipart() and is_file(part))


def _is_inside(part: Part) -> bool:
    return part.get_content_disposition() != "attachment"


def _content(part: Part, room: int) -> bytes | None:
    """Give the bytes of a file; None when they are more than there is room for."""
    # Four characters of base64 are three bytes, with line ends more; others are as long.
    most = room * 3 // 2
    if parsing.written(part) not in _WRITTEN or len(part.source) > most:
        return None
    content = parsing.content(part, most)
    return content if len(content) <= room else None


def _name(part: Part) -> str:
    try:
        return str(part.get_filename() or "")
    except ValueError:  # in a charset that is none
        return UNNAMED


def safe_name(name: str) -> str:
    r"""Give a name that is no path, no device and no trick with invisible characters.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\temp\\con.pdf"), safe_name("..")
    ('passwd', '_con.pdf', 'bijlage')
    """
    whole = unicodedata.normalize("NFC", parsing.unfold(name[:1000]))
    last = re.split(r"[\\/]", whole)[-1]
    plain = " ".join(_UNSAFE.sub("_", last).split()).strip(" .-")
    kept = plain.encode()[-MOST_OF_A_NAME:].decode("utf-8", "ignore").strip(" .-")
    return _DEVICE.sub(r"_\g<0>", kept, count=1) if _DEVICE.match(kept) else kept or UNNAMED
