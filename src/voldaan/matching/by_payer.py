"""The rules for lines without a usable number: who paid, and what amount is open there."""

from collections.abc import Callable

from voldaan.matching import names, subsets, traces
from voldaan.matching.book import Book
from voldaan.matching.candidates import as_certain, candidate
from voldaan.matching.shapes import Proposal
from voldaan.matching.traces import Trace
from voldaan.reasons import Reason, because

#: So many namesakes with the very same amount open say nothing about who paid.
_CROWD = 12
_Rule = Callable[[Trace, int, list[int], Book], Proposal | None]


def certain(trace: Trace, *, book: Book) -> Proposal | None:
    """Give what may be booked because of account or name alone, or ``None``.

    Never when the text mentions an open item, or a number made like one that is not open.
    """
    if trace.iban_clients:
        client = _account_holder(trace, book)
        alone = len(trace.iban_clients) == 1
        rules: tuple[_Rule, ...] = (
            (_exact_by_account, _sum_by_account) if alone else (_exact_by_account,)
        )
    else:
        client = _exact_namesake(trace, book)
        rules = (_exact_by_name,)
    if client is None or _is_mentioned(trace, client, book):
        return None
    pool = book.open_items(client, by=trace.line.booked_on)
    for rule in rules:
        found = rule(trace, client, pool, book)
        if found and not traces.mentions_another(trace, pool, book=book):
            return as_certain(found)
    return None


def _account_holder(trace: Trace, book: Book) -> int | None:
    """Find the client behind a confirmed account.

    Whoever shares an account pays under the name of its holder. So the name must agree, and
    nobody else who shares it may have this amount open.
    """
    if len(trace.iban_clients) == 1:
        return min(trace.iban_clients)
    having = [
        client
        for client in sorted(trace.iban_clients)
        if _fitting(trace, book.open_items(client, by=trace.line.booked_on), book)
    ]
    if len(having) != 1 or book.score(trace.line.name, having[0]) < names.AGREES:
        return None
    return having[0]


def _exact_namesake(trace: Trace, book: Book) -> int | None:
    """Find the one client with exactly this full name, and nobody alike with this amount.

    A client whose account is known does not count: this line came from another one, and
    a namesake is likelier than a new account.
    """
    if len(trace.holders) != 1 or not names.is_full(trace.holders[0]):
        return None
    clients = book.same_name(trace.holders)
    if len(clients) != 1 or clients[0] in book.with_accounts:
        return None
    amount_cents = trace.line.amount_cents
    alike = book.namesakes(trace.holders, amount_cents=amount_cents)
    return clients[0] if alike == clients else None


def _is_mentioned(trace: Trace, client: int, book: Book) -> bool:
    return any(not hit.loose or book.client_of(hit.item_id) == client for hit in trace.hits)


def _fitting(trace: Trace, pool: list[int], book: Book) -> list[int]:
    return [item for item in pool if book.open_cents[item] == trace.line.amount_cents]


def _exact_by_account(
    trace: Trace, client: int, pool: list[int], book: Book
) -> Proposal | None:
    fitting = _fitting(trace, pool, book)
    if len(fitting) != 1:
        return None
    return candidate(trace, client, fitting, book=book, rule="iban_amount", certainty=98)


def _sum_by_account(trace: Trace, client: int, pool: list[int], book: Book) -> Proposal | None:
    if _fitting(trace, pool, book):
        return None
    amounts = [book.open_cents[item] for item in pool]
    ways = subsets.adding_up(trace.line.amount_cents, amounts)
    credits = book.credits(client)
    if not ways and pool and _net(pool + credits, book) == trace.line.amount_cents:
        everything = [*pool, *credits]
        return candidate(trace, client, everything, book=book, rule="iban_sum", certainty=95)
    if len(ways) != 1:
        return None
    all_of_it = len(ways[0]) == len(pool)
    if not all_of_it and not subsets.is_telling(trace.line.amount_cents, amounts):
        return None
    paid = [pool[place] for place in ways[0]]
    return candidate(trace, client, paid, book=book, rule="iban_sum", certainty=95)


def _exact_by_name(trace: Trace, client: int, pool: list[int], book: Book) -> Proposal | None:
    fitting = _fitting(trace, pool, book)
    if len(fitting) != 1:
        return None
    return candidate(trace, client, fitting, book=book, rule="name_amount", certainty=95)


def proposals(trace: Trace, *, book: Book) -> list[Proposal]:
    """Give the placements that account, name or amount make plausible."""
    found: list[Proposal] = []
    for client in sorted(trace.iban_clients):
        found += _by_account(trace, client, book)
    found += _by_name(trace, book)
    return found or _by_amount(trace, book)


def _by_account(trace: Trace, client: int, book: Book) -> list[Proposal]:
    pool = book.open_items(client)
    reasons = (
        (because("match.other_number"),)
        if traces.mentions_another(trace, pool, book=book)
        else ()
    )
    lower = 10 if reasons or len(trace.iban_clients) > 1 else 0
    fitting = _fitting(trace, pool, book)
    if fitting:
        same = (because("match.same_amount", count=len(fitting)),) if fitting[1:] else ()
        return [
            candidate(
                trace,
                client,
                [item],
                book=book,
                rule="iban_amount",
                certainty=80 - lower - place,
                reasons=(*same, *reasons),
            )
            for place, item in enumerate(fitting[:3])
        ]
    return _sums(trace, client, pool, book, lower=lower, reasons=reasons) or [
        candidate(
            trace,
            client,
            pool,
            book=book,
            rule="iban_part",
            certainty=50 - lower,
            reasons=reasons,
        )
    ]


def _sums(
    trace: Trace,
    client: int,
    pool: list[int],
    book: Book,
    *,
    lower: int,
    reasons: tuple[Reason, ...],
) -> list[Proposal]:
    """Give the sums that fit: of invoices alone, else with the credit notes taken off."""
    ways = subsets.adding_up(trace.line.amount_cents, [book.open_cents[item] for item in pool])
    choices = [[pool[place] for place in way] for way in ways]
    certainty = 70 if len(ways) == 1 else 60
    if not choices:
        choices, certainty = _less_credits(trace, client, pool, book), 66
    return [
        candidate(
            trace,
            client,
            items,
            book=book,
            rule="iban_sum",
            certainty=certainty - lower,
            reasons=reasons,
        )
        for items in choices
    ]


def _less_credits(trace: Trace, client: int, pool: list[int], book: Book) -> list[list[int]]:
    """Give what fits when the client took its credit notes off: one invoice, or all."""
    credits = book.credits(client)
    choices = [*([item] for item in pool), *([pool] if len(pool) > 1 else [])]
    fitting = [
        [*items, *credits]
        for items in choices
        if credits and _net([*items, *credits], book) == trace.line.amount_cents
    ]
    return fitting[:3]


def _net(items: list[int], book: Book) -> int:
    return sum(book.open_cents[item] for item in items)


def _by_name(trace: Trace, book: Book) -> list[Proposal]:
    amount_cents = trace.line.amount_cents
    alike = book.namesakes(trace.holders, amount_cents=amount_cents)
    found: list[Proposal] = []
    for client in alike if len(alike) <= _CROWD else ():
        score = book.score(trace.line.name, client)
        if score < 40:
            continue
        fitting = _fitting(trace, book.open_items(client), book)
        found += [
            candidate(
                trace,
                client,
                [item],
                book=book,
                rule="name_amount",
                certainty=_by_score(score) - place,
                reasons=(because("match.name_score", score=score),),
            )
            for place, item in enumerate(fitting[:3])
        ]
    for client in book.same_name(trace.holders):
        pool = book.open_items(client)
        if pool and not _fitting(trace, pool, book):
            found.append(
                candidate(trace, client, pool, book=book, rule="name_part", certainty=50)
            )
    return found


def _by_score(score: int) -> int:
    if score >= names.AGREES:
        return 75 if score == 100 else 65
    return 50 if score >= 70 else 35


def _by_amount(trace: Trace, book: Book) -> list[Proposal]:
    """Offer the only open item of this amount, when there is nothing else to go by."""
    amount_cents = trace.line.amount_cents
    same = book.items_of_amount.get(amount_cents, [])
    if len(same) > 3:
        return []
    found = sorted({item for item in same if book.open_cents[item] == amount_cents})
    if len(found) != 1:
        return []
    client = book.client_of(found[0])
    return [candidate(trace, client, found, book=book, rule="amount", certainty=20)]
