"""Which replies fit: an apology, the invoice again, the confirmation of a promise."""

from datetime import date, timedelta
from typing import Any

import pytest

from voldaan.followup.replying.due import again, apologies, confirmations, on_request
from voldaan.followup.replying.shapes import (
    ON_REQUEST,
    Asked,
    Charged,
    Heard,
    Offer,
    Owing,
    Part,
    Promised,
)

DAY = date(2026, 10, 16)
VINK = 7


def charged(*parts: Part, pk: int = 1) -> Charged:
    return Charged(pk, f"2026-{pk:03}", date(2026, 10, 14), 121_000, parts)


def paid(days_ago: int, cents: int = 121_000, *, is_money: bool = True) -> Part:
    return Part(DAY - timedelta(days=days_ago), cents, is_money)


def offered(*invoices: Charged, on: date = DAY, day: date = DAY) -> tuple[Offer, ...]:
    asked = Asked(3, VINK, on, tuple(each.id for each in invoices))
    return apologies([asked], charged={each.id: each for each in invoices}, day=day)


class TestAnApology:
    def test_is_due_for_what_was_paid_the_day_before(self) -> None:
        (offer,) = offered(charged(paid(1)))

        assert offer == Offer("apology", VINK, 3, (1,), DAY)

    def test_is_not_sure_for_what_was_paid_that_day(self) -> None:
        (offer,) = offered(charged(paid(0)))

        assert offer.is_sure is False

    @pytest.mark.parametrize(
        "parts",
        [
            (),
            (paid(1, 120_999),),
            (paid(-1),),
            (paid(1, 60_000), paid(-1, 61_000)),
            (paid(2), paid(1, -121_000)),
            (paid(3), paid(2, -121_000), paid(-2)),
            (paid(1, is_money=False),),
        ],
        ids=[
            *("nothing", "a cent less", "paid later", "the rest later"),
            *("taken back", "paid anew later", "a credit note"),
        ],
    )
    def test_is_not_due_for(self, parts: tuple[Part, ...]) -> None:
        assert offered(charged(*parts), day=DAY + timedelta(days=3)) == ()

    def test_counts_a_payment_that_was_booked_anew(self) -> None:
        (offer,) = offered(charged(paid(1), paid(1, -121_000), paid(1)))

        assert offer.is_sure

    def test_counts_from_the_day_on_which_all_was_there(self) -> None:
        twice = charged(paid(1), paid(-1))

        assert offered(twice, day=DAY + timedelta(days=1))[0].is_sure
        assert twice.open_cents == -121_000

    def test_names_only_what_was_paid(self) -> None:
        (offer,) = offered(charged(paid(1)), charged(pk=2), charged(paid(0), pk=3))

        assert offer.invoice_ids == (1,)

    @pytest.mark.parametrize(("days", "count"), [(30, 1), (31, 0), (-1, 0)])
    def test_is_for_thirty_days(self, days: int, count: int) -> None:
        assert len(offered(charged(paid(1)), day=DAY + timedelta(days=days))) == count

    def test_passes_over_invoices_that_are_not_there(self) -> None:
        assert apologies([Asked(3, VINK, DAY, (9,))], charged={}, day=DAY) == ()

    def test_remembers_a_call(self) -> None:
        asked = Asked(3, VINK, DAY, (1,), spoken=True)

        (offer,) = apologies([asked], charged={1: charged(paid(1))}, day=DAY)

        assert offer.spoken


OPEN = (
    Owing(1, "2026-001", date(2026, 10, 1), 121_000, has_paper=True),
    Owing(2, "2026-002", date(2026, 11, 1), 9_000),
)


class TestTheInvoiceAgain:
    def test_is_all_that_is_open_and_says_what_has_no_paper(self) -> None:
        (offer,) = again([Heard(5, VINK, DAY)], owing={VINK: OPEN}, day=DAY)

        assert (offer.about, offer.invoice_ids, offer.without_paper) == (5, (1,), (2,))

    def test_is_only_what_the_answer_names(self) -> None:
        (offer,) = again([Heard(5, VINK, DAY, (2,))], owing={VINK: OPEN}, day=DAY)

        assert (offer.invoice_ids, offer.without_paper) == ((), (2,))

    @pytest.mark.parametrize(("days", "count"), [(30, 1), (31, 0)])
    def test_is_for_thirty_days(self, days: int, count: int) -> None:
        later = DAY + timedelta(days=days)

        assert len(again([Heard(5, VINK, DAY)], owing={VINK: OPEN}, day=later)) == count

    def test_is_nothing_when_nothing_is_open(self) -> None:
        assert again([Heard(5, VINK, DAY)], owing={}, day=DAY) == ()
        assert on_request(VINK, owing=()) is None

    def test_can_be_asked_for(self) -> None:
        offer = on_request(VINK, owing=OPEN)

        assert offer is not None
        assert (offer.about, offer.day) == (ON_REQUEST, None)


def promise(pk: int = 4, **changes: Any) -> Promised:
    facts: dict[str, object] = {"on": DAY, "promised_on": date(2026, 10, 23), **changes}
    return Promised(pk, VINK, **facts)  # type: ignore[arg-type]


class TestAPromise:
    def test_is_confirmed_for_what_is_late_by_then(self) -> None:
        (offer,) = confirmations([promise()], owing={VINK: OPEN}, day=DAY)

        assert offer == Offer(
            "promise", VINK, 4, (1,), date(2026, 10, 23), 121_000, spoken=True
        )

    def test_of_an_amount_is_not_confirmed_once_money_came(self) -> None:
        owing = {VINK: OPEN}

        kept, whole = (promise(cents=cents, money_came=True) for cents in (5_000, 0))

        assert confirmations([kept], owing=owing, day=DAY) == ()
        assert len(confirmations([whole], owing=owing, day=DAY)) == 1

    def test_is_about_the_invoice_that_was_named(self) -> None:
        (offer,) = confirmations([promise(invoice_ids=(2,))], owing={VINK: OPEN}, day=DAY)

        assert (offer.invoice_ids, offer.cents) == ((2,), 9_000)

    def test_is_about_everything_when_nothing_is_late_yet(self) -> None:
        (offer,) = confirmations([promise(cents=500)], owing={VINK: OPEN[1:]}, day=DAY)

        assert (offer.invoice_ids, offer.cents) == ((2,), 500)

    def test_is_the_newest(self) -> None:
        (offer,) = confirmations([promise(9), promise(4)], owing={VINK: OPEN}, day=DAY)

        assert offer.about == 9

    @pytest.mark.parametrize(
        ("changes", "day"),
        [
            ({"cents": 121_001}, DAY),
            ({}, date(2026, 10, 24)),
            ({"promised_on": date(2027, 1, 1)}, DAY + timedelta(days=31)),
        ],
        ids=["more than is open", "its day is over", "long ago"],
    )
    def test_is_not_confirmed(self, changes: dict[str, object], day: date) -> None:
        assert confirmations([promise(**changes)], owing={VINK: OPEN}, day=day) == ()

    def test_of_who_owes_nothing_is_not_confirmed(self) -> None:
        assert confirmations([promise()], owing={}, day=DAY) == ()
