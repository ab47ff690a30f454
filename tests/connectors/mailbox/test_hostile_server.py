"""Whatever a server does: one named failure, in bounded time and memory."""

import random
import tracemalloc
from typing import Any

import pytest
from tests.connectors.mailbox.failing import MOMENTS, failure, failure_of, look
from tests.connectors.mailbox.scripted import (
    HEADER,
    POLITE,
    Scripted,
    close,
    drip,
    flood,
    half,
    hang,
)

from voldaan.connectors.mailbox import MailboxFailed, answers, connection, reading

MEGABYTE = 1_048_576


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a second of an account last a fifth of one."""
    monkeypatch.setattr(connection, "_SECOND_MS", 200)


class TestHostileServer:
    @pytest.mark.usefixtures("hurry")
    @pytest.mark.parametrize("moment", MOMENTS)
    @pytest.mark.parametrize(
        ("act", "reason"),
        [(hang, "timeout"), (drip, "timeout"), (close, "connection_lost")],
        ids=["hang", "drip", "close"],
    )
    def test_is_left_in_time(self, moment: str, act: Any, reason: str) -> None:
        assert failure_of(**{moment: act}).reason == reason

    @pytest.mark.parametrize("moment", MOMENTS)
    def test_may_hang_up_in_the_middle(self, moment: str) -> None:
        # Half of an invitation is one all the same; then nobody answers what follows.
        assert failure_of(**{moment: half(POLITE[moment])}).reason == "connection_lost"

    @pytest.mark.parametrize("moment", MOMENTS)
    def test_may_say_goodbye(self, moment: str) -> None:
        failed = failure_of(**{moment: b"* BYE Closing \xe2\x82\xac \xff\x07\r\n"})

        assert (failed.reason, failed.permanent) == ("server_unwilling", False)
        assert failed.server_text == "Closing € \N{REPLACEMENT CHARACTER}"

    @pytest.mark.parametrize("moment", MOMENTS)
    @pytest.mark.parametrize(
        "said",
        [b"HTTP/1.1 400 Bad Request\r\n", b"\xff\xfe\x00\r\n", b"\r\n", b"* \r\n", b"{tag}\r\n",
         b"{tag} MAYBE\r\n", b"V999 OK Done\r\n", b"* 99999999999 EXISTS\r\n"],
    )  # fmt: skip
    def test_may_talk_nonsense(self, moment: str, said: bytes) -> None:
        assert failure_of(**{moment: said}).reason == "protocol"

    @pytest.mark.parametrize("moment", MOMENTS[1:])
    def test_may_not_understand_us(self, moment: str) -> None:
        failed = failure_of(**{moment: b"{tag} BAD What?\r\n"})

        assert (failed.reason, failed.server_text) == ("protocol", "What?")

    @pytest.mark.parametrize("moment", ["search", "headers", "bodies"])
    def test_may_give_nothing_at_all(self, moment: str) -> None:
        failed = failure_of(**{moment: b"{tag} NO [SERVERBUG] Disk\r\n"})

        assert (failed.reason, failed.permanent) == ("refused", False)

    @pytest.mark.parametrize("moment", MOMENTS)
    @pytest.mark.parametrize(
        "chunk", [b"x", b"* 1 EXISTS\r\n", b"* 1 FETCH {0}\r\n", b"\r\n"], ids=repr
    )
    def test_may_talk_without_end(self, moment: str, chunk: bytes) -> None:
        faults: dict[str, Any] = {moment: flood(chunk)}
        tracemalloc.start()
        try:
            with Scripted(**faults) as server:
                failed = failure(server.account(timeout_seconds=10, total_seconds=60))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

        assert failed.reason in {"too_large", "protocol"}
        assert peak < 32 * MEGABYTE

    @pytest.mark.parametrize("moment", ["headers", "bodies"])
    @pytest.mark.parametrize("size", [b"50000000", b"9999999999", b"99999999999", b"-1"])
    def test_may_announce_any_size(self, moment: str, size: bytes) -> None:
        first = b"* 1 FETCH (UID 7 BODY[]<0> {" + size + b"}\r\n"

        failed = failure_of(**{moment: flood(b"x" * 999, first=first)})

        assert failed.reason in {"too_large", "protocol"}

    def test_may_give_more_than_it_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reading, "LARGEST_MAIL", 1_000)
        given = b"* 1 FETCH (UID 7 BODY[]<0> {1001}\r\n" + b"x" * 1_001
        with Scripted(bodies=given + b")\r\n{tag} OK Done\r\n") as server:
            found = look(server.account())

        assert [(each.uid, each.why) for each in found.skipped] == [(7, "too_large")]

    def test_may_find_numbers_that_nobody_asked_for(self) -> None:
        with Scripted(
            search=b"* 2 EXISTS\r\n* SEARCH 7 7\r\n* SEARCH 0\r\n{tag} OK Done\r\n"
        ) as server:
            assert [each.uid for each in look(server.account()).mails] == [7]

    def test_may_not_find_more_than_can_be_remembered(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(answers, "_MOST_FOUND", 2)

        assert failure_of(search=b"* SEARCH 7 8 9\r\n{tag} OK x\r\n").reason == "protocol"

    def test_may_know_of_no_headers(self) -> None:
        none = POLITE["headers"].partition(b"<0>")[0] + b" NIL)\r\n{tag} OK Done\r\n"
        with Scripted(headers=none) as server:
            assert len(look(server.account()).mails) == 1

    def test_may_tell_of_other_mails(self) -> None:
        other = b"* 2 FETCH (UID 9 BODY[] {3}\r\nabc)\r\n* 2 FETCH (FLAGS (\\Seen))\r\n"
        with Scripted(bodies=other + POLITE["bodies"]) as server:
            assert [each.uid for each in look(server.account()).mails] == [7]

    @pytest.mark.parametrize(
        "broken",
        [
            POLITE["headers"].replace(b"14-Oct", b"44-Oct"),
            POLITE["headers"].replace(b"14-Oct-2026 10", b"01-Jan-0001 01"),
            POLITE["headers"].replace(b"SIZE", b"TALL"),
            POLITE["headers"].replace(b"SIZE ", b"SIZE -"),
            POLITE["headers"].replace(b"(UID 7 ", b"((((UID 7 "),
            POLITE["headers"].replace(b"(UID 7 ", b"UID 7 "),
            POLITE["headers"].replace(b"(UID 7 ", b"(UID (7) UID "),
            POLITE["headers"].replace(HEADER + b")", HEADER + b"))"),
            POLITE["headers"].replace(HEADER + b")", HEADER),
        ],
    )
    def test_may_describe_a_mail_wrongly(self, broken: bytes) -> None:
        assert broken != POLITE["headers"]
        assert failure_of(headers=broken).reason == "protocol"

    def test_may_drip_a_whole_conversation(self) -> None:
        slow = flood(b"* OK Still here\r\n", first=b"")

        assert failure_of(search=slow).reason == "too_large"

    @pytest.mark.usefixtures("hurry")
    @pytest.mark.parametrize("seed", range(20))
    def test_may_say_anything(self, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311
        moment = MOMENTS[seed % len(MOMENTS)]
        said = bytearray(POLITE[moment])
        faults: dict[str, Any] = {}
        for _ in range(chance.randint(1, 6)):
            said[chance.randrange(len(said))] = chance.choice(b'(){}[]"\\ \r\n\x000\xff*+')

        faults[moment] = bytes(said)

        with Scripted(**faults) as server:
            try:
                ended = f"{len(look(server.account()).mails)} mails"
            except MailboxFailed as failed:
                ended = failed.reason

        assert ended in {
            "0 mails", "1 mails", "protocol", "timeout", "too_large", "refused",
            "login_refused", "login_not_offered", "no_such_folder", "server_unwilling",
        }  # fmt: skip


class TestOneBadMail:
    """The server holds mails 7 and 8, and cannot read the first."""

    TWO = b"".join(
        b'* %d FETCH (UID %d RFC822.SIZE 9 INTERNALDATE "14-Oct-2026 10:00:00 +0200" '
        b"BODY[HEADER.FIELDS (FROM)]<0> {2}\r\n\r\n)\r\n" % (uid - 6, uid)
        for uid in (7, 8)
    )
    GIVEN = b"* 2 FETCH (UID 8 BODY[]<0> {3}\r\nHoi)\r\n{tag} NO Some\r\n"

    def test_does_not_keep_the_others_away(self) -> None:
        with Scripted(
            search=b"* SEARCH 7 8\r\n{tag} OK Done\r\n",
            headers=self.TWO + b"{tag} OK Done\r\n",
            bodies=self.GIVEN,
        ) as server:
            found = look(server.account())

        assert [each.content for each in found.mails] == [b"Hoi"]
        assert [(each.uid, each.why) for each in found.skipped] == [(7, "refused")]
        assert found.place.next_uid == 9
        assert server.heard.count("bodies") == 2

    def test_is_not_asked_for_without_end_when_there_are_many(self) -> None:
        uids = range(7, 31)
        told = b"".join(self.TWO.partition(b"* 2")[0].replace(b"UID 7", b"UID %d" % uid)
                        for uid in uids)  # fmt: skip
        with Scripted(
            search=b"* SEARCH "
            + b" ".join(b"%d" % uid for uid in uids)
            + b"\r\n{tag} OK x\r\n",
            headers=told + b"{tag} OK Done\r\n",
            bodies=self.GIVEN.replace(b"UID 8", b"UID 30"),
        ) as server:
            found = look(server.account())

        assert [each.uid for each in found.skipped] == list(range(7, 27))
        assert (found.mails, found.place.next_uid, found.left) == ((), 27, 4)
        assert server.heard.count("bodies") == 21

    def test_is_gone_when_the_server_just_does_not_give_it(self) -> None:
        with Scripted(bodies=b"{tag} OK Done\r\n") as server:
            found = look(server.account())

        assert [(each.uid, each.why) for each in found.skipped] == [(7, "gone")]
