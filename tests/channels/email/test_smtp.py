import socket
from typing import Any

import pytest
from tests.channels.email.messages import outgoing
from tests.smtp_server import SmtpServer, smtp_server

from voldaan.channels.email import message, smtp
from voldaan.channels.email.shapes import Attachment

__all__ = ["smtp_server"]

ANNA = {"anna@anna.example": "hemel € 7"}
HASTY = {"timeout_seconds": 0.1, "total_seconds": 0.5}

BIG = Attachment("factuur.pdf", "application/pdf", bytes(range(256)) * 16_384)


def failure(server: SmtpServer, *, sent: Any = None, **changes: Any) -> smtp.SendFailed:
    """Send, expect it to fail for certain, and give how."""
    with pytest.raises(smtp.SendFailed) as raised:
        smtp.send(sent or outgoing(), account=server.account(**changes))
    return raised.value


def waits(what: str) -> dict[str, float]:
    """Give short waits for a server that says nothing, and patience for any other."""
    return HASTY if what in {"hang", "drip"} else {}


class TestSend:
    @pytest.mark.parametrize("security", ["none", "starttls", "ssl"])
    def test_delivers_over_every_kind_of_connection(self, security: Any) -> None:
        with SmtpServer(security=security, users=ANNA) as server:
            receipt = smtp.send(outgoing(), account=server.account())

        (received,) = server.messages
        assert receipt == smtp.Receipt(
            "<0192f3a4-6d1c@anna.example>", "250 2.0.0 Queued as 4711"
        )
        assert received.mail_from == "anna@anna.example"
        assert received.rcpt_to == ["dirk@dirk.example"]
        assert received.login == "anna@anna.example"
        assert received.content == bytes(message.build(outgoing()))

    def test_logs_in_the_old_way_where_there_is_no_other(self) -> None:
        with SmtpServer(security="ssl", users=ANNA, without_login=("PLAIN",)) as server:
            smtp.send(outgoing(), account=server.account())

        assert server.messages[0].login == "anna@anna.example"

    def test_does_not_log_in_without_a_name(self) -> None:
        with SmtpServer() as server:
            smtp.send(outgoing(), account=server.account())

        assert server.messages[0].login is None

    def test_keeps_lines_that_begin_with_a_dot(self, smtp_server: SmtpServer) -> None:
        text = ".\n..\n.een punt\n\n.\nMAIL FROM:<chris@elders.example>\n"

        smtp.send(outgoing(body_text=text), account=smtp_server.account())

        (received,) = smtp_server.messages
        assert received.email.get_content().replace("\r\n", "\n") == text

    def test_carries_a_file_of_four_megabytes_byte_for_byte(self) -> None:
        with SmtpServer(security="ssl") as server:
            smtp.send(outgoing(attachments=(BIG,)), account=server.account())

        (file,) = server.messages[0].email.iter_attachments()
        assert file.get_content() == BIG.content

    def test_carries_umlauts_and_euros_everywhere(self, smtp_server: SmtpServer) -> None:
        sent = outgoing(
            subject="Factuur € 1.234,56", to_name="Jörg Müller", to_address="info@köln.example",
            body_text="Groeten, Zoë\n",
        )  # fmt: skip

        smtp.send(sent, account=smtp_server.account())

        (received,) = smtp_server.messages
        assert received.rcpt_to == ["info@xn--kln-sna.example"]
        assert received.email["Subject"] == "Factuur € 1.234,56"
        assert received.email["To"].addresses[0].display_name == "Jörg Müller"
        assert received.email.get_content() == "Groeten, Zoë\r\n"

    def test_writes_to_letters_before_the_at_where_the_server_can(self) -> None:
        with SmtpServer() as server:
            smtp.send(outgoing(to_address="jörg@dirk.example"), account=server.account())

        assert server.messages[0].rcpt_to == ["jörg@dirk.example"]

    def test_speaks_to_no_server_for_a_message_that_cannot_be(
        self, smtp_server: SmtpServer
    ) -> None:
        with pytest.raises(message.BadMessage):
            smtp.send(outgoing(subject="a\r\nBcc: x@y.example"), account=smtp_server.account())

        assert smtp_server.commands == []

    @pytest.mark.parametrize("what", ["close", "hang", "500 What?", "drip"])
    def test_is_done_whatever_the_server_does_at_goodbye(
        self, smtp_server: SmtpServer, what: str
    ) -> None:
        smtp_server.fault("quit", what)

        smtp.send(outgoing(), account=smtp_server.account())

        assert len(smtp_server.messages) == 1


class TestSendFailed:
    @pytest.mark.parametrize(
        ("moment", "answer", "outcome"),
        [
            ("connect", "554 5.7.1 Go away", ("server_unwilling", True)),
            ("connect", "421 4.3.2 Too busy", ("server_unwilling", False)),
            ("auth", "454 4.7.0 Try later", ("login_refused", False)),
            ("auth", "535 5.7.8 Wrong", ("login_refused", True)),
            ("mail", "553 5.7.1 Not your address", ("sender_refused", True)),
            ("mail", "451 4.3.0 Try later", ("sender_refused", False)),
            ("rcpt", "550 5.1.1 No such mailbox", ("recipient_refused", True)),
            ("rcpt", "450 4.2.1 Mailbox busy", ("recipient_refused", False)),
            ("rcpt", "451 4.7.1 Greylisted", ("recipient_refused", False)),
            ("data", "554 5.5.1 No", ("message_refused", True)),
            ("data", "250 Strange", ("protocol", False)),
            ("dot", "554 5.7.1 Looks like spam", ("message_refused", True)),
            ("dot", "452 4.3.1 Disk full", ("message_refused", False)),
            ("dot", "421 4.3.0 Closing", ("message_refused", False)),
        ],
    )  # fmt: skip
    def test_carries_the_answer_of_the_server(
        self, smtp_server: SmtpServer, moment: Any, answer: str, outcome: Any
    ) -> None:
        smtp_server.fault(moment, answer)

        failed = failure(smtp_server)

        assert (failed.reason, failed.permanent) == outcome
        assert f"{failed.smtp_code} {failed.server_text}" == answer
        assert smtp_server.messages == []

    @pytest.mark.parametrize("moment", ["connect", "ehlo", "auth", "mail", "rcpt", "data"])
    @pytest.mark.parametrize(
        ("what", "reason"),
        [
            ("close", "connection_lost"),
            ("hang", "timeout"),
            ("HTTP/1.1 400 Bad Request", "protocol"),
        ],
    )
    def test_is_certain_whatever_breaks_before_the_message(
        self, smtp_server: SmtpServer, moment: Any, what: str, reason: str
    ) -> None:
        smtp_server.fault(moment, what)

        failed = failure(smtp_server, **waits(what))

        assert (failed.reason, failed.permanent) == (reason, False)
        assert smtp_server.messages == []

    @pytest.mark.parametrize(
        ("security", "what", "reason"),
        [("none", "close", "connection_lost"), ("ssl", "hang", "timeout")],
    )
    def test_is_certain_whatever_breaks_halfway_through_the_message(
        self, security: Any, what: str, reason: str
    ) -> None:
        with SmtpServer(security=security) as server:
            server.fault("mid_data", what)
            failed = failure(server, sent=outgoing(attachments=(BIG,)), **waits(what))

        assert (failed.reason, failed.permanent) == (reason, False)
        assert server.messages == []

    @pytest.mark.parametrize("moment", ["connect", "rcpt"])
    def test_comes_in_time_when_letters_only_drip_in(
        self, smtp_server: SmtpServer, moment: Any
    ) -> None:
        smtp_server.fault(moment, "drip")

        assert failure(smtp_server, **HASTY).reason == "timeout"

    def test_lets_a_greylisted_message_through_the_second_time(
        self, smtp_server: SmtpServer
    ) -> None:
        smtp_server.fault("rcpt", "451 4.7.1 Greylisted", times=1)

        assert not failure(smtp_server).permanent
        smtp.send(outgoing(), account=smtp_server.account())

        assert len(smtp_server.messages) == 1

    def test_is_certain_for_a_short_message_cut_off_halfway(
        self, smtp_server: SmtpServer
    ) -> None:
        smtp_server.fault("data", "354 Go on\r\n554 5.7.1 Changed my mind")

        failed = failure(smtp_server)

        assert (failed.reason, failed.permanent) == ("message_refused", True)

    def test_names_a_wrong_password_and_tries_it_once(self, smtp_server: SmtpServer) -> None:
        failed = failure(smtp_server, password="verkeerd")

        assert (failed.reason, failed.permanent, failed.smtp_code) == (
            "login_refused",
            True,
            535,
        )
        assert smtp_server.commands.count("auth") == 1
        assert "verkeerd" not in str(failed)

    def test_names_a_server_where_nobody_can_log_in(self) -> None:
        with SmtpServer(users=ANNA, without_login=("PLAIN", "LOGIN")) as server:
            assert failure(server).reason == "login_not_offered"

    def test_names_a_certificate_that_nobody_vouches_for(self) -> None:
        with SmtpServer(security="starttls", users=ANNA) as server:
            failed = failure(server, ca_file="")

        assert (failed.reason, failed.permanent) == ("certificate", True)
        assert "auth" not in server.commands

    @pytest.mark.parametrize("security", ["starttls", "ssl"])
    def test_names_a_certificate_of_another_name(self, security: Any) -> None:
        with SmtpServer(security=security, users=ANNA) as server:
            failed = failure(server, host="localhost")

        assert failed.reason == "certificate"
        assert "localhost" in failed.server_text

    def test_names_a_server_that_does_not_encrypt(self, smtp_server: SmtpServer) -> None:
        failed = failure(smtp_server, security="starttls")

        assert (failed.reason, failed.permanent) == ("tls_not_offered", True)
        assert "auth" not in smtp_server.commands

    def test_names_an_encryption_put_off(self) -> None:
        with SmtpServer(security="starttls", users=ANNA) as server:
            server.fault("starttls", "454 4.3.0 Not now")
            failed = failure(server)

        assert (failed.reason, failed.permanent) == ("server_unwilling", False)

    def test_names_encryption_on_the_wrong_port(self, smtp_server: SmtpServer) -> None:
        assert failure(smtp_server, security="ssl").reason == "tls"

    def test_names_a_missing_file_of_certificates(self, smtp_server: SmtpServer) -> None:
        failed = failure(smtp_server, ca_file="/nowhere/ca.pem")

        assert (failed.reason, failed.permanent) == ("ca_file", True)

    def test_never_shows_a_password_to_the_network(
        self, smtp_server: SmtpServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # The other side is this machine; let it look like one far away.
        monkeypatch.setattr(
            "voldaan.channels.email.connection.Connection.stays_on_this_machine", False
        )

        failed = failure(smtp_server)

        assert (failed.reason, failed.permanent) == ("password_in_clear", True)
        assert "auth" not in smtp_server.commands

    def test_names_a_message_that_is_too_large(self) -> None:
        with SmtpServer(largest_bytes=100) as server:
            failed = failure(server)

        assert (failed.reason, failed.permanent) == ("too_large", True)
        assert "mail" not in server.commands

    def test_names_letters_before_the_at_that_the_server_cannot_carry(self) -> None:
        with SmtpServer(smtputf8=False) as server:
            failed = failure(server, sent=outgoing(to_address="jörg@dirk.example"))

        assert (failed.reason, failed.permanent) == ("needs_smtputf8", True)

    def test_names_a_port_where_nobody_listens(self, smtp_server: SmtpServer) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]

        failed = failure(smtp_server, port=port)

        assert (failed.reason, failed.permanent) == ("connection_refused", False)

    def test_names_a_host_that_does_not_exist(
        self, smtp_server: SmtpServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def unknown(*_: object, **__: object) -> None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", unknown)

        failed = failure(smtp_server, host="mail.anna.example")

        assert (failed.reason, failed.permanent) == ("host_unknown", False)

    def test_repeats_the_server_on_one_bounded_line(self, smtp_server: SmtpServer) -> None:
        smtp_server.fault("rcpt", "550-" + "lang " * 300 + "\r\n550 \x1b[31mrood\x00")

        failed = failure(smtp_server)

        assert len(failed.server_text) <= 500
        assert failed.server_text.isprintable()

    @pytest.mark.parametrize("answer", ["550-" + "x" * 20_000, "550-x\r\n" * 200 + "550 x"])
    def test_stops_listening_to_an_endless_answer(
        self, smtp_server: SmtpServer, answer: str
    ) -> None:
        smtp_server.fault("rcpt", answer)

        assert failure(smtp_server).reason == "protocol"


class TestSendUnsure:
    @pytest.mark.parametrize(
        ("security", "what", "reason"),
        [
            ("none", "close", "connection_lost"),
            ("none", "drop", "connection_lost"),
            ("none", "hang", "timeout"),
            ("starttls", "close", "connection_lost"),
            ("ssl", "close", "connection_lost"),
            ("ssl", "drip", "timeout"),
        ],
    )
    def test_is_what_silence_after_the_last_dot_means(
        self, security: Any, what: str, reason: str
    ) -> None:
        with SmtpServer(security=security) as server:
            server.fault("dot", what)
            with pytest.raises(smtp.SendUnsure) as raised:
                smtp.send(outgoing(), account=server.account(**waits(what)))

        assert raised.value.reason == reason
        assert len(server.messages) == (what != "drop")

    @pytest.mark.parametrize("answer", ["354 Go on", "250-half of it\r\nnonsense", "25", "2ok"])
    def test_is_what_an_answer_that_says_nothing_means(
        self, smtp_server: SmtpServer, answer: str
    ) -> None:
        smtp_server.fault("dot", answer)

        with pytest.raises(smtp.SendUnsure) as raised:
            smtp.send(outgoing(), account=smtp_server.account())

        assert raised.value.reason == "protocol"

    def test_waits_longer_for_the_last_answer_than_for_others(
        self, smtp_server: SmtpServer
    ) -> None:
        smtp_server.answer_after_seconds = 0.2

        smtp.send(outgoing(), account=smtp_server.account(timeout_seconds=0.1, total_seconds=3))

        assert len(smtp_server.messages) == 1


class TestCheck:
    @pytest.mark.parametrize("security", ["starttls", "ssl"])
    def test_says_what_the_server_can_without_sending(self, security: Any) -> None:
        with SmtpServer(security=security, users=ANNA, largest_bytes=1_000) as server:
            checked = smtp.check(server.account())

        assert checked == smtp.Checked(
            encrypted=True, logged_in=True, largest_bytes=1_000, smtputf8=True
        )
        assert "mail" not in server.commands

    def test_fails_as_sending_would(self, smtp_server: SmtpServer) -> None:
        with pytest.raises(smtp.SendFailed, match="login_refused"):
            smtp.check(smtp_server.account(password="verkeerd"))
