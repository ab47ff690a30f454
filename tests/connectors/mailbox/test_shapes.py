import contextlib
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan.connectors.mailbox import Account, BadAccount, Headers, MailboxFailed, Place
from voldaan.connectors.mailbox.answers import Nonsense, as_asked, mails, moment, untagged
from voldaan.connectors.mailbox.session import uid_set

RECEIVED_AT = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)


def account(**changes: Any) -> Account:
    return Account(
        **({"host": "mail.anna.example", "username": "a", "password": "b"} | changes)
    )


class TestAccount:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("host", ""), ("host", "mail anna"), ("host", ".example"), ("host", "a\r\nb"),
            ("port", 0), ("port", 65_536), ("security", "ssl"),
            ("username", ""), ("username", "a\r\nA1 DELETE INBOX"), ("username", "\ud800"),
            ("password", ""), ("password", "a\nb"), ("password", "x" * 501),
            ("folder", ""), ("folder", "INBOX\r\nA1 LOGOUT"), ("folder", "\0"),
            ("timeout_seconds", 0), ("timeout_seconds", 601), 
        ],
    )  # fmt: skip
    def test_refuses_what_cannot_be(self, field: str, value: Any) -> None:
        with pytest.raises(BadAccount) as raised:
            account(**{field: value})

        assert raised.value.field == field

    def test_does_not_show_its_password(self) -> None:
        assert "geheim" not in repr(account(password="geheim"))


class TestPlace:
    @pytest.mark.parametrize("numbers", [(0, 1), (1, 0), (2**32, 1), (1, 2**32 + 1)])
    def test_refuses_what_no_server_gives(self, numbers: tuple[int, int]) -> None:
        with pytest.raises(ValueError, match=str(numbers[0])):
            Place(*numbers)


class TestHeaders:
    @given(st.binary(max_size=300))
    def test_bear_any_bytes(self, content: bytes) -> None:
        for value in Headers(1, 2, RECEIVED_AT, content).values("From"):
            assert "\n" not in value

    def test_give_every_header_of_a_name(self) -> None:
        headers = Headers(1, 2, RECEIVED_AT, b"To: a\r\nTo : b\r\nTop: c\r\nTO:\td\r\n")

        assert headers.values("To") == ("a", "b", "d")

    def test_do_not_show_what_is_private(self) -> None:
        assert "oma" not in repr(Headers(1, 2, RECEIVED_AT, b"From: oma"))


class TestMailboxFailed:
    def test_cleans_and_cuts_what_the_server_says(self) -> None:
        failed = MailboxFailed("protocol", server_text="a\x1b[31m\r\n  b" + "x" * 9_000)

        assert failed.server_text.startswith("a [31m b")
        assert len(failed.server_text) <= 500


class TestUidSet:
    @given(st.sets(st.integers(1, 60), min_size=1))
    def test_names_these_and_no_other(self, uids: set[int]) -> None:
        named: list[int] = []
        for run in uid_set(sorted(uids)).split(","):
            first, _, last = run.partition(":")
            named += range(int(first), int(last or first) + 1)

        assert named == sorted(uids)


class TestMoment:
    @given(st.dates(min_value=date(1970, 1, 1)))
    def test_reads_every_day_that_is_written(self, day: date) -> None:
        assert moment(f"{as_asked(day)} 12:00:00 +0000").date() == day

    @pytest.mark.parametrize(
        "text", ["", "1-Mei-2026 12:00:00 +0000", "1-May-2026 12:00:00 +2400"]
    )
    def test_refuses_what_is_none(self, text: str) -> None:
        with pytest.raises(Nonsense):
            moment(text)


class TestAnswers:
    @given(st.text('()[]{}" \\BODYUIDNL07<>', max_size=60))
    def test_are_read_or_refused(self, text: str) -> None:
        with contextlib.suppress(Nonsense):
            mails([untagged(b"* 1 FETCH " + text.encode())])

    @pytest.mark.parametrize("part", [b"BODY[ ", b'"\\', b"( ", b"A\\ ", b'"" '])
    def test_cost_no_more_than_their_length(self, part: bytes) -> None:
        with pytest.raises(Nonsense):
            mails([untagged(b"* 1 FETCH " + part * 200_000)])
