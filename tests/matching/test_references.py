"""Structured references and their check digits."""

import pytest

from voldaan.matching import references


class TestCreditorReference:
    @pytest.mark.parametrize(
        "text", ["RF44PPJGYFT5", "RF440000000000000PPJGYFT5", "rf44 ppjg yft5"]
    )
    def test_is_one_however_it_is_padded(self, text: str) -> None:
        assert references.creditor_reference(text) == "RF44PPJGYFT5"

    @pytest.mark.parametrize(
        "text", ["", "RF", "RF17539007547034", "RF1853900754703", "RFAB12", "18539007547034"]
    )
    def test_is_refused_with_other_check_digits(self, text: str) -> None:
        assert references.creditor_reference(text) is None


class TestPaymentFeature:
    @pytest.mark.parametrize(
        ("text", "digits"),
        [
            ("5000 0567 8901 2345", "5000056789012345"),
            ("12 2345 3462 2567", "12234534622567"),
            ("0012 2345 3462 2567", "12234534622567"),
        ],
    )
    def test_is_read_with_spaces_and_padding(self, text: str, digits: str) -> None:
        assert references.payment_feature(text) == digits

    @pytest.mark.parametrize(
        "text",
        ["5000056789012346", "22234534622567", "13234534622567", "0000000000000000", "1234567",
         "", "50000567890123٤٥"],
    )  # fmt: skip
    def test_is_refused_with_another_check_digit_or_length(self, text: str) -> None:
        assert references.payment_feature(text) is None


class TestKey:
    def test_is_the_same_with_and_without_padding(self) -> None:
        assert references.key("0012234534622567") == references.key("12 2345 3462 2567")

    def test_is_absent_for_what_is_too_short_to_tell(self) -> None:
        assert references.key("2026-1") is None
