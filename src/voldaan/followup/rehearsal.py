"""What would have been sent: a ladder rehearsed on invoices and payments of days gone by.

Day by day the same :func:`~voldaan.followup.decision.decide` looks at what was known then, and
every step counts as taken. Nothing that was really sent plays a part, so two ladders can be
compared on the same past. Days on which nothing can change are skipped: a wait names the
day on which it may end, and every fact the day on which it begins to count.

*Choices:* the bank data are fresh each day, the owner confirms each consequence, every call
is answered, and nobody is paused. The rehearsal begins long before the span, so that an old
invoice does not look like a new one on its first day.
"""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import Literal

from voldaan import days
from voldaan.followup import rhythm
from voldaan.followup.decision import decide
from voldaan.followup.shapes import (
    STEP_CODES,
    BankCoverage,
    Channel,
    Decision,
    OpenCredit,
    OpenInvoice,
    PastStep,
    PaymentHabit,
    PayRhythm,
    Policy,
    Situation,
    StepCode,
)
from voldaan.reasons import Reason

#: No span is longer: a rehearsal answers while somebody waits.
MOST_DAYS = 366
#: So long before the span it may begin, at most. An invoice that was due even earlier has
#: had all its steps when the span begins: only gaps lie between them by then.
WARM_UP_DAYS = 400
_A_WHILE = 60


class BadSpan(ValueError):
    """The days are too many, or none; carries how many there are."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


@dataclass(frozen=True, slots=True)
class DatedPayment:
    """Money for an invoice on a day; below zero it was taken back.

    ``day_is_known`` False: it says nothing about how the client pays.
    """

    on: date
    cents: int
    day_is_known: bool = True


@dataclass(frozen=True, slots=True)
class PastInvoice:
    """An invoice with all that was ever paid for it.

    It plays a part from its issue day or, without one, from its due day. ``payments`` are
    for this invoice only.
    """

    id: int
    number: str
    due_on: date
    payable_cents: int
    issued_on: date | None = None
    project: str = ""
    payments: tuple[DatedPayment, ...] = ()


@dataclass(frozen=True, slots=True)
class PastCredit:
    """A credit that is not used up, and the day since which it is there."""

    id: int
    number: str
    from_day: date
    open_cents: int


@dataclass(frozen=True, slots=True)
class History:
    """One client: who it is and how to reach it (``client``), and what was billed and paid.

    Of ``client`` only these facts count; what is open then follows from the invoices. A
    rhythm in it is what the client told; else it is learned from what was paid by then.
    """

    client: Situation
    invoices: tuple[PastInvoice, ...] = ()
    credits: tuple[PastCredit, ...] = ()


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One step that would have been taken, with what it would have asked, and why."""

    day: date
    client_id: int
    client_name: str
    step: StepCode
    channel: Channel
    asks_cents: int
    invoice_ids: tuple[int, ...]
    reasons: tuple[Reason, ...]
    autopilot: bool = False


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Every step in the span ``[from_day, to_day)``, by day and then by client."""

    from_day: date
    to_day: date
    steps: tuple[Rehearsed, ...]

    @property
    def by_step(self) -> Counter[str]:
        """How many of each step."""
        return Counter(each.step for each in self.steps)

    @property
    def by_channel(self) -> Counter[str]:
        """How many over each channel."""
        return Counter(each.channel for each in self.steps)

    @property
    def client_count(self) -> int:
        """How many clients would have heard something."""
        return len({each.client_id for each in self.steps})


@dataclass(frozen=True, slots=True)
class Difference:
    """A step that only one ladder takes, or that both take otherwise (``moved``)."""

    kind: Literal["added", "gone", "moved"]
    before: Rehearsed | None = None
    after: Rehearsed | None = None

    @property
    def step(self) -> Rehearsed:
        """The step as the new ladder takes it, else as the old one did."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of the two is always there
        return found


def rehearse(
    histories: Iterable[History], *, policy: Policy, from_day: date, to_day: date
) -> Rehearsal:
    """Give every step that this policy would have taken in ``[from_day, to_day)``.

    The work grows with the clients and, for each, with the days on which something changed.
    Raises :class:`BadSpan` for a span of no days, or of more than :data:`MOST_DAYS`.

    >>> from voldaan.followup.policy import shipped
    >>> invoice = PastInvoice(7, "2026-041", date(2026, 9, 14), 50_000, date(2026, 8, 31))
    >>> dirk = History(Situation(1, "Dirk"), (invoice,))
    >>> span = {"from_day": date(2026, 9, 1), "to_day": date(2026, 10, 1)}
    >>> found = rehearse([dirk], policy=shipped(), **span)
    >>> [(each.day.day, each.step) for each in found.steps]
    [(7, 'service_check'), (15, 'reminder_1'), (21, 'call'), (28, 'reminder_2')]
    """
    count = (to_day - from_day).days
    if not 0 < count <= MOST_DAYS:
        raise BadSpan(count)
    taken = [
        step
        for history in histories
        for step in _of_client(history, policy, from_day=from_day, to_day=to_day)
    ]
    taken.sort(key=lambda each: (each.day, each.client_name, each.client_id))
    return Rehearsal(from_day, to_day, tuple(taken))


def compare(before: Rehearsal, *, after: Rehearsal) -> tuple[Difference, ...]:
    """Give what differs between two ladders, by day.

    The first reminder of a client under the one is compared with the first under the
    other, and so on.
    """
    old, new = _by_turn(before), _by_turn(after)
    found = [
        difference
        for key in {**old, **new}
        for one, other in zip_longest(old.get(key, ()), new.get(key, ()))
        if (difference := _difference(one, other)) is not None
    ]
    return tuple(sorted(found, key=lambda each: (each.step.day, each.step.client_name)))


def _by_turn(found: Rehearsal) -> dict[tuple[int, str], list[Rehearsed]]:
    turns: dict[tuple[int, str], list[Rehearsed]] = defaultdict(list)
    for each in found.steps:
        turns[each.client_id, each.step].append(each)
    return turns


def _difference(before: Rehearsed | None, after: Rehearsed | None) -> Difference | None:
    if before is None:
        return Difference("added", after=after)
    if after is None:
        return Difference("gone", before=before)
    if (before.day, before.channel, before.autopilot) == (
        after.day,
        after.channel,
        after.autopilot,
    ):
        return None
    return Difference("moved", before, after)


def _of_client(
    history: History, policy: Policy, *, from_day: date, to_day: date
) -> Iterator[Rehearsed]:
    """Live one client's days, from look to look."""
    life = _Life(history)
    past: list[PastStep] = []
    begins = days.shift(from_day, -_warm_up(policy))
    day = max(begins, life.next_turn) if life.next_turn else None
    while day is not None and day < to_day:
        situation = life.on(day, past=tuple(past))
        decision = decide(situation, policy=policy, day=day)
        following = None
        if decision.kind == "step":
            past.append(_taken(decision, day))
            following = days.shift(day, 1)
            if day >= from_day:
                yield _rehearsed(decision, situation, day)
        elif decision.kind == "wait":
            # What is said may change before that day; what is done changes only on a turn.
            following = decision.wait_until
        # A question waits for a person; only other facts can change it.
        turns = [turn for turn in (following, life.next_turn) if turn is not None]
        day = min(turns, default=None)


def _warm_up(policy: Policy) -> int:
    """Give how many days before the span everything older is at its end."""
    steps = (*policy.steps, *(step for each in policy.ladders for step in each.steps))
    gap = max((policy.gap_days, *(step.minimum_gap_days for step in steps)))
    return min(WARM_UP_DAYS, _A_WHILE + len(STEP_CODES) * gap)


def _taken(decision: Decision, day: date) -> PastStep:
    step = decision.step or ""
    return PastStep(step, day, decision.invoice_ids, counts=step != "service_check")


def _rehearsed(decision: Decision, situation: Situation, day: date) -> Rehearsed:
    return Rehearsed(
        day=day,
        client_id=situation.client_id,
        client_name=situation.client_name,
        step=decision.step or "decide",
        channel=decision.channel or "email",
        asks_cents=decision.asks_cents,
        invoice_ids=decision.invoice_ids,
        reasons=decision.reasons,
        autopilot=decision.autopilot,
    )


#: What happens on a turn, beside a payment (which is its place in the row, 0 or more).
_COMES, _NOTHING_MORE = -1, -2
#: A rhythm is that of the newest payments; of more a client with many costs too much.
_NEWEST_PAYMENTS = 48


class _Life:
    """What is known of a client on a day; the days only go forward."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._invoices = {invoice.id: invoice for invoice in history.invoices}
        self._turns = sorted(_turns(history))
        self._at = 0
        self._left: dict[int, int] = {}  # of every invoice that is there
        self._open: dict[int, OpenInvoice] = {}
        self._last_paid: dict[int, date] = {}
        self._settled: dict[int, date] = {}
        self._paid_on: list[date] = []  # of what is settled, sorted
        self._on_time = 0
        self._habit = PaymentHabit()
        self._rhythm: PayRhythm | None = None

    @property
    def next_turn(self) -> date | None:
        """The next day on which other facts are known."""
        return self._turns[self._at][0] if self._at < len(self._turns) else None

    def on(self, day: date, *, past: tuple[PastStep, ...]) -> Situation:
        """Give the situation of a day, not before the one that was asked last."""
        self._go_to(day)
        client = self._history.client
        return replace(
            client,
            invoices=tuple(self._open.values()),
            credits=tuple(
                OpenCredit(each.id, each.number, each.open_cents)
                for each in self._history.credits
                if each.from_day <= day
            ),
            past_steps=past,
            habit=self._habit,
            rhythm=client.rhythm or self._rhythm,
            bank=BankCoverage(covered_until=days.shift(day, -1)),
            confirmed=STEP_CODES,
        )

    def _go_to(self, day: date) -> None:
        """Let the turns up to and including a day happen."""
        while self._at < len(self._turns) and self._turns[self._at][0] <= day:
            _, pk, place = self._turns[self._at]
            self._at += 1
            if place == _NOTHING_MORE:
                continue
            invoice = self._invoices[pk]
            if place == _COMES:
                self._set(invoice, invoice.payable_cents)
                continue
            payment = invoice.payments[place]
            self._forget(invoice)
            self._set(invoice, self._left[pk] - payment.cents)
            if payment.day_is_known:
                self._last_paid[pk] = payment.on
            if self._left[pk] == 0 and pk in self._last_paid:
                self._remember(invoice, self._last_paid[pk])

    def _set(self, invoice: PastInvoice, left: int) -> None:
        self._left[invoice.id] = left
        self._open.pop(invoice.id, None)
        if left > 0:
            self._open[invoice.id] = OpenInvoice(
                id=invoice.id,
                number=invoice.number,
                due_on=invoice.due_on,
                open_cents=left,
                payable_cents=invoice.payable_cents,
                issued_on=invoice.issued_on,
                project=invoice.project,
            )

    def _remember(self, invoice: PastInvoice, on: date) -> None:
        """Learn from an invoice that is settled now."""
        self._settled[invoice.id] = on
        self._on_time += on <= invoice.due_on
        insort(self._paid_on, on)
        self._learn()

    def _forget(self, invoice: PastInvoice) -> None:
        """Forget what was learned from an invoice whose payments change again."""
        on = self._settled.pop(invoice.id, None)
        if on is not None:
            self._on_time -= on <= invoice.due_on
            del self._paid_on[bisect_left(self._paid_on, on)]
            self._learn()

    def _learn(self) -> None:
        self._habit = PaymentHabit(len(self._settled), self._on_time)
        newest = self._paid_on[-_NEWEST_PAYMENTS:]
        self._rhythm = rhythm.learn(sorted(set(newest)))


def _turns(history: History) -> Iterator[tuple[date, int, int]]:
    """Give the days on which something happens: the day, the invoice, and what."""
    for invoice in history.invoices:
        comes = invoice.issued_on or invoice.due_on
        yield comes, invoice.id, _COMES
        yield days.shift(invoice.due_on, 1), invoice.id, _NOTHING_MORE  # it is past due
        for place, payment in enumerate(invoice.payments):
            # A payment shows in the bank file of its day: the morning after.
            yield max(days.shift(payment.on, 1), comes), invoice.id, place
    for credit in history.credits:
        yield credit.from_day, credit.id, _NOTHING_MORE
