"""Mails of strangers to letters: what is read, and what an attacker may try."""

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from voldaan.replies.mail import NotAMail, read
from voldaan.replies.shapes import Letter

HEAD = b"From: Dirk Vink <Dirk@Vink.example>\nMessage-ID: <1@vink.example>\n"


def letter(content: bytes) -> Letter:
    """Read a mail that is a letter."""
    found = read(content)
    assert isinstance(found, Letter)
    return found


def written(*, plain: str | None = None, html: str | None = None) -> EmailMessage:
    """Give a mail of Dirk with its words in one or two ways."""
    message = EmailMessage()
    message["From"] = "Dirk Vink <dirk@vink.example>"
    if plain is not None:
        message.set_content(plain)
    if html is not None and plain is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message


def parts(*inside: bytes, kind: bytes = b"mixed") -> bytes:
    """Give a mail of Dirk with these parts, headers and all."""
    head = HEAD + b'Content-Type: multipart/%s; boundary="x"\n\n' % kind
    return head + b"".join(b"--x\n" + each + b"\n" for each in inside) + b"--x--\n"


def refused(content: bytes) -> str:
    """Give why a mail is refused."""
    with pytest.raises(NotAMail) as raised:
        read(content)
    return raised.value.found


class TestALetter:
    def test_says_who_wrote_to_whom_about_what(self) -> None:
        found = letter(
            HEAD + b"To: Anna <anna@administratie.example>, x\nCc: bas@administratie.example\n"
            b"Delivered-To: anna@administratie.example\n"
            b"Subject: =?utf-8?q?Betr=C3=A9ft?= factuur\n"
            b"Date: Wed, 14 Oct 2026 10:12:00 +0200\n"
            b"In-Reply-To: <3@us.example>\n"
            b"References: <1@us.example>\n <2@us.example> <3@us.example>\n\nIs betaald\n"
        )

        assert found == Letter(
            message_id="<1@vink.example>",
            from_address="dirk@vink.example",
            from_name="Dirk Vink",
            to_addresses=("anna@administratie.example", "bas@administratie.example"),
            subject="Betréft factuur",
            text="Is betaald",
            whole_text="Is betaald",
            about=("<3@us.example>", "<2@us.example>", "<1@us.example>"),
            sent_at=datetime(2026, 10, 14, 8, 12, tzinfo=UTC),
        )

    def test_may_say_hardly_anything(self) -> None:
        found = letter(b"From: dirk@vink.example\n\n")

        assert found == Letter("", "dirk@vink.example", "", (), "", "", "")

    def test_begins_in_a_mailbox_file_with_another_line(self) -> None:
        assert letter(b"From dirk Wed Oct 14 2026\n" + HEAD + b"\nBetaald").text == "Betaald"

    def test_knows_all_its_words_beside_the_new_ones(self) -> None:
        quoted = "Betaald\n\nOp 14-10 om 10:12 schreef Anna:\n> Hoi"
        found = letter(HEAD + b"\n" + quoted.encode())

        assert (found.text, found.whole_text) == ("Betaald", quoted)

    @pytest.mark.parametrize(
        ("written", "moment"),
        [
            (b"Wed, 14 Oct 2026 10:12:00 -0000", datetime(2026, 10, 14, 10, 12, tzinfo=UTC)),
            (b"14 Oct 26 10:12 +0200", datetime(2026, 10, 14, 8, 12, tzinfo=UTC)),
            (b"", None),
            (b"yesterday", None),
            (b"Wed, 99 Oct 2026 10:12:00 +0200", None),
            (b"Wed, 14 Oct 2026 10:12:00 +9999", None),
            (b"Fri, 31 Dec 9999 23:59:00 -2300", None),
            (b"1" * 5000, None),
        ],
    )
    def test_was_sent_when_it_says_so_if_that_can_be_read(
        self, written: bytes, moment: datetime | None
    ) -> None:
        assert letter(HEAD + b"Date: " + written + b"\n\nx").sent_at == moment


class TestItsWords:
    def test_are_the_plain_ones_of_two_ways_to_say_it(self) -> None:
        assert letter(written(plain="plain", html="<p>html").as_bytes()).text == "plain"

    def test_are_the_plain_ones_whatever_comes_first(self) -> None:
        content = parts(b"Content-Type: text/html\n\n<p>html", b"\nplain", kind=b"alternative")

        assert letter(content).text == "plain"

    def test_are_those_of_the_html_when_the_plain_ones_are_empty(self) -> None:
        assert letter(written(plain=" \n", html="<p>html").as_bytes()).text == "html"
        assert letter(written(html="<p>html").as_bytes()).text == "html"

    def test_are_found_in_alternatives_inside_each_other(self) -> None:
        inner = b'Content-Type: multipart/related; boundary="y"\n\n--y\n'
        inner += b"Content-Type: text/html\n\n<p>html\n--y--\n"
        content = parts(inner, b"\nplain", kind=b"alternative")

        assert letter(content).text == "plain"

    def test_go_on_behind_a_picture(self) -> None:
        content = parts(
            b"\nzie hier", b"Content-Type: image/png; name=a.png\n\nx", b"\nen betaald"
        )

        assert letter(content).text == "zie hier\n\nen betaald"

    def test_are_not_those_of_a_mail_inside_or_a_file(self) -> None:
        content = parts(
            b"Content-Type: text/html\n\n<p>Mijn woorden",
            b"Content-Type: message/rfc822\n\nFrom: a@vink.example\n\nNiet van mij",
            b"Content-Type: text/plain; name=a.txt\n\nUit een bestand",
            b"Content-Type: text/plain\nContent-Disposition: attachment\n\nOok een bestand",
        )

        assert letter(content).text == "Mijn woorden"

    def test_are_looked_for_in_the_first_parts_only(self) -> None:
        content = parts(*(b"\n%d" % place for place in range(50)))

        assert letter(content).text.split() == ["0", "1", "2", "3", "4", "5"]

    def test_keep_their_spaces_and_lose_what_cannot_be_seen(self) -> None:
        text = "Is\u00a0betaald\u202e\u0000\u200b\u2028morgen\tniet\x0bmeer\x1b[2J"

        assert letter(HEAD + b"\n" + text.encode()).text == "Is betaald\nmorgen\tniet\nmeer[2J"

    @pytest.mark.parametrize(
        ("charset", "content"),
        [
            (b"utf-8", "Zoë €".encode()),
            (b"utf-8", "Zoë €".encode("cp1252")),
            (b"iso-8859-1", "Zoë €".encode("cp1252")),
            (b"us-ascii", "Zoë €".encode()),
            (b"iso-8859-15", "Zoë €".encode()),
            (b"utf-16", "Zoë €".encode("utf-16")),
            (b'"nope"', "Zoë €".encode()),
            (b"punycode", "Zoë €".encode()),
            (b"undefined", "Zoë €".encode()),
            (b"unicode_escape", "Zoë €".encode()),
            (b"zip", "Zoë €".encode()),
            (b"\xff", "Zoë €".encode()),
            (b"a\0b", "Zoë €".encode()),
        ],
    )
    def test_are_read_whatever_their_charset_says(self, charset: bytes, content: bytes) -> None:
        head = HEAD + b"Content-Type: text/plain; charset=" + charset + b"\n"

        assert letter(head + b"Content-Transfer-Encoding: 8bit\n\n" + content).text == "Zoë €"

    def test_may_be_in_bytes_that_are_no_text(self) -> None:
        head = HEAD + b"Content-Type: text/plain; charset=utf-8\n\n"

        assert letter(head + b"a\x81b").text == "a�b"

    @pytest.mark.parametrize("coding", [b"base64", b"quoted-printable", b"x-uuencode", b"nope"])
    def test_may_be_garbage(self, coding: bytes) -> None:
        head = HEAD + b"Content-Transfer-Encoding: " + coding + b"\n\n"

        assert len(letter(head + b"!=-.\xff\x00=ZZ" * 1000).text) <= 10_000

    def test_may_be_declared_as_parts_that_are_not_there(self) -> None:
        assert letter(HEAD + b"Content-Type: multipart/mixed; boundary=x\n\nBetaald").text == ""
        assert letter(HEAD + b"Content-Type: multipart/mixed\n\nBetaald").text == ""


class TestTheSender:
    @pytest.mark.parametrize(
        ("sender", "address", "name"),
        [
            ("Zoë <zoe@vink.example>", "zoe@vink.example", "Zoë"),
            ("zoe@vink.example (Zoë)", "zoe@vink.example", "Zoë"),
            ("a@vink.example, b@vink.example", "a@vink.example", ""),
            ("Vink, Zoë <zoe@vink.example>", "zoe@vink.example", "Zoë"),
            ("Vink (Bouw), Zoë [x] <Zoe@vink.example> ", "zoe@vink.example", ""),
            ('"anna@us.example" <dirk@vink.example>', "dirk@vink.example", "anna@us.example"),
            ("anna@us.example <dirk@vink.example>", "dirk@vink.example", ""),
            (
                "=?utf-8?q?Anna_=3Canna=40us.example=3E=2C?= <dirk@vink.example>",
                "dirk@vink.example",
                "Anna <anna@us.example>,",
            ),
            ("Zo\u202eë\x07\x00 <zoe@vink.example>", "zoe@vink.example", "Zo ë"),
            ("=?nope?q?x?= <a@vink.example>", "a@vink.example", "x"),
            ("=?undefined?q?x?= <a@vink.example>", "a@vink.example", "x"),
            ("=?utf-8?b?abcde?= <a@vink.example>", "a@vink.example", "=?utf-8?b?abcde?="),
            ("=?utf-8?q?=E2=82?= =?utf-8?q?=AC?= € <a@vink.example>", "a@vink.example", "€ €"),
            ("A\n =?x?q?x\n\t?= <a@vink.example>", "a@vink.example", "A x"),
        ],
    )
    def test_is_who_sent_it_whatever_the_name_says(
        self, sender: str, address: str, name: str
    ) -> None:
        found = letter(f"From: {sender}\n\nx".encode())

        assert (found.from_address, found.from_name) == (address, name)

    def test_is_the_first_of_several(self) -> None:
        content = b"From: a@vink.example\nFrom: b@vink.example\nReply-To: c@vink.example\n\nx"

        assert letter(content).from_address == "a@vink.example"

    @pytest.mark.parametrize(
        "sender",
        [
            *("", "Dirk", "<>", "<a b@vink.example>", "<a@vink.example> <b@vink.example>"),
            *("<@x>", "a\u202e@vink.example", "x <\u202ea@vink.example>"),
            "<" + "a" * 65 + "@vink.example>",
        ],
    )
    def test_must_have_an_address(self, sender: str) -> None:
        assert refused(f"From: {sender}\n\nx".encode()) == "no sender"

    def test_must_be_there(self) -> None:
        assert refused(b"") == refused(b"\n\n") == refused(b"PK\x03\x04") == "no sender"


@pytest.mark.shared
class TestRealMails:
    def test_of_mail_programs_give_their_own_words(self, real_files: Path) -> None:
        paths = sorted((real_files / "email" / "replies" / "talon").glob("*.eml"))
        assert len(paths) == 6

        for path in paths:
            found = letter(path.read_bytes())
            assert (path.name, found.text) == (path.name, "Hello")
            assert found.message_id.startswith("<")
            assert found.sent_at is not None
            assert not found.is_automatic
