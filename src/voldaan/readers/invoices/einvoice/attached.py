"""The invoice as people read it: the PDF that an e-invoice carries along.

Only a PDF that is one by its first bytes is taken, the first that there is; anything else
(spreadsheets, drawings, links to the web) is left where it is.
"""

import base64
import binascii

from voldaan.readers.invoices.einvoice.element import Element
from voldaan.readers.shapes import Attachment

#: Larger ones do not fit in a message.
LARGEST_BYTES = 10_000_000

#: Where UBL and CII write what is attached.
UBL = "cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject"
CII = (
    "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement/AdditionalReferencedDocument/"
    "AttachmentBinaryObject"
)


def read(document: Element, *, path: str = UBL) -> Attachment | None:
    """Give the first PDF that is embedded in a document, or None."""
    for one in document.all(path):
        encoded = one.xml.text or ""
        if one.attribute("mimeCode") != "application/pdf":
            continue
        if len(encoded) * 3 // 4 > LARGEST_BYTES:
            continue
        try:
            content = base64.b64decode("".join(encoded.split()), validate=True)
        except (binascii.Error, ValueError):
            one.complain("invoice.attachment_unreadable", severity="warning")
            continue
        if content.startswith(b"%PDF-"):
            return Attachment(_name(one), "application/pdf", content)
    return None


def _name(one: Element) -> str:
    return plain_name(one.attribute("filename") or "")


def plain_name(name: str) -> str:
    """Give a file name without any folder, ending in .pdf.

    >>> plain_name("stukken/2026-1")
    '2026-1.pdf'
    """
    stated = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign for sign in stated if sign.isprintable())[:100].strip(". ")
    if not plain:
        return "factuur.pdf"
    return plain if plain.lower().endswith(".pdf") else f"{plain}.pdf"
