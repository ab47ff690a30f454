"""Mails with attachments, as a mail-in address gives them."""

from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from voldaan.readers import mail
from voldaan.readers.read import read
from voldaan.readers.shapes import ReadFile

LIST = "Factuurnummer;Klant;Vervaldatum;Openstaand\n2026-1;Vink BV;30-09-2026;121,00\n"
BANK = """:20:VOLDAAN
:25:NL91ABNA0417164300
:28C:1
:60F:C261001EUR0,00
:61:2610021002C121,00NTRFNONREF
:86:factuur 2026-1
:62F:C261002EUR121,00
"""
UBL = """<?xml version="1.0"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
 xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2">
<b:ID>2026-7</b:ID><b:IssueDate>2026-09-13</b:IssueDate>
<b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode>
<a:LegalMonetaryTotal><b:PayableAmount currencyID="EUR">12.10</b:PayableAmount>
</a:LegalMonetaryTotal></Invoice>"""
PDF = b"%PDF-1.7\nnothing in it"


def written(*attachments: tuple[str, bytes]) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Dirk <dirk@example.nl>"
    message["To"] = "inbox@voldaan.example"
    message["Subject"] = "de bestanden"
    message.set_content("Zie de bijlage.")
    for name, content in attachments:
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return message


def taken(message: EmailMessage | bytes) -> ReadFile:
    content = message if isinstance(message, bytes) else message.as_bytes()
    return read(BytesIO(content), name="in.eml")


def codes(file: ReadFile) -> list[str]:
    return [problem.code for problem in file.problems]


class TestAMail:
    def test_gives_what_its_attachment_holds(self) -> None:
        file = taken(written(("bank.sta", BANK.encode())))

        assert (file.file, file.format) == ("in.eml", "mt940")
        assert [line.amount_cents for line in file.statements[0].lines] == [12_100]

    def test_gives_all_of_several(self) -> None:
        file = taken(written(("bank.sta", BANK.encode()), ("open.csv", LIST.encode())))

        assert file.format == "eml"
        assert [len(file.statements), len(file.invoices)] == [1, 1]

    def test_names_the_attachment_that_cannot_be_read(self) -> None:
        file = taken(written(("bank.sta", BANK.encode()), ("Löwe €.bin", b"\x7fELF....")))

        assert len(file.statements) == 1
        assert file.problems[0].where == "Löwe €.bin: file"

    def test_may_hold_a_mail_that_was_forwarded(self) -> None:
        outer = written()
        outer.add_attachment(written(("bank.sta", BANK.encode())))

        assert len(taken(outer).statements) == 1

    def test_passes_over_logos_and_signatures(self) -> None:
        message = written(("open.csv", LIST.encode()))
        message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")

        assert taken(message).problems == ()

    def test_begins_in_a_mailbox_file_with_another_line(self) -> None:
        message = written(("open.csv", LIST.encode())).as_bytes()

        assert len(taken(b"From dirk Mon Oct  5 2026\n" + message).invoices) == 1

    def test_without_an_attachment_says_so(self) -> None:
        assert codes(taken(written())) == ["mail.no_attachment"]

    def test_inside_a_mail_is_no_reason_to_go_on_for_ever(self) -> None:
        inner = written(("open.csv", LIST.encode())).as_bytes()
        file = taken(written(("again.eml", inner)))

        assert file.refused

    @pytest.mark.parametrize("name", ["=?utf-8?q?r=C3=A9?=.csv", "=?nope?q?x?=.csv", ""])
    def test_reads_whatever_a_file_is_called(self, name: str) -> None:
        message = written(("x.csv", LIST.encode())).as_bytes()
        changed = message.replace(b'filename="x.csv"', f'filename="{name}"'.encode())

        assert len(taken(changed).invoices) == 1

    def test_passes_over_a_part_that_is_empty(self) -> None:
        assert codes(taken(written(("leeg.csv", b"")))) == ["mail.no_attachment"]


class TestThePaperOfAnInvoice:
    def test_stays_with_the_invoice(self) -> None:
        file = taken(written(("i.xml", UBL.encode()), ("i.pdf", PDF)))

        document = file.invoices[0].document
        assert document is not None
        assert (document.name, document.content) == ("i.pdf", PDF)
        assert "file.pdf" not in codes(file)

    def test_leaves_the_other_files_of_the_mail_as_they_are(self) -> None:
        file = taken(
            written(("i.xml", UBL.encode()), ("i.pdf", PDF), ("bank.sta", BANK.encode()))
        )

        assert file.invoices[0].document is not None
        assert len(file.statements) == 1

    def test_is_not_guessed_among_two(self) -> None:
        file = taken(
            written(("i.xml", UBL.encode()), ("i.pdf", PDF), ("terms.pdf", PDF + b" "))
        )

        assert file.invoices[0].document is None
        assert len([code for code in codes(file) if "pdf" in code]) == 2


class TestHostileMails:
    def test_nest_no_deeper_than_we_look(self) -> None:
        content = (
            b"From: a@b.nl\nSubject: x\n"
            + b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * (mail.MOST_PARTS + 1)
        )

        assert codes(taken(content)) == ["mail.too_many_parts"]

    def test_hold_no_more_mails_than_we_open(self) -> None:
        content = b"From: a@b.nl\nSubject: x\n" + b"Content-Type: message/rfc822\n\n" * 30

        assert codes(taken(content)) == ["mail.too_many_parts"]

    def test_have_no_more_parts_than_we_look_at(self) -> None:
        part = b"--a\nContent-Type: application/x\n\nx\n"
        head = b"From: a@b.nl\nSubject: x\nContent-Type: multipart/mixed; boundary=a\n\n"

        assert codes(taken(head + part * 500)) == ["mail.broken"]

    def test_are_refused_when_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(mail, "LARGEST_BYTES", 100)

        assert codes(taken(written(("open.csv", LIST.encode())))) == ["file.too_large"]

    @given(some.binary(max_size=300))
    def test_raise_nothing(self, content: bytes) -> None:
        taken(b"From: a@b.nl\nSubject: x\n" + content)


class TestRecognising:
    @pytest.mark.parametrize(
        "head",
        [
            b"",
            b"Datum: 1\nNaam: x\n",
            b"From: a\n\nSubject: in the words",
            b"From;Subject;Date\n1;2;3",
            b"From: a\nnot a header\nSubject: b\n",
        ],
    )
    def test_leaves_other_files_alone(self, head: bytes) -> None:
        assert not mail.recognises(head)

    def test_follows_a_header_over_several_lines(self) -> None:
        assert mail.recognises(b"Received: by x\n\tfor y\nTo: a@b.nl\n\n")


@pytest.mark.shared
def test_real_mails_without_files_are_refused(real_files: Path) -> None:
    mails = sorted((real_files / "email" / "replies" / "talon").glob("*.eml"))
    assert mails

    for path in mails:
        with path.open("rb") as source:
            assert not read(source, name=path.name).invoices
