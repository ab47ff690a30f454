"""Write what a proposal says: payments by bank, and the credit notes that were taken off.

One payment for each client whose invoices a line pays. What is left of the line stays on
account of the client who paid.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from voldaan.actions import _record
from voldaan.books.models import Allocation, Method, Payment, User
from voldaan.books.queries import to_match
from voldaan.matching.shapes import Line, Proposal

#: The rule of a credit note's use that was booked together with a payment.
NETTED = "netted"

_Part = tuple[int | None, int]


@dataclass(frozen=True, slots=True)
class _Share:
    """What one line pays for one client."""

    proposal: Proposal
    client_id: int
    parts: tuple[_Part, ...]


def book(
    proposals: Sequence[Proposal],
    lines: Sequence[Line],
    *,
    administration_id: int,
    at: datetime,
    by: User | None,
) -> list[Payment]:
    """Write payments with their allocations and events, in a constant number of queries."""
    shares = _shares(proposals, administration_id)
    line_of = {line.id: line for line in lines}
    payments = [
        Payment(
            administration_id=administration_id,
            client_id=share.client_id,
            method=Method.BANK,
            bank_line_id=share.proposal.line_id,
            paid_on=line_of[share.proposal.line_id].booked_on,
            amount_cents=sum(cents for _, cents in share.parts),
            rule=share.proposal.rule,
            reasons=[asdict(reason) for reason in share.proposal.reasons],
            booked_at=at,
            booked_by=by,
        )
        for share in shares
    ]
    credits = _credits(proposals, line_of, administration_id=administration_id, at=at, by=by)
    written = [*zip(payments, (share.parts for share in shares), strict=True), *credits]
    Payment.objects.bulk_create([payment for payment, _ in written], batch_size=1000)
    Allocation.objects.bulk_create(
        [
            Allocation(
                administration_id=administration_id,
                payment=payment,
                invoice_id=invoice_id,
                cents=cents,
            )
            for payment, parts in written
            for invoice_id, cents in parts
        ],
        batch_size=1000,
    )
    _record.record(
        [_happening(payment, parts) for payment, parts in written],
        administration_id=administration_id,
        at=at,
        by=by,
    )
    return payments


def _shares(proposals: Sequence[Proposal], administration_id: int) -> list[_Share]:
    """Split each proposal by the clients whose invoices it pays, the payer's first."""
    invoice_ids = {item for each in proposals for item, _ in each.allocations}
    owner = to_match.owners(administration_id, invoice_ids=invoice_ids)
    shares: list[_Share] = []
    for proposal in proposals:
        parts: defaultdict[int, list[_Part]] = defaultdict(list)
        if proposal.left_cents:
            parts[proposal.client_id].append((None, proposal.left_cents))
        for invoice_id, cents in proposal.allocations:
            parts[owner[invoice_id]].append((invoice_id, cents))
        shares += [_Share(proposal, client, tuple(own)) for client, own in parts.items()]
    return shares


def _credits(
    proposals: Sequence[Proposal],
    line_of: dict[int, Line],
    *,
    administration_id: int,
    at: datetime,
    by: User | None,
) -> list[tuple[Payment, tuple[_Part, ...]]]:
    """Give the use of each credit note that a client took off, and what it pays."""
    used: defaultdict[tuple[int, int], list[_Part]] = defaultdict(list)
    of = {each.line_id: each for each in proposals}
    for proposal in proposals:
        for note_id, invoice_id, cents in proposal.credits:
            used[proposal.line_id, note_id].append((invoice_id, cents))
    return [
        (
            Payment(
                administration_id=administration_id,
                client_id=of[line_id].client_id,
                method=Method.CREDIT_NOTE,
                credit_note_id=note_id,
                paid_on=line_of[line_id].booked_on,
                amount_cents=sum(cents for _, cents in parts),
                rule=NETTED,
                reasons=[asdict(reason) for reason in of[line_id].reasons],
                booked_at=at,
                booked_by=by,
            ),
            tuple(parts),
        )
        for (line_id, note_id), parts in used.items()
    ]


def _happening(payment: Payment, parts: tuple[_Part, ...]) -> _record.Happening:
    facts: dict[str, object] = {
        "payment": payment.pk,
        "line": payment.bank_line_id,
        "cents": payment.amount_cents,
        "paid_on": payment.paid_on.isoformat(),
        "rule": payment.rule,
        "parts": [list(part) for part in parts],
    }
    kind = "payment.booked" if payment.bank_line_id else "credit.used"
    return _record.Happening(kind, payment.client_id, facts)
