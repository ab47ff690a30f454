"""The front door takes anything, and never raises."""

import struct
import zipfile
from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voldaan.readers import archive, members
from voldaan.readers.bank import account
from voldaan.readers.formats import FORMATS
from voldaan.readers.invoices import open_list
from voldaan.readers.problems import sentence
from voldaan.readers.read import READERS, read
from voldaan.readers.shapes import ReadFile

CAMT = b"""<?xml version="1.0"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
<Id>1</Id><Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Ntry><Amt Ccy="EUR">12.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2026-02-28</Dt></BookgDt></Ntry></Stmt></BkToCstmrStmt></Document>"""
MT940 = b""":20:1
:25:NL91ABNA0417164300EUR
:28C:1/1
:60F:C260227EUR0,00
:61:2602280228C12,50NTRFNONREF//B1
:86:/EREF/E1/ORDP//NAME/Vink BV/REMI/factuur 12/
:62F:C260228EUR12,50
-"""
ING = b""""Datum";"Naam / Omschrijving";"Rekening";"Tegenrekening";"Code";"Af Bij";\
"Bedrag (EUR)";"Mutatiesoort";"Mededelingen"
"20260228";"Vink BV";"NL91ABNA0417164300";"";"OV";"Bij";"12,50";"Overschrijving";"factuur 12"
"""
RABOBANK = b""""IBAN/BBAN","Munt","BIC","Volgnr","Datum","Rentedatum","Bedrag","Saldo na trn",\
"Tegenrekening IBAN/BBAN","Naam tegenpartij","Omschrijving-1"
"NL91ABNA0417164300","EUR","RABONL2U","1","2026-02-28","2026-02-28","+12,50","+12,50",\
"","Vink BV","factuur 12"
"""
SAMPLES = {"camt.053": CAMT, "mt940": MT940, "csv:ing": ING, "csv:rabobank": RABOBANK}


def found(content: bytes, name: str = "bestand") -> ReadFile:
    return read(BytesIO(content), name=name)


def codes(file: ReadFile) -> list[str]:
    return [problem.code for problem in file.problems]


def packed(members: Sequence[tuple[str, bytes]]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members:
            opened.writestr(name, content)
    return target.getvalue()


class TestContent:
    @pytest.mark.parametrize("kind", SAMPLES)
    @pytest.mark.parametrize("name", ["a.xml", "a.pdf", "a"])
    def test_decides_and_never_the_name(self, kind: str, name: str) -> None:
        file = found(SAMPLES[kind], name)

        assert (file.file, file.format, codes(file)) == (name, kind, [])
        (statement,) = file.statements
        (line,) = statement.lines
        assert statement.account == "NL91ABNA0417164300"
        assert (line.booked_on, line.amount_cents) == (date(2026, 2, 28), 1250)

    @pytest.mark.parametrize("kind", SAMPLES)
    def test_may_have_a_byte_order_mark_and_dos_line_ends(self, kind: str) -> None:
        content = b"\xef\xbb\xbf" + SAMPLES[kind].replace(b"\n", b"\r\n")

        assert found(content).statements == found(SAMPLES[kind]).statements

    @pytest.mark.parametrize("kind", ["mt940", "csv:ing", "csv:rabobank"])
    def test_may_be_utf_16(self, kind: str) -> None:
        content = SAMPLES[kind].decode().encode("utf-16")

        assert found(content).statements == found(SAMPLES[kind]).statements


class TestRefusal:
    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "file.empty"),
            (b" \r\n\t\0", "file.empty"),
            (b"%PDF-1.7 ...", "pdf.broken"),
            (b"\x89PNG\r\n\x1a\n", "file.picture"),
            (b"\xff\xd8\xff\xe0", "file.picture"),
            (b"RIFF\0\0\0\0WEBP", "file.picture"),
            (b"BM\0\0\0\0", "file.picture"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "file.office"),
            (b"\xd0\xcf" + "EncryptedPackage".encode("utf-16-le"), "file.encrypted"),
            (b"-----BEGIN PGP MESSAGE-----", "file.encrypted"),
            (b"MZ\x90\0", "file.program"),
            (b"\x7fELF\x02", "file.program"),
            (b"\x1f\x8b\x08", "file.archive"),
            (b"x" * 257 + b"ustar", "file.archive"),
            (b"a\0b", "file.binary"),
            (b"Beste Anna, hierbij de factuur.", "file.unknown"),
            (b"<html><body/></html>", "xml.unknown"),
            (b"<?xml version='1.0'?><!-- niets -->", "xml.not_well_formed"),
            (
                b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
                "xml.has_doctype",
            ),
            (b"OFXHEADER:100\n", "file.later"),
            (b"<OFX><STMT/></OFX>", "file.later"),
            (b"TransferWise ID,Date,Amount\n", "file.later"),
            (b"<?xml version='1.0'?>" + b" " * 70_000, "xml.not_well_formed"),
            (b"PK\x03\x04 broken", "zip.broken"),
        ],
    )
    def test_says_one_thing(self, content: bytes, code: str) -> None:
        file = found(content)

        assert (file.format, codes(file), file.refused) == ("unknown", [code], True)
        assert sentence(file.problems[0])

    def test_names_the_bound_of_a_file_that_is_too_large(self) -> None:
        file = read(BytesIO(b"x" * 11), name="x", largest_bytes=10)

        assert sentence(file.problems[0]) == "the file has 11 bytes; at most 10 are read"

    @pytest.mark.parametrize(
        "content",
        [
            CAMT.replace(b"<Document", b"<!DOCTYPE a [<!ENTITY b 'c'>]><Document"),
            CAMT.replace(b"<Id>1</Id>", b"<Id>&b;</Id>"),
            CAMT.replace(b"<Id>1</Id>", b"<a>" * 500 + b"</a>" * 500),
            CAMT[:-20],
            CAMT.replace(b"<Id>1</Id>", b"<a/>" * 1_100_000),
        ],
    )
    def test_of_an_unsafe_or_broken_statement_imports_no_half_of_it(
        self, content: bytes
    ) -> None:
        file = found(content)

        assert file.refused
        assert codes(file)[0].startswith("xml.")

    @pytest.mark.parametrize(
        "content",
        [ING + b";" * 70_000, b";".join([b"a"] * 100_000), MT940 + b"\r" * 70_000 + b"x"],
    )
    def test_of_endless_lines_is_quick(self, content: bytes) -> None:
        assert not any(line for one in found(content).statements for line in one.lines[1:])


class TestList:
    LIST = b"Factuurnummer;Klant;Bedrag\n12;Vink BV;5,00\n"

    def test_of_open_invoices_is_read_with_a_guessed_profile(self) -> None:
        file = found(self.LIST)

        assert (file.format, file.invoices[0].number) == ("csv:invoices", "12")

    def test_is_read_with_the_profile_that_was_remembered_for_it(self) -> None:
        guessed = open_list.guess(BytesIO(self.LIST)).profile
        other = open_list.guess(BytesIO(b"Nummer;Relatie;Totaal\n1;Dirk;1,00\n")).profile
        assert guessed is not None
        assert other is not None

        file = read(BytesIO(self.LIST), name="a", profiles=[other, guessed])

        assert [one.payable_cents for one in file.invoices] == [500]

    def test_is_guessed_when_no_profile_fits(self) -> None:
        other = open_list.guess(BytesIO(b"Nummer;Relatie;Totaal\n1;Dirk;1,00\n")).profile
        assert other is not None

        assert len(read(BytesIO(self.LIST), name="a", profiles=[other]).invoices) == 1


class TestZip:
    def test_merges_its_members_and_names_them_in_problems(self) -> None:
        file = found(packed([("b/a.xml", CAMT), ("c.txt", b"hallo"), ("__MACOSX/a.xml", b"")]))

        assert file.format == "camt.053"
        assert len(file.statements) == 1
        assert [(one.where, one.code) for one in file.problems] == [
            ("c.txt: file", "file.unknown")
        ]

    def test_may_hold_several_formats(self) -> None:
        file = found(packed([("a.xml", CAMT), ("a.940", MT940)]))

        assert (file.format, len(file.statements)) == ("zip", 2)

    def test_is_refused_when_it_is_an_office_file(self) -> None:
        assert codes(found(packed([("[Content_Types].xml", b"<a/>")]))) == ["file.office"]

    def test_is_refused_when_it_holds_nothing(self) -> None:
        assert codes(found(packed([("map/", b"")]))) == ["zip.nothing"]

    def test_refuses_a_zip_inside(self) -> None:
        assert codes(found(packed([("a.zip", packed([("b", b"b")]))]))) == ["zip.nested"]

    def test_refuses_a_bomb_without_unpacking_it(self) -> None:
        assert codes(found(packed([("a", bytes(30_000_000))]))) == ["zip.bomb"]

    def test_refuses_more_than_the_bound(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(archive, "LARGEST_UNPACKED", 100)

        assert codes(found(packed([("a.xml", CAMT)]))) == ["zip.too_large"]

    @pytest.mark.parametrize("amount", [b"12.50", b"12x50"])
    def test_refuses_more_lines_than_one_file_may_have(
        self, monkeypatch: pytest.MonkeyPatch, amount: bytes
    ) -> None:
        monkeypatch.setattr(members, "MOST_LINES", 2)
        content = CAMT.replace(b"12.50", amount)

        two = found(packed([(f"{place}.xml", content) for place in range(2)]))
        three = found(packed([(f"{place}.xml", content) for place in range(3)]))

        assert len(two.statements) == 2
        assert codes(three) == ["file.too_many_lines"]
        assert not three.statements

    @pytest.mark.parametrize("most", [2, 600])
    def test_counts_what_is_only_counted(
        self, monkeypatch: pytest.MonkeyPatch, most: int
    ) -> None:
        monkeypatch.setattr(members, "MOST_LINES", 1_000)
        start, end = CAMT.index(b"<Ntry>"), CAMT.index(b"</Stmt>")
        bad = CAMT[start:end].replace(b"12.50", b"x")
        monkeypatch.setattr(account, "MOST_LINES", most)
        content = CAMT[:start] + bad * 599 + CAMT[end:]

        file = found(packed([(f"{place}.xml", content) for place in range(2)]))

        assert "file.too_many_lines" in codes(file)
        assert not file.statements

    def test_refuses_too_many_members(self, monkeypatch: pytest.MonkeyPatch) -> None:
        content = packed([(f"{place}", b"") for place in range(1_001)])

        assert codes(found(content)) == ["zip.too_many"]
        monkeypatch.setattr(archive, "_LARGEST_DIRECTORY", 100)
        assert codes(found(content)) == ["zip.too_many"]

    def test_refuses_the_large_kind_of_directory(self) -> None:
        whole = packed([("a.xml", CAMT)])
        place = whole.rfind(b"PK\x05\x06")
        content = whole[:place] + b"PK\x06\x07" + bytes(16) + whole[place:]

        assert codes(found(content)) == ["zip.too_large"]

    def test_refuses_an_encrypted_member(self) -> None:
        content = bytearray(packed([("a.xml", CAMT)]))
        content[content.rfind(b"PK\x01\x02") + 8] |= 1

        assert codes(found(bytes(content))) == ["zip.encrypted"]

    def test_refuses_another_way_of_packing(self) -> None:
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as opened:
            opened.writestr("a.xml", CAMT)

        assert codes(found(target.getvalue())) == ["zip.broken"]

    def test_refuses_a_member_that_lies_about_its_size(self) -> None:
        content = bytearray(packed([("a.xml", CAMT)]))
        place = content.rfind(b"PK\x01\x02") + 24
        content[place : place + 4] = struct.pack("<I", 60)

        file = found(bytes(content))

        assert file.refused
        assert not file.statements


class TestAnything:
    @given(st.binary(max_size=400))
    @settings(max_examples=150)
    def test_never_raises(self, content: bytes) -> None:
        assert found(content).format in FORMATS

    @given(
        st.sampled_from([*SAMPLES.values(), packed([("a.xml", CAMT), ("b", ING)])]),
        st.lists(
            st.tuples(
                st.sampled_from(["cut", "flip", "double", "insert"]), st.integers(0, 10**6)
            ),
            min_size=1,
            max_size=4,
        ),
        st.binary(min_size=1, max_size=6),
    )
    @settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    def test_never_raises_on_a_damaged_file(
        self, sample: bytes, damage: list[tuple[str, int]], extra: bytes
    ) -> None:
        content = sample
        for way, number in damage:
            content = damaged(content, way, number, extra)

        for reader in READERS:
            reader.read(BytesIO(content), "bestand")
        for problem in found(content).problems:
            assert sentence(problem)


def damaged(content: bytes, way: str, number: int, extra: bytes) -> bytes:
    place = number % (len(content) + 1)
    if way == "cut":
        return content[:place] + content[place + len(extra) * 5 :]
    if way == "double":
        return content[:place] + content[max(0, place - 40) :]
    if way == "flip" and place < len(content):
        return content[:place] + bytes([content[place] ^ extra[0]]) + content[place + 1 :]
    return content[:place] + extra + content[place:]
