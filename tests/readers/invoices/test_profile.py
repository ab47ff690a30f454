"""A profile is remembered as text and found again by its signature."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan.readers.invoices import profile as stored
from voldaan.readers.invoices.profile import Profile
from voldaan.readers.profiles import NotAProfile, signature

PROFILE = Profile(";", ",", "dmy", True, {"number": 0, "total": 3}, "a1b2")


class TestFromJson:
    def test_gives_back_what_was_stored(self) -> None:
        assert stored.from_json(PROFILE.to_json()) == PROFILE

    @pytest.mark.parametrize(
        ("part", "value"),
        [
            ("delimiter", ":"),
            ("delimiter", ["x"]),
            ("decimal", ";"),
            ("days", "ydm"),
            ("header", 1),
            ("header", "true"),
            ("columns", []),
            ("columns", {"number": "0"}),
            ("columns", {"number": True}),
            ("columns", {"number": -1}),
            ("columns", {"number": 999}),
            ("columns", {"price": 1}),
            ("signature", 5),
            ("signature", "x" * 65),
            ("more", 1),
        ],
    )
    def test_refuses_any_other_part(self, part: str, value: object) -> None:
        changed = json.dumps({**json.loads(PROFILE.to_json()), part: value})

        with pytest.raises(NotAProfile):
            stored.from_json(changed)

    @pytest.mark.parametrize("text", ["", "[]", "null", "{}", "[" * 100_000])
    def test_refuses_what_is_no_profile(self, text: str) -> None:
        with pytest.raises(NotAProfile):
            stored.from_json(text)

    @given(st.text(max_size=50))
    def test_refuses_any_text(self, text: str) -> None:
        with pytest.raises(NotAProfile):
            stored.from_json(text)


class TestComplete:
    @pytest.mark.parametrize(
        ("columns", "complete"),
        [
            ({"number": 0, "open": 1}, True),
            ({"number": 0, "net": 1}, False),
            ({"total": 0}, False),
        ],
    )
    def test_needs_a_number_and_an_amount(
        self, columns: dict[stored.Field, int], complete: bool
    ) -> None:
        assert Profile(";", ",", "dmy", True, columns, "").complete is complete


class TestSignature:
    def test_differs_for_other_columns_and_other_widths(self) -> None:
        signatures = {
            signature(["a", "b"], header=True),
            signature(["b", "a"], header=True),
            signature(["a", "b"], header=False),
            signature(["a"], header=False),
        }

        assert len(signatures) == 4
