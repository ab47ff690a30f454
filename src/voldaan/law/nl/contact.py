"""Who may ask whom, when, and how long things are kept.

The hours come from the Besluit kwaliteit incassodienstverlening. They bind collection
agencies; Voldaan keeps them for everybody. The guard of the Wki: collecting from a natural
person, for somebody else, by profession, needs a registration; one's own claims are outside.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from voldaan.law import calendar
from voldaan.law.answers import Dated, Finding, Step
from voldaan.law.nl.tables import Tables, shipped
from voldaan.reasons import because

Allowed = Literal["yes", "prepare-only", "refuse"]
Kept = Literal["tax-records", "real-estate", "agency-file"]


@dataclass(frozen=True, slots=True)
class Collecting:
    """Who collects what from whom.

    ``debtor_is_natural_person`` includes an eenmanszaak and the partners of a vof.
    ``own_claim``: the claim is of who collects, and was not handed over to collect it.
    ``is_registered``: in the register of Justis; ``is_exempt``: a bailiff or lawyer.
    ``owner_sends``: somebody else only prepares, and the creditor sends himself.
    """

    debtor_is_natural_person: bool
    own_claim: bool
    is_professional: bool
    is_registered: bool = False
    is_exempt: bool = False
    owner_sends: bool = False


def may_contact(moment: datetime, *, tables: Tables | None = None) -> Finding:
    """Say whether a debtor may be contacted at this moment (local Dutch time).

    Not between 20:00 and 07:00, not on Sundays, not on official holidays, by any channel.

    >>> may_contact(datetime(2026, 5, 5, 10, 0)).steps[0].label.code  # noqa: DTZ001
    'law.contact.holiday'
    """
    known = tables or shipped()
    day = moment.date()
    first = known.contact_from_hour.on(day)
    last = known.contact_to_hour.on(day)
    why = calendar.why_free(day)
    if why and why != "saturday":
        label = because("law.contact.holiday", day=day.isoformat(), name=why)
        if why == "sunday":
            label = because("law.contact.sunday", day=day.isoformat())
        return Finding((Step(label, cites=first.cited),), holds=False)
    if not time(first.value) <= moment.time() < time(last.value):
        label = because("law.contact.hours", first=first.value, last=last.value)
        return Finding((Step(label, cites=first.cited),), holds=False)
    step = Step(because("law.contact.allowed"), cites=first.cited)
    return Finding((step,), holds=True, doubts=(because("law.doubt.own_claims_hours"),))


def may_collect(
    collecting: Collecting, *, on: date, tables: Tables | None = None
) -> tuple[Allowed, Step]:
    """Guard the Wki: yes, prepare only, or refuse; with the reason.

    Sending a reminder is collecting: a bookkeeper who reminds a client's clients falls under
    it, unless the creditor sends himself.
    """
    since = (tables or shipped()).registration_from.first_day
    outside = (
        ("own_claim", collecting.own_claim),
        ("not_professional", not collecting.is_professional),
        ("legal_person", not collecting.debtor_is_natural_person),
        ("before_the_law", on < since),
        ("exempt", collecting.is_exempt),
        ("registered", collecting.is_registered),
    )
    for code, holds in outside:
        if holds:
            return "yes", Step(because(f"law.wki.{code}"), cites="Wki art. 1, 4")
    if collecting.owner_sends:
        return "prepare-only", Step(because("law.wki.prepare_only"), cites="Wki art. 4")
    return "refuse", Step(because("law.wki.refuse"), cites="Wki art. 4")


def keep_until(kind: Kept, *, year_end: date, tables: Tables | None = None) -> Dated:
    """Give the last day to keep something; ``year_end`` is when its year or file ended.

    >>> keep_until("tax-records", year_end=date(2026, 12, 31)).day
    datetime.date(2033, 12, 31)
    """
    known = tables or shipped()
    table = {
        "tax-records": known.tax_records_years,
        "real-estate": known.real_estate_years,
        "agency-file": known.agency_file_years,
    }[kind]
    entry = table.on(year_end)
    last = calendar.plus_years(year_end, entry.value)
    label = because(f"law.keep.{kind.replace('-', '_')}", count=entry.value)
    step = Step(label, day=last, cites=entry.cited)
    return Dated((step,), last, doubts=table.doubt(entry))
