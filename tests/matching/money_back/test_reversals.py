"""A direct debit that comes back finds the credit it takes back, and nothing else."""

from datetime import date, timedelta

import pytest
from tests.matching.cast import DIRKS_IBAN, VINKS_IBAN

from voldaan.matching.money_back import reversals
from voldaan.matching.shapes import Line

PAID_ON = date(2026, 3, 2)


def credit(id: int = 1, cents: int = 12_100, *, on: date = PAID_ON, **more: str) -> Line:
    return Line(id, cents, on, **more)


def debit(id: int = 9, cents: int = -12_100, *, days: int = 5, **more: str) -> Line:
    return Line(id, cents, PAID_ON + timedelta(days=days), **more)


class TestReason:
    @pytest.mark.parametrize(
        ("text", "stated", "reason"),
        [
            ("", "MD06", "MD06"),
            ("Incasso gestorneerd", None, "gestorneerd"),
            ("/RTRN/MS03/", None, "MS03"),
            ("Rücklastschrift 2026-041", None, "Rücklastschrift"),
            ("x", "y" * 60, "y" * 40),
        ],
    )
    def test_is_what_the_bank_wrote(self, text: str, stated: str | None, reason: str) -> None:
        assert reversals.reason(text, stated=stated, amount_cents=-1) == reason

    @pytest.mark.parametrize(
        "text", ["retour te veel betaald", "Terugbetaling", "MS03 les", ""]
    )
    def test_is_absent_for_what_may_be_a_refund(self, text: str) -> None:
        assert reversals.reason(text, stated=None, amount_cents=-1) == ""

    def test_is_absent_for_money_that_comes_in(self) -> None:
        assert reversals.reason("storno", stated="MD06", amount_cents=1) == ""


class TestPairs:
    @pytest.mark.parametrize(
        "more",
        [
            {"end_to_end_id": "E2E-7"},
            {"iban": DIRKS_IBAN},
            {"reference": "RF18539007547034"},
            {"name": "Dirk de Vries"},
        ],
    )
    def test_are_found_by_what_both_lines_carry(self, more: dict[str, str]) -> None:
        assert reversals.pairs([debit(**more)], credits=[credit(**more)]) == {9: 1}

    def test_prefer_the_end_to_end_id(self) -> None:
        credits = [
            credit(1, iban=DIRKS_IBAN, end_to_end_id="A"),
            credit(2, iban=DIRKS_IBAN, end_to_end_id="B"),
        ]

        assert reversals.pairs(
            [debit(iban=DIRKS_IBAN, end_to_end_id="B")], credits=credits
        ) == {9: 2}

    def test_are_none_when_two_credits_fit(self) -> None:
        credits = [credit(1, iban=DIRKS_IBAN), credit(2, iban=DIRKS_IBAN)]

        assert reversals.pairs([debit(iban=DIRKS_IBAN)], credits=credits) == {}

    @pytest.mark.parametrize(
        "other",
        [
            debit(iban=VINKS_IBAN, name="Dirk de Vries"),
            debit(cents=-12_101, iban=DIRKS_IBAN),
            debit(days=-1, iban=DIRKS_IBAN),
            debit(days=421, iban=DIRKS_IBAN),
            debit(name="Dirk"),
            debit(),
        ],
    )
    def test_are_none_where_something_differs(self, other: Line) -> None:
        mine = credit(iban=DIRKS_IBAN, name="Dirk de Vries")

        assert reversals.pairs([other], credits=[mine]) == {}

    def test_take_each_credit_back_once(self) -> None:
        twice = [debit(8, iban=DIRKS_IBAN), debit(9, days=6, iban=DIRKS_IBAN)]

        assert reversals.pairs(twice, credits=[credit(iban=DIRKS_IBAN)]) == {8: 1}


class TestRanking:
    def made(self, id: int, *, days: int = 0, name: str = "", **more: object) -> reversals.Made:
        return reversals.Made(id, PAID_ON + timedelta(days=days), name, **more)  # type: ignore[arg-type]

    def order(self, back: Line, *made: reversals.Made) -> list[int]:
        return [one.id for one in reversals.ranking(back, made)]

    def test_puts_a_mentioned_number_first_then_account_then_name_then_the_newest(self) -> None:
        back = debit(text="storno 2026-0042", iban=VINKS_IBAN, name="Dirk Mulder")

        assert self.order(
            back,
            self.made(1, days=1),
            self.made(2, days=2),
            self.made(3, name="Dirk Mulder"),
            self.made(4, iban=VINKS_IBAN),
            self.made(5, iban=DIRKS_IBAN, numbers=("2026-0042",)),
        ) == [5, 4, 3, 2, 1]

    def test_leaves_out_what_was_paid_later_or_too_long_ago(self) -> None:
        assert self.order(debit(days=5), self.made(1, days=6), self.made(2, days=-416)) == []
        assert self.order(debit(days=5), self.made(1, days=5), self.made(2, days=-415)) == [
            1,
            2,
        ]
