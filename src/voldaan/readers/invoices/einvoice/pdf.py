"""Invoices that lie inside a PDF: Factur-X, ZUGFeRD 1 and 2, XRechnung and UBL.

The XML that machines read is taken out of the PDF and read like any other; the PDF itself is
the invoice as people read it. A PDF without one is refused with a sentence, as its text and
its pictures are not facts. Tried: ``pypdf`` takes files apart well and bounds what it
unpacks; its own list of attachments knows no ``/AF`` and no limit, so the tree is walked here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any, BinaryIO

from voldaan.readers.formats import Format
from voldaan.readers.invoices.einvoice import attached, cii, ubl
from voldaan.readers.shapes import Attachment, Problem, ReadFile, facts

#: Bytes of a PDF that is taken apart; an invoice is a few hundred thousand.
LARGEST_BYTES = 60_000_000
#: Bytes of the XML in it, unpacked.
LARGEST_XML = 20_000_000
#: Nodes of the tree of attachments, and attachments, that are looked at.
MOST_NODES = 500
_SEARCHED = 1024


def recognises(head: bytes) -> bool:
    """Say whether the first bytes are those of a PDF; some have a line or two before it."""
    return b"%PDF-" in head[:_SEARCHED]


def read(source: BinaryIO, name: str) -> ReadFile:
    """Read the invoice inside a PDF. Never raises on bad content."""
    content = source.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        return _refused(
            name, "file.too_large", found=f"over {LARGEST_BYTES}", most=LARGEST_BYTES
        )
    try:
        inside = list(_attachments(content))
    except _Encrypted:
        return _refused(name, "file.encrypted")
    except Exception as error:  # noqa: BLE001 - a damaged PDF can break its reader in any way
        return _refused(name, "pdf.broken", found=type(error).__name__)
    for xml_name, xml in inside:
        found = _invoice(xml, xml_name)
        if found is not None:
            return _with_paper(found, name, content)
    if inside and inside[0][0].lower() in _STANDARD_NAMES:
        wrong = cii.read(BytesIO(inside[0][1]), name).problems
        return ReadFile(name, "unknown", problems=wrong)
    return _refused(name, "file.pdf")


class _Encrypted(Exception):
    """The PDF asks for a password."""


def _attachments(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Give the attached XML files, those with the names of the standards first."""
    from pypdf import PdfReader  # half a second: only for who drops a PDF

    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise _Encrypted
    catalog = reader.trailer["/Root"].get_object()
    found = [
        (_name(spec), spec)
        for spec in (*_in_tree(catalog), *_associated(catalog))
        if hasattr(spec, "get")
    ]
    xml = [(name, spec) for name, spec in found if name.lower().endswith(".xml")]
    for name, spec in sorted(xml, key=lambda each: each[0].lower() not in _STANDARD_NAMES):
        file = spec.get("/EF")
        stream = file.get_object().get("/UF") or file.get_object().get("/F") if file else None
        if stream is not None:
            data = stream.get_object().get_data()
            if len(data) <= LARGEST_XML:
                yield name, data


_STANDARD_NAMES = {
    *("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", "order-x.xml"),
    *("cii.xml", "ubl.xml", "invoice.xml"),
}


def _in_tree(catalog: Any) -> Iterator[Any]:  # noqa: ANN401 - objects of the PDF
    """Walk the name tree of embedded files, however deep or circular it was made."""
    names = catalog.get("/Names")
    tree = names.get_object().get("/EmbeddedFiles") if names is not None else None
    waiting = [] if tree is None else [tree.get_object()]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        pairs = node.get("/Names", ())
        yield from _objects(pairs[1::2])
        waiting += _objects(node.get("/Kids", ()))


def _associated(catalog: Any) -> Iterator[Any]:  # noqa: ANN401 - objects of the PDF
    listed = catalog.get("/AF")
    return _objects(() if listed is None else listed.get_object())


def _objects(found: Iterable[Any]) -> Iterator[Any]:
    for _, each in zip(range(MOST_NODES), found, strict=False):
        yield each.get_object()


def _name(spec: Any) -> str:  # noqa: ANN401 - an object of the PDF
    return str(spec.get("/UF") or spec.get("/F") or "") if hasattr(spec, "get") else ""


def _invoice(xml: bytes, name: str) -> ReadFile | None:
    if cii.recognises(xml[:65_536]):
        return cii.read(BytesIO(xml), name)
    if ubl.recognises(xml[:65_536]):
        return ubl.read(BytesIO(xml), name)
    return None


def _with_paper(found: ReadFile, name: str, content: bytes) -> ReadFile:
    """Give what the XML said as that of the PDF, which is what people read of it."""
    fits = len(content) <= attached.LARGEST_BYTES
    paper = Attachment(attached.plain_name(name), "application/pdf", content)
    kind: Format = "pdf:cii" if found.format == cii.FORMAT else "pdf:ubl"
    invoices = tuple(
        replace(invoice, document=paper if fits else invoice.document)
        for invoice in found.invoices
    )
    return replace(found, file=name, format=kind, invoices=invoices)


def _refused(name: str, code: str, **found: object) -> ReadFile:
    problem = Problem(code, "file", "error", facts(**found))
    return ReadFile(name, "unknown", problems=(problem,))
