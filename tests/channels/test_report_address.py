"""A key of an account opens that account on that channel of this installation, and no other."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan.channels import report_address
from voldaan.channels.report_address import account_of, key_of, word_of

OURS: dict[str, Any] = {"channel": "sms", "secret": "the long secret text of this installation"}


class TestAKey:
    @given(st.integers(min_value=1, max_value=10**18 - 1))
    def test_is_of_its_account(self, account_id: int) -> None:
        assert account_of(key_of(account_id, **OURS), **OURS) == account_id

    def test_is_of_one_channel_and_one_installation(self) -> None:
        key = key_of(7, **OURS)

        assert account_of(key, channel="whatsapp", secret=OURS["secret"]) is None
        assert account_of(key, channel="sms", secret="another text") is None

    def test_of_one_account_opens_no_other(self) -> None:
        key = key_of(7, **OURS)

        assert account_of(key.replace("7-", "8-", 1), **OURS) is None
        assert account_of(key.replace("7-", "07-", 1), **OURS) is None

    @pytest.mark.parametrize(
        "change",
        [str.upper, "{}0".format, "{}\n".format, " {}".format, lambda key: key[:-1],
         lambda key: "١" + key[1:], lambda _: ""],
    )  # fmt: skip
    def test_is_taken_only_as_it_was_written(self, change: Any) -> None:
        assert account_of(change(key_of(1, **OURS)), **OURS) is None

    @given(st.text(max_size=80))
    def test_is_nothing_else(self, key: str) -> None:
        assert account_of(key, **OURS) is None


class TestTheWord:
    def test_is_no_part_of_the_address(self) -> None:
        assert word_of(7, **OURS) not in key_of(7, **OURS)

    def test_is_another_for_each_account(self) -> None:
        assert len({word_of(number, **OURS) for number in range(1, 50)}) == 49


class TestTheAddress:
    def test_is_none_without_a_public_one(self) -> None:
        assert report_address.address("7-0a", channel="sms", public_url="") == ""
