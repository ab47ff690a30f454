"""From files alone to the list of today: no record, the same rules."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from voldaan import days
from voldaan.followup.decision import decide
from voldaan.followup.policy import shipped
from voldaan.followup.shapes import (
    BankCoverage,
    Decision,
    OpenCredit,
    OpenInvoice,
    Situation,
)
from voldaan.matching import buyers, our_invoices, overlap
from voldaan.matching.match import propose
from voldaan.matching.money_back import reversals
from voldaan.matching.shapes import Line, OpenItem, Payer
from voldaan.readers.invoices import ours
from voldaan.readers.shapes import BankLine, Invoice, Party, ReadFile, Statement
from voldaan.wording.shapes import Recipient

#: Where a file names no due date: thirty days (BW 6:119a lid 2 under a).
TERM_DAYS = 30


@dataclass(slots=True)
class _Client:
    """A buyer with what it owes; ids are made up here and mean nothing outside."""

    id: int
    name: str
    kind: buyers.ClientKind
    to: Recipient
    kvk: str = ""
    invoices: list[tuple[int, Invoice]] = field(default_factory=list)
    credits: list[tuple[int, Invoice]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Judged:
    """One client's situation, the decision, and whom a message would go to."""

    situation: Situation
    decision: Decision
    to: Recipient


def judge(
    files: Sequence[ReadFile],
    *,
    day: date,
    ibans: frozenset[str],
    complete_until: date | None = None,
) -> tuple[list[Judged], our_invoices.Notes]:
    """Match, then decide for every client in the files with the shipped policy."""
    statements = [statement for file in files for statement in file.statements]
    own = ours.OwnNumbers(ibans=ibans | {statement.account for statement in statements})
    kept, notes = our_invoices.chosen(files, own, stated=ibans)
    clients = _clients(kept)
    left = _open_cents(clients)
    unmatched = _match(clients, left, _lines(files))
    bank, assumed = _coverage(statements, ibans, complete_until)
    judged = []
    for client in clients:
        situation = _situation(client, left, bank=bank, unmatched=unmatched.get(client.id, 0))
        decision = decide(situation, policy=shipped(), day=day)
        judged.append(Judged(situation, decision, client.to))
    return judged, replace(notes, closing_days_assumed=assumed)


def _clients(invoices: Iterable[Invoice]) -> list[_Client]:
    found: list[_Client] = []
    by_key: dict[str, _Client] = {}
    for number, invoice in enumerate(invoices, start=1):
        client = _known(invoice.buyer, by_key)
        if client is None:
            client = _new(len(found) + 1, invoice.buyer)
            found.append(client)
        _learn(client, invoice.buyer, by_key)
        cents = invoice.payable_cents or 0
        is_credit = invoice.kind == "credit_note" or cents < 0
        (client.credits if is_credit else client.invoices).append((number, invoice))
    return found


def _keys(buyer: Party) -> list[str]:
    """Give what a buyer is found again by, the surest first."""
    stated = {"kvk": buyer.kvk, "vat": buyer.vat, "name": buyers.name_key(buyer.name or "")}
    return [f"{kind} {value}" for kind, value in stated.items() if value]


def _known(buyer: Party, by_key: dict[str, _Client]) -> _Client | None:
    """Find the client by a number; by name only when no two numbers contradict it."""
    client = next((by_key[key] for key in _keys(buyer) if key in by_key), None)
    if client is None or (client.kvk and buyer.kvk and client.kvk != buyer.kvk):
        return None
    return client


def _new(number: int, buyer: Party) -> _Client:
    return _Client(number, (buyer.name or "").strip(), buyers.kind_of(buyer), Recipient())


def _learn(client: _Client, buyer: Party, by_key: dict[str, _Client]) -> None:
    """Add to a client what this invoice tells of it: a list often knows the name only."""
    client.kvk = client.kvk or buyer.kvk or ""
    if client.kind == "consumer":
        client.kind = buyers.kind_of(buyer)
    to = Recipient(
        buyer.contact or "",
        buyers.first_name(buyer, client.kind),
        buyer.email or "",
        buyer.phone or "",
    )
    if client.to == Recipient() or (to.email and not client.to.email):
        client.to = to
    for key in _keys(buyer):
        by_key.setdefault(key, client)


def _open_cents(clients: Iterable[_Client]) -> dict[int, int]:
    """Give what is open of each invoice and credit note, credits used where they name one."""
    left: dict[int, int] = {}
    for client in clients:
        for number, invoice in (*client.invoices, *client.credits):
            stated = invoice.open_cents
            left[number] = abs(stated if stated is not None else invoice.payable_cents or 0)
        numbered = {invoice.number: number for number, invoice in client.invoices}
        for number, note in client.credits:
            named = numbered.get(note.credits_number or "")
            if named is not None:
                used = min(left[number], left[named])
                left[number] -= used
                left[named] -= used
    return left


def _lines(files: Sequence[ReadFile]) -> list[Line]:
    """Give the money that came in and stayed, each movement once however many files show it."""
    known: dict[str, list[overlap.Seen]] = defaultdict(list)
    moved: list[tuple[overlap.Seen, str]] = []
    for file in files:
        for statement in file.statements:
            booked = [
                line
                for line in statement.lines
                if not line.pending and line.amount_cents is not None
            ]
            seen = [_seen(line, file.format) for line in booked]
            fresh = overlap.unknown(seen, known=known[statement.account])
            known[statement.account] += [seen[place] for place in fresh]
            moved += [(seen[place], _returned(booked[place])) for place in fresh]
    lines = [_line(number, seen) for number, (seen, _) in enumerate(moved, start=1)]
    credits = [line for line in lines if line.amount_cents > 0]
    returned = [line for line, (_, why) in zip(lines, moved, strict=True) if why]
    taken_back = set(reversals.pairs(returned, credits=credits).values())
    return [line for line in credits if line.id not in taken_back]


def _seen(line: BankLine, form: str) -> overlap.Seen:
    return overlap.Seen(
        line.booked_on,
        line.amount_cents or 0,
        form,
        line.name or "",
        line.iban or "",
        line.text,
        line.reference or "",
        line.end_to_end_id or "",
        line.bank_id or "",
    )


def _returned(line: BankLine) -> str:
    return reversals.reason(
        line.text, stated=line.return_reason, amount_cents=line.amount_cents or 0
    )


def _line(number: int, seen: overlap.Seen) -> Line:
    return Line(
        number,
        seen.amount_cents,
        seen.booked_on,
        seen.name,
        seen.iban,
        seen.text,
        seen.reference,
        seen.end_to_end_id,
    )


def _match(
    clients: Sequence[_Client], left: dict[int, int], lines: Sequence[Line]
) -> dict[int, int]:
    """Take what is certainly paid off ``left``; give the cents that hold a client."""
    items = [
        OpenItem(
            number,
            client.id,
            invoice.number,
            sign * left[number],
            invoice.issued_on,
            _due_on(invoice),
            invoice.payment_reference or "",
        )
        for client in clients
        for number, invoice, sign in (
            *((number, invoice, 1) for number, invoice in client.invoices),
            *((number, note, -1) for number, note in client.credits),
        )
        if left[number] > 0
    ]
    payers = [Payer(client.id, (client.name,)) for client in clients]
    cents_of = {line.id: line.amount_cents for line in lines}
    holds: dict[int, int] = defaultdict(int)
    for match in propose(lines, items=items, payers=payers):
        if match.certain:
            for number, cents in match.certain.allocations:
                left[number] -= cents
            for note, number, cents in match.certain.credits:
                left[note] -= cents
                left[number] -= cents
        for client_id in () if match.certain else match.holds:
            holds[client_id] += cents_of[match.line_id]
    return holds


def _due_on(invoice: Invoice) -> date:
    if invoice.due_on is not None:
        return invoice.due_on
    return days.shift(invoice.issued_on or date.max, TERM_DAYS)


def _coverage(
    statements: Sequence[Statement], ibans: frozenset[str], complete_until: date | None
) -> tuple[BankCoverage, tuple[date, ...]]:
    """Give the days that are covered, and the closing days that nobody stated."""
    periods: dict[str, list[tuple[date, date]]] = defaultdict(list)
    assumed = []
    for statement in statements:
        booked = [line.booked_on for line in statement.lines if not line.pending]
        first = statement.first_day or min(booked, default=None)
        last = statement.last_day or complete_until or max(booked, default=None)
        if statement.last_day is None and complete_until is None and last is not None:
            assumed.append(last)
        if first is not None and last is not None and first <= last:
            periods[statement.account].append((first, last))
    chosen = {account: p for account, p in periods.items() if account in ibans} or periods
    stretches = [days.last_stretch(found) for found in chosen.values()]
    best = max((each for each in stretches if each), key=lambda each: each[1], default=None)
    return BankCoverage(*best) if best else BankCoverage(), tuple(assumed)


def _situation(
    client: _Client, left: dict[int, int], *, bank: BankCoverage, unmatched: int
) -> Situation:
    return Situation(
        client_id=client.id,
        client_name=client.name,
        kind=client.kind,
        has_email=bool(client.to.email),
        has_phone=bool(client.to.phone),
        invoices=tuple(
            OpenInvoice(
                id=number,
                number=invoice.number,
                due_on=_due_on(invoice),
                open_cents=left[number],
                payable_cents=invoice.payable_cents or 0,
                issued_on=invoice.issued_on,
                project=invoice.description or "",
            )
            for number, invoice in sorted(client.invoices, key=lambda each: _due_on(each[1]))
            if left[number] > 0
        ),
        credits=tuple(
            OpenCredit(number, note.number, left[number])
            for number, note in client.credits
            if left[number] > 0
        ),
        bank=bank,
        unmatched_cents=unmatched,
    )
