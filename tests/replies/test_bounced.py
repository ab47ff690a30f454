"""What a mail server says about an address, and what only looks like it."""

import json
from pathlib import Path
from typing import Any

import pytest

from voldaan.replies import bounced
from voldaan.replies.mail import NotAMail, read
from voldaan.replies.shapes import Bounce, Letter

STATUS = """From: Mail Delivery Subsystem <mailer-daemon@server.example>
To: anna@administratie.example
Subject: Undeliverable: Factuur 2026-041
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

Uw bericht is niet bezorgd.

--x
Content-Type: message/delivery-status

Reporting-MTA: dns; server.example

Final-Recipient: rfc822; Dirk@Vink.example
Action: failed
Status: 5.1.1

--x
Content-Type: message/rfc822

From: anna@administratie.example
To: dirk@vink.example
Subject: Factuur 2026-041

Hallo Dirk
--x--
"""
PLAIN = """From: {sender}
Return-Path: <x@server.example>
Subject: {subject}

Your message could not be delivered to
dirk@vink.example

"""


def plain(sender: str = "Dirk <dirk@vink.example>", subject: str = "Factuur") -> bytes:
    """Give a mail whose words are those of a mail server."""
    return PLAIN.format(sender=sender, subject=subject).encode()


class TestABounce:
    def test_of_a_report_names_the_address(self) -> None:
        assert read(STATUS.encode()) == Bounce(("dirk@vink.example",), is_permanent=True)

    def test_is_for_now_when_the_server_tries_again(self) -> None:
        later = STATUS.replace("Action: failed", "Action: delayed")

        assert read(later.encode()) == Bounce(("dirk@vink.example",), is_permanent=False)

    def test_is_for_good_when_one_address_is(self) -> None:
        more = STATUS.replace(
            "--x\nContent-Type: message/rfc822",
            "Final-Recipient: rfc822; bas@vink.example\nAction: delayed\n\n"
            "--x\nContent-Type: message/rfc822",
        )

        assert read(more.encode()) == Bounce(("dirk@vink.example",), is_permanent=True)

    @pytest.mark.parametrize(
        "content",
        [
            plain("Mailer-Daemon@server.example"),
            plain("postmaster <postmaster@server.example>"),
            plain("No Reply <no-reply@server.example>"),
            plain("Postmaster <>"),
            plain('<"System Administrator"@server.example>'),
            plain(subject="Delivery failure"),
            plain(subject="=?utf-8?q?Onbestelbaar?=: Factuur"),
            plain().replace(b"<x@server.example>", b"<>"),
            b"X-Failed-Recipients: dirk@vink.example\n" + plain(),
        ],
    )
    def test_of_a_server_is_known_by_its_headers(self, content: bytes) -> None:
        assert read(content) == Bounce(("dirk@vink.example",), is_permanent=True)

    def test_may_be_inside_the_mail_of_a_scanner(self) -> None:
        head = (
            "From: postmaster@server.example\nContent-Type: multipart/mixed; boundary=y\n\n"
            "--y\nContent-Type: message/rfc822\n\n"
        )

        assert isinstance(read((head + STATUS + "\n--y--\n").encode()), Bounce)


class TestALetter:
    @pytest.mark.parametrize(
        "content",
        [
            plain(),
            plain(subject="Re: Undeliverable: Factuur"),
            plain(subject="FW: Delivery failure"),
            plain("Baas <noreplyman@vink.example>"),
        ],
    )
    def test_of_a_person_about_it_stays_a_letter(self, content: bytes) -> None:
        found = read(content)

        assert isinstance(found, Letter)
        assert not found.is_automatic

    def test_of_a_person_with_a_report_in_it_stays_a_letter(self) -> None:
        head = (
            "From: dirk@vink.example\nContent-Type: multipart/mixed; boundary=y\n\n"
            "--y\n\nWat is dit?\n--y\nContent-Type: message/rfc822\n\n"
        )
        found = read((head + STATUS + "\n--y--\n").encode())

        assert isinstance(found, Letter)
        assert found.text == "Wat is dit?"

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("Action: failed", "Action: delivered"),
            ("Dirk@Vink.example", "dirk"),
            ("Dirk@Vink.example", "dirk...@vink.example"),
            ("Dirk@Vink.example", "dirk@vink..example"),
            ("message/delivery-status", "message/disposition-notification"),
        ],
    )
    def test_of_a_machine_is_what_a_report_without_a_failure_is(
        self, before: str, after: str
    ) -> None:
        found = read(STATUS.replace(before, after).encode())

        assert isinstance(found, Letter)
        assert found.is_automatic

    def test_of_nobody_is_none(self) -> None:
        with pytest.raises(NotAMail):
            read(b"From: Postmaster <>\n\nHallo")


class TestHostileBounces:
    @pytest.mark.parametrize(
        "line", ["failed addresses follow:", "A message that you sent could not be delivered"]
    )
    def test_have_short_lines_when_they_are_looked_at(self, line: str) -> None:
        text = f"From: mailer-daemon@server.example\n\n{line}\n" + "a" * 1_000_000

        assert isinstance(read(text.encode()), Letter)

    def test_are_looked_at_from_their_beginning_only(self) -> None:
        head = b"From: mailer-daemon@server.example\n\n"
        long = b"x\n" * bounced.MOST_CHARACTERS

        assert isinstance(read(head + long + plain().split(b"\n\n", 1)[1]), Letter)
        assert isinstance(read(head + plain().split(b"\n\n", 1)[1] + long), Bounce)

    def test_do_not_hide_behind_the_mail_that_came_back(self) -> None:
        inner = "Hallo Dirk\n\nYour message could not be delivered to\nbas@vink.example\n\n"
        content = STATUS.replace("Hallo Dirk", inner).replace("Action: failed", "Action: x")

        assert isinstance(read(content.encode()), Letter)

    def test_may_name_an_address_as_long_as_they_like(self) -> None:
        content = STATUS.replace("Dirk@Vink.example", "a;" * 500_000)

        assert isinstance(read(content.encode()), Letter)


@pytest.mark.shared
class TestRealBounces:
    #: Their address is ordinary and their subject a reply's: a person may write such a mail.
    NOT_TOLD_FROM_A_LETTER = frozenset({"simple_20.eml"})

    def cases(self, real_files: Path) -> dict[str, Any]:
        path = real_files / "email" / "bounces" / "expected.json"
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found

    def test_name_every_address_and_whether_it_is_for_good(self, real_files: Path) -> None:
        cases = self.cases(real_files)
        assert len(cases) > 50

        for name, case in cases.items():
            found = read((real_files / "email" / "bounces" / name).read_bytes())
            addresses = tuple(sorted(each.lower() for each in case["addresses"]))
            if not addresses or name in self.NOT_TOLD_FROM_A_LETTER:
                assert (name, type(found)) == (name, Letter)
            else:
                expected = Bounce(addresses, is_permanent=not case["temporary"])
                assert (name, found) == (name, expected)

    def test_are_all_looked_at(self, real_files: Path) -> None:
        names = {each.name for each in (real_files / "email" / "bounces").glob("*.eml")}

        assert names == set(self.cases(real_files))
