from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.channels.whatsapp.cloud_fake import DIRK, NOON, outgoing

from voldaan.channels.whatsapp.shapes import (
    WINDOW,
    Account,
    BadAccount,
    BadMessage,
    FreeText,
    NoOptIn,
    OptIn,
    Template,
    WindowClosed,
    check,
)

TEXT = FreeText("Dag Dirk")


class TestConsent:
    @pytest.mark.parametrize(
        "consent",
        [
            None,
            OptIn("+31687654321", NOON, "asked"),
            OptIn(DIRK, NOON + timedelta(seconds=1), "asked"),
        ],
    )
    def test_must_be_there_for_this_number_and_before_now(self, consent: OptIn | None) -> None:
        with pytest.raises(NoOptIn):
            check(outgoing(opt_in=consent))

    def test_may_be_given_this_moment(self) -> None:
        check(outgoing(opt_in=OptIn(DIRK, NOON, "wrote_first")))


class TestWindow:
    @pytest.mark.parametrize(
        "heard", [None, NOON - WINDOW, NOON - timedelta(days=9), NOON + timedelta(seconds=1),
                  datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)],
    )  # fmt: skip
    def test_is_closed(self, heard: datetime | None) -> None:
        with pytest.raises(WindowClosed) as raised:
            check(outgoing(content=TEXT, last_heard_at=heard))

        assert raised.value.last_heard_at == heard

    @pytest.mark.parametrize("heard", [NOON, NOON - WINDOW + timedelta(seconds=1)])
    def test_is_open(self, heard: datetime) -> None:
        check(outgoing(content=TEXT, last_heard_at=heard))

    def test_does_not_matter_to_a_template(self) -> None:
        check(outgoing(last_heard_at=None))


class TestMessage:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"to": "0612345678"}, "to"),
            ({"to": "+31 612345678"}, "to"),
            ({"to": "+31201234567"}, "to"),
            ({"to": "dirk"}, "to"),
            ({"key": ""}, "key"),
            ({"key": "a b"}, "key"),
            ({"key": "x" * 101}, "key"),
            ({"at": NOON.replace(tzinfo=None)}, "at"),
            ({"last_heard_at": NOON.replace(tzinfo=None)}, "at"),
            ({"opt_in": OptIn(DIRK, NOON.replace(tzinfo=None), "asked")}, "at"),
            ({"content": FreeText(" \n")}, "text"),
            ({"content": FreeText("x" * 4_097)}, "text"),
            ({"content": FreeText("a\0b")}, "text"),
            ({"content": FreeText("a\ud800")}, "text"),
            ({"content": Template("Herinnering", "nl")}, "name"),
            ({"content": Template("", "nl")}, "name"),
            ({"content": Template("a", "Dutch")}, "language"),
            ({"content": Template("a", "nl", ("",))}, "parameters"),
            ({"content": Template("a", "nl", ("a\nb",))}, "parameters"),
            ({"content": Template("a", "nl", ("a     b",))}, "parameters"),
            ({"content": Template("a", "nl", ("x" * 1_025,))}, "parameters"),
            ({"content": Template("a", "nl", ("x",) * 21)}, "parameters"),
        ],
    )
    def test_is_refused_when_it_cannot_be(self, changes: Any, field: str) -> None:
        with pytest.raises(BadMessage) as raised:
            check(outgoing(**changes))

        assert raised.value.field == field


class TestAccount:
    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            (("", "t"), "phone_number_id"),
            (("1/../2", "t"), "phone_number_id"),
            (("1", ""), "token"),
            (("1", "a b"), "token"),
            (("1", "a\r\nX: y"), "token"),
            (("1", "é"), "token"),
            (("1", "t", "24"), "version"),
            (("1", "t", "v1.0/x"), "version"),
        ],
    )
    def test_is_refused_when_it_cannot_be(self, facts: Any, field: str) -> None:
        with pytest.raises(BadAccount) as raised:
            Account(*facts)

        assert raised.value.field == field

    def test_speaks_to_the_service_itself_unless_told_otherwise(self) -> None:
        assert Account("1", "t").server.host == "graph.facebook.com"
