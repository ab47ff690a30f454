"""XML from strangers: no document type, no entities, no network, bounded in every direction.

:func:`root` gives the tree of a small document (an invoice); :func:`events` walks a large
one (a bank file) while the caller throws away what it has read. Both raise
:class:`XmlRefused`, whose ``problem`` is ready to be listed.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import BinaryIO, cast

from lxml import etree

from voldaan.readers.shapes import Problem, facts

#: Deeper than any invoice or statement nests; a bomb of nested elements stops here.
DEEPEST = 64
#: Bytes of one document; attachments inside an invoice count.
LARGEST_BYTES = 100_000_000
#: Elements of one tree that is kept whole in memory.
MOST_ELEMENTS = 1_000_000

#: libxml2's own bound on one text, name or attribute; an attached file is one text.
_LARGEST_TEXT = 10_000_000
_PIECE = 65_536


class XmlRefused(Exception):
    """The document may not or cannot be read; carries one finished problem."""

    def __init__(self, code: str, where: str, **found: object) -> None:
        super().__init__(code, where)
        self.problem = Problem(code, where, "error", facts(**found))


def root(source: BinaryIO | bytes, *, most_elements: int = MOST_ELEMENTS) -> etree._Element:
    """Parse a whole document (open file or bytes) and give its root element.

    Raises :class:`XmlRefused` when it is not well-formed, has a document type, or is
    larger, deeper or wider than the bounds of this module.

    >>> root(b"<a><b>1</b></a>").findtext("b")
    '1'
    >>> root(b"<!DOCTYPE a><a/>")
    Traceback (most recent call last):
    ...
    voldaan.readers.xml.XmlRefused: ('xml.has_doctype', 'line 1')
    """
    first: etree._Element | None = None
    count = 0
    opened = BytesIO(source) if isinstance(source, bytes) else source
    for event, element in events(opened):
        if event == "start":
            count += 1
            first = element if first is None else first
            if count > most_elements:
                raise XmlRefused("xml.too_many_elements", _line(element), most=most_elements)
    # Without any element the parser itself has refused.
    return cast("etree._Element", first)


def events(
    source: BinaryIO, *, largest_bytes: int = LARGEST_BYTES
) -> Iterator[tuple[str, etree._Element]]:
    """Walk a document: ``("start", element)`` and ``("end", element)``, in order.

    An element has its attributes at its start and its text and children at its end.
    Raises :class:`XmlRefused` like :func:`root`.
    """
    parser = etree.XMLPullParser(
        ("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    depth = 0
    try:
        for _ in _fed(parser, source, largest_bytes):
            # Asked for starts and ends only, the parser gives nothing but elements.
            for event, found in parser.read_events():
                element = cast("etree._Element", found)
                depth += 1 if event == "start" else -1
                _check(element, depth)
                yield event, element
    except etree.XMLSyntaxError as error:
        log = [entry.message for entry in parser.feed_error_log]
        raise refusal(error, log) from None


def local_name(element: etree._Element) -> str:
    """Give the name of an element without its namespace.

    >>> local_name(root(b'<x:Invoice xmlns:x="urn:x"/>'))
    'Invoice'
    """
    return element.tag.rpartition("}")[2]


def namespace(element: etree._Element) -> str:
    """Give the namespace of an element, or an empty text.

    >>> namespace(root(b'<x:Invoice xmlns:x="urn:x"/>'))
    'urn:x'
    """
    return element.tag.rpartition("}")[0][1:]


def _fed(parser: etree.XMLPullParser, source: BinaryIO, largest: int) -> Iterator[None]:
    seen = 0
    while piece := source.read(_PIECE):
        seen += len(piece)
        if seen > largest:
            raise XmlRefused("xml.too_large", "file", most=largest)
        parser.feed(piece)
        yield
    parser.close()
    yield


def _check(element: etree._Element, depth: int) -> None:
    if depth > DEEPEST:
        raise XmlRefused("xml.too_deep", _line(element), most=DEEPEST)
    if depth == 1 and element.getroottree().docinfo.internalDTD is not None:
        raise XmlRefused("xml.has_doctype", _line(element))


def refusal(error: etree.XMLSyntaxError, log: Sequence[str]) -> XmlRefused:
    """Turn what libxml2 complains about into our own refusal."""
    # The first complaint says what is wrong; the last often only "no element found".
    complaint = log[0] if log else error.msg
    where = f"line {error.lineno or 1}"
    if "Excessive depth" in complaint:  # libxml2 has a bound of its own and may meet it first
        return XmlRefused("xml.too_deep", where, most=DEEPEST)
    if "too long" in complaint or "limit exceeded" in complaint:
        return XmlRefused("xml.too_large", where, most=_LARGEST_TEXT)
    if "ntity" in complaint:
        return XmlRefused("xml.has_entity", where)
    return XmlRefused("xml.not_well_formed", where, found=complaint[:200])


def _line(element: etree._Element) -> str:
    return f"line {element.sourceline}"


def first_names(head: bytes) -> tuple[tuple[str, str], ...]:
    """Give (namespace, name) of the elements that start in the first bytes of a file.

    For recognising only: nothing is raised, what cannot be read is not named.

    >>> first_names(b'<a xmlns="urn:x"><b/><c')
    (('urn:x', 'a'), ('urn:x', 'b'))
    """
    names: list[tuple[str, str]] = []
    try:
        for event, element in events(_Sips(head)):
            if event == "start":
                names.append((namespace(element), local_name(element)))
    except XmlRefused:
        pass
    return tuple(names)


class _Sips(BytesIO):
    """Gives little at a time, so that what stands before a mistake is seen before it."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(256)
