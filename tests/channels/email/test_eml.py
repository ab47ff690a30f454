import email
from email import policy
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.channels.email.messages import outgoing

from voldaan.channels.email import eml, message
from voldaan.channels.email.shapes import Attachment


class TestAsEml:
    def test_opens_as_a_draft_with_everything_in_it(self) -> None:
        file = Attachment("factuur.pdf", "application/pdf", b"%PDF")

        read = email.message_from_bytes(
            eml.as_eml(outgoing(subject="€ 10", attachments=(file,))), policy=policy.default
        )

        assert read["X-Unsent"] == "1"
        assert read["Subject"] == "€ 10"
        assert [part.get_filename() for part in read.iter_attachments()] == ["factuur.pdf"]


class TestMailto:
    def test_carries_subject_and_text(self) -> None:
        link = eml.mailto(outgoing(subject="A & B = 100% + €", body_text="Dag,\n\n#1?\n"))

        assert link is not None
        assert parse_qs(urlsplit(link).query, strict_parsing=True) == {
            "subject": ["A & B = 100% + €"],
            "body": ["Dag,\r\n\r\n#1?\r\n"],
        }

    def test_is_written_in_plain_ascii(self) -> None:
        link = eml.mailto(
            outgoing(to_address="o'neill+x@köln.example", subject="é +", body_text="a\rb")
        )

        assert link == (
            "mailto:o%27neill%2Bx@xn--kln-sna.example?subject=%C3%A9%20%2B&body=a%0D%0Ab"
        )

    def test_is_none_when_programs_would_cut_it(self) -> None:
        assert eml.mailto(outgoing(body_text="€" * 250)) is None

    def test_cannot_smuggle_another_receiver(self) -> None:
        with pytest.raises(message.BadMessage, match="to_address"):
            eml.mailto(outgoing(to_address="dirk@dirk.example?bcc=chris@elders.example"))

    def test_keeps_a_question_mark_in_an_address_inside_it(self) -> None:
        link = eml.mailto(outgoing(to_address="x?bcc=y@dirk.example"))

        assert link is not None
        assert "bcc" not in parse_qs(urlsplit(link).query)
