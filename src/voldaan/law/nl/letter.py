"""The veertiendagenbrief (BW 6:96 lid 5 to 7): whether it is right, and what days it makes.

A consumer owes collection costs only after this letter, sent after default, which gives
fourteen full days from the day after it was received. One error and the costs are lost; an
extra week later does not mend it, a new letter does. A judge checks it of his own motion.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from voldaan.law import calendar
from voldaan.law.answers import Answer, Finding, Step, once
from voldaan.law.nl.tables import Tables, shipped
from voldaan.law.tables.shapes import day_after
from voldaan.money import Cents
from voldaan.reasons import Reason, because

Channel = Literal["post", "email", "hand"]
Wording = Literal["fourteen_from_day_after", "fifteen_after_delivery", "other"]
_HR_2016 = "HR 25-11-2016 ECLI:NL:HR:2016:2704"
_MONDAY = 0


@dataclass(frozen=True, slots=True)
class Term(Answer):
    """The days of a letter: delivered, the fourteen days, and from when costs are due.

    The ``safe`` days add the Algemene termijnenwet: whether it applies is not settled.
    """

    delivered_on: date
    term_first_day: date
    term_last_day: date
    costs_due_from: date
    safe_last_day: date
    safe_costs_due_from: date


def term(*, posted_on: date, channel: Channel, tables: Tables | None = None) -> Term:
    """Give the days that a letter makes, by the way it went.

    By post it is presumed delivered on the second day after posting, where a Sunday, a
    Monday and a holiday do not count (HR 2016:2704). By hand and by e-mail it counts the
    same day; for e-mail there is no presumption, so receipt must be provable.

    >>> found = term(posted_on=date(2026, 12, 24), channel="post")
    >>> found.delivered_on, found.term_last_day
    (datetime.date(2026, 12, 30), datetime.date(2027, 1, 13))
    """
    known = tables or shipped()
    delivered, steps, doubts = _delivered(posted_on, channel, known)
    length = known.letter_days.on(posted_on)
    last = calendar.plus_days(delivered, length.value)
    safe, stretched = calendar.stretched(last)
    if stretched:
        doubts.append(because("law.doubt.letter_stretched"))
    steps += [
        Step(because("law.letter.delivered"), day=delivered, cites=_HR_2016),
        Step(because("law.letter.first_day"), day=day_after(delivered), cites=_HR_2016),
        Step(because("law.letter.last_day", days=length.value), day=last, cites=length.cited),
        *stretched,
        Step(because("law.letter.safe_day"), day=safe, cites="Algemene termijnenwet art. 1"),
        Step(because("law.letter.costs_due"), day=day_after(last), cites="BW 6:96 lid 6"),
    ]
    return Term(
        delivered_on=delivered,
        term_first_day=day_after(delivered),
        term_last_day=last,
        costs_due_from=day_after(last),
        safe_last_day=safe,
        safe_costs_due_from=day_after(safe),
        steps=tuple(steps),
        doubts=once(doubts),
        provisional=known.letter_days.is_provisional(posted_on),
    )


def _delivered(
    posted_on: date, channel: Channel, tables: Tables
) -> tuple[date, list[Step], list[Reason]]:
    if channel == "hand":
        return posted_on, [], []
    if channel == "email":
        return posted_on, [], [because("law.doubt.email_receipt")]
    entry = tables.post_days.on(posted_on)
    steps, counted = [], 0
    doubts = [because("law.doubt.post_slower")] if entry.mark == "D" else []
    for day in calendar.each_day_after(posted_on):
        why = _no_post(day)
        if why:
            steps.append(calendar.skipped(day, why, cites=_HR_2016))
            continue
        counted += 1
        if counted == entry.value:
            return day, steps, doubts
    raise AssertionError  # pragma: no cover  (days do not run out)


def _no_post(day: date) -> str:
    """Say why a day does not count for delivery; a Saturday does."""
    why = calendar.why_free(day)
    if why and why != "saturday":
        return why
    return "monday" if day.weekday() == _MONDAY else ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a letter says, to be checked before it goes, or after a client disputes it.

    ``open_claims_cents`` are all claims on this client that could be asked then;
    ``right_costs_cents`` is what :func:`voldaan.law.nl.costs.costs` gives over them.
    """

    sent_on: date
    default_day: date | None
    wording: Wording
    printed_last_day: date | None
    term: Term
    stated_costs_cents: Cents | None
    right_costs_cents: Cents
    states_consequence: bool
    claims_cents: Sequence[Cents]
    open_claims_cents: Sequence[Cents]
    fee_for_letter_cents: Cents = 0
    vat_markup: bool = False
    says_vat: bool = False


def check(draft: Draft) -> Finding:
    """Check the seven requirements; each failure is a step of its own, none is optional.

    When one fails, no costs are due: a new, correct letter must be sent. An extra week
    later does not mend it.
    """
    failed = [step for step in _checks(draft) if step is not None]
    if failed:
        failed.append(Step(because("law.letter.send_again"), cites=_HR_2016))
        return Finding(tuple(failed), holds=False)
    right = Step(because("law.letter.right"), cites="BW 6:96 lid 6")
    return Finding((right,), holds=True, doubts=draft.term.doubts)


def _checks(draft: Draft) -> list[Step | None]:
    return [
        _after_default(draft),
        _term_is_whole(draft),
        _states_costs(draft),
        _all_claims(draft),
        _no_fee(draft),
        _amounts_right(draft),
        _vat_said(draft),
    ]


def _failure(code: str, cites: str, **facts: str | int) -> Step:
    return Step(because(f"law.letter.{code}", **facts), cites=cites)


def _after_default(draft: Draft) -> Step | None:
    if draft.default_day is not None and draft.sent_on >= draft.default_day:
        return None
    return _failure("before_default", "BW 6:96 lid 6")


def _term_is_whole(draft: Draft) -> Step | None:
    if draft.wording == "other":
        return _failure("term_wording", _HR_2016)
    printed = draft.printed_last_day
    if printed is not None and printed < draft.term.term_last_day:
        last = draft.term.term_last_day
        return _failure(
            "printed_too_early", _HR_2016, on=printed.isoformat(), until=last.isoformat()
        )
    return None


def _states_costs(draft: Draft) -> Step | None:
    if draft.states_consequence and draft.stated_costs_cents is not None:
        return None
    return _failure("no_amount", "BW 6:96 lid 6")


def _all_claims(draft: Draft) -> Step | None:
    asked, open_claims = Counter(draft.claims_cents), Counter(draft.open_claims_cents)
    different = (asked - open_claims) + (open_claims - asked)
    if not different:
        return None
    return _failure("not_all_claims", "BW 6:96 lid 7", count=different.total())


def _no_fee(draft: Draft) -> Step | None:
    if not draft.fee_for_letter_cents:
        return None
    return _failure("fee", "BW 6:96 lid 5", fee_cents=draft.fee_for_letter_cents)


def _amounts_right(draft: Draft) -> Step | None:
    stated = draft.stated_costs_cents
    if stated is None or stated == draft.right_costs_cents:
        return None
    return _failure(
        "wrong_amount",
        "BW 6:96 lid 6",
        stated_cents=stated,
        right_cents=draft.right_costs_cents,
    )


def _vat_said(draft: Draft) -> Step | None:
    if not draft.vat_markup or draft.says_vat:
        return None
    return _failure("vat_not_said", "Besluit BIK art. 2 lid 3")
