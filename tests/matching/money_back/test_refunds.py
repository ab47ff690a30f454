"""Money that goes back to a client finds the debt that it pays, or stays where it is."""

from datetime import date

import pytest
from tests.matching.cast import DIRK, DIRKS_IBAN, EVA, PAYERS

from voldaan.matching.money_back import refunds
from voldaan.matching.money_back.refunds import Owed
from voldaan.matching.shapes import Line

NOTE = Owed(DIRK, 2_100, 51, "C2026-0007")
ON_ACCOUNT = Owed(DIRK, 4_000)


def debit(cents: int = -2_100, *, id: int = 9, **more: str) -> Line:
    return Line(id, cents, date(2026, 3, 9), **more)


def found(*debits: Line, owed: tuple[Owed, ...] = (NOTE, ON_ACCOUNT)) -> list[tuple[int, Owed]]:
    return [(line.id, debt) for line, debt in refunds.pairs(debits, owed=owed, payers=PAYERS)]


@pytest.mark.parametrize(
    "more",
    [
        {"text": "creditnota C2026/0007"},
        {"reference": "C2026-0007"},
        {"iban": DIRKS_IBAN},
        {"name": "Vries, de Dirk"},
    ],
)
def test_is_known_by_number_account_or_full_name(more: dict[str, str]) -> None:
    assert found(debit(**more)) == [(9, NOTE)]


@pytest.mark.parametrize(
    "other",
    [
        debit(),
        debit(-2_101, iban=DIRKS_IBAN),
        debit(name="D. de Vries"),
        debit(name="Vries"),
        debit(text="C2026-0008"),
        debit(iban="NL02RABO0123456789"),
    ],
)
def test_is_not_guessed(other: Line) -> None:
    assert found(other) == []


def test_may_be_what_was_received_too_much() -> None:
    assert found(debit(-4_000, iban=DIRKS_IBAN)) == [(9, ON_ACCOUNT)]


def test_is_none_when_two_debts_fit() -> None:
    twice = (NOTE, Owed(DIRK, 2_100, 52, "C2026-0008"))

    assert found(debit(iban=DIRKS_IBAN), owed=twice) == []


def test_pays_each_debt_once() -> None:
    assert found(debit(id=1, iban=DIRKS_IBAN), debit(id=2, iban=DIRKS_IBAN)) == [(1, NOTE)]


def test_of_an_unknown_client_needs_the_number() -> None:
    stranger = Owed(99, 2_100, 51, "C2026-0007")

    assert found(debit(iban=DIRKS_IBAN), owed=(stranger,)) == []
    assert found(debit(text="C2026-0007"), owed=(stranger,)) == [(9, stranger)]
    assert found(debit(text="C2026-0007"), owed=(Owed(EVA, 2_100),)) == []
