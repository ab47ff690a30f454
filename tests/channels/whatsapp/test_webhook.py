import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan.channels.whatsapp import webhook
from voldaan.channels.whatsapp.webhook import Incoming, NotAsExpected, NotOurs, Report, Status

SECRET = "app-geheim"
AT = datetime(2026, 10, 14, 12, tzinfo=UTC)
STATUS: dict[str, Any] = {
    "id": "wamid.HBgLMzE2MTIz",
    "status": "delivered",
    "timestamp": str(int(AT.timestamp())),
    "recipient_id": "31612345678",
    "biz_opaque_callback_data": "bericht-17",
    "pricing": {"billable": True, "pricing_model": "PMP", "category": "utility"},
}
MESSAGE: dict[str, Any] = {
    "from": "31612345678",
    "id": "wamid.Inkomend",
    "timestamp": str(int(AT.timestamp())),
    "type": "text",
    "text": {"body": "Vrijdag betaal ik 😊"},
    "context": {"from": "31201234567", "id": "wamid.HBgLMzE2MTIz"},
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["entry", "changes", "value", "field", "statuses", "messages", "id",
                         "metadata", "status", "timestamp", "errors", "text", "type"]), inner),
)  # fmt: skip


def report(field: str = "messages", **value: Any) -> bytes:
    """Give a report in the documented form."""
    about = {"display_phone_number": "31201234567", "phone_number_id": "106540352242922"}
    change = {
        "field": field,
        "value": {"messaging_product": "whatsapp", "metadata": about} | value,
    }
    entry = {"id": "102290129340398", "changes": [change]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def sign(body: bytes, secret: str = SECRET) -> str:
    """Give the header that the service sends along."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


class TestIsSigned:
    def test_knows_the_service(self) -> None:
        body = report(statuses=[STATUS])

        assert webhook.is_signed(body, signature=sign(body), app_secret=SECRET)

    def test_agrees_with_a_published_example(self) -> None:
        made = "sha256=0329a06b62cd16b33eb6792be8c60b158d89a2ee3a876fce9a881ebb488c0914"

        assert webhook.is_signed(b"test", signature=made, app_secret="secret")

    @pytest.mark.parametrize(
        "signature",
        ["", "sha256=", sign(b"{} "), sign(b"{}", "ander"), sign(b"{}").upper(),
         sign(b"{}").removeprefix("sha256="), "sha1=" + "0" * 40, "é", "\ud800"],
    )  # fmt: skip
    def test_refuses_every_other(self, signature: str) -> None:
        assert not webhook.is_signed(b"{}", signature=signature, app_secret=SECRET)

    def test_refuses_all_without_a_secret(self) -> None:
        assert not webhook.is_signed(b"{}", signature=sign(b"{}", ""), app_secret="")


ASKED = {
    "mode": "subscribe",
    "verify_token": "woord",
    "challenge": "115820144",
    "expected": "woord",
}


class TestAnswerChallenge:
    def test_gives_the_challenge_back(self) -> None:
        assert webhook.answer_challenge(**ASKED) == "115820144"

    @pytest.mark.parametrize(
        "changes",
        [
            {"mode": ""},
            {"verify_token": "ander"},
            {"verify_token": ""},
            {"verify_token": "\ud800"},
            {"verify_token": "", "expected": ""},
            {"challenge": ""},
            {"challenge": "<script>"},
            {"challenge": "1" * 101},
            {"challenge": "١"},
        ],
    )
    def test_refuses_every_other(self, changes: dict[str, str]) -> None:
        with pytest.raises(NotOurs):
            webhook.answer_challenge(**(ASKED | changes))


class TestRead:
    def test_says_what_became_of_a_message(self) -> None:
        found = webhook.read(report(statuses=[STATUS]))

        expected = Status(
            account_id="106540352242922", message_id="wamid.HBgLMzE2MTIz", key="bericht-17",
            state="delivered", at=AT, recipient="+31612345678", code=None, billable=True,
        )  # fmt: skip
        assert found == Report((expected,), (), 0)

    @pytest.mark.parametrize("state", ["sent", "delivered", "read"])
    def test_knows_every_state(self, state: str) -> None:
        (status,) = webhook.read(report(statuses=[STATUS | {"status": state}])).statuses

        assert status.state == state

    def test_says_why_a_message_failed(self) -> None:
        errors = [{"code": 131026, "title": "Message undeliverable"}, {"code": 1}]
        failed = {key: STATUS[key] for key in ("id", "timestamp")}
        failed |= {"status": "failed", "errors": errors}

        (status,) = webhook.read(report(statuses=[failed])).statuses

        assert (status.state, status.code, status.recipient) == ("failed", 131026, "")
        assert (status.key, status.billable) == ("", None)

    def test_bears_a_failure_without_a_reason(self) -> None:
        (status,) = webhook.read(report(statuses=[STATUS | {"status": "failed"}])).statuses

        assert status.code is None

    def test_gives_what_a_client_wrote(self) -> None:
        found = webhook.read(report(messages=[MESSAGE]))

        assert found.messages == (
            Incoming(
                account_id="106540352242922", message_id="wamid.Inkomend",
                sender="+31612345678", kind="text", text="Vrijdag betaal ik 😊", at=AT,
                replies_to="wamid.HBgLMzE2MTIz",
            ),
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("content", "text"),
        [
            (
                {"type": "button", "button": {"text": "Ja, klopt", "payload": "yes"}},
                "Ja, klopt",
            ),
            (
                {
                    "type": "interactive",
                    "interactive": {"type": "button_reply", "button_reply": {"title": "Ja"}},
                },
                "Ja",
            ),
            (
                {"type": "interactive", "interactive": {"list_reply": {"title": "Vrijdag"}}},
                "Vrijdag",
            ),
            ({"type": "image", "image": {"id": "1", "caption": "bon"}}, ""),
            ({"type": "unsupported"}, ""),
            ({"type": "text", "text": "x"}, ""),
            ({"type": "interactive", "interactive": {}}, ""),
        ],
    )
    def test_gives_the_words_of_each_kind(self, content: Any, text: str) -> None:
        (message,) = webhook.read(report(messages=[MESSAGE | content])).messages

        assert message.text == text

    def test_does_without_a_number_or_a_question(self) -> None:
        bare = {key: MESSAGE[key] for key in ("id", "timestamp", "type", "text")}

        (message,) = webhook.read(report(messages=[bare])).messages

        assert (message.sender, message.replies_to) == ("", "")

    def test_counts_what_it_does_not_use(self) -> None:
        played = report(statuses=[STATUS | {"status": "played"}, STATUS], errors=[{"code": 1}])

        assert webhook.read(played).others == 2
        assert webhook.read(report("account_update")) == Report((), (), 1)

    def test_reads_a_thousand_at_once(self) -> None:
        assert len(webhook.read(report(statuses=[STATUS] * 1_000)).statuses) == 1_000


class TestHostile:
    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"[]",
            b"{" * 100_000,
            b'{"object": "page", "entry": []}',
            b" " * 3_145_729,
            report(statuses=[STATUS] * 1_001),
            report(statuses={}),
            report(statuses=[1]),
            report(statuses=[STATUS | {"id": ""}]),
            report(statuses=[STATUS | {"id": "x" * 257}]),
            report(statuses=[STATUS | {"id": "a\nb"}]),
            report(statuses=[STATUS | {"status": 1}]),
            report(statuses=[STATUS | {"timestamp": "9" * 18}]),
            report(statuses=[STATUS | {"timestamp": -1}]),
            report(statuses=[STATUS | {"status": "failed", "errors": [{"code": "x"}]}]),
            report(messages=[MESSAGE | {"text": {"body": ["x"]}}]),
            report(messages=[MESSAGE | {"text": {"body": "x" * 65_537}}]),
            report(metadata=None),
            report(metadata={"phone_number_id": 7}),
            json.dumps({"object": "whatsapp_business_account", "entry": [1]}).encode(),
            json.dumps(
                {"object": "whatsapp_business_account", "entry": [{"changes": 1}]}
            ).encode(),
        ],
        ids=range(21),
    )
    def test_reports_are_one_error(self, body: bytes) -> None:
        with pytest.raises(NotAsExpected):
            webhook.read(body)

    @given(JSON)
    def test_reports_have_one_answer(self, value: Any) -> None:
        about: dict[str, Any] = {"phone_number_id": "1"}
        for body in (
            json.dumps({"object": "whatsapp_business_account", "entry": value}).encode(),
            report(metadata=about, statuses=value),
            report(metadata=about, messages=[MESSAGE | {"text": value, "context": value}]),
            report(metadata=about, statuses=[STATUS | {"pricing": value, "errors": value}]),
        ):
            try:
                assert isinstance(webhook.read(body), Report)
            except NotAsExpected:
                continue
