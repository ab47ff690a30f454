"""What fails at the door: each has its own name, and none shows the password."""

import socket

import pytest
from tests.connectors.mailbox.failing import MOMENTS, failure, failure_of, look
from tests.connectors.mailbox.scripted import PASSWORD, POLITE, Scripted
from tests.imap_server import ImapServer, imap_server

from voldaan.connectors import mailbox
from voldaan.connectors.mailbox import Account

__all__ = ["imap_server"]


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
