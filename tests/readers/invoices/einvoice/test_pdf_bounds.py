"""Made to be slow or large: a PDF is taken apart only so far, counted and never timed."""

import zlib
from io import BytesIO
from zipfile import ZipFile

import pytest
from tests.readers.invoices.einvoice.test_pdf import UBL, codes, made, taken

from voldaan.readers.invoices.einvoice import pdf_files
from voldaan.readers.read import read

SPEC = b"<</F(i.xml)/EF<</F 9 0 R>>>>"
CATALOG = b"<</Type/Catalog/AF[8 0 R]>>"


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), more, content)


def written(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """Give a PDF with these objects and a plain table of where they stand."""
    out, places = BytesIO(), {}
    out.write(b"%PDF-1.7\n")
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table, size = out.tell(), max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        out.write(b"%010d 00000 n \n" % places.get(number, 0))
    out.write(b"trailer<</Size %d/Root 1 0 R%s>>\n" % (size, trailer))
    out.write(b"startxref\n%d\n%%%%EOF" % table)
    return out.getvalue()


def with_file(file: bytes, spec: bytes = SPEC) -> bytes:
    return written({1: CATALOG, 8: spec, 9: file})


def packed(sections: int) -> bytes:
    """Give a PDF whose table is packed and points to an older one, and so on."""
    out = BytesIO()
    out.write(b"%PDF-1.7\n1 0 obj<</Type/Catalog/AF[8 0 R]>>endobj\n")
    spec, file = b"8 0 obj%sendobj\n" % SPEC, b"9 0 obj%s\nendobj\n" % stream(UBL)
    at_spec = out.tell()
    out.write(spec)
    at_file = out.tell()
    out.write(file)
    rows = b"".join(b"\x01" + at.to_bytes(4, "big") for at in (9, at_spec, at_file))
    previous = b""
    for _ in range(sections):
        place = out.tell()
        table = b"/Type/XRef/W[1 4 0]/Index[1 1 8 2]/Size 10/Root 1 0 R"
        out.write(b"20 0 obj%s\nendobj\n" % stream(rows, table + previous))
        previous = b"/Prev %d" % place
    out.write(b"startxref\n%d\n%%%%EOF" % place)
    return out.getvalue()


def in_packs(count: int) -> bytes:
    """Give a PDF with so many attachments, each a lone object in a pack of its own."""
    out, rows = BytesIO(), b""
    out.write(b"%PDF-1.7\n")
    listed = b" ".join(b"%d 0 R" % (100 + number) for number in range(count))
    objects = {1: b"<</Type/Catalog/AF[%s]>>" % listed}
    for number in range(count):
        head = b"%d 0 " % (100 + number)
        more = b"/Type/ObjStm/N 1/First %d" % len(head)
        objects[200 + number] = stream(head + b"<</F(a.txt)>>", more)
    for number, body in objects.items():
        rows += b"\x01" + out.tell().to_bytes(4, "big")
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    for number in range(count):
        rows += b"\x02" + (200 + number).to_bytes(4, "big")
    place = out.tell()
    kinds = b"/Type/XRef/W[1 4 0]/Index[1 1 200 %d 100 %d]" % (count, count)
    out.write(b"9 0 obj%s\nendobj\n" % stream(rows, kinds + b"/Size 900/Root 1 0 R"))
    out.write(b"startxref\n%d\n%%%%EOF" % place)
    return out.getvalue()


class TestAnHonestPdf:
    def test_is_read_however_it_stores_the_file(self) -> None:
        flat = stream(zlib.compress(UBL), b"/Filter/FlateDecode")
        listed = stream(zlib.compress(UBL), b"/Filter[/FlateDecode]")

        for file in (stream(UBL), flat, listed):
            assert taken(with_file(file)).invoices[0].number == "9"

    def test_may_say_only_in_its_kind_that_the_file_is_xml(self) -> None:
        file = stream(UBL, b"/Subtype/text#2Fxml")

        assert taken(with_file(file, b"<</EF<</UF 9 0 R>>>>")).invoices[0].number == "9"

    def test_may_keep_its_files_in_a_tree_of_branches(self) -> None:
        branch = b"<</Kids[7 0 R]>>"
        leaf = b"<</Names 6 0 R>>"
        names = b"[(factuur.xml) 8 0 R]"
        root = b"<</Names 4 0 R>>"
        spec = b"<</EF<</F 9 0 R>>>>"
        tree = {1: root, 4: b"<</EmbeddedFiles 5 0 R>>", 5: branch, 6: names, 7: leaf}

        file = taken(written({**tree, 8: spec, 9: stream(UBL)}))

        assert file.invoices[0].number == "9"

    def test_may_be_saved_many_times(self) -> None:
        assert taken(packed(3)).invoices[0].number == "9"


class TestWhatAsksTooMuch:
    def test_a_bomb(self) -> None:
        bomb = zlib.compress(b" " * (pdf_files.LARGEST_XML + 1))

        assert codes(with_file(stream(bomb, b"/Filter/FlateDecode"))) == ["pdf.too_much"]

    def test_many_files_that_are_large_together(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf_files, "LARGEST_XML", 1_000)
        files = [(f"{number}.xml", b"<a>" + b" " * 300) for number in range(5)]

        assert codes(made(*files)) == ["pdf.too_much"]

    @pytest.mark.parametrize(
        "kept",
        [
            b"/Filter/LZWDecode",
            b"/Filter[/ASCIIHexDecode/FlateDecode]",
            b"/Filter/FlateDecode/DecodeParms<</Predictor 12>>",
        ],
    )
    def test_a_file_that_is_slow_to_unpack_is_passed_over(self, kept: bytes) -> None:
        assert codes(with_file(stream(b"x", kept))) == ["file.pdf"]

    def test_a_file_that_is_none_is_passed_over(self) -> None:
        assert codes(with_file(b"<</Length 3>>")) == ["file.pdf"]
        assert codes(with_file(b"[1]")) == ["file.pdf"]

    def test_packs_of_objects(self) -> None:
        assert codes(in_packs(pdf_files.MOST_PACKED - 1)) == ["file.pdf"]
        assert codes(in_packs(pdf_files.MOST_PACKED)) == ["pdf.too_much"]

    def test_older_tables_are_left_behind_its_bound(self) -> None:
        few, many = (taken(packed(pdf_files.MOST_PACKED + more)) for more in (1, 300))

        assert few.invoices[0].number == many.invoices[0].number == "9"
        assert many.effort < few.effort + 100

    def test_a_byte_at_a_time(self) -> None:
        comments = b"<</Type/Catalog\n" + b"%\n" * pdf_files.MOST_READS + b"/AF[]>>"

        assert codes(written({1: comments})) == ["pdf.too_much"]

    def test_a_tree_that_is_too_wide_is_left_at_its_bound(self) -> None:
        count = pdf_files.MOST_NODES
        names = b"(a)8 0 R" * (count + 1)
        wide = b"<</Names<</EmbeddedFiles<</Kids[%s]>>>>>>"
        spec = b"<</F(a.txt)>>"
        leaf = b"<</Names[%s]>>" % names

        content = written({1: wide % (b"7 0 R " * (count + 5)), 7: leaf, 8: spec})

        assert codes(content) == ["file.pdf"]


class TestManyInAZip:
    def test_are_bounded_together(self) -> None:
        slow = written({1: b"<</Type/Catalog\n" + b"%\n" * 300_000 + b"/AF[]>>"})
        packed_up = BytesIO()
        with ZipFile(packed_up, "w") as target:
            for number in range(20):
                target.writestr(f"{number}.pdf", slow)

        file = read(packed_up, name="facturen.zip")

        assert [problem.code for problem in file.problems] == ["file.too_many_lines"]

    def test_cost_little_when_they_are_honest(self) -> None:
        assert taken(with_file(stream(UBL))).effort < 20
        assert taken(packed(2)).effort < 20


class TestAPassword:
    def test_by_certificate_is_a_password_too(self) -> None:
        locked = b"<</Filter/Adobe.PubSec/V 4>>"

        content = written({1: CATALOG, 2: locked}, b"/Encrypt 2 0 R")

        assert codes(content) == ["file.encrypted"]
