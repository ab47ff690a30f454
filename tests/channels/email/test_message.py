import email
from datetime import UTC, datetime, timedelta, timezone
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.channels.email.messages import outgoing

from voldaan.channels.email import message
from voldaan.channels.email.shapes import Attachment, Outgoing

words = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"]), min_size=1, max_size=200
)


def read(sent: Outgoing) -> EmailMessage:
    """Build and read again, as the receiver's mail program does."""
    return email.message_from_bytes(bytes(message.build(sent)), policy=policy.default)


def raw(sent: Outgoing) -> bytes:
    return bytes(message.build(sent))


class TestHeaders:
    def test_say_who_writes_to_whom_about_what_and_when(self) -> None:
        read_back = read(outgoing(reply_to="facturen@anna.example"))

        assert read_back["From"] == "Anna de Wit <anna@anna.example>"
        assert read_back["To"] == "Dirk Jansen <dirk@dirk.example>"
        assert read_back["Reply-To"] == "facturen@anna.example"
        assert read_back["Subject"] == "Factuur 2026-014"
        assert read_back["Message-ID"] == "<0192f3a4-6d1c@anna.example>"
        assert read_back["Date"].datetime == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)

    def test_are_only_these(self) -> None:
        assert [name for name, _ in message.build(outgoing()).items()] == [
            "Date",
            "From",
            "To",
            "Subject",
            "Message-ID",
            "Content-Type",
            "Content-Transfer-Encoding",
            "MIME-Version",
        ]

    def test_write_the_date_in_the_zone_it_was_given(self) -> None:
        summer = datetime(2026, 3, 29, 3, 0, tzinfo=timezone(timedelta(hours=2)))

        assert b"Date: Sun, 29 Mar 2026 03:00:00 +0200\r\n" in raw(outgoing(at=summer))

    def test_refuse_a_moment_without_a_zone(self) -> None:
        naive = datetime(2026, 3, 29)  # noqa: DTZ001

        with pytest.raises(message.BadMessage, match="at: no_zone"):
            message.build(outgoing(at=naive))

    @pytest.mark.parametrize(
        "subject",
        [
            "Betaling € 1.234,56 – vóór vrijdag?",
            "Factuur " + "heel lang onderwerp " * 40,
            "x" * 3_000,
            "€" * 1_000,
            "=?utf-8?q?=0D=0ABcc:_chris=40elders.example?=",
            "twee  spaties",
            " rand ",
            "👩‍💻 factuur",
        ],
    )
    def test_give_the_subject_back_exactly(self, subject: str) -> None:
        sent = raw(outgoing(subject=subject))

        assert _decoded(sent, "Subject") == subject
        assert b"Bcc" not in sent
        assert max(map(len, sent.split(b"\r\n"))) <= 998

    @given(words)
    def test_give_any_words_back_exactly(self, text: str) -> None:
        sent = raw(outgoing(subject=text))

        assert _decoded(sent, "Subject") == text
        assert sent.isascii()

    @given(words)
    def test_give_any_name_back_with_one_address(self, name: str) -> None:
        read_back = read(outgoing(to_name=name))

        assert read_back["To"].addresses[0].addr_spec == "dirk@dirk.example"
        assert len(read_back["To"].addresses) == 1

    @pytest.mark.parametrize(
        "name",
        ["Vink, Bakker & Zn. B.V.", 'Dirk "de Lange"', "Jansen (inkoop)", "a@b.example", "D\\J",
         "José Ünal", "é" * 150, "Lange naam " * 14 + "BV"],
    )  # fmt: skip
    def test_give_a_difficult_name_back(self, name: str) -> None:
        sent = raw(outgoing(to_name=name))

        display_name, address = parseaddr(str(email.message_from_bytes(sent)["To"]))
        assert (_plain(display_name), address) == (name, "dirk@dirk.example")

    def test_leave_out_an_empty_name(self) -> None:
        assert b"To: dirk@dirk.example\r\n" in raw(outgoing(to_name=""))

    def test_write_a_domain_in_ascii(self) -> None:
        assert b"<info@xn--mnchen-3ya.example>\r\n" in raw(
            outgoing(to_address="info@münchen.example")
        )

    def test_write_an_address_in_utf8_when_there_is_no_other_way(self) -> None:
        assert "<jörg@dirk.example>\r\n".encode() in raw(
            outgoing(to_address="jörg@dirk.example")
        )

    def test_never_break_the_message_id_of_somebody_else(self) -> None:
        long_id = "<" + "A1b2" * 40 + "@" + "mail." * 20 + "example>"

        sent = raw(outgoing(in_reply_to=long_id, references=("<1@a.example>", long_id)))

        assert f"In-Reply-To: {long_id}\r\n".encode() in sent
        assert f"References: <1@a.example>\r\n {long_id}\r\n".encode() in sent


class TestAttack:
    @pytest.mark.parametrize(
        "break_", ["\r\n", "\n", "\r", "\x00", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\x7f"]
    )
    @pytest.mark.parametrize("field", ["subject", "from_name", "to_name"])
    def test_with_a_control_character_is_refused(self, field: str, break_: str) -> None:
        with pytest.raises(message.BadMessage) as raised:
            message.build(outgoing(**{field: f"Dag{break_}Bcc: chris@elders.example"}))

        assert (raised.value.field, raised.value.problem) == (field, "control_character")

    @pytest.mark.parametrize("field", ["from_address", "to_address", "reply_to"])
    @pytest.mark.parametrize(
        "text",
        ["d@dirk.example\r\nBcc: c@elders.example", "d@dirk.example, x@y.example", "x"],
    )
    def test_through_an_address_is_refused(self, field: str, text: str) -> None:
        with pytest.raises(message.BadMessage, match="not_an_address"):
            message.build(outgoing(**{field: text}))

    @pytest.mark.parametrize("field", ["message_id", "in_reply_to"])
    @pytest.mark.parametrize(
        "text",
        ["<a@b.nl>\r\nBcc: x@y.nl", "a@b.nl", "<a b@c.nl>", "<é@b.nl>", "<a@b.nl>\n",
         "<" + "a" * 1000 + "@b.nl>"],
    )  # fmt: skip
    def test_through_an_id_is_refused(self, field: str, text: str) -> None:
        with pytest.raises(message.BadMessage, match=f"{field}: not_an_id"):
            message.build(outgoing(**{field: text}))

    def test_through_references_is_refused(self) -> None:
        with pytest.raises(message.BadMessage, match="references: not_an_id"):
            message.build(outgoing(references=("<a@b.nl>", "x\r\ny")))

    @pytest.mark.parametrize("name", ["a\r\nX: y.pdf", "a\x00.pdf"])
    def test_through_the_name_of_a_file_is_refused(self, name: str) -> None:
        with pytest.raises(message.BadMessage, match="attachment 1: control_character"):
            message.build(_with_file(name))

    @pytest.mark.parametrize(
        "kind",
        ["", "pdf", "text/html\r\nX: y", "message/rfc822", "multipart/mixed", "a/b; c=d"],
    )
    def test_through_the_type_of_a_file_is_refused(self, kind: str) -> None:
        with pytest.raises(message.BadMessage, match="attachment 1: not_a_content_type"):
            message.build(_with_file("a.pdf", kind))

    def test_with_bare_line_breaks_in_the_body_ends_as_ordinary_lines(self) -> None:
        sent = raw(outgoing(body_text="een\n.\r\rtwee\r\n.\r\nMAIL FROM:<x>\n"))

        assert sent.count(b"\r") == sent.count(b"\n") == sent.count(b"\r\n")
        assert _text(sent) == "een\n.\n\ntwee\n.\nMAIL FROM:<x>\n"

    def test_with_half_a_character_in_the_body_is_refused(self) -> None:
        with pytest.raises(message.BadMessage, match="body_text: not_text"):
            message.build(outgoing(body_text="\ud800"))


class TestBody:
    def test_is_plain_text_alone_without_html(self) -> None:
        assert read(outgoing()).get_content_type() == "text/plain"

    def test_gives_text_first_and_html_as_its_alternative(self) -> None:
        read_back = read(outgoing(body_text="€ 12\n", body_html="<p>€ 12</p>"))

        assert read_back.get_content_type() == "multipart/alternative"
        assert [
            (part.get_content_type(), part.get_content()) for part in read_back.iter_parts()
        ] == [("text/plain", "€ 12\r\n"), ("text/html", "<p>€ 12</p>\r\n")]

    def test_puts_attachments_after_both(self) -> None:
        file = Attachment("factuur.pdf", "application/pdf", b"%PDF-1.7\n\x00\xff")

        read_back = read(outgoing(body_html="<p>Dag</p>", attachments=(file, file)))

        assert [part.get_content_type() for part in read_back.walk()] == [
            "multipart/mixed",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "application/pdf",
            "application/pdf",
        ]
        assert [part.get_content() for part in read_back.iter_attachments()][1] == file.content

    def test_says_its_version_of_mime_once(self) -> None:
        sent = raw(_with_file("a.pdf"))

        assert sent.count(b"MIME-Version: 1.0\r\n") == 1

    def test_folds_lines_that_are_too_long_for_mail(self) -> None:
        text = "woord" * 1_000 + "\n"

        sent = raw(outgoing(body_text=text))

        assert max(map(len, sent.split(b"\r\n"))) <= 78
        assert _text(sent) == text

    def test_refuses_to_be_empty(self) -> None:
        with pytest.raises(message.BadMessage, match="body_text: empty"):
            message.build(outgoing(body_text=" \n"))

    def test_is_the_same_each_time(self) -> None:
        assert raw(_with_file("a.pdf")) == raw(_with_file("a.pdf"))

    @given(st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip))
    def test_gives_any_text_back(self, text: str) -> None:
        sent = raw(outgoing(body_text=text))

        lines = text.replace("\r\n", "\n").replace("\r", "\n")
        assert _text(sent) == (lines if lines.endswith("\n") else lines + "\n")
        assert sent.isascii()


class TestAttachment:
    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("factuur.pdf", "factuur.pdf"),
            ('de "echte" factuur.pdf', 'de "echte" factuur.pdf'),
            ("überweisung €.pdf", "überweisung €.pdf"),
            ("2026/001.pdf", "2026-001.pdf"),
            ("..\\..\\x.pdf", "..-..-x.pdf"),
            ("a; filename=b.exe", "a; filename=b.exe"),
            ("é" * 196 + ".pdf", "é" * 196 + ".pdf"),
            ("漢" * 200, "漢" * 200),
            ("=?utf-8?q?x?=.pdf", "-utf-8?q?x?=.pdf"),
            ("100% zeker.pdf", "100% zeker.pdf"),
        ],
    )
    def test_keeps_its_name(self, name: str, shown: str) -> None:
        (part,) = read(_with_file(name)).iter_attachments()

        assert part.get_filename() == shown
        assert max(map(len, raw(_with_file(name)).split(b"\r\n"))) <= 998

    def test_refuses_an_endless_name(self) -> None:
        with pytest.raises(message.BadMessage, match="attachment 1: too_long"):
            message.build(_with_file("a" * 201))

    def test_refuses_an_empty_name(self) -> None:
        with pytest.raises(message.BadMessage, match="attachment 1: empty"):
            message.build(_with_file(" "))


class TestNewMessageId:
    @pytest.mark.parametrize(
        "token", ["", "kort", "met spatie", "a" * 65, "aaaa..aaaa", "é" * 9]
    )
    def test_refuses_a_token_that_cannot_stand_in_it(self, token: str) -> None:
        with pytest.raises(message.BadMessage, match="token"):
            message.new_message_id("anna.example", token=token)

    def test_refuses_what_is_no_domain(self) -> None:
        with pytest.raises(message.BadMessage, match="domain"):
            message.new_message_id("anna\r\n", token="0192f3a4")


def _with_file(name: str, kind: str = "application/pdf") -> Outgoing:
    return outgoing(attachments=(Attachment(name, kind, b"%PDF"),))


def _text(sent: bytes) -> str:
    content = email.message_from_bytes(sent, policy=policy.default).get_content()
    return str(content).replace("\r\n", "\n")


def _decoded(sent: bytes, name: str) -> str:
    return _plain(str(email.message_from_bytes(sent)[name]))


def _plain(words: str) -> str:
    """Read a header by the letter of RFC 2047, not by the library's own repairs."""
    unfolded = words.replace("\r\n", "").replace("\n", "")
    return str(make_header(decode_header(unfolded)))
