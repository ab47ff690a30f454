"""ZIP files from strangers: every member is read, within bounds that are checked first.

Sizes are checked in the directory before anything is unpacked; a member that says less
than it holds is cut there and then fails its checksum. Python refuses members that overlap.
"""

import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO, cast

from voldaan.readers import members, workbook
from voldaan.readers.shapes import Problem, ReadFile, facts

#: Files in one ZIP: a year of daily statements, twice.
MOST_MEMBERS = 1_000
#: Bytes of all members together.
LARGEST_UNPACKED = 200_000_000
#: From ten megabytes on, nothing that a bank writes packs better than this.
LARGEST_RATIO = 300
_SMALL = 10_000_000
_LARGEST_DIRECTORY = 2_000_000
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
)

ReadMember = Callable[[BinaryIO, str], ReadFile]


def recognises(head: bytes) -> bool:
    """Whether the file begins as a ZIP file does."""
    return head.startswith((b"PK\x03\x04", _END))


def read(source: BinaryIO, name: str, *, member: ReadMember) -> ReadFile:
    """Read every member with ``member`` and merge what came out. Never raises."""
    refused = _directory_refusal(source)
    if refused is not None:
        return ReadFile(name, "unknown", problems=(refused,))
    source.seek(0)
    try:
        with zipfile.ZipFile(source) as opened:
            return _merged(opened, name, member)
    except _DAMAGED as error:
        return ReadFile(name, "unknown", problems=(_problem("zip.broken", found=error),))


def _directory_refusal(source: BinaryIO) -> Problem | None:
    """Refuse a directory too large to open: a million members fit in few bytes."""
    size = source.seek(0, 2)
    source.seek(max(0, size - 65_557))
    tail = source.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) < place + 22:
        return _problem("zip.broken", found="its directory is missing")
    if _END_64 in tail[max(0, place - 20) : place]:
        return _problem("zip.too_large", most=LARGEST_UNPACKED)
    directory = int.from_bytes(tail[place + 12 : place + 16], "little")
    if directory > _LARGEST_DIRECTORY:
        count = int.from_bytes(tail[place + 10 : place + 12], "little")
        return _problem("zip.too_many", found=count, most=MOST_MEMBERS)
    return None


def _merged(opened: zipfile.ZipFile, name: str, member: ReadMember) -> ReadFile:
    infos = [info for info in opened.infolist() if _matters(info)]
    refused = _refusal(infos, opened)
    if refused is not None:
        return ReadFile(name, "unknown", problems=(refused,))
    found = (_member(opened, info, member) for info in infos)
    return members.merged(name, found, several="zip")


def _matters(info: zipfile.ZipInfo) -> bool:
    # macOS packs a hidden twin of every file.
    base = info.filename.rpartition("/")[2]
    hidden = info.filename.startswith("__MACOSX/") or base.startswith(".")
    return not info.is_dir() and not hidden


def _refusal(infos: list[zipfile.ZipInfo], opened: zipfile.ZipFile) -> Problem | None:
    names = {info.filename for info in infos}
    if "[Content_Types].xml" in names or "mimetype" in names:
        return _problem("file.office", found="Word, Excel or OpenDocument")
    if not infos:
        return _problem("zip.nothing")
    if len(infos) > MOST_MEMBERS:
        return _problem("zip.too_many", found=len(infos), most=MOST_MEMBERS)
    unpacked = sum(info.file_size for info in infos)
    packed = opened.start_dir or 1
    if unpacked > LARGEST_UNPACKED:
        return _problem("zip.too_large", most=LARGEST_UNPACKED)
    if unpacked > _SMALL and unpacked > LARGEST_RATIO * packed:
        return _problem("zip.bomb", most=LARGEST_RATIO)
    return None


def _member(opened: zipfile.ZipFile, info: zipfile.ZipInfo, member: ReadMember) -> ReadFile:
    name = "".join(letter for letter in info.filename[:200] if letter.isprintable())
    if info.flag_bits & 0x1:
        return ReadFile(name, "unknown", problems=(_problem("zip.encrypted"),))
    if info.compress_type not in _METHODS:
        wrong = _problem("zip.broken", found=f"packed by method {info.compress_type}")
        return ReadFile(name, "unknown", problems=(wrong,))
    try:
        with opened.open(info) as stream:
            head = stream.read(4)
            if recognises(head) and not workbook.recognises(cast("BinaryIO", stream), head):
                return ReadFile(name, "unknown", problems=(_problem("zip.nested"),))
            stream.seek(0)
            return member(cast("BinaryIO", stream), name)
    except _DAMAGED as error:
        return ReadFile(name, "unknown", problems=(_problem("zip.broken", found=error),))


def _problem(code: str, **found: object) -> Problem:
    short = {key: str(value)[:120] for key, value in found.items()}
    return Problem(code, "file", "error", facts(**short))
