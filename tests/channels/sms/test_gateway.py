import traceback
from typing import Any

import pytest
from tests.channels.https_server import HttpsServer, Reply
from tests.channels.sms.gateway_fake import (
    KEY,
    GatewayService,
    account,
    outgoing,
    refused,
)

from voldaan.channels.outcome import Receipt, SendFailed, SendUnsure
from voldaan.channels.sms import gateway
from voldaan.channels.sms.shapes import BadMessage

HASTY: dict[str, Any] = {"timeout_seconds": 0.2, "total_seconds": 0.6}
DIRK = "0031612345678"


def yes(**changes: Any) -> bytes:
    """Give the documented yes, with ``changes`` to the message."""
    message = {"to": DIRK, "status": "Accepted", "reference": "bericht17", "parts": 1,
               "messageDetails": None, "messageErrorCode": 0} | changes  # fmt: skip
    whole = {"details": "Created 1 message(s)", "errorCode": 0, "messages": [message]}
    return Reply(200, whole).as_bytes()


def failure(answer: Any) -> SendFailed:
    """Send, expect it to fail for certain, and give how."""
    with HttpsServer(answer) as server, pytest.raises(SendFailed) as raised:
        gateway.send(outgoing(), account=account(server))
    return raised.value


class TestSend:
    def test_hands_over_the_message(self) -> None:
        with HttpsServer(GatewayService()) as server:
            receipt = gateway.send(outgoing(), account=account(server))

        assert receipt == Receipt("bericht17", "Accepted, 1 parts", 7)
        (request,) = server.requests
        assert request.headers["x-cm-producttoken"] == KEY
        assert request.headers["idempotency-key"] == "bericht17"
        assert request.json == {
            "messages": {
                "msg": [
                    {
                        "allowedChannels": ["SMS"],
                        "from": "Anna de Wit",
                        "to": [{"number": DIRK}],
                        "minimumNumberOfMessageParts": 1,
                        "maximumNumberOfMessageParts": 1,
                        "body": {"type": "auto", "content": outgoing().text},
                        "reference": "bericht17",
                    }
                ]
            }
        }

    @pytest.mark.parametrize(
        ("text", "cents"),
        [("a" * 160, 7), ("a" * 161, 14), ("€" * 90, 14), ("ë" * 71, 14), ("😊" * 30, 7)],
    )
    def test_costs_what_the_gateway_counts_and_so_do_we(self, text: str, cents: int) -> None:
        with HttpsServer(GatewayService()) as server:
            assert (
                gateway.send(outgoing(text=text), account=account(server)).cost_cents == cents
            )

    def test_believes_the_gateway_about_the_parts(self) -> None:
        with HttpsServer(GatewayService()) as server:
            server.fault(yes(parts=3))

            assert gateway.send(outgoing(), account=account(server)).cost_cents == 21

    def test_speaks_to_no_server_for_a_message_that_cannot_be(self) -> None:
        with HttpsServer(GatewayService()) as server, pytest.raises(BadMessage):
            gateway.send(outgoing(text=""), account=account(server))

        assert server.requests == []

    def test_waits_for_a_slow_yes(self) -> None:
        with HttpsServer(GatewayService()) as server:
            server.fault("slow")

            assert gateway.send(outgoing(), account=account(server)).message_id == "bericht17"


class TestSendFailed:
    @pytest.mark.parametrize(
        ("code", "reason", "permanent"),
        [(301, "sender_refused", True), (302, "recipient_refused", True),
         (303, "recipient_refused", True), (304, "message_refused", True),
         (401, "message_refused", True), (402, "recipient_refused", True),
         (500, "server_unwilling", False)],
    )  # fmt: skip
    def test_says_why_the_message_was_refused(
        self, code: int, reason: str, permanent: bool
    ) -> None:
        failed = failure(GatewayService(refusals={DIRK: code}))

        assert (failed.reason, failed.permanent) == (reason, permanent)
        assert (failed.code, failed.server_text) == (code, "Not so")

    @pytest.mark.parametrize(
        ("code", "reason"),
        [(101, "login_refused"), (102, "out_of_money"), (103, "login_refused"),
         (202, "message_refused"), (203, "message_refused")],
    )  # fmt: skip
    def test_says_why_the_request_was_refused(self, code: int, reason: str) -> None:
        failed = failure(lambda _: refused(code, "No"))

        assert (failed.reason, failed.code, failed.permanent) == (reason, code, True)

    def test_hears_of_an_empty_balance(self) -> None:
        assert failure(GatewayService(balance_cents=0)).reason == "out_of_money"

    def test_says_how_long_to_wait(self) -> None:
        failed = failure(lambda _: Reply(429, b"", {"Retry-After": "30"}))

        assert (failed.reason, failed.permanent) == ("rate_limited", False)
        assert failed.retry_after_seconds == 30

    @pytest.mark.parametrize(
        ("status", "reason", "permanent"),
        [(302, "protocol", True), (400, "message_refused", True), (401, "login_refused", True),
         (402, "out_of_money", True), (403, "not_allowed", True),
         (404, "message_refused", True), (408, "timeout", False), (429, "rate_limited", False)],
    )  # fmt: skip
    @pytest.mark.parametrize("content", [b"", b"<html>", {"errorCode": "x"}, {"errorCode": 77}])
    def test_goes_by_the_status_where_the_answer_says_nothing(
        self, status: int, reason: str, permanent: bool, content: Any
    ) -> None:
        failed = failure(lambda _: Reply(status, content))

        assert (failed.reason, failed.permanent) == (reason, permanent)

    def test_is_a_refusal_within_a_yes(self) -> None:
        message = {"status": "Rejected", "messageErrorCode": 304, "messageDetails": "Empty"}
        whole = {"errorCode": 201, "messages": [message]}

        assert failure(lambda _: Reply(200, whole)).code == 304

    @pytest.mark.parametrize(
        ("what", "reason"), [("close_at_once", "connection_lost"), ("hang_at_once", "timeout")]
    )
    def test_is_what_breaks_before_the_message_was_whole(self, what: str, reason: str) -> None:
        with HttpsServer(GatewayService()) as server:
            server.fault(what)

            with pytest.raises(SendFailed) as raised:
                gateway.send(outgoing(), account=account(server, **HASTY))

        assert raised.value.reason == reason
        assert server.requests == []


class TestSendUnsure:
    @pytest.mark.parametrize(
        ("what", "reason"),
        [
            ("close_after", "connection_lost"),
            ("hang_after", "timeout"),
            ("drip", "timeout"),
            ("half", "protocol"),
            ("endless", "protocol"),
            (b"nonsense", "protocol"),
            (Reply(200, b"").as_bytes(), "protocol"),
            (Reply(200, b"<html>").as_bytes(), "protocol"),
            (Reply(200, {"errorCode": 0}).as_bytes(), "protocol"),
            (Reply(200, {"errorCode": 0, "messages": []}).as_bytes(), "protocol"),
            (Reply(200, {"errorCode": 0, "messages": [1]}).as_bytes(), "protocol"),
            (Reply(200, {"errorCode": 0, "messages": [{}, {}]}).as_bytes(), "protocol"),
            (Reply(200, {"errorCode": 999, "messages": []}).as_bytes(), "protocol"),
            (yes(parts=0), "protocol"),
            (yes(parts="many"), "protocol"),
            (yes(reference="ander"), "protocol"),
            (yes(status="Perhaps"), "protocol"),
            (yes(messageErrorCode=401), "protocol"),
            (yes().replace(b" 200 ", b" 400 "), "protocol"),
            (Reply(409, b"").as_bytes(), "duplicate"),
            (Reply(500, b"").as_bytes(), "server_error"),
            (Reply(502, b"<html>Bad gateway").as_bytes(), "server_error"),
            (Reply(503, {"errorCode": 999}).as_bytes(), "server_error"),
        ],
    )
    def test_is_everything_that_says_neither_yes_nor_no(
        self, what: bytes | str, reason: str
    ) -> None:
        waits: Any = HASTY if what in {"hang_after", "drip"} else {}
        with HttpsServer(GatewayService()) as server:
            server.fault(what)

            with pytest.raises(SendUnsure) as raised:
                gateway.send(outgoing(), account=account(server, **waits))

        assert raised.value.reason == reason
        assert len(server.requests) == 1


class TestKey:
    def test_is_in_no_error_when_the_gateway_repeats_it(self) -> None:
        wrong = "oud-geheim"
        with HttpsServer(GatewayService()) as server, pytest.raises(SendFailed) as raised:
            gateway.send(outgoing(), account=account(server, api_key=wrong))

        assert raised.value.reason == "login_refused"
        assert wrong not in "".join(traceback.format_exception(raised.value))

    def test_is_in_no_error_of_another_kind(self) -> None:
        failed = failure(lambda _: refused(202, f"{KEY} sent nonsense"))

        assert failed.server_text == "… sent nonsense"
