"""Btw on what is never paid (Wet OB 1968 art. 29), since 1 January 2017.

What a client never pays bears no VAT in the end. The right to get it back arises when it is
certain that (part of) the price will not be paid, and at the latest one year after the due
day has passed; it goes into the return of the period in which it arises. Too late is risky.
Who remitted nothing gets nothing back: KOR, cash basis, reverse charge.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from voldaan.law import calendar
from voldaan.law.accrual import RATE_SCALE
from voldaan.law.answers import Impossible, Step, Worked, euros
from voldaan.law.claims import check_amount, whole_rate
from voldaan.law.nl.tables import Tables, shipped
from voldaan.law.tables.shapes import day_after
from voldaan.money import Cents, to_cents
from voldaan.reasons import Reason, because

Scheme = Literal["standard", "kor", "cash", "reverse"]
Filing = Literal["month", "quarter", "year"]
_MONTHS_IN_QUARTER = 3
_MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class Refund:
    """What comes back, and when; the days are None where there is nothing to get back."""

    refund: Worked
    right_arises_on: date | None
    period: str | None
    file_by: date | None


def refund(
    *,
    due_on: date,
    unpaid_cents: Cents,
    percent: Decimal,
    scheme: Scheme = "standard",
    filing: Filing = "quarter",
    certain_on: date | None = None,
    tables: Tables | None = None,
) -> Refund:
    """Give the VAT in what stayed unpaid, and the return in which it belongs.

    ``unpaid_cents`` includes the VAT. ``certain_on``: the day on which it became certain
    earlier, for instance because a trustee said so.

    >>> found = refund(due_on=date(2025, 11, 30), unpaid_cents=545_00, percent=Decimal(9),
    ...                filing="month")
    >>> found.refund.cents, found.period
    (4500, '2026-12')
    """
    known = tables or shipped()
    _possible(unpaid_cents, percent)
    if scheme != "standard":
        why = Step(because(f"law.vat.{scheme}"), cents=0, cites="Wet OB 1968 art. 29")
        doubt = because("law.doubt.vat_scheme")
        return Refund(Worked((why,), 0, doubts=(doubt,)), None, None, None)
    since = known.uncollectible_years.first_day
    entry = known.uncollectible_years.on(max(due_on, since))
    # What was due before the rule began has its year from that day on (transitional rule).
    year_after = calendar.plus_years(max(due_on, since), entry.value)
    latest = day_after(year_after) if due_on >= since else year_after
    arises = min(latest, certain_on) if certain_on else latest
    period = period_of(arises, filing)
    steps = [
        Step(
            because("law.vat.certain" if arises < latest else "law.vat.year_after"),
            day=arises,
            cites=entry.cited,
        ),
        Step(because("law.vat.period", period=period), cites=entry.cited),
        _share(unpaid_cents, percent, entry.cited),
    ]
    doubts: list[Reason] = []
    if filing == "year":
        table = known.filing_months_year
        doubts += table.doubt(table.on(arises))
    other = period_of(calendar.plus_years(due_on, entry.value), filing)
    if other != period and arises == latest:
        doubts.append(because("law.doubt.vat_edge", period=period, other=other))
    worked = Worked(tuple(steps), steps[-1].cents or 0, doubts=tuple(doubts))
    return Refund(worked, arises, period, file_by(arises, filing, tables=known))


def paid_later(
    *, paid_cents: Cents, percent: Decimal, received_on: date, filing: Filing = "quarter"
) -> tuple[Worked, str]:
    """Give the VAT that is due again when the client pays after all, and in which return."""
    _possible(paid_cents, percent)
    step = _share(paid_cents, percent, "Wet OB 1968 art. 29 lid 3", "law.vat.paid_later")
    return Worked((step,), step.cents or 0), period_of(received_on, filing)


def due_without_term(*, received_on: date, tables: Tables | None = None) -> date:
    """Give the due day that counts for VAT when no term was agreed: 30 days after receipt."""
    count = (tables or shipped()).no_term_days_vat.on(received_on).value
    return calendar.plus_days(received_on, count)


def period_of(day: date, filing: Filing) -> str:
    """Name the return in which a day falls.

    >>> [period_of(date(2026, 12, 1), filing) for filing in ("month", "quarter", "year")]
    ['2026-12', '2026-Q4', '2026']
    """
    if filing == "month":
        return f"{day.year}-{day.month:02d}"
    if filing == "quarter":
        return f"{day.year}-Q{(day.month - 1) // _MONTHS_IN_QUARTER + 1}"
    return str(day.year)


def file_by(day: date, filing: Filing, *, tables: Tables | None = None) -> date:
    """Give the last day to file and pay the return in which a day falls.

    >>> file_by(date(2026, 9, 1), "quarter")
    datetime.date(2026, 10, 31)
    """
    known = tables or shipped()
    months = known.filing_months.on(day).value
    last_month = day.month
    if filing == "quarter":
        last_month += -day.month % _MONTHS_IN_QUARTER
    if filing == "year":
        last_month = _MONTHS_IN_YEAR
        months = known.filing_months_year.on(day).value
    first_after = calendar.plus_months(date(day.year, last_month, 1), months + 1)
    return calendar.plus_days(first_after, -1)


def _possible(cents: Cents, percent: Decimal) -> None:
    check_amount(cents)
    if not percent.is_finite() or not 0 <= percent <= 100:
        raise Impossible(because("law.impossible.percent", percent=str(percent)))


def _share(cents: Cents, percent: Decimal, cites: str, code: str = "law.vat.share") -> Step:
    rate = whole_rate(percent)
    found = to_cents(cents * rate, 100 * RATE_SCALE + rate, rounding="half_up")
    figures = f"{euros(cents)} × {percent} / (100 + {percent})"
    return Step(because(code), figures, found, cites=cites)
