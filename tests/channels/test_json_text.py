import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan.channels import json_text
from voldaan.channels.json_text import NotAsExpected


class TestParse:
    @pytest.mark.parametrize(
        ("content", "where"),
        [
            (b"", "json"),
            (b"[1]", "json"),
            (b"null", "json"),
            (b"{", "json"),
            (b'{"a": NaN}', "json"),
            (b'{"a": ' + b"[" * 100_000, "json"),
            (b'{"a":' * 100_000, "json"),
            (b'{"a": ' + b"9" * 100_000 + b"}", "json"),
            (b'{"a": "\xff"}', "json"),
            ('{"a": 1}'.encode("utf-16"), "json"),
            (b'{"a": "' + b"x" * 1_000_000 + b'"}', "size"),
        ],
        ids=lambda value: repr(value)[:20],
    )
    def test_has_one_error_for_the_hostile(self, content: bytes, where: str) -> None:
        with pytest.raises(NotAsExpected) as raised:
            json_text.parse(content, most_bytes=900_000)

        assert raised.value.where == where

    @given(st.dictionaries(st.text(), st.integers() | st.text() | st.none()))
    def test_reads_what_was_written(self, written: dict[str, Any]) -> None:
        assert json_text.parse(json.dumps(written).encode(), most_bytes=10**6) == written


class TestValues:
    @pytest.mark.parametrize("value", [1, [], "", True])
    def test_of_fields_are_objects(self, value: object) -> None:
        with pytest.raises(NotAsExpected):
            json_text.fields(value, where="a")

    @pytest.mark.parametrize("value", [1, {}, "", [1, 2, 3]])
    def test_of_items_are_short_lists(self, value: object) -> None:
        with pytest.raises(NotAsExpected):
            json_text.items(value, where="a", most=2)

    @pytest.mark.parametrize("value", [1, {}, [], True, "abc"])
    def test_of_text_are_short_text(self, value: object) -> None:
        with pytest.raises(NotAsExpected):
            json_text.text(value, where="a", longest=2)

    @pytest.mark.parametrize(
        "value", [True, None, "", "-1", -1, 100, "1.0", 1.0, "٣", "9" * 30]
    )
    def test_of_whole_are_numbers_in_bounds(self, value: object) -> None:
        with pytest.raises(NotAsExpected):
            json_text.whole(value, where="a", most=99)

    def test_may_be_absent(self) -> None:
        assert json_text.items(None, where="a", most=2) == []
        assert json_text.text(None, where="a", longest=2) == ""
