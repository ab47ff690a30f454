"""Verzugszinsen: base rate plus margin, simple, days over 365; and the lump sum."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from voldaan.law import calendar, claims
from voldaan.law.accrual import Convention, Rates
from voldaan.law.answers import Dated, Impossible, Step, Worked
from voldaan.law.claims import Interest, Settlement
from voldaan.law.de.tables import Tables, shipped
from voldaan.law.tables.shapes import Table, day_after
from voldaan.money import Cents
from voldaan.reasons import because

Debtor = Literal["consumer", "business"]
#: So many pairs of tables are remembered as the kernel takes them.
_KEPT = 8


def settle(
    *,
    principal_cents: Cents,
    debtor: Debtor,
    due_on: date,
    until: date,
    convention: Convention = "A",
    tables: Tables | None = None,
) -> Settlement:
    """Settle a claim: interest from the day after ``due_on``, never on interest (§ 289).

    ``due_on`` is the last day before default begins.
    """
    known = tables or shipped()
    margin = known.consumer_margin if debtor == "consumer" else known.business_margin
    cites = "BGB § 247, § 288 Abs. 1" if debtor == "consumer" else "BGB § 247, § 288 Abs. 2"
    spans = known.base_rate.spans(day_after(due_on), max(day_after(until), day_after(due_on)))
    derived = any(entry.mark == "D" for _, _, entry in spans)
    return claims.settle(
        principal_cents,
        interest=Interest(
            rates=_rates(known.base_rate, margin),
            cites=cites,
            compounds_from=None,
            provisional_from=known.base_rate.provisional_from,
            doubts=(because("law.doubt.german_rate"),) if derived else (),
        ),
        due_on=due_on,
        until=until,
        convention=convention,
    )


def lump_sum(*, debtor: Debtor, on: date, tables: Tables | None = None) -> Worked:
    """Give the lump sum of § 288 Abs. 5: between businesses only."""
    entry = (tables or shipped()).lump_sum.on(on)
    if debtor == "consumer":
        step = Step(because("law.de.no_lump_sum"), cents=0, cites=entry.cited)
        return Worked((step,), 0)
    step = Step(because("law.de.lump_sum"), cents=entry.value, cites=entry.cited)
    return Worked((step,), entry.value)


def default_after(
    *,
    due_on: date,
    received_on: date,
    debtor: Debtor,
    invoice_says_so: bool,
    tables: Tables | None = None,
) -> Dated:
    """Give the last day before default without a reminder: 30 days after due and receipt.

    A consumer only when the invoice says so (§ 286 Abs. 3); raises
    :class:`~voldaan.law.answers.Impossible` when it does not, as then a reminder is needed.
    """
    if debtor == "consumer" and not invoice_says_so:
        raise Impossible(because("law.impossible.reminder_needed"))
    entry = (tables or shipped()).default_days.on(due_on)
    last = calendar.plus_days(max(due_on, received_on), entry.value)
    step = Step(because("law.de.default_after", days=entry.value), day=last, cites=entry.cited)
    doubts = (tables or shipped()).default_days.doubt(entry)
    return Dated((step,), last, doubts=doubts)


@lru_cache(maxsize=_KEPT)
def _rates(base: Table[Decimal], margin: Table[Decimal]) -> Rates:
    """Add the margin to the base, with a step on every day on which one of them changes."""
    first = max(base.first_day, margin.first_day)
    starts = sorted(
        {max(entry.from_day, first) for table in (base, margin) for entry in table.entries}
    )
    return Rates(
        label=base.label,
        starts=tuple(starts),
        values=tuple(
            claims.whole_rate(base.on(day).value + margin.on(day).value) for day in starts
        ),
    )
