"""Incassokosten (``collection_costs``): what collecting out of court may cost the debtor.

The scale of the Besluit vergoeding voor buitengerechtelijke incassokosten over the principal
(never over interest or earlier costs), with its minimum and maximum. A consumer owes them
only after a correct fourteen-day letter (:mod:`voldaan.law.nl.letter`); a business owes at
least the minimum from the day after the last day to pay, without any reminder.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from voldaan.law.accrual import RATE_SCALE
from voldaan.law.answers import Dated, Impossible, Step, Worked, euros, exact, once
from voldaan.law.claims import check_amount, percent_of, whole_rate
from voldaan.law.nl.tables import Tables, shipped
from voldaan.law.tables.shapes import Entry, Table, day_after
from voldaan.money import Cents, to_cents
from voldaan.reasons import Reason, because

Debtor = Literal["consumer", "business", "government"]
_WHOLE = 100 * RATE_SCALE


@dataclass(frozen=True, slots=True)
class VatMarkup:
    """The four conditions under which VAT comes on top; one missing and there is none.

    The creditor buys a collection service; VAT is charged on it; he cannot deduct that VAT;
    and he says so expressly, also that the costs were raised for it.
    """

    buys_service: bool
    vat_is_charged: bool
    cannot_deduct: bool
    says_so: bool

    @property
    def applies(self) -> bool:
        """Whether all four hold."""
        return all((self.buys_service, self.vat_is_charged, self.cannot_deduct, self.says_so))


#: All four conditions hold.
ALL_FOUR = VatMarkup(buys_service=True, vat_is_charged=True, cannot_deduct=True, says_so=True)


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs without VAT, the VAT on top, and both together."""

    costs: Worked
    vat: Worked
    total: Worked


@dataclass(frozen=True, slots=True)
class Deviation:
    """What a business agreed instead of the scale: a fixed sum, or a percentage."""

    fixed_cents: Cents | None = None
    percent: Decimal | None = None


def costs(
    *,
    principals_cents: Sequence[Cents],
    debtor: Debtor,
    default_day: date,
    paid_in_term_cents: Cents = 0,
    vat: VatMarkup | None = None,
    recurring: bool = False,
    tables: Tables | None = None,
) -> Costs:
    """Give the costs over one or more claims that one letter asks.

    ``default_day`` is the first day of default: the rules of that day count. The scale is
    taken over the sum of the principals (BW 6:96 lid 7), less what a consumer paid inside
    the fourteen days (HR 2016:2704). ``recurring``: the principals are instalments of one
    contract, missed within half a year; then the lower of scale and cap is given, marked
    as uncertain. Raises :class:`NotCovered` for a default before 1 July 2012.

    >>> costs(principals_cents=[119_00], debtor="consumer", default_day=date(2026, 3, 2),
    ...       vat=ALL_FOUR).total.cents
    4840
    """
    known = tables or shipped()
    _possible(principals_cents, paid_in_term_cents, debtor)
    whole = sum(principals_cents)
    base = whole - paid_in_term_cents
    steps = [*_base(principals_cents, base, paid_in_term_cents)]
    doubts: list[Reason] = []
    cents, scale = _scale(base, default_day, known)
    steps += scale
    if recurring and debtor == "consumer":
        cents, capped, doubts = _capped(principals_cents, cents, default_day, known)
        steps += capped
    if debtor != "consumer" and base:
        steps.append(_without_reminder(default_day, known))
        if len(principals_cents) > 1:
            doubts.append(because("law.doubt.forty_each", count=len(principals_cents)))
    used = (known.costs_scale, known.costs_minimum, known.costs_maximum)
    newer = any(table.is_provisional(default_day) for table in used)
    worked = Worked(tuple(steps), cents, provisional=newer, doubts=once(doubts))
    return _with_vat(worked, vat, default_day, known)


def agreed(
    *,
    principals_cents: Sequence[Cents],
    deviation: Deviation,
    default_day: date,
    tables: Tables | None = None,
) -> Worked:
    """Give costs that businesses agreed instead of the scale; never under the minimum.

    The scale is default law between businesses, the minimum is not (BW 6:96 lid 4 and 5). A
    judge may cut agreed costs back (art. 242 Rv), so the answer carries that doubt.
    """
    known = tables or shipped()
    _possible(principals_cents, 0, "business")
    base = sum(principals_cents)
    if deviation.fixed_cents is not None:
        check_amount(deviation.fixed_cents)
        cents, figures = deviation.fixed_cents, euros(deviation.fixed_cents)
    else:
        cents = percent_of(base, deviation.percent or Decimal(0))
        figures = f"{euros(base)} × {deviation.percent}%"
    least = known.business_minimum.on(default_day)
    steps = [Step(because("law.costs.agreed"), figures, cents, cites="BW 6:96 lid 5")]
    if cents < least.value:
        cents = least.value
        steps.append(_step("law.costs.minimum", least, cents))
    newer = known.business_minimum.is_provisional(default_day)
    doubts = (because("law.doubt.agreed_costs"),)
    return Worked(tuple(steps), cents, provisional=newer, doubts=doubts)


def due_from(
    *, due_on: date, default_day: date | None = None, tables: Tables | None = None
) -> Dated:
    """Give the day from which a business owes the minimum: the day after the last to pay."""
    day = day_after(due_on)
    least = (tables or shipped()).business_minimum.on(default_day or day)
    step = Step(because("law.costs.due_from"), day=day, cites=least.cited)
    return Dated((step,), day)


def _possible(principals: Sequence[Cents], paid_cents: Cents, debtor: Debtor) -> None:
    if not principals:
        raise Impossible(because("law.impossible.no_principal"))
    for cents in (*principals, paid_cents):
        check_amount(cents)
    if paid_cents and debtor != "consumer":
        raise Impossible(because("law.impossible.paid_in_term"))
    if paid_cents > sum(principals):
        raise Impossible(because("law.impossible.paid_more", paid_cents=paid_cents))


def _base(principals: Sequence[Cents], base: Cents, paid_cents: Cents) -> list[Step]:
    steps = []
    if len(principals) > 1:
        figures = " + ".join(euros(cents) for cents in principals)
        whole = sum(principals)
        steps.append(Step(because("law.costs.sum"), figures, whole, cites="BW 6:96 lid 7"))
    if paid_cents:
        figures = f"{euros(sum(principals))} - {euros(paid_cents)}"
        cites = "HR 25-11-2016 ECLI:NL:HR:2016:2704"
        steps.append(Step(because("law.costs.paid_in_term"), figures, base, cites=cites))
    return steps


def _scale(base: Cents, day: date, tables: Tables) -> tuple[Cents, list[Step]]:
    entry = tables.costs_scale.on(day)
    steps, numerator, below = [], 0, 0
    for band in entry.value:
        part = min(base, band.up_to_cents or base) - below
        if part <= 0:
            break
        weight = whole_rate(band.figures["percent"])
        numerator += part * weight
        below += part
        figures = f"{euros(part)} × {band.figures['percent']}% = {exact(part * weight, _WHOLE)}"
        steps.append(Step(because("law.costs.band"), figures, cites=entry.cited))
    cents = to_cents(numerator, _WHOLE, rounding="half_up")
    steps.append(Step(because("law.costs.scale"), cents=cents, cites="House"))
    least, most = tables.costs_minimum.on(day), tables.costs_maximum.on(day)
    if base and cents < least.value:
        cents = least.value
        steps.append(_step("law.costs.minimum", least, cents))
    if cents > most.value:
        cents = most.value
        steps.append(_step("law.costs.maximum", most, cents))
    return cents, steps


def _step(code: str, entry: Entry[int], cents: Cents) -> Step:
    return Step(because(code), euros(entry.value), cents, cites=entry.cited)


def _without_reminder(day: date, tables: Tables) -> Step:
    least = tables.business_minimum.on(day)
    return _step("law.costs.without_reminder", least, least.value)


def _capped(
    principals: Sequence[Cents], cents: Cents, day: date, tables: Tables
) -> tuple[Cents, list[Step], list[Reason]]:
    """Give the lower of the scale over the sum and the cap on small instalments, both shown."""
    first = tables.instalments_cap.first_day
    if day < first:
        return cents, [], []
    limit = tables.instalment_below.on(day)
    if any(each >= limit.value for each in principals):
        large = because("law.impossible.instalment_too_large", limit_cents=limit.value)
        raise Impossible(large)
    cap = tables.instalments_cap.on(day)
    doubts = [*tables.instalments_cap.doubt(cap), because("law.doubt.instalments")]
    steps = [_step("law.costs.instalments_cap", cap, min(cents, cap.value))]
    return min(cents, cap.value), steps, doubts


def _with_vat(costs_worked: Worked, vat: VatMarkup | None, day: date, tables: Tables) -> Costs:
    table: Table[Decimal] = tables.costs_vat
    applies = vat is not None and vat.applies and bool(costs_worked.cents)
    if not applies:
        code = "law.costs.no_vat" if vat is None else "law.costs.vat_condition_missing"
        step = Step(because(code), cents=0, cites=table.basis)
        return Costs(costs_worked, _part(costs_worked, step), costs_worked)
    entry = table.on(day)
    cents = percent_of(costs_worked.cents, entry.value)
    figures = f"{euros(costs_worked.cents)} × {entry.value}%"
    step = Step(because("law.costs.vat"), figures, cents, cites=entry.cited)
    total = Step(
        because("law.costs.total"),
        f"{euros(costs_worked.cents)} + {euros(cents)}",
        costs_worked.cents + cents,
    )
    newer = costs_worked.provisional or table.is_provisional(day)
    whole = Worked(
        (*costs_worked.steps, step, total),
        costs_worked.cents + cents,
        provisional=newer,
        doubts=costs_worked.doubts,
    )
    return Costs(costs_worked, _part(costs_worked, step), whole)


def _part(worked: Worked, step: Step) -> Worked:
    return Worked((step,), step.cents or 0, provisional=worked.provisional)
