"""Large XML from strangers, one wanted element at a time.

:func:`elements` asks libxml2 itself to report only the wanted names, which is five times
as fast as :func:`voldaan.readers.xml.events`; a bank file has ninety elements a line.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO, cast

from lxml import etree

from voldaan.readers import xml

#: Bytes that may pass without a wanted element: what else would fill the memory unseen.
LARGEST_GAP = 4_000_000
_PIECE = 65_536


def elements(
    source: BinaryIO,
    *,
    names: Sequence[str],
    largest_bytes: int = xml.LARGEST_BYTES,
    largest_gap: int = LARGEST_GAP,
) -> Iterator[etree._Element]:
    """Give each element of these local names at its end, in any namespace.

    The caller takes what it needs and calls :func:`drop`. Depth is bounded by libxml2.
    Raises :class:`voldaan.readers.xml.XmlRefused`.
    """
    parser = etree.XMLPullParser(
        ("end",),
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        yield from _found(parser, source, largest_bytes, largest_gap)
    except etree.XMLSyntaxError as error:
        log = [entry.message for entry in parser.feed_error_log]
        raise xml.refusal(error, log) from None


def drop(element: etree._Element) -> None:
    """Forget an element that was read; its siblings stay."""
    parent = element.getparent()
    element.clear()
    if parent is not None:
        parent.remove(element)


def _found(
    parser: etree.XMLPullParser, source: BinaryIO, largest_bytes: int, largest_gap: int
) -> Iterator[etree._Element]:
    last = 0
    safe = False
    for seen in _fed(parser, source, largest_bytes):
        for _, found in parser.read_events():
            element = cast("etree._Element", found)
            safe = safe or _without_doctype(element)
            last = seen
            yield element
        if seen - last > largest_gap:
            raise xml.XmlRefused("xml.too_large", f"byte {seen}", most=largest_gap)


def _fed(parser: etree.XMLPullParser, source: BinaryIO, largest: int) -> Iterator[int]:
    seen = 0
    while piece := source.read(_PIECE):
        seen += len(piece)
        if seen > largest:
            raise xml.XmlRefused("xml.too_large", f"byte {seen}", most=largest)
        parser.feed(piece)
        yield seen
    parser.close()
    yield seen


def _without_doctype(element: etree._Element) -> bool:
    if element.getroottree().docinfo.internalDTD is not None:
        raise xml.XmlRefused("xml.has_doctype", "line 1")
    return True
