"""A server that stumbles over the search for words keeps no mail out."""

import time
from datetime import date
from typing import Any

import pytest
from tests.connectors.mailbox.scripted import MAIL, Scripted, close, drip, half, hang

from voldaan.connectors import mailbox
from voldaan.connectors.mailbox import Fetched, Headers, MailboxFailed


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

    def test_hides_no_failure_of_the_rest(self) -> None:
        with (
            Scripted(naming=close, bodies=b"{tag} NO Away\r\n") as server,
            pytest.raises(MailboxFailed) as raised,
        ):
            look(server, is_wanted=True)

        assert raised.value.reason == "refused"
