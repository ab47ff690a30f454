"""One payment for several clients, less a credit note, or for a little more or less."""

import pytest
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

from voldaan.matching import propose
from voldaan.matching.shapes import Match, OpenItem, Payer

FAMILY = (
    Payer(DIRK, names=("Dirk de Vries",), ibans=(DIRKS_IBAN,)),
    Payer(EVA, names=("Eva de Vries",), ibans=(DIRKS_IBAN,)),
)
DIRKS = item(41, "2026-0041", 12_100)
EVAS = item(42, "2026-0042", 4_500, EVA)
NOTE = item(51, "C2026-0007", -2_100)


def codes(found: Match) -> list[str]:
    return [reason.code for reason in found.proposals[0].reasons]


class TestSeveralClients:
    def test_who_share_an_account_are_booked_when_both_are_named_to_the_cent(self) -> None:
        paid = line(16_600, text="2026-0041 en 2026-0042", iban=DIRKS_IBAN)

        found = match(paid, items=[DIRKS, EVAS], payers=FAMILY)

        assert booked(found) == ((41, 12_100), (42, 4_500))
        assert "match.group" in codes(found)

    def test_of_whom_one_is_unknown_are_proposed_and_held(self) -> None:
        paid = line(16_600, text="2026-0041 en 2026-0042", iban=DIRKS_IBAN)

        found = match(paid, items=[DIRKS, EVAS])

        assert booked(found) is None
        assert found.proposals[0].allocations == ((41, 12_100), (42, 4_500))
        assert set(found.holds) == {DIRK, EVA}

    def test_are_booked_by_references_with_check_digits(self) -> None:
        first = item(41, payment_reference="RF18539007547034")
        second = item(42, "2026-042", 4_500, EVA, payment_reference="5000056789012345")
        paid = line(16_600, text="RF18539007547034 5000056789012345")

        assert booked(match(paid, items=[first, second])) == ((41, 12_100), (42, 4_500))

    @pytest.mark.parametrize("cents", [16_599, 12_100])
    def test_are_not_booked_when_the_sum_is_another(self, cents: int) -> None:
        paid = line(cents, text="2026-0041 en 2026-0042", iban=DIRKS_IBAN)

        assert booked(match(paid, items=[DIRKS, EVAS], payers=FAMILY)) is None

    def test_who_share_an_account_are_proposed_by_the_sum_alone(self) -> None:
        found = match(
            line(16_600, text="lessen", iban=DIRKS_IBAN), items=[DIRKS, EVAS], payers=FAMILY
        )

        assert booked(found) is None
        assert found.proposals[0].allocations == ((41, 12_100), (42, 4_500))

    def test_who_are_booked_have_nothing_open_for_the_next_line(self) -> None:
        both = line(16_600, id=1, text="2026-0041 2026-0042", iban=DIRKS_IBAN)
        again = line(4_500, id=2, text="2026-0042", iban=DIRKS_IBAN)

        first, second = propose([both, again], items=[DIRKS, EVAS], payers=FAMILY)

        assert first.certain is not None
        assert second.certain is None


class TestCreditNote:
    def test_that_is_named_is_taken_off(self) -> None:
        paid = line(10_000, text="2026-0041 min C2026-0007", iban=DIRKS_IBAN)

        found = match(paid, items=[DIRKS, NOTE])

        assert booked(found) == ((41, 10_000),)
        assert found.certain is not None
        assert found.certain.credits == ((51, 41, 2_100),)
        assert "match.netted" in codes(found)

    def test_that_is_the_only_one_is_taken_off_by_who_is_known(self) -> None:
        paid = line(10_000, text="2026-0041", iban=DIRKS_IBAN)

        found = match(paid, items=[DIRKS, NOTE])

        assert found.certain is not None
        assert found.certain.credits == ((51, 41, 2_100),)

    def test_is_only_proposed_for_who_is_not_known(self) -> None:
        found = match(line(10_000, text="2026-0041"), items=[DIRKS, NOTE])

        assert booked(found) is None
        assert found.proposals[0].credits == ((51, 41, 2_100),)

    def test_is_taken_off_all_that_is_open(self) -> None:
        paid = line(14_500, text="alles", iban=DIRKS_IBAN)

        found = match(paid, items=[DIRKS, item(43, "2026-0043", 4_500), NOTE])

        assert booked(found) == ((41, 10_000), (43, 4_500))

    def test_is_proposed_with_one_of_several(self) -> None:
        paid = line(2_400, text="", iban=DIRKS_IBAN)

        found = match(paid, items=[DIRKS, item(43, "2026-0043", 4_500), NOTE])

        assert booked(found) is None
        assert found.proposals[0].allocations == ((43, 2_400),)
        assert found.proposals[0].credits == ((51, 43, 2_100),)

    def test_may_pay_a_whole_invoice_and_part_of_the_next(self) -> None:
        small, large = item(43, "2026-0043", 1_000), item(44, "2026-0044", 9_000)
        paid = line(7_900, text="2026-0043 2026-0044 C2026-0007", iban=DIRKS_IBAN)

        found = match(paid, items=[small, large, NOTE])

        assert booked(found) == ((44, 7_900),)
        assert found.certain is not None
        assert found.certain.credits == ((51, 43, 1_000), (51, 44, 1_100))

    def test_of_somebody_else_is_left_alone(self) -> None:
        note = item(51, "C2026-0007", -2_100, VINK)

        assert booked(match(line(10_000, iban=DIRKS_IBAN), items=[DIRKS, note])) is None

    def test_is_used_once(self) -> None:
        first = line(10_000, id=1, text="2026-0041 C2026-0007", iban=DIRKS_IBAN)
        second = line(2_400, id=2, text="2026-0043 C2026-0007", iban=DIRKS_IBAN)

        found = match(first, second, items=[DIRKS, item(43, "2026-0043", 4_500), NOTE])

        assert booked(found) is None or found.certain is None or not found.certain.credits

    def test_alone_is_no_place(self) -> None:
        found = match(line(2_100, text="C2026-0007"), items=[NOTE], payers=())

        assert booked(found) is None
        assert not found.proposals or found.proposals[0].allocations == ()


class TestDifference:
    def told(self, cents: int, *, open_cents: int = 12_100, **more: str) -> list[str]:
        more.setdefault("text", "2026-0041")
        more.setdefault("iban", VINKS_IBAN)
        found = match(line(cents, **more), items=[item(41, "2026-0041", open_cents)])
        return codes(found)

    @pytest.mark.parametrize("cents", [12_098, 12_102, 12_105])
    def test_of_cents_is_a_slip(self, cents: int) -> None:
        assert "match.rounding" in self.told(cents)

    def test_up_to_a_whole_euro_is_rounded_off(self) -> None:
        assert "match.rounding" in self.told(12_100, open_cents=12_137)

    @pytest.mark.parametrize(("cents", "percent"), [(11_858, "2"), (11_918, "1.5")])
    def test_of_a_usual_percentage_is_a_discount(self, cents: int, percent: str) -> None:
        found = match(line(cents, text="2026-0041"), items=[DIRKS])

        assert dict(found.proposals[0].reasons[-1].facts) == {"percent": percent}

    def test_from_abroad_is_what_the_bank_kept(self) -> None:
        assert "match.bank_costs" in self.told(10_850, iban="DE89370400440532013000")
        assert "match.bank_costs" in self.told(10_850, text="2026-0041 /CHGS/ EUR12,50")
        assert "match.bank_costs" not in self.told(10_850)

    def test_of_a_reminder_is_interest_and_costs(self) -> None:
        assert "match.with_costs" in self.told(16_150)
        assert "match.with_costs" in self.told(12_350, text="2026-0041 incl. rente")
        assert "match.with_costs" not in self.told(12_350)


def test_what_a_client_has_open_never_counts_a_credit_note_as_money() -> None:
    items: list[OpenItem] = [DIRKS, NOTE]

    (found,) = propose([line(12_100, iban=DIRKS_IBAN)], items=items, payers=PAYERS)

    assert booked(found) == ((41, 12_100),)
    assert found.certain is not None
    assert not found.certain.credits
