"""A mail in which the server finds a word; one that stumbles over it keeps no mail out."""

import socket
import time
from datetime import date
from itertools import cycle
from typing import Any

import pytest
from tests.connectors.mailbox.scripted import (
    MAIL,
    POLITE,
    Listener,
    Scripted,
    close,
    drip,
    half,
    hang,
)
from tests.connectors.mailbox.test_fetch import contents, fetched, mail
from tests.imap_server import ImapServer, imap_server

from voldaan.connectors import mailbox
from voldaan.connectors.mailbox import Fetched, Headers, MailboxFailed, reading

__all__ = ["imap_server"]


def look(server: Scripted, *, is_wanted: bool) -> Fetched:
    def wanted(_: Headers) -> bool:
        return is_wanted

    return mailbox.fetch(
        server.account(),
        place=None,
        since=date(2026, 10, 1),
        most=50,
        wanted=wanted,
        words=["f-2026-041"],
    )


class TestNaming:
    def test_brings_what_no_header_told(self) -> None:
        with Scripted() as server:
            found = look(server, is_wanted=False)

        assert [each.content for each in found.mails] == [MAIL]

    @pytest.mark.parametrize(
        "says",
        [
            b"* SEARCH\r\n{tag} OK Done\r\n",
            b"* SEARCH 8 9\r\n{tag} OK Done\r\n",  # mails that were not asked about
            b"{tag} NO [CANNOT] Too much work\r\n",
            b"{tag} BAD What is BODY\r\n",
        ],
    )
    def test_finds_nothing_where_a_server_does_not(self, says: bytes) -> None:
        for is_wanted in (True, False):
            with Scripted(naming=says) as server:
                found = look(server, is_wanted=is_wanted)

            assert [each.content for each in found.mails] == [MAIL] * is_wanted
            assert server.heard.count("authenticate") == 1

    @pytest.mark.parametrize(
        "fault",
        [hang, close, drip, half(b"* SEARCH 7\r\n"), b"what?\r\n", b"* BYE Enough\r\n"],
    )
    def test_is_left_out_the_second_time_where_a_server_stumbles(self, fault: Any) -> None:
        begins = time.monotonic()
        with Scripted(naming=fault) as server:
            found = look(server, is_wanted=True)

        assert [each.content for each in found.mails] == [MAIL]
        assert (server.heard.count("naming"), server.heard.count("authenticate")) == (1, 2)
        assert time.monotonic() - begins < 10

    def test_judges_each_mail_once_though_it_is_asked_for_twice(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # Who judges may count, such as the mails of one client in a day.
        monkeypatch.setattr(reading, "PAGE", 1)
        uids, naming = cycle([b"UID 7", b"UID 8"]), iter([POLITE["naming"], b""])
        judged: list[int] = []

        def headers(caller: socket.socket, tag: bytes) -> None:
            told = POLITE["headers"].replace(b"UID 7", next(uids))
            caller.sendall(told.replace(b"{tag}", tag))

        def stumbles(caller: socket.socket, tag: bytes) -> None:
            if told := next(naming):
                caller.sendall(told.replace(b"{tag}", tag))
            else:
                close(caller, tag)

        def wanted(each: Headers) -> bool:
            judged.append(each.uid)
            return False

        two = b"* SEARCH 7 8\r\n{tag} OK Done\r\n"
        with Scripted(search=two, headers=headers, naming=stumbles) as server:
            found = mailbox.fetch(
                server.account(),
                place=None,
                since=date(2026, 10, 1),
                most=50,
                wanted=wanted,
                words=["f-2026-041"],
            )

        assert (judged, found.mails, found.left) == ([7, 8], (), 0)

    def test_hides_no_failure_of_the_rest(self) -> None:
        with (
            Scripted(naming=close, bodies=b"{tag} NO Away\r\n") as server,
            pytest.raises(MailboxFailed) as raised,
        ):
            look(server, is_wanted=True)

        assert raised.value.reason == "refused"


class TestARealServer:
    def test_is_what_the_server_finds_a_word_in_and_no_more_is_read(
        self, imap_server: ImapServer
    ) -> None:
        anna = imap_server.new_user()
        named = mail(1, sender="oma@oma.example") + b"Ik heb F-2026-041 betaald.\r\n"
        private = mail(2, sender="oma@oma.example") + b"F-2026-04 is geheim.\r\n"
        imap_server.deliver(anna, private, named, private)
        words = [*(f"F-2026-9{place:02}" for place in range(60)), "f-2026-041"]

        with Listener(imap_server.port) as wire:
            look = fetched(
                imap_server,
                anna,
                wanted=lambda _: False,
                words=words,
                account={"security": "none", "port": wire.port},
            )

        assert contents(look) == [named]
        assert (look.left, look.place.next_uid) == (0, 4)
        assert b"is geheim" not in wire.answered
        assert imap_server.flags(anna) == {1: "", 2: "", 3: ""}

    def test_words_are_looked_for_in_bounded_portions(self, imap_server: ImapServer) -> None:
        anna = imap_server.new_user()
        imap_server.lay(anna, [mail(number) for number in range(250)])
        words = [f"F-2026-{place:04}" for place in range(1_000)]

        with Listener(imap_server.port) as wire:
            fetched(
                imap_server,
                anna,
                wanted=lambda _: False,
                words=words,
                account={"security": "none", "port": wire.port},
            )

        asked = [each for each in wire.questions if " BODY " in each]
        assert len(asked) == 3 * (reading.MOST_WORDS // 50)
        assert max(map(len, asked)) < 2_000
        assert "F-2026-0200" not in "".join(asked)

    def test_words_that_are_none_ask_nothing(self, imap_server: ImapServer) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(anna, mail(1))

        with Listener(imap_server.port) as wire:
            fetched(imap_server, anna, account={"security": "none", "port": wire.port})

        assert not [each for each in wire.questions if "SEARCH" in each and "BODY" in each]
