"""What holds for any lines, items and payers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from voldaan.matching import allocate, propose
from voldaan.matching.shapes import Line, Match, OpenItem, Payer

IBANS = ("NL91ABNA0417164300", "NL02RABO0123456789", "")
NAMES = ("Dirk de Vries", "D. de Vries", "Eva van den Berg", "Vink Training BV", "")
NUMBERS = (*(f"2026-{tail:03d}" for tail in range(1, 9)), "7", "F2026-0001")
TEXTS = (*NUMBERS, "2026-001 en 002", "2026-0 01", "2026-010", "factuur 7", "")
AMOUNTS = st.sampled_from((2_500, 5_000, 7_500, 10_000, 12_137, 17_137))

items = st.lists(
    st.builds(
        OpenItem,
        id=st.integers(1, 50),
        client_id=st.integers(1, 3),
        number=st.sampled_from(NUMBERS),
        open_cents=AMOUNTS,
        issued_on=st.none(),
        due_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 3, 1)),
        payment_reference=st.sampled_from(("", "", "RF18539007547034", "5000056789012345")),
    ),
    max_size=8,
    unique_by=lambda item: item.id,
)
payers = st.lists(
    st.builds(
        Payer,
        client_id=st.integers(1, 3),
        names=st.tuples(st.sampled_from(NAMES)),
        ibans=st.tuples(st.sampled_from(IBANS)),
    ),
    max_size=3,
    unique_by=lambda payer: payer.client_id,
)
lines = st.lists(
    st.builds(
        Line,
        id=st.integers(1, 99),
        amount_cents=AMOUNTS | st.integers(-5_000, 30_000),
        booked_on=st.dates(date(2026, 2, 1), date(2026, 3, 31)),
        name=st.sampled_from(NAMES),
        iban=st.sampled_from(IBANS),
        text=st.sampled_from(TEXTS) | st.text(max_size=30),
        reference=st.sampled_from(("", "RF18 5390 0754 7034", "5000056789012345")),
    ),
    max_size=8,
    unique_by=lambda line: line.id,
)


def booked_cents(matches: Sequence[Match]) -> Counter[int]:
    paid: Counter[int] = Counter()
    for found in matches:
        for item_id, cents in found.certain.allocations if found.certain else ():
            paid[item_id] += cents
    return paid


@given(lines, items, payers)
@settings(max_examples=300, deadline=None)
def test_no_proposal_gives_more_than_is_open_or_than_there_is(
    some_lines: list[Line], some_items: list[OpenItem], some_payers: list[Payer]
) -> None:
    open_cents = {item.id: item.open_cents for item in some_items}

    matches = propose(some_lines, items=some_items, payers=some_payers)

    assert [found.line_id for found in matches] == [line.id for line in some_lines]
    for line, found in zip(some_lines, matches, strict=True):
        assert len(found.proposals) <= 3
        certainties = [way.certainty for way in found.proposals]
        assert certainties == sorted(certainties, reverse=True)
        for way in found.proposals:
            assert all(0 < cents <= open_cents[item] for item, cents in way.allocations)
            assert sum(cents for _, cents in way.allocations) + way.left_cents == (
                line.amount_cents
            )
            assert way.left_cents >= 0
            assert 0 <= way.certainty <= 100
            assert way.certain == (way == found.certain)
    assert all(cents <= open_cents[item] for item, cents in booked_cents(matches).items())


@given(lines, items, payers, st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_order_of_items_and_payers_changes_nothing(
    some_lines: list[Line],
    some_items: list[OpenItem],
    some_payers: list[Payer],
    shuffle: st.randoms,
) -> None:
    first = propose(some_lines, items=some_items, payers=some_payers)
    shuffle.shuffle(some_items)
    shuffle.shuffle(some_payers)

    assert propose(some_lines, items=some_items, payers=some_payers) == first


@given(lines, items, payers)
@settings(max_examples=200, deadline=None)
def test_booking_and_proposing_again_never_books_more_than_is_open(
    some_lines: list[Line], some_items: list[OpenItem], some_payers: list[Payer]
) -> None:
    first = propose(some_lines, items=some_items, payers=some_payers)
    paid = booked_cents(first)
    rest = [
        replace(item, open_cents=item.open_cents - paid[item.id])
        for item in some_items
        if item.open_cents > paid[item.id]
    ]
    waiting = [line for line, found in zip(some_lines, first, strict=True) if not found.certain]

    again = propose(waiting, items=rest, payers=some_payers)

    open_cents = {item.id: item.open_cents for item in rest}
    assert all(cents <= open_cents[item] for item, cents in booked_cents(again).items())


@given(st.integers(-100, 100_000), items)
def test_an_allocation_uses_what_it_can_oldest_first(
    amount_cents: int, some_items: list[OpenItem]
) -> None:
    parts = allocate(amount_cents, some_items)

    total_cents = sum(item.open_cents for item in some_items)
    assert sum(cents for _, cents in parts) == min(max(amount_cents, 0), total_cents)
    open_cents = {item.id: item.open_cents for item in some_items}
    due = {item.id: item.due_on or date.max - timedelta(days=1) for item in some_items}
    days = [due[item] for item, _ in parts]
    assert days == sorted(days)
    assert all(cents == open_cents[item] for item, cents in parts[:-1])
