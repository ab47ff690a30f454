"""What a bank line tells, in sentences: the cast is Dirk (7), Vink BV (8) and Eva (9)."""

from datetime import date

import pytest

from voldaan.matching import propose
from voldaan.matching.shapes import Line, Match, OpenItem, Payer

DIRK, VINK, EVA = 7, 8, 9
DIRKS_IBAN = "NL91ABNA0417164300"
VINKS_IBAN = "NL02RABO0123456789"
PAYERS = (
    Payer(DIRK, names=("Dirk de Vries",), ibans=(DIRKS_IBAN,)),
    Payer(VINK, names=("Vink Training B.V.", "Vink Training")),
    Payer(EVA, names=("Eva van den Berg",)),
)


def line(amount_cents: int = 12_100, *, id: int = 1, **more: str) -> Line:
    return Line(id, amount_cents, date(2026, 3, 2), **more)


def item(  # one open invoice, of Dirk unless said otherwise
    id: int = 41,
    number: str = "2026-041",
    open_cents: int = 12_100,
    client_id: int = DIRK,
    **more: object,
) -> OpenItem:
    return OpenItem(id, client_id, number, open_cents, **more)  # type: ignore[arg-type]


def match(*lines: Line, items: list[OpenItem], payers: tuple[Payer, ...] = PAYERS) -> Match:
    return propose(lines, items=items, payers=payers)[-1]


def booked(found: Match) -> tuple[tuple[int, int], ...] | None:
    return found.certain.allocations if found.certain else None


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


class TestNumberInTheText:
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


class TestKnownAccount:
    def test_books_the_only_open_item_of_that_amount(self) -> None:
        items = [item(), item(42, "2026-042", 5_000)]

        found = match(line(5_000, iban="NL91 ABNA 0417 1643 00"), items=items)

        assert booked(found) == ((42, 5_000),)

    def test_proposes_two_items_of_the_same_amount_oldest_first(self) -> None:
        items = [
            item(42, "2026-042", due_on=date(2026, 4, 1)),
            item(41, "2026-041", due_on=date(2026, 3, 1)),
        ]

        found = match(line(iban=DIRKS_IBAN), items=items)

        assert booked(found) is None
        assert [way.allocations[0][0] for way in found.proposals] == [41, 42]
        assert found.holds == (DIRK,)

    def test_books_everything_that_is_open_together(self) -> None:
        items = [item(), item(42, "2026-042", 5_000)]

        found = match(line(17_100, iban=DIRKS_IBAN), items=items)

        assert booked(found) == ((41, 12_100), (42, 5_000))

    def test_books_a_sum_that_is_unique_and_telling(self) -> None:
        items = [item(1, "A1", 12_137), item(2, "A2", 24_042), item(3, "A3", 15_001)]

        found = match(line(36_179, iban=DIRKS_IBAN), items=items)

        assert booked(found) == ((1, 12_137), (2, 24_042))

    def test_proposes_a_sum_of_round_prices(self) -> None:
        items = [item(1, "A1", 10_000), item(2, "A2", 20_000), item(3, "A3", 15_000)]

        found = match(line(25_000, iban=DIRKS_IBAN), items=items)

        assert booked(found) is None
        assert found.proposals[0].allocations == ((1, 10_000), (3, 15_000))

    def test_does_not_book_when_the_text_names_an_invoice_that_is_not_open(self) -> None:
        found = match(line(iban=DIRKS_IBAN, text="2026-038"), items=[item()])

        assert booked(found) is None
        assert found.proposals[0].reasons[-1].code == "match.other_number"

    def test_does_not_book_what_was_issued_after_the_payment(self) -> None:
        found = match(line(iban=DIRKS_IBAN), items=[item(issued_on=date(2026, 3, 3))])

        assert booked(found) is None

    def test_holds_the_client_when_the_amount_fits_nothing(self) -> None:
        found = match(line(99, iban=DIRKS_IBAN), items=[item()])

        assert booked(found) is None
        assert found.holds == (DIRK,)

    def test_asks_when_two_clients_share_an_account(self) -> None:
        payers = (*PAYERS, Payer(EVA, ibans=(DIRKS_IBAN,)))

        found = match(line(iban=DIRKS_IBAN), items=[item()], payers=payers)

        assert booked(found) is None
        assert found.holds == (DIRK, EVA)

    def test_books_on_a_shared_account_when_the_name_tells_who(self) -> None:
        payers = (*PAYERS, Payer(EVA, ibans=(DIRKS_IBAN,)))

        found = match(line(iban=DIRKS_IBAN, name="D. de Vries"), items=[item()], payers=payers)

        assert booked(found) == ((41, 12_100),)


class TestName:
    def test_books_the_same_full_name_with_the_only_such_amount(self) -> None:
        found = match(line(name="Berg, van den, Eva"), items=[item(client_id=EVA)])

        assert booked(found) == ((41, 12_100),)

    def test_books_a_firm_without_its_legal_form(self) -> None:
        found = match(line(name="VINK TRAINING"), items=[item(client_id=VINK)])

        assert booked(found) == ((41, 12_100),)

    def test_proposes_an_initial_with_the_surname(self) -> None:
        found = match(line(name="E. van den Berg"), items=[item(client_id=EVA)])

        assert booked(found) is None
        assert found.proposals[0].rule == "name_amount"
        assert found.holds == (EVA,)

    def test_does_not_book_when_family_owes_the_same_amount(self) -> None:
        payers = (*PAYERS, Payer(10, names=("Piet van den Berg",)))
        items = [item(client_id=EVA), item(42, "2026-042", client_id=10)]

        found = match(line(name="Eva van den Berg"), items=items, payers=payers)

        assert booked(found) is None

    def test_does_not_book_by_name_from_a_new_account_of_a_client_with_a_known_one(
        self,
    ) -> None:
        found = match(line(name="Dirk de Vries", iban=VINKS_IBAN), items=[item()])

        assert booked(found) is None
        assert found.holds == (DIRK,)


class TestWhatIsNoPayment:
    @pytest.mark.parametrize("amount_cents", [0, -12_100])
    def test_matches_nothing_with_debits_and_zero(self, amount_cents: int) -> None:
        found = match(line(amount_cents, text="2026-041", iban=DIRKS_IBAN), items=[item()])

        assert found == Match(1)

    def test_holds_nobody_for_a_stranger(self) -> None:
        found = match(line(77, name="Belastingdienst", text="teruggaaf"), items=[item()])

        assert found.holds == ()
        assert found.proposals == ()

    def test_offers_the_only_item_of_an_amount_without_holding(self) -> None:
        found = match(line(name="P. Smit"), items=[item()])

        assert found.proposals[0].rule == "amount"
        assert found.holds == ()


class TestCrowds:
    def test_never_books_by_a_name_that_hundreds_share(self) -> None:
        crowd = tuple(Payer(client, names=("Jan Jansen",)) for client in range(100, 500))
        items = [item(client, f"A{client}", client_id=client) for client in range(100, 500)]

        found = match(line(name="Jan Jansen"), items=items, payers=crowd)

        assert found == Match(1)

    def test_holds_a_namesake_whose_money_fits_nothing(self) -> None:
        found = match(line(99, name="Eva van den Berg"), items=[item(client_id=EVA)])

        assert booked(found) is None
        assert found.proposals[0].rule == "name_part"
        assert found.holds == (EVA,)

    def test_does_not_book_a_joint_account_by_name(self) -> None:
        joint = line(name="Eva van den Berg e/o P. Smit")

        found = match(joint, items=[item(client_id=EVA)])

        assert booked(found) is None
        assert found.holds == (EVA,)

    def test_reads_a_short_number_only_where_nothing_follows_closely(self) -> None:
        found = match(
            line(text="factuur 12-345", name="Dirk de Vries"), items=[item(number="12")]
        )

        assert not any(way.rule == "number" for way in found.proposals)

    def test_reads_a_reference_that_is_only_a_short_number(self) -> None:
        found = match(line(reference="12", name="Dirk de Vries"), items=[item(number="12")])

        assert booked(found) == ((41, 12_100),)

    def test_does_not_take_another_initial_for_the_client(self) -> None:
        items = [item(client_id=EVA), item(42, "2026-042", client_id=VINK)]

        found = match(line(name="P. van den Berg"), items=items)

        assert found == Match(1)

    def test_proposes_a_number_with_a_sign_wrong_among_many_of_one_price(self) -> None:
        items = [item(41, "2026-0941", client_id=EVA)]
        items += [item(id, f"2026-1{id:03d}", client_id=VINK) for id in range(100, 300)]

        found = match(line(name="E. van den Berg", text="2026-0914"), items=items)

        assert booked(found) is None
        assert found.proposals[0].allocations == ((41, 12_100),)
        assert found.proposals[0].reasons[-1].code == "match.number_typo"

    def test_reads_a_number_with_zeros_left_out_when_the_payer_agrees(self) -> None:
        invoice = item(number="2026-0041")

        alone = match(line(text="2026-41"), items=[invoice])
        with_name = match(line(text="2026-41", name="Dirk de Vries"), items=[invoice])

        assert booked(alone) is None
        assert booked(with_name) == ((41, 12_100),)

    def test_asks_when_the_same_signs_may_be_two_numbers(self) -> None:
        items = [item(4, "2026-04", 5_000), item(41, "2026-041", 5_000)]

        found = match(line(5_000, text="2026-04 1", name="Dirk de Vries"), items=items)

        assert booked(found) is None
        assert len(found.proposals) == 2

    def test_lets_the_amount_choose_between_two_readings(self) -> None:
        items = [item(4, "2026-904", 5_000), item(41, "2026-9041", 7_000)]

        found = match(line(7_000, text="2026-904 1"), items=items)

        assert booked(found) == ((41, 7_000),)
