import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.connectors.mailbox.scripted import Listener
from tests.imap_server import RECEIVED_AT, ImapServer, imap_server

from voldaan.connectors import mailbox
from voldaan.connectors.mailbox import Fetched, Headers, Place, reading

__all__ = ["imap_server"]

DAY = date(2026, 10, 1)
BEFORE = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)


def mail(number: int = 1, *, sender: str = "dirk@dirk.example", size: int = 0) -> bytes:
    head = f"From: {sender}\r\nTo: anna@anna.example\r\nSubject: Bericht {number}\r\n"
    head += f"Message-ID: <{number}@dirk.example>\r\nX-Private: geheim\r\n\r\nHoi Anna,\r\n"
    return head.encode() + b"x" * size + b"\r\n"


def everything(_: Headers) -> bool:
    return True


def from_dirk(headers: Headers) -> bool:
    return "dirk@dirk.example" in headers.values("From")[0]


def fails(_: Headers) -> bool:
    raise KeyError("vink")


def kept_in(asked: list[Headers]) -> Callable[[Headers], bool]:
    """Give a function that wants nothing and remembers what it was asked."""

    def wanted(headers: Headers) -> bool:
        asked.append(headers)
        return False

    return wanted


def fetched(server: ImapServer, user: str, **changes: Any) -> Fetched:
    facts: dict[str, Any] = {"place": None, "since": DAY, "most": 50, "wanted": everything}
    account = server.account(user, **changes.pop("account", {}))
    return mailbox.fetch(account, **(facts | changes))


def read_to_the_end(server: ImapServer, user: str, **changes: Any) -> list[bytes]:
    """Fetch until nothing is left, as a job does."""
    found: list[bytes] = []
    place = None
    for _ in range(100):
        look = fetched(server, user, place=place, **changes)
        found += [each.content for each in look.mails]
        place = look.place
        if not look.left:
            return found
    raise AssertionError("it never ends")


def contents(look: Fetched) -> list[bytes]:
    return [each.content for each in look.mails]


class TestFetch:
    @pytest.mark.parametrize("security", ["tls", "starttls", "none"])
    def test_gives_what_was_sent_byte_for_byte(
        self, imap_server: ImapServer, security: str
    ) -> None:
        anna = imap_server.new_user()
        sent = [mail(1), b"Subject: \xff\xfe {5}\r\n\r\n\x01)\r\n* BYE\r\nV9 OK\r\n", mail(3)]
        imap_server.deliver(anna, *sent)

        look = fetched(imap_server, anna, account={"security": security})

        assert contents(look) == sent
        assert [each.uid for each in look.mails] == [1, 2, 3]
        assert {each.received_at for each in look.mails} == {RECEIVED_AT}
        assert (look.left, look.skipped, look.restarted) == (0, (), False)
        assert look.place.next_uid == 4

    def test_changes_nothing_in_the_mailbox(self, imap_server: ImapServer) -> None:
        anna = imap_server.new_user()
        imap_server.lay(anna, [mail(1), mail(2)])

        fetched(imap_server, anna)

        # Recent is what a mail is until its owner's own program has seen it there.
        assert imap_server.flags(anna) == {1: "\\Recent", 2: "\\Recent"}

    def test_asks_nothing_that_could_change_something(self, imap_server: ImapServer) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(anna, mail(1))

        with Listener(imap_server.port) as wire:
            fetched(imap_server, anna, account={"security": "none", "port": wire.port})

        asked = [question.split(" BODY")[0] for question in wire.questions]
        assert [question for question in asked if question != "LOGOUT"] == [
            "CAPABILITY",
            "AUTHENTICATE PLAIN",
            'EXAMINE "INBOX"',
            "UID SEARCH UID 1:* SINCE 1-Oct-2026",
            "UID FETCH 1 (UID RFC822.SIZE INTERNALDATE",
            "UID FETCH 1 (UID",
        ]
        assert wire.asked.count(b"BODY") == wire.asked.count(b"BODY.PEEK") == 2

    def test_starts_with_the_first_day_in_an_old_mailbox(self, imap_server: ImapServer) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(anna, mail(1), mail(2), at=BEFORE)
        imap_server.deliver(anna, mail(3))

        look = fetched(imap_server, anna)

        assert contents(look) == [mail(3)]

    def test_remembers_where_it_is_in_a_mailbox_with_only_old_mail(
        self, imap_server: ImapServer
    ) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(anna, mail(1), mail(2), at=BEFORE)

        first = fetched(imap_server, anna)
        imap_server.deliver(anna, mail(3))
        second = fetched(imap_server, anna, place=first.place)

        assert (first.mails, first.left, first.place.next_uid) == ((), 0, 3)
        assert contents(second) == [mail(3)]

    def test_reads_an_empty_mailbox(self, imap_server: ImapServer) -> None:
        look = fetched(imap_server, imap_server.new_user())

        assert (look.mails, look.left, look.place.next_uid) == ((), 0, 1)

    def test_gives_again_what_was_not_kept(self, imap_server: ImapServer) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(anna, mail(1), mail(2))

        first = fetched(imap_server, anna)

        assert fetched(imap_server, anna) == first

    def test_misses_nothing_that_arrives_between_and_during(
        self, imap_server: ImapServer
    ) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(anna, *map(mail, range(1, 6)))
        arriving = iter(range(6, 9))

        def more_arrives(_: Headers) -> bool:
            for number in arriving:
                imap_server.deliver(anna, mail(number))
                break
            return True

        found = read_to_the_end(imap_server, anna, most=2, wanted=more_arrives)

        assert found == [mail(number) for number in range(1, 9)]

    def test_reads_what_is_older_but_came_later(self, imap_server: ImapServer) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(anna, mail(1))
        place = fetched(imap_server, anna).place
        imap_server.deliver(anna, mail(2), at=BEFORE)

        assert contents(fetched(imap_server, anna, place=place)) == [mail(2)]

    def test_passes_over_gaps(self, imap_server: ImapServer) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(anna, *map(mail, range(1, 8)))
        imap_server.remove(anna, 2, 3, 7)

        look = fetched(imap_server, anna)

        assert [each.uid for each in look.mails] == [1, 4, 5, 6]
        assert look.place.next_uid == 8

    def test_starts_again_when_the_server_numbers_anew_and_says_so(
        self, imap_server: ImapServer
    ) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(anna, mail(1), at=BEFORE)
        imap_server.deliver(anna, mail(2), mail(3))
        before = fetched(imap_server, anna)
        imap_server.number_anew(anna)

        after = fetched(imap_server, anna, place=before.place)

        assert after.restarted
        assert after.place.uid_validity != before.place.uid_validity
        assert sorted(contents(after)) == [mail(2), mail(3)]
        assert not fetched(imap_server, anna, place=after.place).restarted

    def test_has_nothing_to_ask_behind_the_last_number(self, imap_server: ImapServer) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(anna, mail(1))
        place = Place(fetched(imap_server, anna).place.uid_validity, 2**32)

        assert fetched(imap_server, anna, place=place) == Fetched((), place, 0)

    def test_opens_another_folder(self, imap_server: ImapServer) -> None:
        anna = imap_server.new_user()
        imap_server.make_folder(anna, "Klanten &- Zo&AOs-")
        imap_server.deliver(anna, mail(1), folder="Klanten &- Zo&AOs-")

        look = fetched(imap_server, anna, account={"folder": "Klanten & Zoë"})

        assert contents(look) == [mail(1)]

    def test_refuses_to_fetch_nothing(self, imap_server: ImapServer) -> None:
        with pytest.raises(ValueError, match="0"):
            fetched(imap_server, imap_server.new_user(), most=0)


class TestWanted:
    def test_keeps_what_is_private_where_it_is(self, imap_server: ImapServer) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(anna, mail(1, sender="oma@oma.example", size=5_000), mail(2))

        with Listener(imap_server.port) as wire:
            look = fetched(
                imap_server,
                anna,
                wanted=from_dirk,
                account={"security": "none", "port": wire.port},
            )

        assert contents(look) == [mail(2)]
        assert b"xxx" not in wire.answered
        assert wire.answered.count(b"X-Private") == 1

    def test_transfers_no_body_when_nothing_is(self, imap_server: ImapServer) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(anna, *(mail(n, sender="oma@oma.example") for n in range(5)))

        look = fetched(imap_server, anna, wanted=lambda _: False)

        assert (look.mails, look.skipped, look.left, look.place.next_uid) == ((), (), 0, 6)
        assert bodies_read(imap_server, anna) == 0

    def test_is_asked_with_headers_only(self, imap_server: ImapServer) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(
            anna, b"To: a@anna.example,\r\n b@anna.example\r\nX-Private: geheim\r\n"
            b"auto-submitted: auto-replied\r\nReceived: here\r\n\r\nHoi"
        )  # fmt: skip
        asked: list[Headers] = []

        fetched(imap_server, anna, wanted=kept_in(asked))

        (headers,) = asked
        assert headers.values("to") == ("a@anna.example, b@anna.example",)
        assert headers.values("Auto-Submitted") == ("auto-replied",)
        assert headers.values("X-Private") == headers.values("Received") == ()
        assert b"Hoi" not in headers.content

    def test_hears_no_more_than_the_beginning_of_endless_headers(
        self, imap_server: ImapServer
    ) -> None:
        anna = imap_server.new_user()
        receivers = b",\r\n ".join(b"iemand@anna.example" for _ in range(5_000))
        imap_server.deliver(anna, b"From: d@dirk.example\r\nTo: " + receivers + b"\r\n\r\nHoi")
        asked: list[Headers] = []

        fetched(imap_server, anna, wanted=kept_in(asked))

        assert len(asked[0].content) == 32_768

    def test_may_fail_and_then_nothing_is_lost(self, imap_server: ImapServer) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(anna, mail(1))

        with pytest.raises(KeyError):
            fetched(imap_server, anna, wanted=fails)

        assert contents(fetched(imap_server, anna)) == [mail(1)]


class TestBounds:
    def test_hold_for_the_number_of_mails(self, imap_server: ImapServer) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(anna, *map(mail, range(5)))

        look = fetched(imap_server, anna, most=2)

        assert contents(look) == [mail(0), mail(1)]
        assert (look.left, look.place.next_uid) == (3, 3)

    def test_hold_for_one_mail(
        self, imap_server: ImapServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reading, "LARGEST_MAIL", 1_000)
        anna = imap_server.new_user()
        imap_server.deliver(anna, mail(1), mail(2, size=1_000), mail(3))

        look = fetched(imap_server, anna)

        assert contents(look) == [mail(1), mail(3)]
        (skipped,) = look.skipped
        assert (skipped.uid, skipped.why) == (2, "too_large")
        assert skipped.headers.values("Subject") == ("Bericht 2",)
        assert bodies_read(imap_server, anna) == 2

    def test_hold_for_all_mails_together(
        self, imap_server: ImapServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reading, "MOST_BYTES", 2_500)
        anna = imap_server.new_user()
        sent = [mail(number, size=1_000) for number in range(5)]
        imap_server.deliver(anna, *sent)

        look = fetched(imap_server, anna)

        assert (contents(look), look.left) == (sent[:2], 3)
        assert read_to_the_end(imap_server, anna) == sent

    def test_hold_for_what_is_looked_at(
        self, imap_server: ImapServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reading, "MOST_LOOKED_AT", 4)
        monkeypatch.setattr(reading, "PAGE", 2)
        anna = imap_server.new_user()
        senders = ["oma@oma.example"] * 5 + ["dirk@dirk.example"]
        imap_server.deliver(anna, *(mail(n, sender=each) for n, each in enumerate(senders)))

        first = fetched(imap_server, anna, wanted=from_dirk)

        assert (first.mails, first.left, first.place.next_uid) == ((), 2, 5)
        assert read_to_the_end(imap_server, anna, wanted=from_dirk) == [mail(5)]

    def test_hold_for_the_round_trips_of_two_thousand_mails(
        self, imap_server: ImapServer
    ) -> None:
        anna = imap_server.new_user()
        sent = [mail(number) for number in range(2_000)]
        imap_server.lay(anna, sent)

        with Listener(imap_server.port) as wire:
            look = fetched(
                imap_server, anna, most=2_000,
                account={"security": "none", "port": wire.port},
            )  # fmt: skip

        assert contents(look) == sent
        assert look.left == 0
        assert len(wire.questions) <= 13


class TestOwner:
    def test_may_delete_a_mail_while_we_read(self, imap_server: ImapServer) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(anna, mail(1), mail(2), mail(3))

        def deletes(headers: Headers) -> bool:
            if headers.uid == 2:
                imap_server.remove(anna, 2)
            return True

        look = fetched(imap_server, anna, wanted=deletes)

        assert contents(look)[0] == mail(1)
        assert contents(look)[-1] == mail(3)
        # A server may still give what was there when the folder was opened.
        assert [each.uid for each in look.skipped] == [2] * (3 - len(look.mails))
        assert {each.why for each in look.skipped} <= {"gone", "refused"}
        assert look.place.next_uid == 4


def bodies_read(server: ImapServer, user: str) -> int:
    """Give how many bodies the server itself says it read for this user's last visit."""
    ends = time.monotonic() + 5
    while time.monotonic() < ends:
        said = _logged_out(server.log().splitlines(), user)
        if said:
            return sum(int(line.partition("bodies=")[2].split()[0]) for line in said)
        time.sleep(0.02)
    raise AssertionError(server.log())


def _logged_out(lines: Sequence[str], user: str) -> list[str]:
    visits = [line for line in lines if f"<{user}>" in line and "Login:" in line]
    said = [line for line in lines if f"imap({user})" in line and "bodies=" in line]
    return said if len(said) == len(visits) else []
