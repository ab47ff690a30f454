"""Invoices inside PDF: what is taken out, what is refused, and how much is looked at."""

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)
from tests.readers.invoices.einvoice.test_cii import written

from voldaan.readers.invoices.einvoice import attached, pdf, pdf_files
from voldaan.readers.read import read
from voldaan.readers.shapes import ReadFile

UBL = b"""<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
 xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2">
<b:ID>9</b:ID><b:IssueDate>2026-09-13</b:IssueDate>
<b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode><a:LegalMonetaryTotal>
<b:PayableAmount currencyID="EUR">12.10</b:PayableAmount></a:LegalMonetaryTotal></Invoice>"""


def made(*files: tuple[str, bytes], password: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    for name, content in files:
        writer.add_attachment(name, content)
    if password:
        writer.encrypt(password)
    return saved(writer)


def saved(writer: PdfWriter) -> bytes:
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def spec(writer: PdfWriter, name: str, content: bytes) -> Any:
    stream = DecodedStreamObject()
    stream.set_data(content)
    return writer._add_object(
        DictionaryObject(
            {
                NameObject("/F"): TextStringObject(name),
                NameObject("/EF"): DictionaryObject(
                    {NameObject("/F"): writer._add_object(stream)}
                ),
            }
        )
    )


def taken(content: bytes) -> ReadFile:
    return read(BytesIO(content), name="factuur 1.pdf")


def codes(content: bytes) -> list[str]:
    return [problem.code for problem in taken(content).problems]


class TestAPdf:
    def test_gives_the_invoice_inside_and_is_its_paper(self) -> None:
        content = made(("factur-x.xml", written().encode()))

        file = taken(content)

        assert (file.file, file.format) == ("factuur 1.pdf", "pdf:cii")
        (invoice,) = file.invoices
        assert invoice.number == "2026-1"
        assert invoice.document is not None
        assert (invoice.document.name, invoice.document.content) == ("factuur 1.pdf", content)

    def test_may_carry_ubl(self) -> None:
        assert taken(made(("x.xml", UBL))).format == "pdf:ubl"

    def test_reads_the_file_with_the_name_of_the_standard_first(self) -> None:
        content = made(("a.xml", UBL), ("factur-x.xml", written().encode()))

        assert taken(content).invoices[0].number == "2026-1"

    def test_passes_over_other_files(self) -> None:
        content = made(("voorwaarden.txt", b"x"), ("a.xml", b"<a/>"), ("b.xml", UBL))

        assert taken(content).invoices[0].number == "9"

    def test_is_found_when_the_document_only_names_it(self) -> None:
        writer = PdfWriter()
        writer.add_blank_page(100, 100)
        writer._root_object[NameObject("/AF")] = ArrayObject([spec(writer, "i.xml", UBL)])

        assert taken(saved(writer)).invoices[0].number == "9"

    def test_too_large_for_a_message_goes_without_its_paper(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(attached, "LARGEST_BYTES", 10)

        assert taken(made(("x.xml", UBL))).invoices[0].document is None


class TestWhatIsRefused:
    def test_a_pdf_for_people_only(self) -> None:
        assert codes(made()) == ["file.pdf"]
        assert codes(made(("a.xml", b"<a/>"))) == ["file.pdf"]

    def test_says_what_is_wrong_with_the_xml(self) -> None:
        assert codes(made(("factur-x.xml", b"<a"))) == ["xml.not_well_formed"]

    def test_a_password(self) -> None:
        assert codes(made(("x.xml", UBL), password="geheim")) == ["file.encrypted"]

    def test_damage(self) -> None:
        assert codes(b"%PDF-1.7\n" + b"\x00" * 50) == ["pdf.broken"]

    def test_a_file_that_is_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf, "LARGEST_BYTES", 100)

        assert codes(made()) == ["file.too_large"]

    def test_xml_that_is_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf_files, "LARGEST_XML", 10)

        assert codes(made(("x.xml", UBL))) == ["pdf.too_much"]

    def test_a_tree_that_bites_its_tail(self) -> None:
        writer = PdfWriter()
        writer.add_blank_page(100, 100)
        node = DictionaryObject()
        place = writer._add_object(node)
        node[NameObject("/Kids")] = ArrayObject([place, place])
        names = DictionaryObject({NameObject("/EmbeddedFiles"): place})
        writer._root_object[NameObject("/Names")] = names

        assert codes(saved(writer)) == ["file.pdf"]

    def test_an_attachment_without_a_file(self) -> None:
        writer = PdfWriter()
        writer.add_blank_page(100, 100)
        empty = DictionaryObject({NameObject("/F"): TextStringObject("i.xml")})
        writer._root_object[NameObject("/AF")] = ArrayObject(
            [TextStringObject("x"), writer._add_object(empty)]
        )

        assert codes(saved(writer)) == ["file.pdf"]

    @given(some.binary(max_size=200))
    def test_nothing_raises(self, content: bytes) -> None:
        taken(b"%PDF-1.7\n" + content)
