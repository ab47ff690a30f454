"""From the cast to a year of bills and movements, counted from one day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from voldaan import days
from voldaan.actions.demo.cast import Buyer, Charge, Paid, buyers, made_up_iban
from voldaan.actions.demo.files import Bill, Movement, Party

OWN_IBAN = made_up_iban(1)
SELLER = Party("Studio Zonnedauw", "noor@studio-zonnedauw.example", "Noor Hazelaar",
               "06 12345678", kvk="90000013", vat="NL000099998B57")  # fmt: skip

#: What a year of history leaves alone: the weeks in which the present situations arise.
PRESENT_DAYS = 45


@dataclass(frozen=True, slots=True)
class _Work:
    """One charge of one buyer, before it has a number."""

    buyer: Buyer
    charge: Charge
    issued_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Year:
    """All that the studio's package and bank know, oldest first."""

    bills: tuple[Bill, ...]
    movements: tuple[Movement, ...]


def year(day: date) -> Year:
    """Give the year that ends on the day before ``day``."""
    cast = buyers()
    works = sorted(
        (work for buyer in cast for work in _works(buyer, day)),
        key=lambda work: (work.issued_on, work.buyer.name, work.due_on),
    )
    bills: list[Bill] = []
    movements: list[Movement] = []
    place = {buyer.name: number for number, buyer in enumerate(cast, start=2)}
    counted: dict[int, int] = {}
    for work in works:
        of_year = work.issued_on.year
        counted[of_year] = counted.get(of_year, 0) + 1
        bill = Bill(
            f"{of_year}-{counted[of_year]:03}",
            _party(work.buyer, place[work.buyer.name]),
            work.issued_on,
            work.due_on,
            work.charge.cents,
            work.charge.work,
        )
        bills += [bill, *_credit_note(bill, work.charge, day)]
        if work.charge.paid is not None:
            account = made_up_iban(place[work.buyer.name])
            movements.append(_payment(bill, work.charge.paid, account, day))
    movements += _own_costs(day)
    bills.sort(key=lambda bill: (bill.issued_on, bill.number))
    movements.sort(key=lambda movement: (movement.on, movement.id))
    return Year(tuple(bills), tuple(movements))


def _works(buyer: Buyer, day: date) -> Iterator[_Work]:
    for charge in (*_history(buyer), *buyer.charges):
        due_on = buyer.due_on(charge, day)
        issued_on = days.shift(due_on, -charge.term)
        yield _Work(buyer, charge, issued_on, due_on)


def _history(buyer: Buyer) -> Iterator[Charge]:
    """Give a bill a month, the newest due before the present began, paid as they use to."""
    for month in range(buyer.history):
        late = buyer.habit[month % len(buyer.habit)]
        due_days_ago = PRESENT_DAYS + 30 * month + len(buyer.name) % 9
        yield Charge(due_days_ago, buyer.monthly_cents, buyer.work, Paid(due_days_ago - late))


def _party(buyer: Buyer, place: int) -> Party:
    kvk = f"9000{place:04}" if buyer.is_firm else ""
    return Party(buyer.name, buyer.email, buyer.contact, buyer.phone, kvk=kvk)


def _credit_note(bill: Bill, charge: Charge, day: date) -> Iterator[Bill]:
    if charge.credit_cents:
        ago = charge.credit_days_ago
        on = day - timedelta(days=ago) if ago else days.shift(bill.issued_on, 7)
        yield replace(
            bill,
            number=f"C{bill.number}",
            issued_on=on,
            cents=charge.credit_cents,
            credits=bill.number,
        )


def _payment(bill: Bill, paid: Paid, account: str, day: date) -> Movement:
    on = days.next_working_day(day - timedelta(days=paid.days_ago))
    return Movement(
        min(on, day - timedelta(days=1)),
        bill.cents if paid.cents is None else paid.cents,
        bill.buyer.name,
        account,
        paid.words.format(number=bill.number),
        f"Z{bill.number.replace('-', '')}",
    )


def _own_costs(day: date) -> Iterator[Movement]:
    """Give what the studio itself pays every month: no client's money."""
    for month in range(12):
        on = days.next_working_day(day - timedelta(days=12 + 30 * month))
        yield Movement(on, -75_000, "Verhuur De Zolder", made_up_iban(900), "huur", f"H{month}")
        yield Movement(
            on, -2_420, "Boekhoudpakket B.V.", made_up_iban(901), "abonnement", f"A{month}"
        )
