import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from tests.connectors.mailbox.scripted import Scripted, flood, hang
from tests.imap_server import ImapServer, imap_server

from voldaan.connectors import mailbox
from voldaan.connectors.mailbox import Checked, MailboxFailed, Place

__all__ = ["imap_server"]

MAIL = b"From: dirk@dirk.example\r\n\r\nHoi\r\n"
WITHOUT_IDLE = b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag} OK Done\r\n"


def place_of(server: ImapServer, user: str) -> Place:
    account = server.account(user)
    return mailbox.fetch(
        account, place=None, since=date(2026, 1, 1), most=9, wanted=lambda _: True
    ).place


@contextmanager
def meanwhile(happens: Callable[[], Any], *, after_seconds: float) -> Iterator[None]:
    """Let something happen while the test waits."""
    thread = threading.Timer(after_seconds, happens)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def seconds_of(waiting: Callable[[], bool]) -> tuple[bool, float]:
    started = time.monotonic()
    outcome = waiting()
    return outcome, time.monotonic() - started


class TestWait:
    @pytest.mark.parametrize("security", ["tls", "none"])
    def test_ends_when_a_mail_arrives(self, imap_server: ImapServer, security: str) -> None:
        anna = imap_server.new_user()
        account = imap_server.account(anna, security=security)

        with meanwhile(lambda: imap_server.deliver(anna, MAIL), after_seconds=0.2):
            woken, seconds = seconds_of(lambda: mailbox.wait(account, seconds=20))

        assert woken
        assert seconds < 5

    def test_ends_when_the_time_is_over(self, imap_server: ImapServer) -> None:
        account = imap_server.account(imap_server.new_user())

        woken, seconds = seconds_of(lambda: mailbox.wait(account, seconds=1))

        assert not woken
        assert 1 <= seconds < 3

    def test_sleeps_through_what_is_no_new_mail(self, imap_server: ImapServer) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(anna, MAIL, MAIL)
        account = imap_server.account(anna)

        with meanwhile(lambda: imap_server.remove(anna, 1), after_seconds=0.2):
            assert not mailbox.wait(account, seconds=1)

    def test_sees_what_arrived_before_it_began(self, imap_server: ImapServer) -> None:
        anna = imap_server.new_user()
        place = place_of(imap_server, anna)
        account = imap_server.account(anna)
        imap_server.deliver(anna, MAIL)

        woken, seconds = seconds_of(lambda: mailbox.wait(account, seconds=20, place=place))

        assert woken
        assert seconds < 5

    def test_is_not_woken_for_ever_by_a_mail_that_is_gone(
        self, imap_server: ImapServer
    ) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(anna, MAIL)
        imap_server.remove(anna, 1)
        place = place_of(imap_server, anna)

        assert not mailbox.wait(imap_server.account(anna), seconds=1, place=place)

    def test_sees_that_the_server_numbers_anew(self, imap_server: ImapServer) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(anna, MAIL)
        place = place_of(imap_server, anna)
        imap_server.number_anew(anna)

        assert mailbox.wait(imap_server.account(anna), seconds=20, place=place)

    def test_lets_the_time_pass_where_the_server_cannot_tell(self) -> None:
        with Scripted(capability=WITHOUT_IDLE) as server:
            woken, seconds = seconds_of(lambda: mailbox.wait(server.account(), seconds=1))

        assert woken
        assert 1 <= seconds < 3
        assert "idle" not in server.heard

    def test_hears_of_a_mail_that_arrives_while_it_lies_down(self) -> None:
        with Scripted(idle=b"* 2 EXISTS\r\n+ go\r\n") as server:
            woken, seconds = seconds_of(lambda: mailbox.wait(server.account(), seconds=20))

        assert woken
        assert seconds < 5

    @pytest.mark.parametrize("said", [b"{tag} NO Not now\r\n", b"{tag} OK Done\r\n", b"x\r\n"])
    def test_fails_when_the_server_does_not_let_us_wait(self, said: bytes) -> None:
        with Scripted(idle=said) as server, pytest.raises(MailboxFailed) as raised:
            mailbox.wait(server.account(), seconds=20)

        assert raised.value.reason == "protocol"

    @pytest.mark.parametrize("said", [b"* OK x\r\n", b"x"])
    def test_bears_a_server_that_chats_without_end(self, said: bytes) -> None:
        with (
            Scripted(idle=flood(said, first=b"+ go\r\n")) as server,
            pytest.raises(MailboxFailed) as raised,
        ):
            mailbox.wait(server.account(), seconds=20)

        assert raised.value.reason == "too_large"

    def test_fails_when_the_server_does_not_let_us_go(self) -> None:
        with (
            Scripted(idle=b"+\r\n* 2 EXISTS\r\n", done=b"* OK x\r\n{tag} BAD y\r\n") as server,
            pytest.raises(MailboxFailed) as raised,
        ):
            mailbox.wait(server.account(), seconds=20)

        assert raised.value.reason == "protocol"

    def test_is_not_woken_by_small_talk(self) -> None:
        with Scripted(
            idle=b"+ go\r\n* OK Still here\r\n* 1 EXISTS\r\n* 0 RECENT\r\n"
        ) as server:
            assert not mailbox.wait(server.account(), seconds=1)

    def test_notices_that_nobody_is_there_any_more(self) -> None:
        with Scripted(done=hang) as server, pytest.raises(MailboxFailed) as raised:
            mailbox.wait(server.account(), seconds=1)

        assert raised.value.reason == "timeout"

    @pytest.mark.parametrize("seconds", [0, -1, mailbox.reading.LONGEST_WAIT + 1])
    def test_refuses_a_time_that_no_server_bears(
        self, imap_server: ImapServer, seconds: int
    ) -> None:
        with pytest.raises(ValueError, match=str(seconds)):
            mailbox.wait(imap_server.account("anna0@anna.example"), seconds=seconds)


class TestStoppedServer:
    """A dovecot of its own, which is stopped in the middle."""

    def test_ends_the_wait(self, imap_server: ImapServer) -> None:
        with ImapServer() as server:
            account = server.account(server.new_user())
            with (
                meanwhile(server.stop, after_seconds=0.3),
                pytest.raises(MailboxFailed) as raised,
            ):
                mailbox.wait(account, seconds=20)

        assert raised.value.reason in {"server_unwilling", "connection_lost"}
        assert not raised.value.permanent

    def test_loses_nothing_of_a_fetch(self, imap_server: ImapServer) -> None:
        with ImapServer() as server:
            anna = server.new_user()
            server.deliver(anna, MAIL)

            def stops(_: object) -> bool:
                server.stop()
                return True

            def look(wanted: Callable[[object], bool]) -> mailbox.Fetched:
                return mailbox.fetch(
                    server.account(anna), place=None, since=date(2026, 1, 1), most=9,
                    wanted=wanted,
                )  # fmt: skip

            with pytest.raises(MailboxFailed) as broken:
                look(stops)
            with pytest.raises(MailboxFailed) as refused:
                look(stops)
            server.start()

            assert [each.content for each in look(lambda _: True).mails] == [MAIL]

        assert broken.value.reason in {"server_unwilling", "connection_lost"}
        assert refused.value.reason == "connection_refused"


class TestCheck:
    @pytest.mark.parametrize("security", ["tls", "starttls", "none"])
    def test_tells_what_is_offered(self, imap_server: ImapServer, security: str) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(anna, MAIL, MAIL)

        checked = mailbox.check(imap_server.account(anna, security=security))

        assert checked == Checked(encrypted=security != "none", idle=True, messages=2)

    def test_tells_that_a_server_does_not_wake_us(self) -> None:
        with Scripted(capability=WITHOUT_IDLE) as server:
            assert mailbox.check(server.account()) == Checked(False, idle=False, messages=1)
