"""Which ladder a client stands on: the first that fits, the standard one when none does.

In this order: a large organisation or government (its payables desk has its own rhythm);
the owner's best clients; a new client; one that owes a single small invoice; a known good
payer; consumer or business. A ladder that the policy does not have is passed over.
"""

from voldaan.followup.case import Case
from voldaan.followup.shapes import Ladder, LadderName, OpenInvoice


def ladder_of(case: Case, *, invoices: tuple[OpenInvoice, ...]) -> Ladder:
    """Give the ladder of a client for these invoices (at least one)."""
    known = {ladder.name: ladder for ladder in case.policy.ladders}
    for name, fits in _order(case, invoices):
        if fits and name in known:
            return known[name]
    return Ladder("standard", case.policy.steps)


def is_small(case: Case, *, invoices: tuple[OpenInvoice, ...]) -> bool:
    """Say whether all that is spoken of is one small invoice."""
    limit = case.policy.small_invoice_cents
    return len(invoices) == 1 and invoices[0].open_cents < limit


def _order(case: Case, invoices: tuple[OpenInvoice, ...]) -> list[tuple[LadderName, bool]]:
    kind = case.situation.kind
    return [
        ("government", kind == "government"),
        ("large_organisation", case.is_large_organisation),
        ("a_client", case.situation.is_a_client),
        ("new", case.is_new),
        ("small_invoice", is_small(case, invoices=invoices)),
        ("good_payer", case.is_good_payer),
        (kind, True),
    ]
