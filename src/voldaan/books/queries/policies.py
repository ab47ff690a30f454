"""The policy that counts on a day: the shipped ladders with the owner's own over them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

from voldaan.books.models import LadderStep
from voldaan.books.models import Policy as OwnNumbers
from voldaan.followup.policy import VERSIONS, of_version, shipped
from voldaan.followup.shapes import Ladder, LadderName, Policy, PolicyStep

_OWN = (
    "gap_days",
    "large_invoice_cents",
    "bank_working_days",
    "grace_days",
    "quiet_from_hour",
    "quiet_until_hour",
)
#: Numbers of the later ladders: the first one knew none of them.
_LATER = ("rhythm_days", "small_invoice_cents", "many_invoices")
#: All that the owner may set beside the steps.
NUMBER_COLUMNS = (*_OWN, *_LATER)
#: What is kept of a step that the owner changed.
STEP_COLUMNS = (
    *("ladder", "code", "is_on", "offset_days", "channel", "autopilot", "if_confirmed"),
    *("only_if", "minimum_gap_days", "text"),
)
#: An own step that asks no condition; an empty one asks what the shipped step asks.
ALWAYS = "always"


def policy(administration_id: int, *, day: date) -> Policy:
    """Give the newest policy that started on or before the day."""
    row = _rows(administration_id, from_day__lte=day).first()
    return shipped() if row is None else _policy(row, base=VERSIONS[-1])


def policy_of_version(administration_id: int, *, version: str) -> Policy:
    """Give the policy that a stored decision names.

    Raises :class:`~voldaan.followup.shapes.BadPolicy` for a version that is not known.
    """
    base, _, own = version.partition("+")
    shipped_then = of_version(base)
    if not own:
        return shipped_then
    day, _, number = own.partition(".")
    row = _rows(administration_id, from_day=day, number=int(number or 1)).first()
    return shipped_then if row is None else _policy(row, base=base)


def starts_between(administration_id: int, *, after: date, until: date) -> bool:
    """Say whether other numbers or another ladder began to count in these days."""
    mine = OwnNumbers.objects.filter(administration_id=administration_id)
    return mine.filter(from_day__gt=after, from_day__lte=until).exists()


def _rows(administration_id: int, **which: object) -> Any:  # noqa: ANN401 - a query of dicts
    mine = OwnNumbers.objects.filter(administration_id=administration_id, **which)
    names = ("pk", "from_day", "number", *NUMBER_COLUMNS)
    return mine.order_by("-from_day", "-number").values(*names)


def _policy(row: Mapping[str, Any], *, base: str) -> Policy:
    own = {name: row[name] for name in _OWN}
    start = of_version(base)
    if base != VERSIONS[0]:
        own |= {name: row[name] for name in _LATER}
    number = f".{row['number']}" if row["number"] > 1 else ""
    version = f"{base}+{row['from_day']}{number}"
    steps = LadderStep.objects.filter(policy_id=row["pk"]).values(*STEP_COLUMNS)
    return with_own_steps(replace(start, version=version, **own), steps)


def with_own_steps(start: Policy, rows: Iterable[Mapping[str, Any]]) -> Policy:
    """Put the owner's own steps over the ladders of a policy.

    A ladder that the policy does not have begins as the standard one. Raises
    :class:`~voldaan.followup.shapes.BadPolicy` when the steps contradict each other.
    """
    changed: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for row in rows:
        changed[row["ladder"]][row["code"]] = row
    if not changed:
        return start
    known: dict[str, tuple[PolicyStep, ...]] = {each.name: each.steps for each in start.ladders}
    standard = _own(start.steps, changed.pop("standard", {}))
    for name, steps in changed.items():
        known[name] = _own(known.get(name, start.steps), steps)
    ladders = tuple(Ladder(cast("LadderName", name), steps) for name, steps in known.items())
    return replace(start, steps=standard, ladders=ladders)


def _own(
    steps: tuple[PolicyStep, ...], rows: Mapping[str, Mapping[str, Any]]
) -> tuple[PolicyStep, ...]:
    """Give the steps as the owner changed them, in the order of their days."""
    found = []
    for step in steps:
        row = rows.get(step.code)
        if row is None:
            found.append(step)
        elif row["is_on"]:
            found.append(_own_step(step, row))
    return tuple(sorted(found, key=lambda each: (each.code == "decide", each.offset_days)))


def _own_step(step: PolicyStep, row: Mapping[str, Any]) -> PolicyStep:
    """Give a step as the owner wants it; what is empty or 0 stays as shipped."""
    asks = () if row["only_if"] == ALWAYS else tuple(row["only_if"].split())
    return replace(
        step,
        offset_days=row["offset_days"],
        channel=(row["channel"] or step.channel) if step.channel else None,
        autopilot=row["autopilot"],
        if_confirmed=row["if_confirmed"],
        only_if=asks if row["only_if"] else step.only_if,
        minimum_gap_days=row["minimum_gap_days"] or step.minimum_gap_days,
        text_version=row["text"] or step.text_version,
    )
