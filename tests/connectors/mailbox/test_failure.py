"""Whatever a server does: one named failure, in bounded time and memory."""

import random
import socket
import time
import tracemalloc
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from tests.connectors.mailbox.scripted import (
    HEADER,
    PASSWORD,
    POLITE,
    Scripted,
    close,
    drip,
    flood,
    half,
    hang,
)
from tests.imap_server import ImapServer, imap_server

from voldaan.connectors import mailbox
from voldaan.connectors.mailbox import Account, Fetched, MailboxFailed, connection, reading

__all__ = ["imap_server"]

MOMENTS: Sequence[str] = (
    "greeting", "capability", "authenticate", "secret", "examine", "search", "headers",
    "bodies",
)  # fmt: skip
MEGABYTE = 1_048_576


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a second of an account last a fifth of one."""
    monkeypatch.setattr(connection, "_SECOND_MS", 200)


def look(account: Account) -> Fetched:
    return mailbox.fetch(
        account, place=None, since=date(2026, 10, 1), most=50, wanted=lambda _: True
    )


def failure(account: Account) -> MailboxFailed:
    """Fetch, expect it to fail in time, and give how."""
    started = time.monotonic()
    with pytest.raises(MailboxFailed) as raised:
        look(account)
    assert time.monotonic() - started < account.total_seconds + 5
    assert account.password not in repr(raised.value)
    return raised.value


def failure_of(**faults: Any) -> MailboxFailed:
    with Scripted(**faults) as server:
        return failure(server.account())


class TestPoliteServer:
    def test_shows_that_the_faults_below_are_the_faults(self) -> None:
        with Scripted() as server:
            look_at_it = look(server.account())

        (found,) = look_at_it.mails
        assert found.content.endswith(b"Ik betaal morgen.\r\n")
        assert tuple(server.heard[: len(MOMENTS)]) == MOMENTS


class TestUnreachable:
    def test_names_a_host_that_is_not_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def unknown(*_: object, **__: object) -> None:
            raise socket.gaierror(-2, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", unknown)

        assert failure(Account("mail.example", "anna", "geheim")).reason == "host_unknown"

    def test_names_a_door_where_nobody_listens(self) -> None:
        with Scripted() as server:
            account = server.account()

        assert failure(account).reason == "connection_refused"

    def test_tries_every_address_of_a_host(
        self, imap_server: ImapServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        account = imap_server.account(imap_server.new_user())
        with socket.create_server(("127.0.0.1", 0)) as door:
            closed = door.getsockname()
        kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
        addresses = [(*kind, closed), (*kind, ("127.0.0.1", account.port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: addresses)

        assert mailbox.check(account).messages == 0


class TestEncryption:
    def test_refuses_a_certificate_for_another_name(self, imap_server: ImapServer) -> None:
        account = imap_server.account(imap_server.new_user(), host="localhost")

        failed = failure(account)

        assert (failed.reason, failed.permanent) == ("certificate", True)

    def test_refuses_a_certificate_from_somebody_unknown(self, imap_server: ImapServer) -> None:
        account = imap_server.account(imap_server.new_user(), ca_file="", security="starttls")

        assert failure(account).reason == "certificate"

    def test_needs_the_file_of_certificates(self, imap_server: ImapServer) -> None:
        account = imap_server.account(imap_server.new_user(), ca_file="/nowhere/ca.pem")

        assert failure(account).reason == "ca_file"

    def test_is_not_found_at_the_wrong_door(self, imap_server: ImapServer) -> None:
        account = imap_server.account(imap_server.new_user(), port=imap_server.port)

        assert failure(account).reason == "tls"

    def test_is_not_given_up_when_the_server_does_not_offer_it(self) -> None:
        with Scripted() as server:
            failed = failure(server.account(security="starttls"))

        assert (failed.reason, failed.permanent) == ("tls_not_offered", True)
        assert "authenticate" not in server.heard

    def test_is_not_skipped_for_somebody_on_the_way(self) -> None:
        with Scripted(greeting=b"* PREAUTH Welcome\r\n") as server:
            assert failure(server.account(security="starttls")).reason == "protocol"

    def test_forgets_what_was_said_before_it(self) -> None:
        offer = POLITE["capability"].replace(b"IDLE", b"STARTTLS")
        smuggled = b"{tag} OK Begin\r\n* OK [ALERT] Send your password elsewhere\r\nV3 OK x\r\n"
        with Scripted(capability=offer, starttls=smuggled) as server:
            found = look(server.account(security="starttls", total_seconds=5))

        assert len(found.mails) == 1

    def test_of_the_password_is_needed_where_others_can_listen(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(
            "voldaan.connectors.mailbox.connection.Connection.stays_on_this_machine", False
        )
        with Scripted() as server:
            failed = failure(server.account())

        assert (failed.reason, failed.permanent) == ("password_in_clear", True)
        assert server.heard == ["greeting"]


class TestLogin:
    def test_with_a_wrong_password_is_refused(self, imap_server: ImapServer) -> None:
        account = imap_server.account(imap_server.new_user(), password="verkeerd €")

        failed = failure(account)

        assert (failed.reason, failed.permanent) == ("login_refused", True)
        assert "Authentication failed" in failed.server_text

    def test_may_be_refused_for_now(self) -> None:
        failed = failure_of(secret=b"{tag} NO [UNAVAILABLE] Later\r\n")

        assert (failed.reason, failed.permanent) == ("login_refused", False)

    def test_is_tried_once(self) -> None:
        with Scripted(secret=b"{tag} NO Wrong\r\n") as server:
            failure(server.account())

        assert server.heard.count("authenticate") == 1

    def test_works_the_old_way(self) -> None:
        with Scripted(capability=b"* CAPABILITY IMAP4rev1\r\n{tag} OK Done\r\n") as server:
            assert len(look(server.account(password='a"b\\c')).mails) == 1

        assert "login" in server.heard

    @pytest.mark.parametrize(
        ("offered", "password"), [(b"LOGINDISABLED", "geheim"), (b"IDLE", "€")]
    )
    def test_may_not_be_possible(self, offered: bytes, password: str) -> None:
        capability = b"* CAPABILITY IMAP4rev1 " + offered + b"\r\n{tag} OK Done\r\n"
        with Scripted(capability=capability) as server:
            failed = failure(server.account(password=password))

        assert (failed.reason, failed.permanent) == ("login_not_offered", True)

    @pytest.mark.parametrize(
        "echo", [PASSWORD.encode(), b"AGFubmFAYW5uYS5leGFtcGxlAGdlaGVpbS13b29yZA=="]
    )
    def test_hides_a_password_that_the_server_repeats(self, echo: bytes) -> None:
        failed = failure_of(secret=b"{tag} NO Not " + echo + b" today\r\n")

        assert failed.server_text == "Not [...] today"

    def test_hides_it_also_in_nonsense(self) -> None:
        failed = failure_of(secret=b"LOGIN " + PASSWORD.encode() + b"?\r\n")

        assert failed.server_text == "LOGIN [...]?"


class TestFolder:
    def test_that_is_not_there_is_named(self, imap_server: ImapServer) -> None:
        account = imap_server.account(imap_server.new_user(), folder="Klanten")

        failed = failure(account)

        assert (failed.reason, failed.permanent) == ("no_such_folder", True)

    def test_cannot_carry_another_command(self, imap_server: ImapServer) -> None:
        account = imap_server.account(imap_server.new_user(), folder='INBOX" "x\\')

        assert failure(account).reason == "no_such_folder"

    @pytest.mark.parametrize("lacking", [b"UIDVALIDITY", b"UIDNEXT"])
    def test_without_lasting_numbers_is_not_read(self, lacking: bytes) -> None:
        failed = failure_of(examine=POLITE["examine"].replace(lacking, b"UNSEEN"))

        assert failed.reason == "protocol"

    @pytest.mark.parametrize("number", [b"0", b"-1", b"4294967296", b"9" * 5_000, b"x", b""])
    def test_with_impossible_numbers_is_not_read(self, number: bytes) -> None:
        examine = POLITE["examine"].replace(b"UIDVALIDITY 3", b"UIDVALIDITY " + number)

        assert failure_of(examine=examine).reason == "protocol"


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
        tracemalloc.start()
        try:
            failed = failure_of(**{moment: flood(chunk)})
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
        with Scripted(search=b"* SEARCH 7 7\r\n* SEARCH 0\r\n{tag} OK Done\r\n") as server:
            assert [each.uid for each in look(server.account()).mails] == [7]

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

    def test_is_gone_when_the_server_just_does_not_give_it(self) -> None:
        with Scripted(bodies=b"{tag} OK Done\r\n") as server:
            found = look(server.account())

        assert [(each.uid, each.why) for each in found.skipped] == [(7, "gone")]
