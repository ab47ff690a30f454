"""Ways to collect with outside help: what each costs, what comes back, and its traps.

An estimate, to choose with; nothing here decides. Every route says what a creditor advances,
what the debtor must pay back when the creditor wins, how long it takes, and what to mind.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from voldaan.law.answers import Impossible, Step, Worked, once
from voldaan.law.claims import check_amount
from voldaan.law.nl import court
from voldaan.law.nl.court import Creditor
from voldaan.law.nl.tables import Tables, shipped
from voldaan.money import Cents
from voldaan.reasons import Reason, because

Route = Literal[
    "collection-agency", "kantonrechter", "eu-order", "eu-small-claims", "bankruptcy"
]
ROUTES: tuple[Route, ...] = (
    "collection-agency",
    "kantonrechter",
    "eu-order",
    "eu-small-claims",
    "bankruptcy",
)


@dataclass(frozen=True, slots=True)
class Case:
    """What a choice of route looks at.

    ``claim_cents`` is what is asked, ``costs_cents`` the collection costs that the debtor
    owes by law. ``is_disputed``: the debtor says that he does not owe it. ``cross_border``:
    creditor and debtor are in different countries of the EU. ``other_creditors``: how many
    others are known to be unpaid.
    """

    claim_cents: Cents
    creditor: Creditor
    year: int
    costs_cents: Cents = 0
    agent: bool = False
    is_disputed: bool = False
    cross_border: bool = False
    other_creditors: int = 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """One route: what it costs now, what of it comes back on winning, and what to mind.

    ``stopped_by`` are reasons why this route is not open in this case; empty when it is.
    ``advance`` is without the fee of an agency or lawyer, which each sets himself.
    """

    route: Route
    advance: Worked
    recoverable_cents: Cents
    stopped_by: tuple[Reason, ...]
    takes: Reason
    warnings: tuple[Reason, ...]


def estimates(case: Case, *, tables: Tables | None = None) -> tuple[Estimate, ...]:
    """Give every route for a case, the ones that are open first."""
    known = tables or shipped()
    check_amount(case.claim_cents)
    check_amount(case.costs_cents)
    if case.other_creditors < 0:
        raise Impossible(because("law.impossible.count", count=case.other_creditors))
    found = [_ROUTES[route](case, known) for route in ROUTES]
    return tuple(sorted(found, key=lambda each: bool(each.stopped_by)))


def _agency(case: Case, tables: Tables) -> Estimate:
    since = tables.registration_all_from.on(_day(case))
    step = Step(because("law.route.agency_fee"), cents=0, cites="BW 6:96")
    return Estimate(
        route="collection-agency",
        advance=Worked((step,), 0),
        recoverable_cents=case.costs_cents,
        stopped_by=(),
        takes=because("law.route.takes_weeks"),
        warnings=(
            because("law.route.check_register", on=since.value.isoformat()),
            *((because("law.route.disputed"),) if case.is_disputed else ()),
        ),
    )


def _kanton(case: Case, tables: Tables) -> Estimate:
    parts = court.costs(
        claim_cents=case.claim_cents,
        creditor=case.creditor,
        year=case.year,
        agent=case.agent,
        tables=tables,
    )
    limit = tables.kantonrechter_limit.on(_day(case)).value
    warnings = [
        because("law.route.summons_days", days=tables.summons_days.on(_day(case)).value),
        because("law.route.fee_within", weeks=tables.court_fee_weeks.on(_day(case)).value),
    ]
    stops: tuple[Reason, ...] = ()
    if case.claim_cents > limit:
        stops = (because("law.route.lawyer_above", limit_cents=limit),)
    elif case.claim_cents + case.costs_cents > limit:
        warnings.append(because("law.doubt.costs_over_limit", limit_cents=limit))
    else:
        warnings += _fee_edge(case, tables)
    if case.is_disputed:
        warnings.append(because("law.route.disputed_court"))
    return Estimate(
        route="kantonrechter",
        advance=parts.total,
        recoverable_cents=parts.total.cents + case.costs_cents,
        stopped_by=stops,
        takes=because("law.route.takes_months"),
        warnings=tuple(warnings),
    )


def _fee_edge(case: Case, tables: Tables) -> list[Reason]:
    claims = (case.claim_cents, case.claim_cents + case.costs_cents)
    without, including = (
        court.fee(claim_cents=cents, creditor=case.creditor, year=case.year, tables=tables)
        for cents in claims
    )
    if without.cents == including.cents:
        return []
    edge = because(
        "law.doubt.fee_edge", without_cents=without.cents, with_cents=including.cents
    )
    return [edge]


def _eu_order(case: Case, tables: Tables) -> Estimate:
    fee = _fee(case, tables)
    days = tables.opposition_days.on(_day(case))
    return Estimate(
        route="eu-order",
        advance=_with_doubts(fee, tables.opposition_days.doubt(days)),
        recoverable_cents=fee.cents,
        stopped_by=_only_cross_border(case),
        takes=because("law.route.takes_weeks"),
        warnings=(
            because("law.route.one_court"),
            because("law.route.opposition", days=days.value),
            *((because("law.route.opposed"),) if case.is_disputed else ()),
        ),
    )


def _eu_small(case: Case, tables: Tables) -> Estimate:
    fee = _fee(case, tables)
    limit = tables.small_claims_limit.on(_day(case))
    stops = list(_only_cross_border(case))
    if case.claim_cents > limit.value:
        stops.append(because("law.route.too_large", limit_cents=limit.value))
    return Estimate(
        route="eu-small-claims",
        advance=_with_doubts(fee, tables.small_claims_limit.doubt(limit)),
        recoverable_cents=fee.cents,
        stopped_by=tuple(stops),
        takes=because("law.route.takes_months"),
        warnings=(because("law.route.by_form"),),
    )


def _bankruptcy(case: Case, tables: Tables) -> Estimate:
    fee = court.indeterminate_fee(case.creditor, year=case.year, tables=tables)
    stops = []
    if not case.other_creditors:
        stops.append(because("law.route.second_creditor"))
    if case.is_disputed:
        stops.append(because("law.route.misuse"))
    return Estimate(
        route="bankruptcy",
        advance=fee,
        recoverable_cents=0,
        stopped_by=tuple(stops),
        takes=because("law.route.takes_weeks"),
        warnings=(
            because("law.route.lawyer_needed"),
            because("law.route.preferred_first"),
            because("law.route.interest_stops"),
        ),
    )


def _day(case: Case) -> date:
    return court.last_day(case.year)


def _fee(case: Case, tables: Tables) -> Worked:
    return court.fee(
        claim_cents=case.claim_cents, creditor=case.creditor, year=case.year, tables=tables
    )


def _with_doubts(worked: Worked, doubts: tuple[Reason, ...]) -> Worked:
    return replace(worked, doubts=once((*worked.doubts, *doubts)))


def _only_cross_border(case: Case) -> tuple[Reason, ...]:
    return () if case.cross_border else (because("law.route.cross_border_only"),)


_ROUTES: Mapping[Route, Callable[[Case, Tables], Estimate]] = {
    "collection-agency": _agency,
    "kantonrechter": _kanton,
    "eu-order": _eu_order,
    "eu-small-claims": _eu_small,
    "bankruptcy": _bankruptcy,
}
