"""Betaaltermijnen: how long a client may take, and what to do when the term is too long.

A term counts where it was agreed: in the quote, the contract or accepted general terms. One
that stands only on the invoice was set by one side. Between businesses 30 days after receipt
count when nothing was agreed, 60 at most; a large client gets at most 30 from a small
creditor; the government 30.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from voldaan.law import calendar
from voldaan.law.answers import Dated, Impossible, Step, once
from voldaan.law.nl.tables import Tables, shipped
from voldaan.money import Cents
from voldaan.reasons import Reason, because

Debtor = Literal["consumer", "business", "government"]
Agreed = Literal["quote", "contract", "general-terms", "invoice-only", "none"]


@dataclass(frozen=True, slots=True)
class Parties:
    """Who owes, and whether a large firm owes a small one.

    ``debtor_is_large``: the entity on the invoice meets two of the three measures of
    BW 2:397 (:func:`is_large`); ``creditor_is_small``: it is no large firm itself.
    """

    debtor: Debtor
    debtor_is_large: bool = False
    creditor_is_small: bool = True


@dataclass(frozen=True, slots=True)
class Invoice:
    """The days that a term is counted from; None for what is not known or did not happen.

    ``performed_on`` is the day of the performance, ``accepted_on`` of an agreed
    verification. ``contract_on`` is the day of the contract.
    """

    received_on: date | None
    performed_on: date | None = None
    accepted_on: date | None = None
    contract_on: date | None = None


def last_day_to_pay(
    *,
    parties: Parties,
    invoice: Invoice,
    agreed: Agreed,
    agreed_days: int | None = None,
    is_express: bool = False,
    tables: Tables | None = None,
) -> Dated:
    """Give the last day on which payment is in time, the rule, and what to do next.

    ``agreed_days`` count from the day after the invoice was received. ``is_express``: a
    longer term was agreed expressly and is not manifestly unfair to the creditor. A consumer
    without an agreed term can be asked at once (BW 6:38), and is in default only after a
    notice. Raises :class:`Impossible` when a day that the rule needs is missing.

    >>> found = last_day_to_pay(
    ...     parties=Parties("business"), invoice=Invoice(date(2026, 1, 20)), agreed="none"
    ... )
    >>> found.day
    datetime.date(2026, 2, 19)
    """
    known = tables or shipped()
    if agreed not in ("none", "invoice-only") and agreed_days is not None:
        return _agreed(parties, invoice, agreed_days, is_express=is_express, tables=known)
    if parties.debtor == "consumer":
        day = _start(invoice)
        steps = [Step(because("law.term.at_once"), day=day, cites="BW 6:38")]
        if agreed == "invoice-only":
            steps.append(_step("law.term.only_on_invoice", "BW 6:82, 6:83 onder a"))
        steps.append(_step("law.term.send_notice", "BW 6:82 lid 1"))
        return Dated(tuple(steps), day, doubts=_only_on_invoice(agreed))
    is_government = parties.debtor == "government"
    start, why = _counted_from(invoice, known)
    entry = (known.government_days if is_government else known.no_term_days).on(start)
    day = calendar.plus_days(start, entry.value)
    label = because("law.term.no_agreement", days=entry.value)
    steps = [why, Step(label, f"{start} + {entry.value}", day=day, cites=entry.cited)]
    if agreed == "invoice-only":
        steps.insert(0, _step("law.term.only_on_invoice", "BW 6:119a lid 2"))
    steps.append(_step("law.term.no_notice_needed", "BW 6:119a lid 2"))
    return Dated(tuple(steps), day, doubts=_only_on_invoice(agreed))


def is_large(
    *,
    balance_cents: Cents,
    turnover_cents: Cents,
    employees: int,
    on: date,
    tables: Tables | None = None,
) -> tuple[bool, tuple[Reason, ...]]:
    """Say whether a firm is large: two of three (BW 2:397); and what is uncertain in it."""
    known = tables or shipped()
    balance, turnover = known.large_balance.on(on), known.large_turnover.on(on)
    met = [
        balance_cents > balance.value,
        turnover_cents > turnover.value,
        employees >= known.large_staff.on(on).value,
    ]
    doubts = (*known.large_balance.doubt(balance), *known.large_turnover.doubt(turnover))
    return sum(met) >= 2, once(doubts)


def _only_on_invoice(agreed: Agreed) -> tuple[Reason, ...]:
    return (because("law.doubt.only_on_invoice"),) if agreed == "invoice-only" else ()


def _step(code: str, cites: str) -> Step:
    return Step(because(code), cites=cites)


def _start(invoice: Invoice) -> date:
    if invoice.received_on is None:
        raise Impossible(because("law.impossible.received_missing"))
    return invoice.received_on


def _counted_from(invoice: Invoice, tables: Tables) -> tuple[date, Step]:
    """Give the day after which the thirty days count (6:119a lid 2 a to c)."""
    if invoice.accepted_on is not None:
        accepted = invoice.accepted_on
        most = tables.verification_days.on(accepted)
        if invoice.performed_on is not None:
            accepted = min(accepted, calendar.plus_days(invoice.performed_on, most.value))
        label = because("law.term.after_acceptance", days=most.value)
        return accepted, Step(label, day=accepted, cites="BW 6:119a lid 2 onder c, lid 4")
    performed = invoice.performed_on
    if performed and (invoice.received_on is None or invoice.received_on < performed):
        label = because("law.term.after_performance")
        return performed, Step(label, day=performed, cites="BW 6:119a lid 2 onder b")
    start = _start(invoice)
    label = because("law.term.after_receipt")
    return start, Step(label, day=start, cites="BW 6:119a lid 2 onder a")


def _agreed(
    parties: Parties, invoice: Invoice, days: int, *, is_express: bool, tables: Tables
) -> Dated:
    if not 0 <= days <= 10_000:
        raise Impossible(because("law.impossible.days", days=days))
    start = _start(invoice)
    most, code, cites = _most(parties, invoice, is_express=is_express, tables=tables)
    counted = days
    steps = [Step(because("law.term.agreed", days=days), cites="BW 6:83 onder a")]
    doubts: tuple[Reason, ...] = ()
    if most is not None and days > most:
        # A clause that is too long is void; then the term without agreement counts.
        fallback = tables.no_term_days.on(start).value
        counted = most if code == "law.term.too_long" else min(most, fallback)
        steps.append(Step(because(code, days=most), cites=cites))
        if code == "law.term.too_long":
            doubts = (because("law.doubt.manifestly_unfair"),)
    day = calendar.plus_days(start, counted)
    figures = f"{start} + {counted}"
    steps.append(Step(because("law.term.last_day"), figures, day=day, cites="BW 6:119a lid 1"))
    steps.append(_step("law.term.no_notice_needed", "BW 6:83 onder a"))
    return Dated(tuple(steps), day, doubts=doubts)


def _most(
    parties: Parties, invoice: Invoice, *, is_express: bool, tables: Tables
) -> tuple[int | None, str, str]:
    """Give the longest term that these parties may agree, by which rule, and its article."""
    if parties.debtor == "consumer":
        return None, "", ""
    seen = _start(invoice)
    if parties.debtor == "government":
        table = tables.government_max_days if is_express else tables.government_days
        return table.on(seen).value, "law.term.government", "BW 6:119b lid 2, 5"
    if parties.debtor_is_large and parties.creditor_is_small:
        table = tables.large_debtor_days
        # An older contract keeps the rule it was made under, until it had to be adapted.
        adapted = tables.old_contracts_adapted.entries[-1].value
        rule_day = invoice.contract_on if invoice.contract_on and seen < adapted else seen
        entry = table.on(max(rule_day, table.first_day))
        return entry.value, "law.term.large_debtor", entry.cited
    if is_express or seen < tables.agreed_max_days.first_day:
        return None, "", ""
    entry = tables.agreed_max_days.on(seen)
    return entry.value, "law.term.too_long", entry.cited
