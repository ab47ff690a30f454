"""From a customer's movements to invoices with what was paid on each, and when.

What names an invoice (its reference, or the key that the books matched by) settles it. What
names none settles an invoice of exactly that amount when there is one only, and else the
oldest first, as the law imputes it (BW 6:43 lid 2, read 26 November 2026); who it concerns
is a warning. What is left then is money on account, and no invoice's.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from voldaan.readers.findings import Findings
from voldaan.readers.shapes import Invoice, PaidPart, Party

#: So many invoices of one amount say nothing about which was paid.
_MANY = 50


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of a customer: charged (debit, above zero) or settled (credit, below)."""

    customer: str
    on: date
    cents: int
    is_charge: bool
    reference: str = ""
    document: str = ""
    match_key: str = ""
    due_on: date | None = None
    description: str = ""


@dataclass(slots=True)
class _Item:
    """An invoice or credit note while it is being settled."""

    number: str
    first: Movement
    cents: int
    left: int
    paid: list[PaidPart] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)


def invoices(
    movements: Sequence[Movement],
    *,
    seller: Party,
    buyers: Mapping[str, Party],
    currency: str,
    findings: Findings,
) -> tuple[Invoice, ...]:
    """Give every invoice and credit note, in the order in which they were made."""
    of_customer: defaultdict[str, list[Movement]] = defaultdict(list)
    for movement in movements:
        of_customer[movement.customer].append(movement)
    items = [
        (customer, item)
        for customer, theirs in of_customer.items()
        for item in _settled(customer, theirs, findings)
    ]
    items.sort(key=lambda each: (each[1].first.on, each[1].number))
    return tuple(
        _invoice(item, seller=seller, buyer=buyers.get(customer, Party()), currency=currency)
        for customer, item in items
    )


def _settled(customer: str, movements: Sequence[Movement], findings: Findings) -> list[_Item]:
    items = _items([each for each in movements if each.is_charge])
    account = _Account(items)
    untied = []
    for movement in sorted(movements, key=lambda each: each.on):
        if not movement.is_charge:
            item = account.named(movement)
            left = account.settle(item, movement, movement.cents) if item else movement.cents
            if left:
                untied.append((movement, left))
    by_order = [pair for pair in untied if not account.by_amount(*pair)]
    if by_order:
        findings.warning("xaf.not_tied", f"customer {customer}", count=len(by_order))
    for movement, left in by_order:
        account.oldest_first(movement, left)
    return items


def _items(charges: Sequence[Movement]) -> list[_Item]:
    """Put the lines of one invoice together: by number, and whether it charges or credits."""
    found: dict[tuple[str, bool], _Item] = {}
    for charge in charges:
        number = charge.reference or charge.document or charge.match_key
        key = number, charge.cents > 0
        item = found.setdefault(key, _Item(number, charge, 0, 0))
        item.cents += charge.cents
        item.left += charge.cents
        item.keys |= {charge.match_key} - {""}
    return [item for item in found.values() if item.number]


class _Account:
    """One customer's invoices, findable without walking over all of them each time."""

    def __init__(self, items: Sequence[_Item]) -> None:
        charged = [item for item in items if item.cents > 0]
        self._oldest = sorted(charged, key=lambda item: item.first.due_on or item.first.on)
        self._settled = 0  # of the oldest: so many from the front have nothing left
        self._numbers = {item.number: item for item in reversed(charged)}
        self._keys = {key: item for item in reversed(charged) for key in item.keys}
        self._of_amount: defaultdict[int, list[_Item]] = defaultdict(list)
        for item in charged:
            self._of_amount[item.left].append(item)

    def named(self, movement: Movement) -> _Item | None:
        """Give the invoice that a payment names."""
        return (
            self._numbers.get(movement.reference)
            or self._numbers.get(movement.document)
            or self._keys.get(movement.match_key)
        )

    def settle(self, item: _Item, movement: Movement, cents: int) -> int:
        """Settle as much as is left of an item; give what is left of the movement.

        Money that went back to the customer opens the invoice again.
        """
        part = max(cents, -item.left) if cents < 0 else min(cents, item.cents - item.left)
        if part:
            item.left += part
            item.paid.append(PaidPart(movement.on, -part))
            self._of_amount[item.left].append(item)
        return cents - part

    def by_amount(self, movement: Movement, left: int) -> bool:
        """Settle the only invoice of exactly this amount; say whether there was one."""
        alike = self._of_amount[-left]
        if len(alike) > _MANY:
            return False
        fitting = {
            id(item): item
            for item in alike
            if item.left == -left > 0 and item.first.on <= movement.on
        }
        if len(fitting) != 1:
            return False
        (item,) = fitting.values()
        return not self.settle(item, movement, left)

    def oldest_first(self, movement: Movement, left: int) -> None:
        """Settle what was charged by then, the oldest due first."""
        while self._settled < len(self._oldest) and not self._oldest[self._settled].left:
            self._settled += 1
        for place in range(self._settled, len(self._oldest)):
            item = self._oldest[place]
            if left >= 0:
                return
            if item.left > 0 and item.first.on <= movement.on:
                left = self.settle(item, movement, left)


def _invoice(item: _Item, *, seller: Party, buyer: Party, currency: str) -> Invoice:
    is_credit = item.cents < 0
    return Invoice(
        number=item.number,
        kind="credit_note" if is_credit else "invoice",
        issued_on=item.first.on,
        due_on=item.first.due_on,
        currency=currency,
        payable_cents=abs(item.cents),
        open_cents=abs(item.left),
        seller=seller,
        buyer=buyer,
        description=item.first.description or None,
        paid=tuple(item.paid),
    )
