"""Interest between businesses in Belgium (law of 2 August 2002, art. 5), simple.

The rate is the one of the ECB plus eight points, rounded up to the next half percent, per
half-year. Interest on interest needs a demand each year (oud BW 1154), so none is added.
"""

from datetime import date

from voldaan.law import claims
from voldaan.law.accrual import Convention
from voldaan.law.answers import Step, Worked
from voldaan.law.be.tables import Tables, shipped
from voldaan.law.claims import Interest, Settlement
from voldaan.law.tables.shapes import day_after
from voldaan.money import Cents
from voldaan.reasons import because


def business(
    *,
    principal_cents: Cents,
    due_on: date,
    until: date,
    convention: Convention = "A",
    tables: Tables | None = None,
) -> Settlement:
    """Settle a claim between businesses: interest from the day after ``due_on``."""
    known = tables or shipped()
    table = known.business_interest
    spans = table.spans(day_after(due_on), max(day_after(until), day_after(due_on)))
    derived = any(entry.mark == "D" for _, _, entry in spans)
    return claims.settle(
        principal_cents,
        interest=Interest(
            rates=claims.rates(table),
            cites=table.basis,
            compounds_from=None,
            provisional_from=table.provisional_from,
            doubts=(because("law.doubt.belgian_rate"),) if derived else (),
        ),
        due_on=due_on,
        until=until,
        convention=convention,
    )


def lump_sum(*, on: date, tables: Tables | None = None) -> Worked:
    """Give the fixed compensation that is due without any reminder (art. 6)."""
    entry = (tables or shipped()).lump_sum.on(on)
    step = Step(because("law.be.lump_sum"), cents=entry.value, cites=entry.cited)
    return Worked((step,), entry.value)
