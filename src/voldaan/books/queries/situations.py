"""Clients to situations: everything that may decide their next step, in bulk.

A constant number of queries per call, however many clients; no model instances.
"""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median_low
from typing import Any

from django.db.models import Max, Q, Sum

from voldaan.books.models import (
    UNDER_WAY,
    Client,
    ContactMoment,
    Decision,
    Hold,
    LineHold,
    Message,
    MessageState,
    Outcome,
)
from voldaan.books.queries.answers.disputes import said_wrong
from voldaan.books.queries.coverage import coverage
from voldaan.books.queries.deciding import reaching, saying_paid
from voldaan.books.queries.deciding.these import these
from voldaan.books.queries.open_amounts import (
    DAY_UNKNOWN,
    money_on_account,
    open_credits,
    with_open_cents,
)
from voldaan.followup import rhythm
from voldaan.followup.replying.shapes import REPLIES
from voldaan.followup.shapes import (
    BankCoverage,
    OpenCredit,
    OpenInvoice,
    PastStep,
    PaymentHabit,
    PayRhythm,
    Situation,
)

_Rows = dict[int, list[Any]]

#: The first reason of a decision for somebody of whom nothing has to be followed.
NOTHING_OPEN = "nothing.open"


def client_ids_to_follow(administration_id: int) -> Sequence[int]:
    """Give every client of whom something may have to be decided, in order.

    Who owes something, for whom a step is proposed, and of whom something else than
    "nothing is open" was decided last: without those, who has paid would stay a question.
    """
    mine = {"administration_id": administration_id}
    owing = with_open_cents(administration_id).filter(open_cents__gt=0)
    waiting = Message.objects.filter(**mine, state=MessageState.PROPOSED, is_reply=False)
    decided = Decision.objects.filter(**mine, is_latest=True).exclude(first_reason=NOTHING_OPEN)
    # Not asked per client: SQLite, before it has counted, walks every invoice for each.
    rows = (
        owing.values_list("client_id", flat=True)
        .union(
            waiting.values_list("client_id", flat=True),
            decided.values_list("client_id", flat=True),
        )
        .order_by("client_id")
    )
    return array("q", rows.iterator())


def situations(
    administration_id: int,
    *,
    day: date,
    client_ids: Sequence[int],
    bank: BankCoverage | None = None,
) -> list[Situation]:
    """Give the situation of each of these clients on a day, in the order of their ids.

    ``bank`` is how far the bank files reach, when that was read already.
    """
    clients = list(
        Client.objects.filter(administration_id=administration_id, pk__in=these(client_ids))
        .order_by("pk")
        .values(*reaching.COLUMNS)
    )
    # The ids are checked once, not again by each of the queries below.
    own = these([client["pk"] for client in clients])
    mine = {"administration_id": administration_id, "client_id__in": own}
    bank = bank or BankCoverage(*(coverage(administration_id) or ()))
    holds = _holds(mine, day)
    reach, unread = reaching.reach(mine), reaching.unread(mine)
    tries, said_paid = reaching.call_tries(mine, day), saying_paid.said_paid(mine)
    said = said_wrong(mine, day=day)
    invoices, credits = (
        _invoices(administration_id, mine, holds, said.of_invoices),
        _credits(administration_id, mine),
    )
    past = _past_steps(mine, day)
    habits, rhythms = _habits(administration_id, mine)
    unmatched, waiting = _unmatched(mine), _with_a_message_on_its_way(mine)
    found = []
    for client in clients:
        client_id = client["pk"]
        found.append(
            Situation(
                **reaching.who_and_how(client, ways=reach.get(client_id, reaching.NO_WAY)),
                rhythm=reaching.rhythm_told(client) or rhythms.get(client_id),
                unread=unread.get(client_id),
                call_tries=tries.get(client_id, ()),
                said_paid=said_paid.get(client_id, ()),
                invoices=tuple(invoices.get(client_id, ())),
                credits=tuple(credits.get(client_id, ())),
                past_steps=tuple(past.get(client_id, ())),
                habit=habits.get(client_id, PaymentHabit()),
                bank=bank,
                unmatched_cents=unmatched.get(client_id, 0),
                **_held(holds, client_id),
                message_waiting=client_id in waiting,
                disputed_on=tuple(said.of_clients.get(client_id, ())),
            )
        )
    return found


def _with_a_message_on_its_way(mine: dict[str, Any]) -> set[int]:
    states = [state for state in UNDER_WAY if state != MessageState.PROPOSED]
    released = Message.objects.filter(**mine, state__in=states, is_reply=False)
    return set(released.values_list("client_id", flat=True))


def _holds(mine: dict[str, Any], day: date) -> dict[str, dict[int, tuple[date | None, str]]]:
    """Give the pauses that count on the day, by what they pause; the longest one each."""
    found: dict[str, dict[int, tuple[date | None, str]]] = {
        "administration": {},
        "client": {},
        "invoice": {},
    }
    rows = (
        Hold.objects.filter(
            Q(client=None) | Q(client_id__in=mine["client_id__in"]),
            administration_id=mine["administration_id"],
            lifted_at=None,
            from_day__lte=day,
            until_day__gte=day,
        )
        .order_by("until_day", "pk")
        .values_list("client_id", "invoice_id", "until_day", "reason")
    )
    for client_id, invoice_id, until, reason in rows:
        if invoice_id:
            found["invoice"][invoice_id] = (until, reason)
        else:
            found["client" if client_id else "administration"][client_id or 0] = (until, reason)
    return found


def _held(
    holds: dict[str, dict[int, tuple[date | None, str]]], client_id: int
) -> dict[str, Any]:
    """Give the fields of the pauses of a client and of everything."""
    until, reason = holds["client"].get(client_id, (None, ""))
    whole_until, whole_reason = holds["administration"].get(0, (None, ""))
    return {
        "held_until": until,
        "hold_reason": reason,
        "administration_held_until": whole_until,
        "administration_hold_reason": whole_reason,
    }


def _invoices(
    administration_id: int,
    mine: dict[str, Any],
    holds: dict[str, dict[int, tuple[date | None, str]]],
    disputed: Mapping[int, Sequence[date]],
) -> _Rows:
    found: _Rows = defaultdict(list)
    rows = (
        with_open_cents(administration_id)
        .filter(client_id__in=mine["client_id__in"], open_cents__gt=0)
        .values_list(
            "client_id",
            "pk",
            "number",
            "due_on",
            "open_cents",
            "payable_cents",
            "issued_on",
            "project",
            "known_open_on",
        )
    )
    for client_id, pk, number, due_on, left, payable, issued_on, project, known in rows:
        until, reason = holds["invoice"].get(pk, (None, ""))
        found[client_id].append(
            OpenInvoice(
                id=pk,
                number=number,
                due_on=due_on,
                open_cents=left,
                payable_cents=payable,
                issued_on=issued_on,
                project=project,
                held_until=until,
                hold_reason=reason,
                known_open_on=known,
                disputed_on=tuple(disputed.get(pk, ())),
            )
        )
    # Not in SQL: the wish for this order made SQLite walk every invoice of the firm.
    for each in found.values():
        each.sort(key=lambda invoice: (invoice.due_on, invoice.id))
    return found


def _credits(administration_id: int, mine: dict[str, Any]) -> _Rows:
    """Give unused credit notes and money on account, as what lowers the amount asked."""
    found: _Rows = defaultdict(list)
    rows = (
        open_credits(administration_id)
        .filter(client_id__in=mine["client_id__in"])
        .values_list("client_id", "pk", "number", "open_cents")
    )
    for client_id, pk, number, left in sorted(rows):  # not in SQL, as with the invoices
        found[client_id].append(OpenCredit(pk, number, left))
    on_account = money_on_account(administration_id, client_ids=mine["client_id__in"])
    for client_id, left in on_account.items():
        if left > 0:
            found[client_id].append(OpenCredit(0, "", left))
    return found


def _past_steps(mine: dict[str, Any], day: date) -> _Rows:
    found: _Rows = defaultdict(list)
    rows = (
        ContactMoment.objects.filter(**mine, on__lte=day, bounced_at=None)
        .exclude(outcome=Outcome.NO_ANSWER)
        .exclude(step__in=REPLIES)  # no step of the ladder
        .order_by("on", "pk")
        .values_list("client_id", "step", "on", "invoice_ids", "counts", "outcome")
    )
    for client_id, step, on, invoice_ids, counts, outcome in rows:
        found[client_id].append(
            PastStep(
                step, on, tuple(invoice_ids), counts, before_import=outcome == Outcome.BEFORE
            )
        )
    return found


def how_one_pays(
    administration_id: int, *, client_id: int
) -> tuple[PaymentHabit, PayRhythm | None]:
    """Give how one client paid before (all zero: nothing yet), and the day they usually do."""
    mine = {"administration_id": administration_id, "client_id__in": these([client_id])}
    habits, rhythms = _habits(administration_id, mine)
    return habits.get(client_id, PaymentHabit()), rhythms.get(client_id)


def _habits(
    administration_id: int, mine: dict[str, Any]
) -> tuple[dict[int, PaymentHabit], dict[int, PayRhythm]]:
    """Give how and when the client paid before, from invoices that money paid in full."""
    late: _Rows = defaultdict(list)
    paid_days: dict[int, set[date]] = defaultdict(set)
    rows = (
        with_open_cents(administration_id)
        .filter(client_id__in=mine["client_id__in"], open_cents=0)
        .values_list("client_id", "due_on")
        .annotate(
            paid_on=Max(
                "allocations__payment__paid_on",
                filter=~Q(allocations__payment__rule=DAY_UNKNOWN),
            )
        )
        .values_list("client_id", "due_on", "paid_on")
    )
    for client_id, due_on, paid_on in rows:
        if paid_on is not None:
            late[client_id].append(max(0, (paid_on - due_on).days))
            paid_days[client_id].add(paid_on)
    rhythms = {
        client_id: found
        for client_id, paid in paid_days.items()
        if (found := rhythm.learn(sorted(paid))) is not None
    }
    habits = {
        client_id: PaymentHabit(
            paid_count=len(days),
            on_time_count=sum(1 for each in days if each == 0),
            usual_days_late=median_low(days),
        )
        for client_id, days in late.items()
    }
    return habits, rhythms


def _unmatched(mine: dict[str, Any]) -> dict[int, int]:
    """Give per client the cents in the bank that plausibly are theirs, not settled yet."""
    rows = (
        LineHold.objects.filter(**mine, line__set_aside_at=None)
        .values_list("client_id")
        .annotate(cents=Sum("line__amount_cents"))
    )
    return dict(rows)
