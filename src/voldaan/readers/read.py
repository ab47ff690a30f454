"""The front door: any file in, plain facts and problems out.

Which reader fits is decided by the content; the name is only repeated. To read another
format, write one module with ``recognises`` and ``read`` and add it to :data:`READERS`.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO, Protocol

from voldaan.readers import archive, mail, refusals, workbook
from voldaan.readers.bank import camt, csv_ing, csv_layouts, csv_rabobank, mt940
from voldaan.readers.invoices import open_list, xaf
from voldaan.readers.invoices.einvoice import cii, pdf, ubl
from voldaan.readers.invoices.profile import Profile
from voldaan.readers.shapes import Problem, ReadFile, facts
from voldaan.readers.workbook import WorkbookRefused

#: Bytes of one file that are read at most.
LARGEST_BYTES = 200_000_000
_HEAD = 65_536


class Reader(Protocol):
    """What a module offers that reads one format."""

    def recognises(self, head: bytes) -> bool:
        """Whether a file that begins so is of this format."""

    def read(self, source: BinaryIO, name: str) -> ReadFile:
        """Read a file of this format from its start; never raises on bad content."""


#: In the order of asking: what is certain first, what is guessed last.
READERS: tuple[Reader, ...] = (
    pdf,
    camt,
    ubl,
    cii,
    xaf,
    mt940,
    csv_ing,
    csv_rabobank,
    csv_layouts,
)


def read(
    source: BinaryIO,
    *,
    name: str,
    profiles: Sequence[Profile] = (),
    largest_bytes: int = LARGEST_BYTES,
) -> ReadFile:
    """Read one file, or all files in one ZIP or mail. Never raises on bad content.

    ``source`` must be seekable; ``profiles`` are the remembered columns of lists of open
    invoices. A file that is not what it seems gives one problem and nothing else.

    >>> from io import BytesIO
    >>> [problem.code for problem in read(BytesIO(b""), name="leeg.xml").problems]
    ['file.empty']
    """
    size = source.seek(0, 2)
    if size > largest_bytes:
        return _refused(
            name,
            Problem("file.too_large", "file", "error", facts(found=size, most=largest_bytes)),
        )
    source.seek(0)
    return _read_any(source, name, profiles, mails=True)


def _read_any(
    source: BinaryIO, name: str, profiles: Sequence[Profile], *, mails: bool
) -> ReadFile:
    """Read a file, a ZIP of them, or a mail with either; never a mail out of another file."""
    head = source.read(_HEAD)
    source.seek(0)
    if archive.recognises(head) and not workbook.recognises(source, head):
        return archive.read(
            source, name, member=lambda inside, inner: _read_one(inside, inner, profiles)
        )
    if mails and refusals.refusal(head) is None and mail.recognises(head):
        return mail.read(
            source,
            name,
            member=lambda inside, inner: _read_any(inside, inner, profiles, mails=False),
        )
    return _read_one(source, name, profiles)


def _read_one(source: BinaryIO, name: str, profiles: Sequence[Profile]) -> ReadFile:
    source.seek(0)
    head = source.read(_HEAD)
    refusal = refusals.refusal(head)
    if refusal is not None:
        return _refused(name, refusal)
    if workbook.recognises(source, head):
        return _read_workbook(source, name, profiles)
    source.seek(0)
    for reader in READERS:
        if reader.recognises(head):
            return reader.read(source, name)
    known_later = refusals.later(head)
    if known_later is not None:
        return _refused(name, known_later)
    return _read_list(source, name, head, profiles) or _refused(name, refusals.unknown(head))


def _read_workbook(source: BinaryIO, name: str, profiles: Sequence[Profile]) -> ReadFile:
    """Read the sheet that tells something, as if it were a CSV."""
    try:
        table = table_of(source)
    except WorkbookRefused as refused:
        return _refused(name, refused.problem)
    found = _read_one(table, name, profiles)
    return replace(found, format="xlsx:invoices") if found.format == "csv:invoices" else found


def table_of(source: BinaryIO) -> BinaryIO:
    """Give a workbook's first sheet that is recognised, else its first, as CSV.

    Anything but a workbook is given back from its start. Raises
    :class:`~voldaan.readers.workbook.WorkbookRefused`.
    """
    source.seek(0)
    head = source.read(_HEAD)
    source.seek(0)
    if not workbook.recognises(source, head):
        source.seek(0)
        return source
    first = None
    for sheet in workbook.sheets(source):
        first = first or sheet
        begin = sheet.read(_HEAD)
        sheet.seek(0)
        if open_list.recognises(begin) or any(one.recognises(begin) for one in READERS):
            return sheet
    if first is None:
        raise WorkbookRefused("workbook.empty")
    return first


def _read_list(
    source: BinaryIO, name: str, head: bytes, profiles: Sequence[Profile]
) -> ReadFile | None:
    """Read a list of open invoices, by the remembered profile where there is one."""
    if profiles:
        guessed = open_list.guess(source).profile
        signature = None if guessed is None else guessed.signature
        for profile in profiles:
            if profile.signature == signature:
                source.seek(0)
                return open_list.read_with(source, name, profile=profile)
    source.seek(0)
    return open_list.read(source, name) if open_list.recognises(head) else None


def _refused(name: str, problem: Problem) -> ReadFile:
    return ReadFile(name, "unknown", problems=(problem,))
