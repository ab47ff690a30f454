import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan.channels.phone.numbers import NotANumber, is_number, parse

DUTCH_MOBILES = st.from_regex(r"6[1-58][0-9]{7}", fullmatch=True)
BETWEEN = st.sampled_from(["", " ", "-", "\u2013", ".", "\xa0", "/"])


def flaw(text: str) -> str:
    """Give why the text is refused."""
    with pytest.raises(NotANumber) as raised:
        parse(text)
    assert raised.value.text == text
    return raised.value.flaw


class TestParse:
    @pytest.mark.parametrize(
        ("text", "e164", "kind", "shown"),
        [
            ("06-12 34 56 78", "+31612345678", "mobile", "06 12 34 56 78"),
            ("0612345678", "+31612345678", "mobile", "06 12 34 56 78"),
            ("+31 (0)6 12345678", "+31612345678", "mobile", "06 12 34 56 78"),
            ("+31 06 12345678", "+31612345678", "mobile", "06 12 34 56 78"),
            ("0031612345678", "+31612345678", "mobile", "06 12 34 56 78"),
            ("(020) 123 45 67", "+31201234567", "landline", "020 123 45 67"),
            ("0341-123456", "+31341123456", "landline", "0341 12 34 56"),
            ("088.123.45.67", "+31881234567", "anywhere", "088 123 45 67"),
            ("085 123 45 67", "+31851234567", "anywhere", "085 123 45 67"),
            ("+32 470 12 34 56", "+32470123456", "abroad", "+32 470 12 34 56"),
            ("0049 30 1234567", "+49301234567", "abroad", "+49 301 23 45 67"),
            ("+39 06 1234567", "+39061234567", "abroad", "+39 061 23 45 67"),
            ("+1 (202) 555-0123", "+12025550123", "abroad", "+1 20 25 55 01 23"),
            ("+352 123456", "+352123456", "abroad", "+352 12 34 56"),
            ("\t06\u202f12\u201134 56 78\n", "+31612345678", "mobile", "06 12 34 56 78"),
        ],
    )
    def test_reads_what_people_write(self, text: str, e164: str, kind: str, shown: str) -> None:
        number = parse(text)

        assert (number.e164, number.kind, number.shown) == (e164, kind, shown)
        assert number.link == f"tel:{e164}"

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("", "empty"),
            (" \t", "empty"),
            ("0" * 41, "too_long"),
            ("06-KAPPER", "letters"),
            ("06 12345678 toestel 3", "letters"),
            ("0612345678, 0687654321", "letters"),
            ("06\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668", "letters"),
            ("06 1234 5678\0", "letters"),
            ("06+12345678", "letters"),
            ("++31612345678", "letters"),
            ("+", "too_few_digits"),
            ("-", "too_few_digits"),
            ("612345678", "no_prefix"),
            ("31612345678", "no_prefix"),
            ("06 1234567", "too_few_digits"),
            ("06 123456789", "too_many_digits"),
            ("0", "too_few_digits"),
            ("+31", "too_few_digits"),
            ("+32 123", "too_few_digits"),
            ("+32 12345678901234", "too_many_digits"),
            ("+999 1", "too_few_digits"),
            ("+28 1234567", "unknown_country"),
            ("00", "unknown_country"),
            ("0000612345678", "unknown_country"),
            ("06 61234567", "unknown_range"),
            ("081 1234567", "unknown_range"),
            ("0900-1234", "service_number"),
            ("0800 1234567", "service_number"),
            ("14 020", "no_prefix"),
            ("014020", "service_number"),
            ("0900 123456", "service_number"),
        ],
    )
    def test_refuses_the_rest_and_says_why(self, text: str, why: str) -> None:
        assert flaw(text) == why
        assert not is_number(text)

    @given(DUTCH_MOBILES, st.sampled_from(["0", "+31", "0031", "+31 (0)", "+31 0"]), st.data())
    def test_reads_a_number_the_same_in_every_notation(
        self, national: str, prefix: str, data: st.DataObject
    ) -> None:
        written = prefix + "".join(digit + data.draw(BETWEEN) for digit in national)

        assert parse(written).e164 == f"+31{national}"

    @given(st.text(max_size=50))
    def test_has_one_answer_to_anything(self, text: str) -> None:
        try:
            number = parse(text)
        except NotANumber:
            return

        assert number.e164[0] == "+"
        assert number.e164[1:].isascii()
        assert number.e164[1:].isdigit()
        assert len(number.e164) <= 16

    @given(st.from_regex(r"(0[1-9]|\+[1-9])[0-9]{6,14}", fullmatch=True))
    def test_reads_back_what_it_writes(self, text: str) -> None:
        try:
            number = parse(text)
        except NotANumber:
            return

        assert parse(number.e164) == parse(number.shown) == number


class TestNumber:
    @pytest.mark.parametrize(
        ("text", "may"),
        [("0612345678", True), ("0201234567", False), ("0881234567", False),
         ("+32470123456", True)],
    )  # fmt: skip
    def test_knows_where_texts_cannot_arrive(self, text: str, may: bool) -> None:
        assert parse(text).may_get_texts is may
