"""The PDF that comes along inside an e-invoice."""

import base64
from io import BytesIO

import pytest

from voldaan.readers.invoices.einvoice import ubl
from voldaan.readers.shapes import Attachment, ReadFile

PDF = b"%PDF-1.7 een factuur"


def invoice(*attached: str) -> ReadFile:
    space = "urn:oasis:names:specification:ubl:schema:xsd:"
    references = "".join(
        f"<cac:AdditionalDocumentReference><cac:Attachment>{one}</cac:Attachment>"
        "</cac:AdditionalDocumentReference>"
        for one in attached
    )
    text = (
        f'<Invoice xmlns="{space}Invoice-2" xmlns:cbc="{space}CommonBasicComponents-2" '
        f'xmlns:cac="{space}CommonAggregateComponents-2"><cbc:ID>2026-041</cbc:ID>'
        "<cbc:IssueDate>2026-10-14</cbc:IssueDate>"
        f"<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>{references}"
        '<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="EUR">12.10'
        "</cbc:PayableAmount></cac:LegalMonetaryTotal></Invoice>"
    )
    return ubl.read(BytesIO(text.encode()), "x.xml")


def embedded(content: str, name: str = "F1.pdf", kind: str = "application/pdf") -> str:
    tag = "cbc:EmbeddedDocumentBinaryObject"
    return f'<{tag} mimeCode="{kind}" filename="{name}">{content}</{tag}>'


ENCODED = base64.b64encode(PDF).decode()


class TestRead:
    def test_gives_the_first_pdf(self) -> None:
        file = invoice(embedded("YQ==", kind="text/csv"), embedded(ENCODED), embedded(ENCODED))

        assert file.invoices[0].document == Attachment("F1.pdf", "application/pdf", PDF)

    def test_gives_nothing_where_there_is_none(self) -> None:
        assert invoice().invoices[0].document is None

    def test_takes_only_what_is_a_pdf_by_its_bytes(self) -> None:
        program = base64.b64encode(b"MZ program").decode()

        assert invoice(embedded(program)).invoices[0].document is None

    def test_warns_about_what_is_no_base64_and_reads_the_invoice(self) -> None:
        file = invoice(embedded("%%%"))

        assert [problem.code for problem in file.problems][-1] == (
            "invoice.attachment_unreadable"
        )
        assert file.invoices[0].payable_cents == 1210

    def test_leaves_out_what_is_too_large_for_a_message(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("voldaan.readers.invoices.einvoice.attached.LARGEST_BYTES", 3)

        assert invoice(embedded(ENCODED)).invoices[0].document is None

    @pytest.mark.parametrize(
        ("stated", "name"),
        [
            ("../../etc/F1.pdf", "F1.pdf"),
            ("C:\\temp\\F1", "F1.pdf"),
            ("", "factuur.pdf"),
            ("...", "factuur.pdf"),
        ],
    )
    def test_names_it_without_any_folder(self, stated: str, name: str) -> None:
        document = invoice(embedded(ENCODED, name=stated)).invoices[0].document

        assert document is not None
        assert document.name == name
