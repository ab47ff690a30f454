import dataclasses
from typing import Any

import pytest
from tests.channels.https_server import HttpsServer, Reply

from voldaan.channels import https
from voldaan.channels.https import Answer, BadServer, Server
from voldaan.channels.outcome import SendFailed, SendUnsure

HASTY: dict[str, Any] = {"timeout_seconds": 0.2, "total_seconds": 0.6}
BIG = b"x" * 16_777_216


def yes() -> HttpsServer:
    """Give a server that says yes."""
    return HttpsServer(lambda _: Reply(200, {"ok": True}))


def post(server: HttpsServer, body: bytes = b'{"a": 1}', **changes: Any) -> Answer:
    """Post something to it."""
    return https.post(
        server.server(**changes), path="/v1?x=1", headers={"X-Key": "k"}, body=body
    )


class TestPost:
    def test_hands_over_the_request_and_gives_the_answer(self) -> None:
        with yes() as server:
            answer = post(server)

        (request,) = server.requests
        assert answer == Answer(200, b'{"ok": true}', None)
        assert (request.method, request.path, request.body) == ("POST", "/v1?x=1", b'{"a": 1}')
        assert request.headers["x-key"] == "k"
        assert request.headers["host"] == f"127.0.0.1:{server.port}"

    def test_carries_a_large_body_byte_for_byte(self) -> None:
        with yes() as server:
            post(server, BIG)

        assert server.requests[0].body == BIG

    def test_waits_for_a_slow_answer(self) -> None:
        with yes() as server:
            server.fault("slow")

            assert post(server).status == 200

    @pytest.mark.parametrize("status", [201, 301, 404, 429, 503])
    def test_gives_every_status_and_follows_nothing(self, status: int) -> None:
        headers = {"Location": "/elsewhere"}
        with HttpsServer(lambda _: Reply(status, {}, headers)) as server:
            assert post(server).status == status

        assert len(server.requests) == 1

    @pytest.mark.parametrize(
        ("said", "seconds"),
        [("30", 30), (" 7 ", 7), ("999999999", 604_800), ("1" * 5_000, None), ("-1", None),
         ("Wed, 21 Oct 2026 07:28:00 GMT", None), ("", None)],
    )  # fmt: skip
    def test_reads_how_long_to_wait(self, said: str, seconds: int | None) -> None:
        with HttpsServer(lambda _: Reply(429, {}, {"Retry-After": said})) as server:
            assert post(server).retry_after_seconds == seconds

    @pytest.mark.parametrize("what", ["half", "endless"])
    def test_says_when_the_body_is_not_to_be_had(self, what: str) -> None:
        with yes() as server:
            server.fault(what)

            assert post(server) == Answer(200, None, None)

    def test_takes_a_body_of_the_largest_size(self) -> None:
        with HttpsServer(lambda _: Reply(200, b"x" * https.LARGEST_ANSWER)) as server:
            body = post(server).body

        assert body is not None
        assert len(body) == https.LARGEST_ANSWER

    def test_reads_an_answer_in_chunks(self) -> None:
        with yes() as server:
            server.fault(
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
            )

            assert post(server).body == b"{}"

    def test_hears_who_answers_before_the_end(self) -> None:
        with yes() as server:
            server.fault("answer_early")

            assert post(server, BIG) == Answer(413, b"{}", None)

        assert server.requests == []

    @pytest.mark.parametrize("rest", [b"5\r\n{}", b"-1\r\n{}", b"x" * 70_000])
    def test_says_when_chunks_are_broken(self, rest: bytes) -> None:
        with yes() as server:
            server.fault(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + rest)

            assert post(server).body is None


class TestCertainlyNotSent:
    @pytest.mark.parametrize(
        ("what", "reason"), [("close_at_once", "connection_lost"), ("hang_at_once", "timeout")]
    )
    def test_is_what_breaks_before_the_encryption(self, what: str, reason: str) -> None:
        with yes() as server:
            server.fault(what)

            with pytest.raises(SendFailed) as raised:
                post(server, **HASTY)

        assert (raised.value.reason, raised.value.permanent) == (reason, False)
        assert server.requests == []

    def test_is_what_breaks_halfway_the_body(self) -> None:
        with yes() as server:
            server.fault("close_early")

            with pytest.raises(SendFailed) as raised:
                post(server, BIG)

        assert raised.value.reason == "connection_lost"
        assert server.requests == []

    def test_is_a_goodbye_before_the_last_byte(self) -> None:
        with yes() as server:
            server.fault("leave_early")

            with pytest.raises(SendFailed) as raised:
                post(server, BIG)

        assert raised.value.reason == "connection_lost"

    def test_is_a_port_where_nobody_listens(self) -> None:
        with yes() as server:
            pass

        with pytest.raises(SendFailed) as raised:
            post(server)

        assert raised.value.reason == "connection_refused"

    def test_is_a_certificate_of_somebody_else(self) -> None:
        with yes() as server, pytest.raises(SendFailed) as raised:
            post(server, host="localhost")

        assert (raised.value.reason, raised.value.permanent) == ("certificate", True)
        assert server.requests == []

    def test_is_a_certificate_that_nobody_vouches_for(self) -> None:
        with yes() as server, pytest.raises(SendFailed) as raised:
            post(server, ca_file="")

        assert raised.value.reason == "certificate"

    def test_is_a_file_of_certificates_that_is_not_there(self) -> None:
        with yes() as server, pytest.raises(SendFailed) as raised:
            post(server, ca_file="/nowhere/ca.pem")

        assert (raised.value.reason, raised.value.permanent) == ("ca_file", True)


class TestPerhapsSent:
    @pytest.mark.parametrize(
        ("what", "reason"),
        [
            ("close_after", "connection_lost"),
            ("hang_after", "timeout"),
            ("drip", "timeout"),
            (b"220 mail.example ESMTP\r\n", "protocol"),
            (b"\0\xff\xfe", "protocol"),
            (b"HTTP/1.1 abc\r\n\r\n", "protocol"),
            (b"HTTP/1.1 200 OK\r\nA: " + b"x" * 70_000 + b"\r\n\r\n", "protocol"),
            (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n", "protocol"),
            (b"HTTP/1.1 100 Continue\r\n\r\n" * 30_000, "protocol"),
            (b"HTTP/1.1 103 Early Hints\r\n\r\n", "protocol"),
        ],
    )
    def test_is_what_breaks_after_the_last_byte(self, what: bytes | str, reason: str) -> None:
        waits: Any = HASTY if what in {"hang_after", "drip"} else {}
        with yes() as server:
            server.fault(what)

            with pytest.raises(SendUnsure) as raised:
                post(server, **waits)

        assert raised.value.reason == reason
        assert len(server.requests) == 1


class TestServer:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"host": ""}, "host"),
            ({"host": "a b.example"}, "host"),
            ({"host": "a.example\r\nX: y"}, "host"),
            ({"host": "a" * 254}, "host"),
            ({"host": "user@a.example"}, "host"),
            ({"port": 0}, "port"),
            ({"port": 65_536}, "port"),
            ({"timeout_seconds": 0}, "timeout_seconds"),
            ({"timeout_seconds": 61}, "timeout_seconds"),
        ],
    )
    def test_refuses_what_cannot_be(self, changes: Any, field: str) -> None:
        with pytest.raises(BadServer) as raised:
            dataclasses.replace(Server("a.example"), **changes)

        assert raised.value.field == field
