"""Verzuim: whether a client is in default on a day, why, and what must be done if not.

Default begins without a notice when an agreed term passes (BW 6:83 onder a) and when the
debtor says he will not pay (onder c); otherwise after a written notice of default with a
reasonable term that passes (6:82). Between businesses the interest of 6:119a runs by law.
A notice works only when it has reached the debtor (3:37 lid 3).
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from voldaan.law import calendar
from voldaan.law.answers import Finding, Impossible, Step
from voldaan.law.nl.tables import Tables, shipped
from voldaan.law.tables.shapes import day_after
from voldaan.reasons import Reason, because

Debtor = Literal["consumer", "business", "government"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about one claim.

    ``due_on`` is the last day to pay by the term; ``term_is_agreed`` whether both sides
    agreed it, and not only the invoice says so. ``notice_received_on`` is when a written
    notice of default reached the debtor, ``notice_days`` the term in it. ``refused_on``:
    the debtor said he will not pay. ``creditor_in_default``: the creditor himself does not
    perform, or the delay is not the debtor's.
    """

    due_on: date
    term_is_agreed: bool
    debtor: Debtor
    notice_received_on: date | None = None
    notice_days: int | None = None
    refused_on: date | None = None
    creditor_in_default: bool = False


def on(day: date, facts: Facts, *, tables: Tables | None = None) -> Finding:
    """Say whether the client is in default on this day, with why and what to do next."""
    known = tables or shipped()
    began, doubts = first_day(facts, tables=known)
    if facts.creditor_in_default:
        step = Step(because("law.default.creditor"), cites="BW 6:61, 6:119a lid 7")
        return Finding((step,), holds=False)
    if began is not None and day >= began.day:
        why = Step(began.label, day=began.day, cites=began.cites)
        return Finding((why,), holds=True, doubts=doubts)
    steps = [_not_yet(day, facts, known)]
    if began is not None:
        steps.append(Step(because("law.default.begins"), day=began.day, cites=began.cites))
    return Finding(tuple(steps), holds=False, doubts=doubts)


@dataclass(frozen=True, slots=True)
class Beginning:
    """When default began or will begin, and by which rule."""

    day: date
    label: Reason
    cites: str


def first_day(
    facts: Facts, *, tables: Tables | None = None
) -> tuple[Beginning | None, tuple[Reason, ...]]:
    """Give the first day of default by the earliest rule that applies, or None."""
    known = tables or shipped()
    found: list[Beginning] = []
    if facts.refused_on is not None:
        day = max(facts.refused_on, facts.due_on) if facts.term_is_agreed else facts.refused_on
        label = because("law.default.refused", on=facts.refused_on.isoformat())
        found.append(Beginning(day, label, "BW 6:83 onder c"))
    if facts.term_is_agreed or facts.debtor != "consumer":
        code = "law.default.agreed_term" if facts.term_is_agreed else "law.default.by_law"
        cites = "BW 6:83 onder a" if facts.term_is_agreed else "BW 6:119a lid 2"
        label = because(code, due_on=facts.due_on.isoformat())
        found.append(Beginning(day_after(facts.due_on), label, cites))
    doubts: tuple[Reason, ...] = ()
    if facts.notice_received_on is not None:
        days, reasonable = _notice_days(facts, known)
        received = max(facts.notice_received_on, facts.due_on)
        last = calendar.plus_days(received, days)
        label = because("law.default.notice", on=received.isoformat(), days=days)
        found.append(Beginning(day_after(last), label, "BW 6:82 lid 1"))
        if days < reasonable:
            doubts = (because("law.doubt.short_notice", days=days),)
    return min(found, key=lambda each: each.day, default=None), doubts


def notice(*, received_on: date, tables: Tables | None = None) -> date:
    """Give the last day of a reasonable term in a notice of default that arrives this day."""
    count = (tables or shipped()).notice_days.on(received_on).value
    return calendar.plus_days(received_on, count)


def _notice_days(facts: Facts, tables: Tables) -> tuple[int, int]:
    reasonable = tables.notice_days.on(facts.due_on).value
    days = reasonable if facts.notice_days is None else facts.notice_days
    if not 0 <= days <= 10_000:
        raise Impossible(because("law.impossible.days", days=days))
    return days, reasonable


def _not_yet(day: date, facts: Facts, tables: Tables) -> Step:
    if day <= facts.due_on:
        return Step(because("law.default.not_due"), day=facts.due_on, cites="BW 6:38, 6:39")
    if facts.notice_received_on is None:
        count = tables.notice_days.on(day).value
        return Step(because("law.default.send_notice", days=count), cites="BW 6:82 lid 1")
    return Step(because("law.default.notice_runs"), cites="BW 6:82 lid 1")
