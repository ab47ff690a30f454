from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan.documents import countries
from voldaan.documents.address import (
    Address,
    BadAddress,
    dutch_postcode,
    lines,
    street_and_number,
    with_two_spaces,
)

VINK = Address("Vink BV", "Kade", "12 b", "3533cd", "Utrecht")


class TestLines:
    def test_are_written_as_the_post_wants_them(self) -> None:
        assert lines(VINK) == ("Vink BV", "Kade 12 b", "3533 CD  UTRECHT")

    def test_name_the_person_and_the_house_of_somebody_else(self) -> None:
        full = replace(VINK, attention="Els de Vries", care_of="familie Bos", country="België")

        assert lines(full) == (
            *("Vink BV", "t.a.v. Els de Vries", "p/a familie Bos", "Kade 12 b"),
            *("3533CD  UTRECHT", "BELGIË"),
        )
        assert lines(full, language="en")[1:3] == ("Attn. Els de Vries", "c/o familie Bos")

    @pytest.mark.parametrize("country", ["", "NL", "Nederland", "The Netherlands"])
    def test_leave_our_own_country_out(self, country: str) -> None:
        assert len(lines(replace(VINK, country=country))) == 3

    def test_know_a_post_box(self) -> None:
        box = replace(VINK, street="Postbus", number="90")

        assert lines(box)[1] == "Postbus 90"

    def test_need_no_number_or_postcode_abroad(self) -> None:
        abroad = Address("Finch", "The Old Barn", "", "", "Galway", "Ireland")

        assert lines(abroad) == ("Finch", "The Old Barn", "GALWAY", "IRELAND")

    def test_write_the_dutch_ij_in_two_capitals(self) -> None:
        assert lines(replace(VINK, city="IJmuiden"))[-1] == "3533 CD  IJMUIDEN"

    def test_hold_no_line_break_of_a_stranger(self) -> None:
        made = lines(replace(VINK, name="Vink\r\nBV\u2028 "))

        assert made[0] == "Vink BV"

    @pytest.mark.parametrize(
        ("part", "changes"),
        [
            ("name", {"name": " "}),
            ("street", {"street": ""}),
            ("number", {"number": ""}),
            ("postcode", {"postcode": "\t"}),
            ("city", {"city": ""}),
            ("city", {"city": "", "country": "België"}),
            ("name", {"name": "", "number": "", "city": ""}),
        ],
    )
    def test_say_which_part_is_missing(self, part: str, changes: dict[str, Any]) -> None:
        with pytest.raises(BadAddress) as refusal:
            lines(replace(VINK, **changes))

        assert (refusal.value.part, refusal.value.wrong) == (part, "missing")

    @pytest.mark.parametrize("number", ["b", "twaalf", "-"])
    def test_want_a_digit_in_the_house_number(self, number: str) -> None:
        with pytest.raises(BadAddress) as refusal:
            lines(replace(VINK, number=number))

        assert (refusal.value.part, refusal.value.wrong) == ("number", "not_a_number")

    @pytest.mark.parametrize(
        "part",
        ["name", "attention", "care_of", "street", "number", "postcode", "city", "country"],
    )
    def test_refuse_a_part_without_end(self, part: str) -> None:
        with pytest.raises(BadAddress) as refusal:
            lines(replace(VINK, **{part: "x" * 10_000}))

        assert (refusal.value.part, refusal.value.wrong) == (part, "too_long")

    @given(st.lists(st.text(max_size=90), min_size=6, max_size=6))
    def test_are_three_to_six_or_a_named_error(self, parts: list[str]) -> None:
        name, street, number, postcode, city, country = parts
        try:
            made = lines(Address(name, street, number, postcode, city, country))
        except BadAddress:
            return

        assert 3 <= len(made) <= 6
        assert all(line.strip() == line != "" and len(line.splitlines()) == 1 for line in made)


class TestPostcode:
    @pytest.mark.parametrize(
        "text", ["0511 AB", "3511", "3511 A", "3511-AB", "35111 AB", "3511 SS", "٣٥١١ AB"]
    )
    def test_is_refused_when_it_cannot_be_one(self, text: str) -> None:
        with pytest.raises(BadAddress) as refusal:
            dutch_postcode(text)

        assert (refusal.value.part, refusal.value.wrong) == ("postcode", "not_a_postcode")

    @pytest.mark.parametrize("text", ["3511AB", "3511  ab", "\u00a03511 Ab"])
    def test_may_be_typed_in_any_way(self, text: str) -> None:
        assert dutch_postcode(text) == "3511 AB"


class TestTwoSpaces:
    @pytest.mark.parametrize("line", ["Kade 12 b", "3533 CD  UTRECHT", "LONDON SW1A 1AA", ""])
    def test_leave_other_lines_alone(self, line: str) -> None:
        assert with_two_spaces(line) == line


class TestAStreetAsPeopleTypeIt:
    @pytest.mark.parametrize(
        ("typed", "street", "number"),
        [
            ("Kade 12 b", "Kade", "12 b"),
            ("  Plein   1940 5", "Plein", "1940 5"),
            ("2e Kade 4-hs", "2e Kade", "4-hs"),
            ("Postbus 77", "Postbus", "77"),
            ("12 Rue Haute", "12 Rue Haute", ""),
            ("Dorpsstraat", "Dorpsstraat", ""),
            ("", "", ""),
        ],
    )
    def test_is_cut_before_its_number(self, typed: str, street: str, number: str) -> None:
        assert street_and_number(typed) == (street, number)


class TestACountry:
    def test_has_a_name_in_both_languages(self) -> None:
        assert (countries.name("be", "nl"), countries.name("BE", "en")) == ("België", "Belgium")

    def test_that_is_not_on_the_list_stays_its_code(self) -> None:
        assert countries.name("xk", "nl") == "XK"

    def test_is_told_from_home_by_its_name(self) -> None:
        for code, (dutch, _) in countries.COUNTRIES.items():
            parts = Address("Vink", "Rue Haute", "3", "1000 AB", "Oord", dutch)
            assert (len(lines(parts)) == 3) == (code == "NL")
