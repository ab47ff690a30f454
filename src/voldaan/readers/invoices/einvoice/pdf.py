"""Invoices that lie inside a PDF: Factur-X, ZUGFeRD 1 and 2, XRechnung and UBL.

The XML that machines read is taken out of the PDF and read like any other; the PDF itself is
the invoice as people read it. A PDF without one is refused with a sentence, as its text and
its pictures are not facts.
"""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from voldaan.readers.formats import Format
from voldaan.readers.invoices.einvoice import attached, cii, ubl
from voldaan.readers.shapes import Attachment, Problem, ReadFile, facts

#: Bytes of a PDF that is taken apart; an invoice is a few hundred thousand.
LARGEST_BYTES = 60_000_000
#: What the standards call the XML in a PDF: where it is damaged, that is said.
STANDARD_NAMES = frozenset(
    {
        *("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"),
        *("cii.xml", "ubl.xml", "invoice.xml"),
    }
)
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
    # Half a second to import: only for who drops a PDF.
    from pypdf.errors import LimitReachedError

    from voldaan.readers.invoices.einvoice import pdf_files

    files = pdf_files.Files(content)
    try:
        found = _read(content, name, files.xml(first=STANDARD_NAMES))
    except pdf_files.Encrypted:
        found = _refused(name, "file.encrypted")
    except LimitReachedError:
        found = _refused(name, "pdf.too_much")
    except Exception as error:  # noqa: BLE001 - a damaged PDF can break its reader in any way
        found = _refused(name, "pdf.broken", found=type(error).__name__)
    return replace(found, effort=files.effort)


def _read(content: bytes, name: str, files: Iterator[tuple[str, bytes]]) -> ReadFile:
    """Read the first file that is an invoice; say what is wrong with one that should be."""
    wrong: ReadFile | None = None
    for xml_name, xml in files:
        found = _invoice(xml, xml_name)
        if found is not None:
            return _with_paper(found, name, content)
        if wrong is None and xml_name.lower() in STANDARD_NAMES:
            wrong = ReadFile(name, "unknown", problems=cii.read(BytesIO(xml), name).problems)
    return wrong or _refused(name, "file.pdf")


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
