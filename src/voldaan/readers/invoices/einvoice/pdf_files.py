"""The XML files inside a PDF, taken out within bounds.

``pypdf`` does the taking apart. It bounds what one stream unpacks to, but not how often that
happens, how often it looks for a lost object, or how much it reads of a file that is made to
be slow; here all three are counted, in the same way on every machine. Its own list of
attachments knows no ``/AF``, so the tree is walked here.

Importing this costs half a second: only for who drops a PDF.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from pypdf import PdfReader, apply_configuration
from pypdf.errors import LimitReachedError
from pypdf.generic import IndirectObject, PdfObject

#: Bytes of one XML file, unpacked, and of all that are looked at together.
LARGEST_XML = 20_000_000
#: XML files that are looked at; who attaches more has hidden the invoice.
MOST_XML = 20
#: Nodes of the tree of attachments, and attachments, that are looked at.
MOST_NODES = 500
#: Reads of the PDF, see :class:`_Metered`; a PDF of a thousand pages needs a tenth.
MOST_READS = 1_000_000
#: Packed tables and packs of objects that are opened, and the bytes of one, unpacked.
MOST_PACKED = 12
LARGEST_PACKED = 500_000
#: Reads, packed bytes, and bytes of XML that cost as much as one bank line, measured at worst.
_READS_A_LINE, _PACKED_A_LINE, _XML_A_LINE = 40, 50, 500


# What is wrong with a PDF is said in our own sentence, not on standard error beside it.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


class Encrypted(Exception):
    """The PDF asks for a password."""


class TooMuch(LimitReachedError):
    """Taking the PDF apart would take more than an invoice is worth."""


class Files:
    """The XML files inside one PDF, and what it costs to take them out."""

    def __init__(self, content: bytes) -> None:
        self._source = _Metered(content)
        self._unpacked = 0

    @property
    def effort(self) -> int:
        """What it has cost so far, in bank lines."""
        return (
            self._source.reads // _READS_A_LINE
            + self._source.packed // _PACKED_A_LINE
            + self._unpacked // _XML_A_LINE
        )

    def xml(self, *, first: frozenset[str]) -> Iterator[tuple[str, bytes]]:
        """Give name and content of the XML files; in front those named in ``first``.

        Raises :class:`Encrypted`, :class:`TooMuch` and, for a damaged PDF, whatever
        ``pypdf`` raises; also while being iterated.
        """
        with apply_configuration(
            zlib_maximum_output_length=LARGEST_PACKED,
            lzw_maximum_output_length=LARGEST_PACKED,
            run_length_maximum_output_length=LARGEST_PACKED,
            brotli_maximum_output_length=LARGEST_PACKED,
            zlib_maximum_recovery_input_length=LARGEST_PACKED,
            stream_filters_maximum_length=2,
            jbig2dec_binary=None,
        ):
            found = _listed(_opened(self._source), first)
        for name, stream in found[:MOST_XML]:
            with apply_configuration(zlib_maximum_output_length=LARGEST_XML):
                data = stream.get_data()
            self._unpacked += len(data)
            if self._unpacked > LARGEST_XML:
                raise TooMuch
            yield name, data


def _listed(reader: PdfReader, first: frozenset[str]) -> list[tuple[str, Any]]:
    """Give the names and streams of the XML files, unread, the likeliest first."""
    catalog = _dictionary(reader.trailer["/Root"])
    listed: dict[tuple[str, int], Any] = {}
    for key, spec in (*_in_tree(catalog), *_associated(catalog)):
        name = str(_at(spec, "/UF") or _at(spec, "/F") or key)
        files = _dictionary(_at(spec, "/EF"))
        stream = _dictionary(_at(files, "/UF") or _at(files, "/F"))
        if _is_xml(name, stream) and _is_plain(stream):
            listed.setdefault((name, id(stream)), stream)
    found = [(name, stream) for (name, _), stream in listed.items()]
    return sorted(found, key=lambda each: each[0].lower() not in first)


def _is_xml(name: str, stream: Any) -> bool:  # noqa: ANN401 - objects of the PDF
    return name.lower().endswith(".xml") or "xml" in str(_at(stream, "/Subtype")).lower()


def _is_plain(stream: Any) -> bool:  # noqa: ANN401
    """Whether a stream is stored as every program stores a text file.

    The other ways to pack are unpacked in Python, a hundred times slower.
    """
    filters = _at(stream, "/Filter")
    filters = [filters] if isinstance(filters, str) else list(filters or ())
    packed = [str(each.get_object()) for each in filters if hasattr(each, "get_object")]
    if packed not in ([], ["/FlateDecode"]) or not hasattr(stream, "get_data"):
        return False
    return "/DecodeParms" not in stream


def _in_tree(catalog: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Walk the name tree of embedded files, however deep or circular it was made."""
    waiting = [_dictionary(_at(_dictionary(_at(catalog, "/Names")), "/EmbeddedFiles"))]
    left = MOST_NODES
    for _ in range(MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        pairs = _objects(_at(node, "/Names"), most=2 * left)
        for key, spec in zip(pairs[::2], pairs[1::2], strict=False):
            left -= 1
            yield str(key), _dictionary(spec)
        kids = _objects(_at(node, "/Kids"), most=MOST_NODES - len(waiting))
        waiting += map(_dictionary, kids)


def _associated(catalog: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    for spec in _objects(_at(catalog, "/AF"), most=MOST_NODES):
        yield "", _dictionary(spec)


def _at(node: Any, key: str) -> Any:  # noqa: ANN401
    """Give what a dictionary has at a key, fetched where it stands elsewhere; or None."""
    found = node.get(key)
    return None if found is None else found.get_object()


def _dictionary(found: Any) -> Any:  # noqa: ANN401
    return found if hasattr(found, "get") else {}


def _objects(found: Any, *, most: int) -> list[Any]:  # noqa: ANN401
    listed = found[: max(most, 0)] if isinstance(found, list) else []
    return [each.get_object() for each in listed]


def _opened(source: "_Metered") -> PdfReader:
    try:
        reader = _Counting(source)
    except NotImplementedError:  # locked by a certificate, or in a way of its own
        raise Encrypted from None
    if reader.is_encrypted and not reader.decrypt(""):
        raise Encrypted
    return reader


class _Metered:
    """The bytes of a PDF, read so often and so far: a byte at a time is most of the work.

    Each read counts, and each hundred bytes of it, as those are searched. Without
    ``getbuffer``, which would go past the meter.
    """

    def __init__(self, content: bytes) -> None:
        self._content = BytesIO(content)
        self.reads = 0
        self.packed = 0
        self.seek, self.tell = self._content.seek, self._content.tell

    def read(self, size: int = -1) -> bytes:
        """Read as any file does; raises :class:`TooMuch` when the meter has run out."""
        found = self._content.read(size)
        self.reads += 1 + len(found) // 100
        if self.reads > MOST_READS:
            raise TooMuch
        return found


class _Counting(PdfReader):
    """Opens few packed tables and packs of objects; each may hold a hundred thousand."""

    _packed_left = MOST_PACKED

    def __init__(self, source: _Metered) -> None:
        self._source = source
        super().__init__(source)  # type: ignore[arg-type]  # it reads, seeks and tells

    def get_object(self, indirect_reference: int | IndirectObject) -> PdfObject | None:
        """Give an object, as its parent does."""
        number = (
            indirect_reference
            if isinstance(indirect_reference, int)
            else indirect_reference.idnum
        )
        if number not in self.xref_objStm or (0, number) in self.resolved_objects:
            return super().get_object(indirect_reference)
        with self._counted() as opened:
            found = super().get_object(indirect_reference)
            pack, _ = self.xref_objStm[number]
            opened.append(self.resolved_objects[(0, pack)])
        return found

    def _read_pdf15_xref_stream(self, stream: Any) -> Any:  # noqa: ANN401
        with self._counted() as opened:
            opened.append(super()._read_pdf15_xref_stream(stream))
        return opened[0]

    @contextmanager
    def _counted(self) -> Iterator[list[Any]]:
        """Count what is opened inside, by its size; or as the largest, where that fails."""
        self._packed_left -= 1
        if self._packed_left < 0:
            raise TooMuch
        opened: list[Any] = []
        self._source.packed += LARGEST_PACKED
        yield opened
        self._source.packed += len(opened[0].get_data()) - LARGEST_PACKED
