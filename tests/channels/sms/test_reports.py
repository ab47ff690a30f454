import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan.channels.sms import reports
from voldaan.channels.sms.reports import NotAsExpected, Report

STATUS: dict[str, Any] = {"code": "2", "errorCode": "", "errorDescription": ""}
ANYTHING = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just([1])


def report(*, status: Any = STATUS, **changes: Any) -> bytes:
    """Give a report in the documented form."""
    message = {
        "received": "2026-10-14T12:00:00",
        "to": "0031612345678",
        "reference": "bericht17",
        "status": status,
        "operator": "20408",
    }
    return json.dumps({"messages": {"msg": message | changes}}).encode()


class TestRead:
    @pytest.mark.parametrize(
        ("code", "state"),
        [("0", "accepted"), ("1", "rejected"), ("2", "delivered"), (3, "failed"), (4, "read")],
    )
    def test_knows_every_state(self, code: Any, state: Any) -> None:
        found = reports.read(report(status=STATUS | {"code": code}))

        assert (found.key, found.state.code) == ("bericht17", state)
        assert (found.code, found.words) == ("", "")

    @pytest.mark.parametrize(
        ("name", "state", "means", "is_permanent"),
        [
            ("ACCEPTD", "accepted", "sent", False),
            ("ENROUTE", "buffered", "sent", False),
            ("queued", "buffered", "sent", False),
            ("Submitted", "sent", "sent", False),
            ("DELIVRD", "delivered", "delivered", False),
            ("EXPIRED", "expired", "failed", False),
            ("DELETED", "deleted", "failed", False),
            ("UNDELIV", "undeliverable", "failed", True),
            ("REJECTD", "rejected", "failed", True),
            ("UNKNOWN", "unknown", "sent", False),
        ],
    )
    def test_knows_the_names_that_networks_use(
        self, name: str, state: str, means: str, *, is_permanent: bool
    ) -> None:
        found = reports.read(report(status=STATUS | {"code": name})).state

        assert (found.code, found.means) == (state, means)
        assert found.is_permanent == is_permanent

    @pytest.mark.parametrize(
        ("code", "words", "state"),
        [
            ("3", "EXPIRED", "expired"),
            ("3", " undeliverable ", "undeliverable"),
            ("3", "delivered", "failed"),  # a yes and a no at once
            ("3", "Absent subscriber", "failed"),
            ("2", "EXPIRED", "delivered"),
            ("1", "EXPIRED", "rejected"),
        ],
    )
    def test_lets_a_network_say_closer_how_it_failed(
        self, code: str, words: str, state: str
    ) -> None:
        told = {"code": code, "errorCode": "5", "errorDescription": words}

        assert reports.read(report(status=told)).state.code == state

    @pytest.mark.parametrize("code", ["23", 23])
    def test_says_what_went_wrong(self, code: Any) -> None:
        told = {"code": "3", "errorCode": code, "errorDescription": "Absent subscriber"}

        found = reports.read(report(status=told))

        assert found.state.code == "failed"
        assert (found.code, found.words) == ("23", "Absent subscriber")

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"[]",
            b"{" * 50_000,
            b" " * 65_537,
            b'{"messages": []}',
            b'{"messages": {"msg": []}}',
            report(status=None),
            report(status={}),
            report(status=STATUS | {"code": "5"}),
            report(status=STATUS | {"code": "[STATUS]"}),
            report(status=STATUS | {"code": "x" * 33}),
            report(status=STATUS | {"code": "٢"}),
            report(status=STATUS | {"code": "9" * 30}),
            report(status=STATUS | {"errorCode": []}),
            report(status=STATUS | {"errorDescription": "x" * 1_001}),
            report(reference=""),
            report(reference="a b"),
            report(reference="x" * 33),
            report(reference=None),
        ],
        ids=range(19),
    )
    def test_has_one_error_for_the_rest(self, body: bytes) -> None:
        with pytest.raises(NotAsExpected):
            reports.read(body)

    @given(ANYTHING, ANYTHING, ANYTHING)
    def test_has_one_answer_to_anything(self, key: Any, code: Any, words: Any) -> None:
        told = {"code": code, "errorCode": key, "errorDescription": words}
        try:
            assert isinstance(reports.read(report(status=told, reference=key)), Report)
        except NotAsExpected:
            return


class TestIsOurs:
    @pytest.mark.parametrize("given", ["", "ander", "woord ", "\ud800"])
    def test_refuses_every_other_word(self, given: str) -> None:
        assert not reports.is_ours(given, expected="woord")
