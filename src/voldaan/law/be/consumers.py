"""Consumers in Belgium: Book XIX WER, the free reminder and the caps.

For contracts from 1 September 2023; older ones from 1 December 2023. Nothing may be asked
before a free first reminder and its fourteen days. Interest is at most the rate between
businesses; damages at most a sum that grows with the balance.
"""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from voldaan.law import calendar
from voldaan.law.answers import Dated, Finding, Step, Worked, euros
from voldaan.law.be.tables import Tables, shipped
from voldaan.law.claims import check_amount, percent_of
from voldaan.law.tables.loading import whole_cents
from voldaan.law.tables.shapes import NotCovered, day_after
from voldaan.money import Cents
from voldaan.reasons import Reason, because


@dataclass(frozen=True, slots=True)
class Reminders:
    """How many reminders of a year cost nothing, and what a further one costs at most."""

    free: int
    fee_cents: Cents


def applies_from(*, contract_on: date, tables: Tables | None = None) -> date:
    """Give the day from which Book XIX counts for a contract."""
    known = tables or shipped()
    new = known.book_xix_new.first_day
    return new if contract_on >= new else known.book_xix_old.on(new).value


def term(
    *, sent_on: date, channel: Literal["post", "email"], tables: Tables | None = None
) -> Dated:
    """Give the last day of the fourteen calendar days after the free first reminder.

    They begin the day after an e-mail, or the third day after posting; one source reads
    that as the third *working* day, so the answer by post carries that doubt.

    >>> term(sent_on=date(2026, 3, 2), channel="email").day
    datetime.date(2026, 3, 16)
    """
    known = tables or shipped()
    _covered(sent_on, known)
    length = known.reminder_term.on(sent_on)
    doubts: tuple[Reason, ...] = ()
    first = day_after(sent_on)
    if channel == "post":
        first = calendar.plus_days(sent_on, known.post_days.on(sent_on).value)
        doubts = (because("law.doubt.belgian_post"),)
    last = calendar.plus_days(first, length.value - 1)
    steps = (
        Step(because("law.be.term_begins"), day=first, cites=length.cited),
        Step(because("law.be.term_ends", days=length.value), day=last, cites=length.cited),
    )
    return Dated(steps, last, doubts=doubts)


def most_damages(*, balance_cents: Cents, on: date, tables: Tables | None = None) -> Worked:
    """Give the most that a damages clause may ask over a balance.

    >>> most_damages(balance_cents=500_00, on=date(2026, 3, 2)).cents
    6500
    """
    known = tables or shipped()
    check_amount(balance_cents)
    entry = known.damages.on(on)
    ends = [band.up_to_cents for band in entry.value if band.up_to_cents is not None]
    place = bisect_left(ends, balance_cents)
    band, below = entry.value[place], ends[place - 1] if place else 0
    fixed = whole_cents(band.figures["fixed"]) or 0
    part = percent_of(balance_cents - below, band.figures["percent"])
    figures = f"{euros(fixed)} + {euros(balance_cents - below)} × {band.figures['percent']}%"
    steps = [Step(because("law.be.damages"), figures, fixed + part, cites=entry.cited)]
    most = known.damages_maximum.on(on)
    cents = min(fixed + part, most.value)
    if cents < fixed + part:
        steps.append(
            Step(because("law.be.maximum"), euros(most.value), cents, cites=most.cited)
        )
    return Worked(tuple(steps), cents)


def interest_allowed(percent: Decimal, *, on: date, tables: Tables | None = None) -> Finding:
    """Say whether a clause may ask this interest: never above the rate between businesses.

    >>> interest_allowed(Decimal(12), on=date(2026, 3, 2)).holds
    False
    """
    known = tables or shipped()
    _covered(on, known)
    most = known.business_interest.on(on)
    holds = percent.is_finite() and 0 <= percent <= most.value
    code = "law.be.interest_allowed" if holds else "law.be.interest_above"
    step = Step(because(code, percent=str(most.value)), cites="WER XIX.4")
    return Finding(
        (step,),
        holds=holds,
        provisional=known.business_interest.is_provisional(on),
        doubts=(because("law.doubt.belgian_rate"),) if most.mark == "D" else (),
    )


def reminders(*, regular_delivery: bool, on: date, tables: Tables | None = None) -> Reminders:
    """Give how many reminders are free: the first, or three a year for regular delivery."""
    known = tables or shipped()
    free = known.free_reminders.on(on).value if regular_delivery else 1
    return Reminders(free, known.reminder_fee.on(on).value)


def _covered(day: date, tables: Tables) -> None:
    first = tables.book_xix_new.first_day
    if day < first:
        raise NotCovered(tables.reminder_term.label, day, first)
