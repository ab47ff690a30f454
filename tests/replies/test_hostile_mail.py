"""Mails that are made to cost time or memory, or to be no mail at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from voldaan.replies import html, mail, parsing, stripping
from voldaan.replies.mail import NotAMail, read
from voldaan.replies.shapes import Bounce, Letter

HEAD = b"From: Dirk Vink <Dirk@Vink.example>\nMessage-ID: <1@vink.example>\n"


def letter(content: bytes) -> Letter:
    """Read a mail that is a letter."""
    found = read(content)
    assert isinstance(found, Letter)
    return found


def parts(*inside: bytes) -> bytes:
    """Give a mail of Dirk with these parts, headers and all."""
    head = HEAD + b'Content-Type: multipart/mixed; boundary="x"\n\n'
    return head + b"".join(b"--x\n" + each + b"\n" for each in inside) + b"--x--\n"


def refused(content: bytes) -> str:
    """Give why a mail is refused."""
    with pytest.raises(NotAMail) as raised:
        read(content)
    return raised.value.found


class TestTooMuch:
    def test_is_refused_by_its_bytes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(mail, "LARGEST_BYTES", 100)

        assert refused(b"x" * 101) == "more than 100 bytes"

    @pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
    def test_is_refused_by_its_lines(self, end: bytes) -> None:
        assert refused(end * (parsing.MOST_LINES + 1)) == "more than 700000 lines"

    def test_is_refused_by_its_parts(self) -> None:
        assert refused(parts(*[b"\nx"] * 10_000)) == "more than 100 parts"
        assert refused(HEAD + b"Content-Type: message/rfc822\n\n" * 10_000).endswith("parts")

    def test_is_refused_by_its_parts_inside_each_other(self) -> None:
        deep = (
            b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (each, each)
            for each in range(10_000)
        )

        assert refused(HEAD + b"".join(deep)) == "more than 20 multiparts"

    def test_is_refused_by_its_headers(self) -> None:
        assert refused(b"X: x\n" * 10_000 + HEAD) == "more than 3000 headers"

    def test_of_a_header_is_cut(self) -> None:
        found = letter(HEAD + b"Subject: " + b"x" * 1_000_000 + b"\n\nx")

        assert found.subject == "x" * 300

    def test_of_a_header_that_takes_time_is_cut(self) -> None:
        parsed = parsing.parse(b"Content-Type: text/plain" + b";" * 1_000_000 + b"\n\nx")

        assert parsed["content-type"].count(";") < parsing.MOST_PARAMETERS

    def test_of_what_python_cannot_read_is_refused(self) -> None:
        content = b"Content-Type: multipart/mixed; boundary*=undefined''x\n\nx"

        assert refused(HEAD + content) == "UnicodeError"

    def test_of_a_thread_leaves_its_end(self) -> None:
        ids = b" ".join(b"<%d@us.example>" % place for place in range(100_000))
        found = letter(HEAD + b"References: " + ids + b"\n\nx")

        assert found.about[0] == "<99999@us.example>"
        assert len(found.about) == 50

    def test_of_an_id_is_none(self) -> None:
        assert (
            letter(b"From: a@vink.example\nMessage-ID: <" + b"a" * 999 + b">\n\n").message_id
            == ""
        )

    def test_of_receivers_is_cut(self) -> None:
        many = b", ".join(b"%d@vink.example" % place for place in range(10_000))

        assert len(letter(HEAD + b"To: " + many + b"\n\nx").to_addresses) <= 50

    def test_of_words_is_cut(self) -> None:
        found = letter(HEAD + b"\n" + b"betaald " * 1_000_000)

        assert len(found.whole_text) == stripping.MOST_CHARACTERS
        assert len(found.text) <= stripping.MOST_CHARACTERS


class TestAnyBytes:
    @given(some.binary(max_size=400))
    def test_are_a_letter_a_bounce_or_refused(self, content: bytes) -> None:
        for each in (content, HEAD + content, HEAD + b"\n" + content):
            try:
                assert isinstance(read(each), Letter | Bounce)
            except NotAMail:
                continue

    @given(
        some.lists(
            some.sampled_from(
                [
                    *(b"Content-Type: ", b"multipart/mixed; boundary=x", b"text/plain", b"\n"),
                    *(
                        b"\n\n",
                        b"--x",
                        b"--x--",
                        b"charset*0*=",
                        b"name*=",
                        b"utf-8''%ff",
                        b'"',
                    ),
                    *(b"message/rfc822", b"message/delivery-status", b"multipart/report", b";"),
                    *(
                        b"Content-Transfer-Encoding: base64",
                        b"filename*1*=x",
                        b"=?utf-8?b?",
                        b"?=",
                    ),
                    *(
                        b"\xff",
                        b"\0",
                        b"Content-Disposition: attachment; ",
                        b"Date: ",
                        b"9" * 5000,
                    ),
                    *(
                        b"Action: failed",
                        b"Final-Recipient: rfc822;",
                        b"a@vink.example",
                        b"<",
                        b">",
                    ),
                ]
            ),
            max_size=25,
        )
    )
    def test_of_such_pieces_too(self, pieces: list[bytes]) -> None:
        for head in (HEAD, b"From: mailer-daemon@vink.example\n"):
            try:
                assert isinstance(read(head + b"".join(pieces)), Letter | Bounce)
            except NotAMail:
                continue


class TestWorkDone:
    def test_does_not_grow_with_parts_that_hold_no_words(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen: list[int] = []
        real = html.to_text

        def counted(source: str) -> str:
            seen.append(len(source))
            return real(source)

        monkeypatch.setattr(html, "to_text", counted)
        content = parts(*[b"Content-Type: text/html\n\n" + b"<p>" * 200_000] * 50)

        assert letter(content).text == ""
        assert sum(seen) <= parsing.MOST_OF_A_TEXT
        assert len(seen) <= mail.MOST_TEXTS

    def test_is_little_for_a_mail_that_is_refused_anyway(self) -> None:
        content = HEAD + b"\n" * (parsing.MOST_LINES + 1)

        with pytest.raises(parsing.TooMuch) as raised:
            parsing.parse(content)
        assert (raised.value.what, raised.value.most) == ("lines", parsing.MOST_LINES)

    def test_of_a_header_is_bounded_by_its_lines(self) -> None:
        assert letter(HEAD + b"X: x\n" + b" x\n" * 100_000 + b"\nBetaald").text == "Betaald"


class TestNames:
    def test_with_a_zero_byte_are_no_names_of_mails(self) -> None:
        content = (
            b"From: a@vink.example\nMessage-ID: <a\0b@c.d>\nReferences: <x\x7f@c.d> <y@c.d>\n\n"
        )

        assert (letter(content).message_id, letter(content).about) == ("", ("<y@c.d>",))
