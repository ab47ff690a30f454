"""What must stop when a client cannot pay its debts any more, and what may still be done.

The rule of the house: one of these flags stops every automatic message and asks a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from voldaan.law import calendar
from voldaan.law.answers import Step, once
from voldaan.law.nl.tables import Tables, shipped
from voldaan.law.tables.shapes import Table
from voldaan.reasons import Reason, because

Procedure = Literal[
    "bankruptcy", "suspension", "whoa", "wsnp", "msnp", "moratorium", "guardianship"
]


@dataclass(frozen=True, slots=True)
class Stop:
    """The effect of one procedure on a creditor.

    ``must_stop`` and ``may_do`` are steps with their article. ``messages_stop`` is always
    true: no message goes out by itself. ``interest_stops``: no interest may be asked over
    days from the beginning on. ``write_to`` is who answers for the client now.
    ``ends_on`` is the last day by the usual length, when the law knows one.
    """

    procedure: Procedure
    must_stop: tuple[Step, ...]
    may_do: tuple[Step, ...]
    interest_stops: bool
    write_to: Literal["trustee", "administrator", "curator", "helper", "debtor"]
    ends_on: date | None
    latest_end: date | None
    doubts: tuple[Reason, ...]
    messages_stop: bool = True


@dataclass(frozen=True, slots=True)
class _Rule:
    must_stop: tuple[tuple[str, str], ...]
    may_do: tuple[tuple[str, str], ...]
    interest_stops: bool
    write_to: Literal["trustee", "administrator", "curator", "helper", "debtor"]
    usual: str = ""
    longest: str = ""
    doubts: tuple[str, ...] = ()


_RULES: Mapping[Procedure, _Rule] = {
    "bankruptcy": _Rule(
        must_stop=(("collecting", "Fw art. 26, 33"), ("interest", "Fw art. 128")),
        may_do=(
            ("file_claim", "Fw art. 110"),
            ("retention_of_title", "BW 3:92"),
            ("set_off", "Fw art. 53"),
            ("vat_refund", "Wet OB 1968 art. 29"),
        ),
        interest_stops=True,
        write_to="trustee",
        usual="cooling_off_months",
        longest="cooling_off_longest_months",
    ),
    "suspension": _Rule(
        must_stop=(("old_debts_pro_rata", "Fw art. 233"),),
        may_do=(("new_debts", "Fw art. 232"), ("file_claim", "Fw art. 257")),
        interest_stops=False,
        write_to="administrator",
        usual="cooling_off_months",
        longest="cooling_off_longest_months",
    ),
    "whoa": _Rule(
        must_stop=(("cooling_off", "Fw art. 376"),),
        may_do=(("vote", "Fw art. 381"), ("small_creditors", "Fw art. 374 lid 2")),
        interest_stops=False,
        write_to="debtor",
        usual="whoa_months",
        longest="whoa_longest_months",
    ),
    "wsnp": _Rule(
        must_stop=(("collecting", "Fw art. 301"), ("interest", "Fw art. 303")),
        may_do=(("file_claim", "Fw art. 328"), ("new_debts", "Fw art. 299")),
        interest_stops=True,
        write_to="administrator",
        usual="wsnp_months",
        doubts=("law.doubt.wsnp",),
    ),
    "msnp": _Rule(
        must_stop=(("wait_for_plan", "Fw art. 287a"),),
        may_do=(("answer_offer", "Fw art. 287a"),),
        interest_stops=False,
        write_to="helper",
        usual="msnp_months",
    ),
    "moratorium": _Rule(
        must_stop=(("frozen", "Fw art. 287b; Wgs art. 5"),),
        may_do=(("answer_offer", "Fw art. 287a"),),
        interest_stops=False,
        write_to="helper",
        longest="moratorium_months",
        doubts=("law.doubt.moratorium",),
    ),
    "guardianship": _Rule(
        must_stop=(("debtor_himself", "BW 1:381, 1:438"),),
        may_do=(("write_to_representative", "BW 1:386, 1:441"),),
        interest_stops=False,
        write_to="curator",
        doubts=("law.doubt.guardianship",),
    ),
}


def effect(procedure: Procedure, *, began_on: date, tables: Tables | None = None) -> Stop:
    """Give what a procedure that began on this day stops, and what may still be done.

    >>> effect("wsnp", began_on=date(2026, 3, 2)).ends_on
    datetime.date(2027, 9, 2)
    """
    known, rule = tables or shipped(), _RULES[procedure]
    usual, usual_doubts = _end(rule.usual, began_on, known)
    latest, latest_doubts = _end(rule.longest, began_on, known)
    return Stop(
        procedure=procedure,
        must_stop=_steps("law.stop", rule.must_stop),
        may_do=_steps("law.may", rule.may_do),
        interest_stops=rule.interest_stops,
        write_to=rule.write_to,
        ends_on=usual,
        latest_end=latest or usual,
        doubts=once((*(because(code) for code in rule.doubts), *usual_doubts, *latest_doubts)),
    )


def _steps(group: str, parts: tuple[tuple[str, str], ...]) -> tuple[Step, ...]:
    return tuple(Step(because(f"{group}.{code}"), cites=cites) for code, cites in parts)


def _end(name: str, began_on: date, tables: Tables) -> tuple[date | None, tuple[Reason, ...]]:
    if not name:
        return None, ()
    table: Table[int] = getattr(tables, name)
    entry = table.on(began_on)
    return calendar.plus_months(began_on, entry.value), table.doubt(entry)
