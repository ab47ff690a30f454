"""The files of strangers: kept as they are, under names that can do nothing."""

import base64
import zlib
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as some

from voldaan.replies import files
from voldaan.replies.files import safe_name
from voldaan.replies.mail import read
from voldaan.replies.shapes import Attached, Letter

HEAD = b'From: dirk@vink.example\nContent-Type: multipart/mixed; boundary="x"\n\n--x\n\nHallo\n'


def letter(*inside: bytes) -> Letter:
    """Read a mail with these parts behind its words, headers and all."""
    found = read(HEAD + b"".join(b"--x\n" + each + b"\n" for each in inside) + b"--x--\n")
    assert isinstance(found, Letter)
    return found


def attached(name: str, content: bytes = b"x", how: str = "attachment") -> bytes:
    """Give a part with a file."""
    head = f'Content-Type: application/pdf\nContent-Disposition: {how}; filename="{name}"\n'
    body = base64.encodebytes(content)
    return head.encode() + b"Content-Transfer-Encoding: base64\n\n" + body


class TestFiles:
    def test_are_kept_byte_for_byte(self) -> None:
        content = bytes(range(256)) * 40
        found = letter(attached("factuur.pdf", content))

        assert found.attached == (Attached("factuur.pdf", "application/pdf", content),)
        assert (found.left_out, found.text) == (0, "Hallo")

    def test_are_written_in_any_way(self) -> None:
        message = EmailMessage()
        message["From"] = "dirk@vink.example"
        message.set_content("Hallo")
        for coding in ("base64", "quoted-printable", "7bit"):
            message.add_attachment(b"a=b\n", "text", "csv", filename="a.csv", cte=coding)
        found = read(message.as_bytes())

        assert isinstance(found, Letter)
        assert [each.content.strip() for each in found.attached] == [b"a=b"] * 3

    def test_with_an_end_that_was_cut_off_are_kept_as_far_as_they_go(self) -> None:
        head = b"Content-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n"

        assert letter(head + b"YWJjZ").attached[0].content == b"abc"
        assert letter(head + b"!Y W\xffJj*ZA").attached[0].content == b"abcd"
        assert letter(head + b"\xff\xff").attached[0].content == b""

    def test_written_in_a_way_of_the_last_century_are_left_out(self) -> None:
        head = b"Content-Disposition: attachment\nContent-Transfer-Encoding: x-uuencode\n\n"
        found = letter(head + b"begin 644 a\n#86)C\n \nend\n")

        assert (found.attached, found.left_out) == ((), 1)

    def test_are_counted_when_they_are_too_many(self) -> None:
        found = letter(*(attached(f"{place}.pdf") for place in range(90)))

        assert [each.name for each in found.attached] == [f"{each}.pdf" for each in range(10)]
        assert found.left_out == 80

    def test_go_before_the_logos_in_the_text(self) -> None:
        logos = [attached(f"logo{place}.png", how="inline") for place in range(20)]
        found = letter(*logos, attached("bewijs.pdf"))

        assert found.attached[0].name == "bewijs.pdf"
        assert len(found.attached) == files.MOST_FILES

    def test_are_counted_when_they_are_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(files, "MOST_FILE_BYTES", 100)
        found = letter(
            attached("a.pdf", b"x" * 60),
            attached("b.pdf", b"x" * 41),
            attached("c.pdf", b"x" * 1000),
            attached("d.pdf", b"x" * 40),
        )

        assert [each.name for each in found.attached] == ["a.pdf", "d.pdf"]
        assert found.left_out == 2

    def test_are_never_opened(self) -> None:
        bomb = zlib.compress(b"\0" * 10_000_000, 9)

        assert letter(attached("a.zip", bomb)).attached[0].content == bomb

    def test_of_a_mail_inside_the_mail_are_kept(self) -> None:
        inner = (
            b"Content-Type: message/rfc822\nContent-Disposition: attachment; filename=a.eml\n\n"
        )
        inner += b'From: a@vink.example\nContent-Type: multipart/mixed; boundary="y"\n\n--y\n'
        found = letter(inner + attached("factuur.pdf") + b"\n--y--\n")

        assert [each.name for each in found.attached] == ["factuur.pdf"]

    @pytest.mark.parametrize(
        ("kind", "safe"),
        [
            ("Text/CSV; x=y", "text/csv"),
            ("application/vnd.a+xml", "application/vnd.a+xml"),
            ("text/x\n set-cookie: a", "application/octet-stream"),
            ("text/<script>", "application/octet-stream"),
            ("text/" + "x" * 500, "application/octet-stream"),
            ("nonsense", "text/plain"),
        ],
    )
    def test_have_a_kind_that_can_stand_in_a_header(self, kind: str, safe: str) -> None:
        head = f"Content-Type: {kind}\nContent-Disposition: attachment\n\nx"

        assert letter(head.encode()).attached[0].content_type == safe


class TestNames:
    @pytest.mark.parametrize(
        ("name", "safe"),
        [
            ("factuur 2026-041 (kopie).pdf", "factuur 2026-041 (kopie).pdf"),
            ("Löwe.pdf", "Löwe.pdf"),
            ("Lo\u0308we.pdf", "Löwe.pdf"),
            ("=?utf-8?q?L=C3=B6we?=.pdf", "Löwe.pdf"),
            ("=?utf-8?q?=2E=2E=2Fa?=.pdf", "a.pdf"),
            ("../../etc/passwd", "passwd"),
            ("..\\..\\boot.ini", "boot.ini"),
            ("C:\\temp\\a.pdf", "a.pdf"),
            ("C:a.pdf", "C_a.pdf"),
            ("/etc/", "bijlage"),
            ("..", "bijlage"),
            ("", "bijlage"),
            (" . ", "bijlage"),
            (".htaccess", "htaccess"),
            ("-rf", "rf"),
            ("a.pdf.", "a.pdf"),
            ("a.pdf:stroom", "a.pdf_stroom"),
            ("CON", "_CON"),
            ("con.pdf", "_con.pdf"),
            ("Nul .txt", "_Nul .txt"),
            ("com1.tar.gz", "_com1.tar.gz"),
            ("LPT9", "_LPT9"),
            ("concept.pdf", "concept.pdf"),
            ("com10.pdf", "com10.pdf"),
            ("a\u202efdp.exe", "a fdp.exe"),
            ("a\0b\nc.pdf", "a b c.pdf"),
            ("a.pdf          .exe", "a.pdf .exe"),
            ("a<b>|*?.pdf", "a_b_.pdf"),
            ("a∕b．．／c.pdf", "a_b_c.pdf"),
            ("👍.pdf", "_.pdf"),
        ],
    )
    def test_are_no_path_no_device_and_no_trick(self, name: str, safe: str) -> None:
        assert safe_name(name) == safe

    def test_keep_their_end_when_they_are_too_long(self) -> None:
        assert safe_name("a" * 500 + ".pdf").endswith("a.pdf")
        assert len(safe_name("漢" * 500 + ".pdf").encode()) <= files.MOST_OF_A_NAME + 1

    @given(some.text(max_size=300))
    def test_are_safe_whatever_they_were(self, name: str) -> None:
        safe = safe_name(name)

        assert safe.strip(" .-") == safe != ""
        assert not set(safe) & set('/\\:*?"<>|\0\n\r\t')
        assert safe.isprintable()
        assert len(safe.encode()) <= 255

    @pytest.mark.parametrize(
        "name",
        [
            "filename*=utf-8''..%2Fa.pdf",
            "filename*0=..; filename*1=/a.pdf",
            'filename="..\\\\a.pdf"',
            "filename*=undefined''a.pdf",
            "filename*=''a.pdf",
        ],
    )
    def test_are_safe_in_every_way_to_write_them(self, name: str) -> None:
        head = f"Content-Disposition: attachment; {name}\n\nx".encode()

        assert letter(head).attached[0].name in {"a.pdf", "bijlage"}
