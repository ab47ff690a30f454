from typing import Any

import pytest
from tests.channels.sms.gateway_fake import outgoing

from voldaan.channels.sms.shapes import Account, BadAccount, BadMessage, check


class TestMessage:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"to": "0612345678"}, "to"),
            ({"to": "+31201234567"}, "to"),
            ({"to": "dirk"}, "to"),
            ({"key": ""}, "key"),
            ({"key": "a-b"}, "key"),
            ({"key": "x" * 33}, "key"),
            ({"text": ""}, "text"),
            ({"text": " \n"}, "text"),
            ({"text": "a\0"}, "text"),
            ({"text": "a\ud800"}, "text"),
            ({"text": "x" * 1_225}, "text"),
            ({"text": "ë" * 537}, "text"),
            ({"text": "x" * 10_000_000}, "text"),
        ],
        ids=range(13),
    )
    def test_is_refused_when_it_cannot_be(self, changes: Any, field: str) -> None:
        with pytest.raises(BadMessage) as raised:
            check(outgoing(**changes))

        assert raised.value.field == field

    @pytest.mark.parametrize("text", ["x" * 1_224, "ë" * 536])
    def test_may_take_eight_parts(self, text: str) -> None:
        assert check(outgoing(text=text)).count == 8


class TestAccount:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"api_key": ""}, "api_key"),
            ({"api_key": "a\r\nX: y"}, "api_key"),
            ({"sender": ""}, "sender"),
            ({"sender": "Anna de Witt"}, "sender"),
            ({"sender": "0612345678"}, "sender"),
            ({"sender": "Zoë"}, "sender"),
            ({"sender": " Anna"}, "sender"),
            ({"sender": "Anna\n"}, "sender"),
            ({"part_price": -1}, "part_price"),
            ({"part_price": 1_000_001}, "part_price"),
        ],
    )
    def test_is_refused_when_it_cannot_be(self, changes: Any, field: str) -> None:
        with pytest.raises(BadAccount) as raised:
            Account(**({"api_key": "k", "sender": "Anna de Wit"} | changes))

        assert raised.value.field == field

    @pytest.mark.parametrize(
        ("price", "count", "cents"),
        [(675, 1, 7), (675, 4, 27), (700, 3, 21), (0, 3, 0), (None, 3, None)],
    )
    def test_rounds_the_cost_once_and_up(
        self, price: int | None, count: int, cents: int | None
    ) -> None:
        assert Account("k", "Anna", price).cost_cents(count) == cents

    def test_does_not_show_its_key(self) -> None:
        assert "geheim" not in repr(Account("geheim", "Anna"))
