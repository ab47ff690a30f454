"""A reference or a number in the text tells which invoice was paid."""

import pytest
from tests.matching.cast import DIRK, DIRKS_IBAN, EVA, PAYERS, VINK, booked, item, line, match

from voldaan.matching import propose
from voldaan.matching.shapes import Payer


class TestStructuredReference:
    @pytest.mark.parametrize(
        "reference",
        [
            "RF18539007547034",
            "RF18 5390 0754 7034",
            "rf18-5390-0754-7034",
            "RF18000000000539007547034",
        ],
    )
    def test_books_an_rf_reference_however_it_is_padded(self, reference: str) -> None:
        invoice = item(payment_reference="RF18 5390 0754 7034")

        found = match(line(reference=reference), items=[invoice])

        assert booked(found) == ((41, 12_100),)
        assert found.certain is not None
        assert found.certain.rule == "reference"
        assert found.certain.reasons[0].code == "match.reference"

    def test_books_an_rf_reference_inside_a_sentence(self) -> None:
        invoice = item(payment_reference="RF18539007547034")

        found = match(line(text="Betaling RF18 5390 0754 7034 dank u wel"), items=[invoice])

        assert booked(found) == ((41, 12_100),)

    def test_books_a_dutch_payment_feature_with_spaces(self) -> None:
        invoice = item(payment_reference="5000056789012345")

        found = match(line(text="Kenmerk 5000 0567 8901 2345"), items=[invoice])

        assert booked(found) == ((41, 12_100),)

    def test_does_not_book_a_reference_with_a_wrong_check_digit(self) -> None:
        invoice = item(payment_reference="RF18539007547034")

        found = match(line(reference="RF17539007547034"), items=[invoice])

        assert booked(found) is None

    def test_books_a_part_on_a_reference_with_check_digits(self) -> None:
        invoice = item(payment_reference="RF18539007547034")

        found = match(line(5_000, reference="RF18539007547034"), items=[invoice])

        assert booked(found) == ((41, 5_000),)

    @pytest.mark.parametrize(
        "text", ["RF18 2026 0041", "0000 0048 2026 0041", "8000 0000 2026 0041", "4820260041"]
    )
    def test_finds_the_number_that_a_reference_carries(self, text: str) -> None:
        found = match(line(text=text), items=[item(number="2026-0041")], payers=())

        assert booked(found) == ((41, 12_100),)
        assert found.certain is not None
        assert found.certain.rule == "reference"

    @pytest.mark.parametrize("text", ["RF1920260041", "0000005820260041", "4720260041"])
    def test_finds_no_number_in_a_reference_that_fails_its_check(self, text: str) -> None:
        found = match(line(text=text), items=[item(number="2026-0041")], payers=())

        assert booked(found) is None


class TestNumberInTheText:
    def test_is_no_piece_of_a_longer_code(self) -> None:
        found = match(line(text="ordernr 2026041B9"), items=[item()], payers=())

        assert booked(found) is None
        assert "match.number" not in [
            one.code for each in found.proposals for one in each.reasons
        ]

    def test_is_not_glued_to_what_stands_in_another_field(self) -> None:
        paid = line(text="2026-041", end_to_end_id="I1", reference="77")

        assert booked(match(paid, items=[item()])) == ((41, 12_100),)

    @pytest.mark.parametrize(
        "text",
        [
            "2026-041",
            "2026 041",
            "2026041",
            "fact.nr 2026/041",
            "factuur2026041",
            "F2026-041",
            "betreft factuurnr.: 2026.041, dank",
            "2026-0 41",
            "2026-\n041",
            "12-03-2026 2026-041 EUR 121,00",
            "/TRTP/SEPA/REMI/2026-041/EREF/NOTPROVIDED",
        ],
    )
    def test_books_the_number_with_any_punctuation(self, text: str) -> None:
        found = match(line(text=text), items=[item()])

        assert booked(found) == ((41, 12_100),)

    def test_books_a_number_with_letters_written_without_them(self) -> None:
        found = match(line(text="2026 0041"), items=[item(number="F2026-0041")])

        assert booked(found) == ((41, 12_100),)

    @pytest.mark.parametrize(
        "text",
        [
            "NL12ABNA0000000012",
            "12-03-2026",
            "EUR 12,00",
            "12:30",
            "klant 20261234",
            "bestelling 12-345",
            "week 12",
            "12 lessen",
        ],
    )
    def test_never_takes_a_short_number_out_of_something_else(self, text: str) -> None:
        found = match(line(text=text), items=[item(number="12"), item(42, "2026", 500)])

        assert found.certain is None
        assert not any(way.rule == "number" for way in found.proposals)

    def test_books_a_short_number_only_when_announced_and_the_payer_agrees(self) -> None:
        invoice = item(number="12")

        alone = match(line(text="factuur 12"), items=[invoice])
        with_name = match(line(text="factuur 12", name="D. de Vries"), items=[invoice])

        assert booked(alone) is None
        assert alone.proposals[0].rule == "number"
        assert booked(with_name) == ((41, 12_100),)

    def test_does_not_take_a_month_for_a_number(self) -> None:
        found = match(line(text="huur 2026-05"), items=[item(number="2026-05")])

        assert booked(found) is None

    def test_books_several_numbers_that_add_up(self) -> None:
        items = [item(), item(42, "2026-042", 5_000)]

        found = match(line(17_100, text="2026-041 en 2026-042"), items=items)

        assert booked(found) == ((41, 12_100), (42, 5_000))

    def test_reads_a_second_number_by_its_tail(self) -> None:
        items = [item(), item(42, "2026-042", 5_000)]

        found = match(line(17_100, text="fact 2026-041/042"), items=items)

        assert booked(found) == ((41, 12_100), (42, 5_000))

    def test_never_books_numbers_of_two_clients(self) -> None:
        items = [item(), item(42, "2026-042", 5_000, VINK)]

        found = match(line(17_100, text="2026-041 2026-042"), items=items)

        assert booked(found) is None
        assert found.holds == (DIRK, VINK)

    def test_books_a_part_only_when_the_payer_agrees(self) -> None:
        stranger = match(line(5_000, text="2026-041", name="P. Smit"), items=[item()])
        dirk = match(line(5_000, text="2026-041", name="D. de Vries"), items=[item()])

        assert booked(stranger) is None
        assert stranger.holds == (DIRK,)
        assert booked(dirk) == ((41, 5_000),)

    def test_does_not_book_a_part_that_is_just_what_another_invoice_asks(self) -> None:
        items = [item(), item(42, "2026-042", 5_000)]
        paid = line(5_000, text="factuur 2026-041", iban=DIRKS_IBAN)

        found = match(paid, items=items)

        assert booked(found) is None
        assert DIRK in found.holds

    def test_proposes_an_overpayment_with_what_is_left(self) -> None:
        found = match(line(20_000, text="2026-041"), items=[item()])

        assert booked(found) is None
        assert found.proposals[0].left_cents == 7_900
        assert found.proposals[0].reasons[-1].code == "match.overpaid"

    def test_only_proposes_a_typing_error(self) -> None:
        items = [item(), item(50, "2026-099", 9_900, VINK)]

        found = match(line(text="2026-014"), items=items)

        assert booked(found) is None
        assert found.proposals[0].allocations == ((41, 12_100),)

    def test_does_not_book_a_number_when_another_client_paid_that_very_amount(self) -> None:
        items = [item(), item(42, "2026-014", 12_100, EVA)]

        found = match(line(text="2026-041", name="E. van den Berg"), items=items)

        assert booked(found) is None

    def test_books_the_same_invoice_once_and_holds_the_client_for_the_second(self) -> None:
        lines = [line(text="2026-041"), line(id=2, text="2026-041")]

        first, second = propose(lines, items=[item()], payers=PAYERS)

        assert booked(first) == ((41, 12_100),)
        assert booked(second) is None
        assert second.holds == (DIRK,)
        assert second.proposals[0].left_cents == 12_100

    def test_lets_a_line_with_a_number_go_before_an_earlier_one_without(self) -> None:
        lines = [line(iban=DIRKS_IBAN), line(id=2, text="2026-041")]

        first, second = propose(lines, items=[item()], payers=PAYERS)

        assert booked(first) is None
        assert booked(second) == ((41, 12_100),)


class TestPartOfAnotherClientsInvoice:
    def test_is_not_booked_when_a_namesake_has_just_this_amount_open(self) -> None:
        payers = (Payer(DIRK, names=("Dirk de Vries",)), Payer(EVA, names=("Eva de Vries",)))
        mistyped = line(4_500, text="2026-0041", name="D. de Vries")
        items = [item(41, "2026-0041", 12_100, EVA), item(42, "2026-0042", 4_500, DIRK)]

        assert booked(match(mistyped, items=items, payers=payers)) is None

    def test_is_booked_on_who_pays_in_parts(self) -> None:
        part = line(4_500, text="2026-0041", name="D. de Vries")

        assert booked(match(part, items=[item(41, "2026-0041")])) == ((41, 4_500),)

    def test_is_not_booked_when_only_initials_agree_and_another_owes_it(self) -> None:
        payers = (Payer(DIRK, names=("Dirk de Vries",)), Payer(EVA, names=("Daan de Vries",)))
        mistyped = line(4_500, text="2026-0041", name="D. de Vries")
        items = [item(41, "2026-0041", 12_100, EVA), item(42, "2026-0042", 4_500, DIRK)]

        assert booked(match(mistyped, items=items, payers=payers)) is None
