"""What a bank line tells and what it does not, in sentences."""

import pytest
from tests.matching.cast import DIRKS_IBAN, EVA, VINK, booked, item, line, match

from voldaan.matching.shapes import Match, Payer


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
