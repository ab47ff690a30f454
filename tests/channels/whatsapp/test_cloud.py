import traceback
from datetime import timedelta
from typing import Any

import pytest
from tests.channels.https_server import HttpsServer, Reply
from tests.channels.whatsapp.cloud_fake import (
    DIRK,
    NOON,
    NUMBER_ID,
    TOKEN,
    CloudService,
    account,
    error,
    outgoing,
)

from voldaan.channels.outcome import Receipt, SendFailed, SendUnsure
from voldaan.channels.whatsapp import cloud
from voldaan.channels.whatsapp.shapes import (
    BadMessage,
    FreeText,
    NoOptIn,
    Template,
    WindowClosed,
)

HASTY: dict[str, Any] = {"timeout_seconds": 0.2, "total_seconds": 0.6}
VINK = "+32470123456"
TEXT = FreeText("Prima, dan hoor ik het vrijdag.\nGroet, Anna 😊")


def failure(service: CloudService, **changes: Any) -> SendFailed:
    """Send, expect it to fail for certain, and give how."""
    with HttpsServer(service) as server, pytest.raises(SendFailed) as raised:
        cloud.send(outgoing(**changes), account=account(server))
    return raised.value


class TestSend:
    def test_hands_over_a_template(self) -> None:
        with HttpsServer(CloudService()) as server:
            receipt = cloud.send(outgoing(), account=account(server))

        assert receipt == Receipt("wamid.HBgLMzE2MTIz", "accepted", None)
        (request,) = server.requests
        assert request.path == f"/v24.0/{NUMBER_ID}/messages"
        assert request.json == {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": DIRK,
            "type": "template",
            "template": {
                "name": "herinnering",
                "language": {"code": "nl"},
                "components": [
                    {
                        "type": "body",
                        "parameters": [
                            {"type": "text", "text": "Dirk"},
                            {"type": "text", "text": "2026-014"},
                            {"type": "text", "text": "€ 121,00"},
                        ],
                    }
                ],
            },
            "biz_opaque_callback_data": "bericht-17",
        }

    def test_hands_over_a_template_without_places(self) -> None:
        with HttpsServer(CloudService()) as server:
            cloud.send(outgoing(content=Template("bedankt", "nl")), account=account(server))

        assert "components" not in server.requests[0].json["template"]

    def test_hands_over_free_text_within_the_window(self) -> None:
        heard = NOON - timedelta(hours=23, minutes=59)
        with HttpsServer(CloudService()) as server:
            cloud.send(outgoing(content=TEXT, last_heard_at=heard), account=account(server))

        assert server.requests[0].json["text"] == {"preview_url": False, "body": TEXT.text}

    def test_speaks_to_no_server_without_consent(self) -> None:
        with HttpsServer(CloudService()) as server, pytest.raises(NoOptIn):
            cloud.send(outgoing(opt_in=None), account=account(server))

        assert server.requests == []

    def test_speaks_to_no_server_when_the_window_is_closed(self) -> None:
        with HttpsServer(CloudService()) as server, pytest.raises(WindowClosed):
            cloud.send(outgoing(content=TEXT), account=account(server))

        assert server.requests == []

    def test_speaks_to_no_server_for_a_message_that_cannot_be(self) -> None:
        with HttpsServer(CloudService()) as server, pytest.raises(BadMessage):
            cloud.send(outgoing(content=FreeText("")), account=account(server))

        assert server.requests == []


class TestSendFailed:
    @pytest.mark.parametrize(
        ("code", "status", "reason", "permanent"),
        [
            (131047, 400, "window_closed", True),
            (131026, 400, "recipient_refused", True),
            (131050, 400, "recipient_refused", True),
            (131049, 400, "recipient_refused", False),
            (131056, 400, "rate_limited", False),
            (131056, 429, "rate_limited", False),
            (130429, 429, "rate_limited", False),
            (131048, 429, "rate_limited", True),
            (80007, 400, "rate_limited", False),
            (4, 429, "rate_limited", False),
            (190, 401, "login_refused", True),
            (0, 401, "login_refused", True),
            (10, 403, "not_allowed", True),
            (230, 403, "not_allowed", True),
            (368, 403, "not_allowed", True),
            (131042, 400, "out_of_money", True),
            (132015, 400, "template_refused", True),
            (133010, 400, "sender_refused", True),
            (131016, 500, "server_unwilling", False),
            (131000, 500, "server_unwilling", False),
            (2, 503, "server_unwilling", False),
            (1, 400, "message_refused", True),
            (999_999, 400, "message_refused", True),
            (999_999, 429, "rate_limited", False),
        ],
    )
    def test_says_what_the_code_means(
        self, code: int, status: int, reason: str, permanent: bool
    ) -> None:
        service = CloudService(refusals={DIRK: error(code, "No", status)})

        failed = failure(service)

        assert (failed.reason, failed.permanent) == (reason, permanent)
        assert (failed.code, failed.http_status) == (code, status)

    @pytest.mark.parametrize(
        ("status", "reason", "permanent"),
        [(301, "protocol", True), (400, "message_refused", True), (401, "login_refused", True),
         (403, "not_allowed", True), (404, "message_refused", True), (408, "timeout", False),
         (429, "rate_limited", False)],
    )  # fmt: skip
    @pytest.mark.parametrize(
        "content", [b"", b"<html>", {"error": "x"}, {"error": {"code": []}}]
    )
    def test_goes_by_the_status_where_the_answer_says_nothing(
        self, status: int, reason: str, permanent: bool, content: Any
    ) -> None:
        failed = failure(CloudService(refusals={DIRK: Reply(status, content)}))

        assert (failed.reason, failed.permanent, failed.code) == (reason, permanent, None)

    def test_says_how_long_to_wait(self) -> None:
        refusal = error(130429, "Rate limit hit", 429, **{"Retry-After": "60"})

        assert failure(CloudService(refusals={DIRK: refusal})).retry_after_seconds == 60

    def test_names_a_template_that_is_not_there(self) -> None:
        failed = failure(CloudService(), content=Template("herinnering", "en"))

        assert (failed.reason, failed.code, failed.permanent) == (
            "template_refused",
            132001,
            True,
        )

    def test_names_a_wrong_number_of_parameters(self) -> None:
        failed = failure(CloudService(), content=Template("herinnering", "nl", ("Dirk",)))

        assert (failed.reason, failed.code) == ("template_refused", 132000)

    def test_hears_of_a_closed_window_that_we_thought_open(self) -> None:
        failed = failure(CloudService(open_windows=set()), content=TEXT, last_heard_at=NOON)

        assert failed.reason == "window_closed"

    @pytest.mark.parametrize(
        ("what", "reason"), [("close_at_once", "connection_lost"), ("hang_at_once", "timeout")]
    )
    def test_is_what_breaks_before_the_message_was_whole(self, what: str, reason: str) -> None:
        with HttpsServer(CloudService()) as server:
            server.fault(what)

            with pytest.raises(SendFailed) as raised:
                cloud.send(outgoing(), account=account(server, **HASTY))

        assert (raised.value.reason, raised.value.permanent) == (reason, False)


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
            (Reply(200, b"<html>OK</html>").as_bytes(), "protocol"),
            (Reply(200, b"[" * 100_000).as_bytes(), "protocol"),
            (Reply(200, {}).as_bytes(), "protocol"),
            (Reply(200, {"messages": []}).as_bytes(), "protocol"),
            (Reply(200, {"messages": [1]}).as_bytes(), "protocol"),
            (Reply(200, {"messages": [{"id": 7}]}).as_bytes(), "protocol"),
            (Reply(200, {"messages": [{"id": "4711"}]}).as_bytes(), "protocol"),
            (Reply(200, {"messages": [{"id": "wamid.\n"}]}).as_bytes(), "protocol"),
            (Reply(500, b"").as_bytes(), "server_error"),
            (Reply(502, b"<html>Bad gateway").as_bytes(), "server_error"),
            (Reply(503, b"").as_bytes(), "server_error"),
            (
                error(1, "Invalid request or possible server error", 500).as_bytes(),
                "server_error",
            ),
        ],
    )
    def test_is_everything_that_says_neither_yes_nor_no(
        self, what: bytes | str, reason: str
    ) -> None:
        waits: Any = HASTY if what in {"hang_after", "drip"} else {}
        with HttpsServer(CloudService()) as server:
            server.fault(what)

            with pytest.raises(SendUnsure) as raised:
                cloud.send(outgoing(), account=account(server, **waits))

        assert raised.value.reason == reason
        assert len(server.requests) == 1

    def test_is_not_a_slow_yes(self) -> None:
        with HttpsServer(CloudService()) as server:
            server.fault("slow")

            assert cloud.send(outgoing(), account=account(server)).reply == "accepted"


class TestToken:
    def test_is_in_no_error_when_the_service_repeats_it(self) -> None:
        wrong = "EAAG-oud-geheim"
        with HttpsServer(CloudService()) as server, pytest.raises(SendFailed) as raised:
            cloud.send(outgoing(), account=account(server, token=wrong))

        assert raised.value.reason == "login_refused"
        assert wrong not in "".join(traceback.format_exception(raised.value))
        assert wrong not in repr(vars(raised.value))

    @pytest.mark.parametrize("status", [400, 500])
    def test_is_in_no_error_of_another_kind(self, status: int) -> None:
        said = error(1, f"Bearer {TOKEN} did something", status)
        service = CloudService(refusals={DIRK: said})
        with HttpsServer(service) as server, pytest.raises((SendFailed, SendUnsure)) as raised:
            cloud.send(outgoing(), account=account(server))

        assert TOKEN not in "".join(traceback.format_exception(raised.value))
        assert "did something" in str(raised.value)

    def test_is_not_shown(self) -> None:
        with HttpsServer(CloudService()) as server:
            assert TOKEN not in repr(account(server))
