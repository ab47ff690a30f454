"""A known account or a name tells who paid."""

from datetime import date

from tests.matching.cast import (
    DIRK,
    DIRKS_IBAN,
    EVA,
    PAYERS,
    VINK,
    VINKS_IBAN,
    booked,
    item,
    line,
    match,
)

from voldaan.matching.shapes import Payer


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

    def test_does_not_choose_between_two_sums(self) -> None:
        items = [
            item(1, "A1", 12_137),
            item(2, "A2", 24_042),
            item(3, "A3", 12_142),
            item(4, "A4", 24_037),
        ]

        found = match(line(36_179, iban=DIRKS_IBAN), items=items)

        assert booked(found) is None
        assert found.holds == (DIRK,)

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

    def test_asks_when_both_who_share_an_account_have_the_amount_open(self) -> None:
        payers = (*PAYERS, Payer(EVA, ibans=(DIRKS_IBAN,)))
        items = [item(), item(42, "2026-042", client_id=EVA)]

        found = match(line(iban=DIRKS_IBAN, name="Dirk de Vries"), items=items, payers=payers)

        assert booked(found) is None
        assert found.holds == (DIRK, EVA)


class TestName:
    def test_books_the_same_full_name_with_the_only_such_amount(self) -> None:
        found = match(line(name="Berg, van den, Eva"), items=[item(client_id=EVA)])

        assert booked(found) == ((41, 12_100),)

    def test_books_a_firm_without_its_legal_form(self) -> None:
        found = match(line(name="VINK TRAINING"), items=[item(client_id=VINK)])

        assert booked(found) == ((41, 12_100),)

    def test_does_not_choose_between_two_items_of_that_amount(self) -> None:
        items = [item(client_id=EVA), item(42, "2026-042", client_id=EVA)]

        found = match(line(name="Eva van den Berg"), items=items)

        assert booked(found) is None
        assert [way.allocations for way in found.proposals] == [
            ((41, 12_100),),
            ((42, 12_100),),
        ]

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
