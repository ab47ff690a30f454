"""What a lawsuit costs before the kantonrechter or the district court, and which it is.

The court fee (griffierecht) follows the creditor, not the debtor: a sole trader is a natural
person, a vof, maatschap, cv or bv pays as a legal person. The defendant pays none before the
kantonrechter. The summons must be served by a bailiff. An agent's allowance is awarded only
to a creditor who has an agent; who wins gets these costs back from who loses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from voldaan.law import calendar
from voldaan.law.answers import Finding, Impossible, Step, Worked, euros, once
from voldaan.law.claims import check_amount, percent_of
from voldaan.law.nl.tables import Tables, shipped
from voldaan.law.tables.loading import whole_cents
from voldaan.law.tables.shapes import Band, Entry, NotCovered, Table
from voldaan.money import Cents, to_cents
from voldaan.reasons import Reason, because

Creditor = Literal["legal", "natural", "low-income"]
Act = Literal[
    "summons",
    "service_of_judgment",
    "service_of_petition",
    "other_service",
    "attachment_of_goods",
    "bank_attachment",
    "wage_attachment",
    "eviction",
]


@dataclass(frozen=True, slots=True)
class CourtCosts:
    """The parts of a lawsuit's costs, and all together."""

    court_fee: Worked
    summons: Worked
    agent: Worked
    aftercare: Worked
    total: Worked


def costs(
    *,
    claim_cents: Cents,
    creditor: Creditor,
    year: int,
    agent: bool = False,
    points: int | None = None,
    vat_on_bailiff: bool = False,
    tables: Tables | None = None,
) -> CourtCosts:
    """Give what a lawsuit over this claim costs the creditor in a year.

    ``claim_cents`` is what is asked until the summons. With ``agent``, the allowance of the
    liquidatietarief for ``points`` (two when the client defends himself) and half a point
    for what comes after the judgment. Raises :class:`NotCovered` for a year of which a
    figure is not known.

    >>> costs(claim_cents=500_00, creditor="natural", year=2026, agent=True).total.cents
    43607
    """
    known = tables or shipped()
    check_amount(claim_cents)
    on = last_day(year)
    fee = _fee(claim_cents, creditor, on, known)
    summons = bailiff("summons", on=on, vat=vat_on_bailiff, tables=known)
    nothing = Worked((), 0)
    allowance, after = nothing, nothing
    if agent:
        allowance, after = _agent(claim_cents, points, on, known)
        if claim_cents > known.kantonrechter_limit.on(on).value:
            # The lawyer of a district court has a tariff of his own, which is not here.
            allowance = replace(allowance, doubts=(because("law.doubt.district_agent"),))
    parts = (fee, summons, allowance, after)
    total = sum(part.cents for part in parts)
    step = Step(
        because("law.court.total"),
        " + ".join(euros(part.cents) for part in parts if part.cents),
        total,
        cites="Rv art. 237",
    )
    whole = Worked(
        (*(each for part in parts for each in part.steps), step),
        total,
        provisional=any(part.provisional for part in parts),
        doubts=once(doubt for part in parts for doubt in part.doubts),
    )
    return CourtCosts(fee, summons, allowance, after, whole)


def bailiff(act: Act, *, on: date, vat: bool = False, tables: Tables | None = None) -> Worked:
    """Give the tariff of one act of a bailiff on a day; with VAT when it cannot be deducted."""
    known = tables or shipped()
    entry = known.bailiff.on(on)
    if act not in entry.value:
        raise NotCovered(f"{known.bailiff.label}: {act}", on, known.bailiff.first_day)
    cents = entry.value[act]
    steps = [Step(because(f"law.bailiff.{act}"), cents=cents, cites=entry.cited)]
    if vat:
        percent = known.costs_vat.on(on)
        extra = percent_of(cents, percent.value)
        figures = f"{euros(cents)} × {percent.value}%"
        steps.append(Step(because("law.bailiff.vat"), figures, extra, cites="Btag art. 10"))
        cents += extra
    newer = known.bailiff.is_provisional(on) or (vat and known.costs_vat.is_provisional(on))
    return Worked(tuple(steps), cents, provisional=newer, doubts=known.bailiff.doubt(entry))


def competence(
    *,
    principal_cents: Cents,
    interest_cents: Cents,
    costs_cents: Cents = 0,
    whatever_amount: bool = False,
    on: date,
    tables: Tables | None = None,
) -> Finding:
    """Say whether the kantonrechter may judge: the limit includes interest until the summons.

    ``whatever_amount``: a consumer sale, rent or employment, where the amount does not count
    (Rv art. 93 onder c). Whether collection costs count is treated differently, so near the
    limit the answer carries that doubt.
    """
    for cents in (principal_cents, interest_cents, costs_cents):
        check_amount(cents)
    limit = (tables or shipped()).kantonrechter_limit.on(on)
    if whatever_amount:
        step = Step(because("law.court.whatever_amount"), cites="Rv art. 93 onder c")
        return Finding((step,), holds=True)
    claim = principal_cents + interest_cents
    holds = claim <= limit.value
    code = "law.court.kantonrechter" if holds else "law.court.district_court"
    figures = f"{euros(principal_cents)} + {euros(interest_cents)}"
    steps = [Step(because(code, limit_cents=limit.value), figures, claim, cites=limit.cited)]
    doubts: tuple[Reason, ...] = ()
    if holds and claim + costs_cents > limit.value:
        doubts = (because("law.doubt.costs_over_limit", limit_cents=limit.value),)
    return Finding(tuple(steps), holds=holds, doubts=doubts)


def fee(
    *, claim_cents: Cents, creditor: Creditor, year: int, tables: Tables | None = None
) -> Worked:
    """Give the court fee alone."""
    check_amount(claim_cents)
    return _fee(claim_cents, creditor, last_day(year), tables or shipped())


def last_day(year: int) -> date:
    """Give the day whose tariffs count for a year; raises :class:`Impossible`."""
    if not 1 <= year < date.max.year:
        raise Impossible(because("law.impossible.year", year=year))
    return calendar.plus_days(date(year + 1, 1, 1), -1)


def _fee(cents: Cents, creditor: Creditor, day: date, tables: Tables) -> Worked:
    small = cents <= tables.kantonrechter_limit.on(day).value
    table = tables.court_fee_kanton if small else tables.court_fee_district
    entry = table.on(day)
    band = _band(cents, table, entry, day)
    fee = whole_cents(band.figures[creditor.replace("-", "_")]) or 0
    up_to = euros(band.up_to_cents) if band.up_to_cents else "∞"
    code = "law.court.fee_kanton" if small else "law.court.fee_district"
    step = Step(because(code), f"{euros(cents)} ≤ {up_to}", fee, cites=entry.cited)
    return Worked(
        (step,), fee, provisional=table.is_provisional(day), doubts=table.doubt(entry)
    )


def indeterminate_fee(creditor: Creditor, *, year: int, tables: Tables | None = None) -> Worked:
    """Give the fee for a petition without an amount, such as one for bankruptcy."""
    known, day = tables or shipped(), last_day(year)
    entry: Entry[Mapping[str, int]] = known.court_fee_indeterminate.on(day)
    fee = entry.value[creditor.replace("-", "_")]
    step = Step(because("law.court.fee_indeterminate"), cents=fee, cites=entry.cited)
    newer = known.court_fee_indeterminate.is_provisional(day)
    return Worked(
        (step,), fee, provisional=newer, doubts=known.court_fee_indeterminate.doubt(entry)
    )


def _band(
    cents: Cents,
    table: Table[tuple[Band, ...]],
    entry: Entry[tuple[Band, ...]],
    day: date,
) -> Band:
    for band in entry.value:
        if band.up_to_cents is None or cents <= band.up_to_cents:
            return band
    raise NotCovered(f"{table.label}: {euros(cents)}", day, entry.from_day)


def _agent(
    cents: Cents, points: int | None, day: date, tables: Tables
) -> tuple[Worked, Worked]:
    entry = tables.agent_allowance.on(day)
    band = _band(cents, tables.agent_allowance, entry, day)
    each = whole_cents(band.figures["per_point"]) or 0
    count = tables.agent_points.on(day).value if points is None else points
    if not 0 <= count <= 100:
        raise Impossible(because("law.impossible.points", count=count))
    newer = tables.agent_allowance.is_provisional(day)
    allowance = Step(
        because("law.court.agent", count=count),
        f"{count} × {euros(each)}",
        count * each,
        cites=entry.cited,
    )
    most = tables.aftercare_max.on(day)
    half = min(to_cents(each, 2, rounding="half_up"), most.value)
    after = Step(
        because("law.court.aftercare", most_cents=most.value),
        f"{euros(each)} / 2",
        half,
        cites=most.cited,
    )
    doubts = tables.agent_allowance.doubt(entry)
    return (
        Worked((allowance,), count * each, provisional=newer, doubts=doubts),
        Worked((after,), half, provisional=newer),
    )
