"""When two bank lines are the same."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from voldaan.matching.overlap import Seen, unknown

DAY = date(2026, 5, 5)


def seen(text: str = "les mei", **columns: object) -> Seen:
    facts: dict[str, object] = {
        "booked_on": DAY,
        "amount_cents": 4500,
        "format": "camt.053",
        "name": "Dirk",
        "iban": "NL20INGB0001234567",
        "text": text,
    }
    return Seen(**{**facts, **columns})  # type: ignore[arg-type]


class TestUnknown:
    def test_finds_nothing_new_in_the_same_file(self) -> None:
        assert unknown([seen(), seen("les juni")], known=[seen("les juni"), seen()]) == []

    def test_keeps_two_genuine_equal_lines_two(self) -> None:
        assert unknown([seen(), seen()], known=[]) == [0, 1]

    def test_merges_overlapping_files_to_the_maximum_count(self) -> None:
        assert unknown([seen(), seen(), seen()], known=[seen(), seen()]) == [2]

    def test_trusts_the_bank_that_two_ids_are_two_payments(self) -> None:
        assert unknown([seen(bank_id="B2")], known=[seen(bank_id="B1")]) == [0]

    def test_trusts_the_bank_that_one_id_is_one_payment_whatever_the_text(self) -> None:
        assert unknown([seen("x", bank_id="B1")], known=[seen("y", bank_id="B1")]) == []

    def test_does_not_compare_the_ids_of_two_formats(self) -> None:
        other = seen(bank_id="7", format="mt940")

        assert unknown([other], known=[seen(bank_id="B1")]) == []

    def test_sees_a_line_again_in_a_format_that_writes_it_longer(self) -> None:
        csv = seen(
            "Naam: Dirk Omschrijving: factuur 2026-041 IBAN: NL20INGB0001234567",
            format="csv:ing",
        )

        assert unknown([csv], known=[seen("factuur 2026-041")]) == []

    def test_keeps_two_invoices_of_one_day_apart_between_formats(self) -> None:
        csv = seen("factuur 2026-042", format="csv:ing")

        assert unknown([csv], known=[seen("factuur 2026-041")]) == [0]

    def test_keeps_two_payers_of_one_day_apart_between_formats(self) -> None:
        csv = seen(format="csv:ing", iban="NL02RABO0123456789")

        assert unknown([csv], known=[seen()]) == [0]

    def test_keeps_another_day_and_another_amount_apart(self) -> None:
        known = [seen(booked_on=date(2026, 5, 6)), seen(amount_cents=4501)]

        assert unknown([seen()], known=known) == [0]

    def test_does_not_take_other_words_of_one_format_for_the_same(self) -> None:
        assert unknown([seen("les juni")], known=[seen("les mei")]) == [0]

    def test_compares_letters_where_the_texts_have_no_numbers(self) -> None:
        csv = seen("Omschrijving: les mei", format="csv:ing", name="D. de Vries")

        assert unknown([csv], known=[seen()]) == []
        assert unknown([csv], known=[seen("les juni")]) == [0]

    def test_needs_no_account_of_the_other_side(self) -> None:
        cash = seen("storting 4711", iban="", format="mt940")

        assert unknown([cash], known=[seen("Storting pas 4711", iban="")]) == []


few = st.lists(
    st.builds(
        seen,
        text=st.sampled_from(["", "les", "factuur 2026-041", "factuur 2026-042"]),
        bank_id=st.sampled_from(["", "B1", "B2"]),
        format=st.sampled_from(["camt.053", "mt940"]),
    ),
    max_size=6,
)


class TestAnyFiles:
    @given(lines=few)
    def test_a_file_read_twice_adds_nothing(self, lines: list[Seen]) -> None:
        assert unknown(lines, known=lines) == []

    @given(lines=few)
    def test_a_file_read_first_loses_nothing(self, lines: list[Seen]) -> None:
        assert unknown(lines, known=[]) == list(range(len(lines)))
