"""Before there is a debt: prepayment, general terms, no-show fees, clauses that backfire.

A clause on interest or costs that is unfair to a consumer is struck out whole, and the
creditor cannot fall back on what the law gives (C-229/19 Dexia, C-625/21 Gupfinger): so a
greedy clause loses even the statutory amounts.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from voldaan.law.answers import Finding, Impossible, Step, Worked, euros
from voldaan.law.claims import check_amount, percent_of
from voldaan.law.nl import costs
from voldaan.law.nl.tables import Tables, shipped
from voldaan.money import Cents
from voldaan.reasons import Reason, because

Debtor = Literal["consumer", "business", "government"]
Subject = Literal["goods", "services", "made-to-order"]


@dataclass(frozen=True, slots=True)
class Clause:
    """What terms say about paying late; None for what they do not mention.

    ``interest_percent_per_year`` (a clause of 2% a month is 24 here);
    ``costs_percent`` and ``costs_minimum_cents`` of collecting; ``reminder_fee_cents``.
    """

    interest_percent_per_year: Decimal | None = None
    costs_percent: Decimal | None = None
    costs_minimum_cents: Cents | None = None
    reminder_fee_cents: Cents | None = None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How general terms reached the client (BW 6:234), and how large the client is."""

    before_or_at_signing: bool
    by: Literal["paper", "electronic", "reference-only"]
    storable: bool = False
    contract_was_electronic: bool = False
    consent_to_electronic: bool = False
    client_publishes_accounts: bool = False
    client_staff: int = 0


def prepayment(
    *,
    price_cents: Cents,
    debtor: Debtor,
    subject: Subject,
    in_general_terms: bool,
    on: date,
    tables: Tables | None = None,
) -> tuple[Worked | None, tuple[Step, ...]]:
    """Give the most that may be demanded in advance, or None where the law sets no limit.

    A consumer who buys goods, or has something made, pays at most half in advance (BW 7:26
    lid 2); more only when agreed individually (7:6 lid 2). Services and businesses: free.
    """
    check_amount(price_cents)
    if debtor != "consumer" or subject == "services":
        code = "law.prepayment.services" if debtor == "consumer" else "law.prepayment.business"
        return None, (Step(because(code), cites="BW 7:26 lid 2"),)
    entry = (tables or shipped()).prepayment_percent.on(on)
    cents = percent_of(price_cents, entry.value, rounding="down")
    figures = f"{euros(price_cents)} × {entry.value}%"
    steps = [Step(because("law.prepayment.half"), figures, cents, cites=entry.cited)]
    if subject == "made-to-order":
        steps.insert(0, Step(because("law.prepayment.made"), cites="BW 7:5 lid 4"))
    code = "law.prepayment.in_terms" if in_general_terms else "law.prepayment.individually"
    steps.append(Step(because(code), cites="BW 7:6 lid 2"))
    return Worked(tuple(steps), cents), tuple(steps)


def terms_handed_over(facts: HandedOver, *, on: date, tables: Tables | None = None) -> Finding:
    """Say whether general terms bind: handed over in time, in a way that the law accepts."""
    most = (tables or shipped()).terms_staff.on(on)
    if facts.client_publishes_accounts or facts.client_staff >= most.value:
        step = Step(because("law.terms.large_client", count=most.value), cites="BW 6:235 lid 1")
        return Finding((step,), holds=True)
    failed = [code for code, fails in _failures(facts) if fails]
    if failed:
        steps = tuple(
            Step(because(f"law.terms.{code}"), cites="BW 6:233 onder b, 6:234")
            for code in failed
        )
        return Finding(steps, holds=False)
    step = Step(because("law.terms.bind"), cites="BW 6:234")
    return Finding((step,), holds=True)


def _failures(facts: HandedOver) -> tuple[tuple[str, bool], ...]:
    electronic = facts.by == "electronic"
    no_consent = not facts.contract_was_electronic and not facts.consent_to_electronic
    return (
        ("too_late", not facts.before_or_at_signing),
        ("reference_only", facts.by == "reference-only"),
        ("not_storable", electronic and not facts.storable),
        ("no_consent", electronic and no_consent),
    )


def no_show_fee(
    *, fee_cents: Cents, price_cents: Cents, agreed_before: bool, debtor: Debtor
) -> Finding:
    """Say whether a fee for not coming or cancelling late can be asked.

    It must be agreed before. Against a consumer more than a reasonable compensation is
    presumed unfair (BW 6:237 onder i); a judge can lower it always (6:94).
    """
    check_amount(fee_cents)
    check_amount(price_cents)
    if not agreed_before:
        step = Step(because("law.no_show.not_agreed"), cites="BW 6:91, 6:217")
        return Finding((step,), holds=False)
    steps = [Step(because("law.no_show.judge"), cites="BW 6:94, 6:92 lid 2")]
    doubts: tuple[Reason, ...] = ()
    if debtor == "consumer":
        steps.insert(0, Step(because("law.no_show.reasonable"), cites="BW 6:237 onder i"))
        doubts = (because("law.doubt.reasonable"),)
        if fee_cents > price_cents:
            step = Step(because("law.no_show.above_price"), cites="BW 6:237 onder i")
            return Finding((step,), holds=False, doubts=doubts)
    return Finding(tuple(steps), holds=True, doubts=doubts)


def check_clause(
    clause: Clause,
    *,
    debtor: Debtor,
    principal_cents: Cents,
    day: date,
    tables: Tables | None = None,
) -> tuple[Finding, Cents]:
    """Check a clause on interest and costs; give what would be lost if it is struck out.

    Between businesses it binds (a judge may cut costs back). Against a consumer anything
    above the law is likely unfair; what is lost are the statutory costs over
    ``principal_cents`` and one year of statutory interest on it.
    """
    known = tables or shipped()
    check_amount(principal_cents)
    if debtor != "consumer":
        step = Step(because("law.clause.business"), cites="BW 6:119a lid 8, 6:96 lid 5")
        return Finding((step,), holds=True, doubts=(because("law.doubt.agreed_costs"),)), 0
    steps = _unfair(clause, principal_cents, day, known)
    if not steps:
        step = Step(because("law.clause.repeats_law"), cites="BW 6:96, 6:119")
        return Finding((step,), holds=True), 0
    scale = costs.costs(
        principals_cents=[principal_cents], debtor="consumer", default_day=day, tables=known
    ).costs.cents
    rate = known.statutory_interest.on(day).value
    year = percent_of(principal_cents, rate)
    lost = Step(
        because("law.clause.lost"),
        f"{euros(scale)} + {euros(year)}",
        scale + year,
        cites="C-229/19 Dexia; C-625/21 Gupfinger",
    )
    doubt = (because("law.doubt.unfair_terms"),)
    newer = known.statutory_interest.is_provisional(day)
    found = Finding((*steps, lost), holds=False, provisional=newer, doubts=doubt)
    return found, scale + year


def _unfair(clause: Clause, principal: Cents, day: date, tables: Tables) -> list[Step]:
    found = []
    for percent in (clause.interest_percent_per_year, clause.costs_percent):
        if percent is not None and (not percent.is_finite() or percent < 0):
            raise Impossible(because("law.impossible.percent", percent=str(percent)))
    rate = tables.statutory_interest.on(day).value
    if (clause.interest_percent_per_year or 0) > rate:
        above = because("law.clause.interest_above", percent=str(rate))
        found.append(Step(above, cites="BW 6:119, 6:237; Richtlijn 93/13"))
    first = tables.costs_scale.on(day).value[0]
    least = tables.costs_minimum.on(day).value
    if (clause.costs_percent or 0) > first.figures["percent"] or (
        clause.costs_percent is not None
        and first.up_to_cents is not None
        and principal > first.up_to_cents
    ):
        found.append(Step(because("law.clause.costs_above"), cites="BW 6:96 lid 5"))
    if (clause.costs_minimum_cents or 0) > least:
        above = because("law.clause.minimum_above", least_cents=least)
        found.append(Step(above, cites="BW 6:96 lid 5"))
    if clause.reminder_fee_cents:
        fee = because("law.clause.reminder_fee", fee_cents=clause.reminder_fee_cents)
        found.append(Step(fee, cites="BW 6:96 lid 5"))
    return found
