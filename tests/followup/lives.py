"""Situations at random, and lives of clients in which things happen on their days."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, get_args

from hypothesis import strategies as st

from voldaan.followup.decision import decide
from voldaan.followup.policy import shipped
from voldaan.followup.shapes import (
    STEP_CODES,
    BankCoverage,
    CallTry,
    Channel,
    Decision,
    OpenCredit,
    OpenInvoice,
    PastStep,
    PaymentHabit,
    PayRhythm,
    Policy,
    PolicyStep,
    RungChannel,
    Situation,
    Unread,
)

START = date(2026, 3, 2)  # Easter, King's Day, 5 May, Ascension and Pentecost lie ahead
FAR = BankCoverage(covered_until=date(2100, 1, 1))
CENTS = st.integers(1, 10**7)
ANY_DAY = st.dates() | st.sampled_from([date.min, date.max])
NEAR_DAY = st.dates(START, START + timedelta(days=60))
KINDS = st.sampled_from(["consumer", "business", "government"])
CHANNELS: tuple[Channel, ...] = get_args(Channel)
RHYTHMS = st.one_of(
    st.builds(PayRhythm, st.just("weekday"), st.integers(1, 7), st.sampled_from([0, 6])),
    st.builds(PayRhythm, st.just("monthday"), st.integers(1, 31), st.sampled_from([0, 6])),
)
#: How a client can be reached; each name is a field of the situation.
REACH = (
    *("has_email", "has_phone", "email_bounced", "uses_whatsapp", "uses_sms"),
    *("has_linkedin", "has_post"),
)
WAYS = st.fixed_dictionaries({name: st.booleans() for name in REACH})


def invoices(on: st.SearchStrategy[date]) -> st.SearchStrategy[tuple[OpenInvoice, ...]]:
    """Give up to six invoices, no two of one id."""
    one = st.builds(
        OpenInvoice,
        id=st.integers(1, 6),
        number=st.text(max_size=5),
        due_on=on,
        open_cents=CENTS,
        payable_cents=CENTS,
        issued_on=st.none() | on,
        held_until=st.none() | on,
        known_open_on=st.none() | on,
        disputed_on=st.just(()) | st.just(()) | st.lists(on, max_size=2).map(tuple),
    )
    return st.lists(one, max_size=6, unique_by=lambda each: each.id).map(tuple)


def situations(on: st.SearchStrategy[date]) -> st.SearchStrategy[Situation]:
    """Give any situation at all, likely or not."""
    past = st.builds(
        PastStep,
        st.sampled_from([*STEP_CODES, "thanks"]),
        on,
        st.lists(st.integers(1, 6), max_size=3).map(tuple),
        st.booleans(),
        st.booleans(),
    )
    credits = st.builds(OpenCredit, st.integers(1, 9), st.just("C"), CENTS)
    unread = st.builds(
        Unread, st.integers(1, 3), on, st.sampled_from(["paid", "other"]), st.booleans()
    )
    tries = st.builds(CallTry, on, st.integers(-1, 23))
    rarely = st.sampled_from([False, False, False, True])
    return st.builds(
        Situation,
        client_id=st.integers(1, 9),
        client_name=st.text(max_size=5),
        kind=KINDS,
        is_large_organisation=rarely,
        has_email=st.booleans(),
        has_phone=st.booleans(),
        invoices=invoices(on),
        credits=st.lists(credits, max_size=2).map(tuple),
        past_steps=st.lists(past, max_size=4).map(tuple),
        habit=st.builds(PaymentHabit, st.integers(0, 9), st.integers(0, 9)),
        bank=st.just(FAR) | st.builds(BankCoverage, st.none() | on, st.none() | on),
        unmatched_cents=st.sampled_from([0, 0, 0, 5]),
        held_until=st.none() | st.none() | on,
        administration_held_until=st.none() | st.none() | on,
        message_waiting=rarely,
        email_bounced=rarely,
        uses_whatsapp=st.booleans(),
        uses_sms=st.booleans(),
        has_linkedin=st.booleans(),
        has_post=st.booleans(),
        is_a_client=rarely,
        preferred_channel=st.none() | st.sampled_from(CHANNELS),
        rhythm=st.none() | RHYTHMS,
        unread=st.none() | st.none() | st.none() | unread,
        stopped_for=st.sampled_from(["", "", "", "", "insolvency", "debt_help"]),
        call_tries=st.lists(tries, max_size=4)
        .map(lambda each: sorted(each, key=lambda one: one.on))
        .map(tuple),
        disputed_on=st.just(()) | st.just(()) | st.lists(on, max_size=2).map(tuple),
        confirmed=st.lists(st.sampled_from(STEP_CODES), max_size=2).map(tuple),
    )


def _own_policy(
    channels: dict[str, RungChannel | None], asking: set[str], auto: set[str], off: set[str]
) -> Policy:
    """Give the shipped ladders with other channels and wishes, and without some steps."""

    def own(step: PolicyStep) -> PolicyStep:
        if step.code == "decide":
            return step
        channel = channels.get(step.code) or step.channel
        asks, leaves = step.code in asking, step.code in auto
        return replace(step, channel=channel, if_confirmed=asks, autopilot=leaves)

    def left(steps: tuple[PolicyStep, ...]) -> tuple[PolicyStep, ...]:
        return tuple(own(step) for step in steps if step.code not in off)

    ladders = tuple(replace(each, steps=left(each.steps)) for each in shipped().ladders)
    return replace(shipped(), version="ours-1", steps=left(shipped().steps), ladders=ladders)


_CODES = st.sampled_from(STEP_CODES)
POLICIES = st.just(shipped()) | st.builds(
    _own_policy,
    channels=st.dictionaries(_CODES, st.sampled_from(["by_table", *CHANNELS]), max_size=3),
    asking=st.sets(_CODES, max_size=2),
    auto=st.sets(_CODES, max_size=2),
    off=st.sets(_CODES, max_size=2),
)


FRESH = st.builds(
    Situation,
    client_id=st.just(1),
    client_name=st.just("Dirk"),
    kind=KINDS,
    has_phone=st.booleans(),
    invoices=st.lists(
        st.builds(
            OpenInvoice,
            id=st.integers(1, 8),
            number=st.just("2026-001"),
            due_on=st.dates(START - timedelta(days=30), START + timedelta(days=60)),
            open_cents=st.sampled_from([5_000, 40_000, 250_000]),
            payable_cents=st.just(250_000),
            issued_on=st.none() | st.dates(START, START + timedelta(days=50)),
            held_until=st.none() | st.none() | NEAR_DAY,
        ),
        max_size=5,
        unique_by=lambda each: each.id,
    ).map(tuple),
    habit=st.builds(PaymentHabit, st.integers(0, 5), st.integers(0, 5)),
    bank=st.just(FAR),
    is_a_client=st.sampled_from([False, False, True]),
    rhythm=st.none() | RHYTHMS,
)
PAID = st.dictionaries(
    st.integers(1, 8), st.dates(START, START + timedelta(days=120)), max_size=5
)


@dataclass(frozen=True)
class Fate:
    """What happens to a client, from which day: each is an event that wakes them.

    ``answers_phone``: somebody picks up. ``known_from``: an older invoice turns out to be
    paid, so that they are a new client no more. Spans include their last day.
    """

    paid_on: dict[int, date]
    ways: dict[str, Any]  # field of the situation → whether
    answers_phone: bool = False
    preferred: Channel | None = None
    bounced_from: date | None = None
    known_from: date | None = None
    large_from: date | None = None
    held: tuple[date, date] | None = None
    unread: tuple[date, date] | None = None
    stopped_from: date | None = None
    #: The client calls something wrong, is quiet, and (a day later or never) it is solved.
    disputed: tuple[date, date] | None = None
    is_solved: bool = False

    def days(self, client: Situation) -> set[date]:
        """Give the days on which something happens."""
        spans = [span for span in (self.held, self.unread, self.disputed) if span]
        happens = {self.bounced_from, self.known_from, self.large_from, self.stopped_from}
        happens |= {*self.paid_on.values(), *(each.issued_on for each in client.invoices)}
        happens |= {first for first, _ in spans}
        happens |= {last + timedelta(days=ahead) for _, last in spans for ahead in (1, 2)}
        return {day for day in happens if day is not None}

    def on(self, day: date, client: Situation) -> Situation:
        """Give the client as they are on a day."""
        left = [
            each
            for each in client.invoices
            if self.paid_on.get(each.id, date.max) > day and (each.issued_on or date.min) <= day
        ]
        held = self.held is not None and self.held[0] <= day <= self.held[1]
        waits = self.unread is not None and self.unread[0] <= day <= self.unread[1]
        now = replace(
            client,
            **self.ways,
            invoices=tuple(left),
            preferred_channel=self.preferred,
            held_until=self.held[1] if held and self.held else None,
            unread=Unread(1, self.unread[0], "paid") if waits and self.unread else None,
        )
        if self.bounced_from is not None and day >= self.bounced_from:
            now = replace(now, email_bounced=True)
        if self.known_from is not None and day >= self.known_from:
            habit = replace(now.habit, paid_count=now.habit.paid_count + 1)
            now = replace(now, habit=habit)
        if self.large_from is not None and day >= self.large_from:
            now = replace(now, is_large_organisation=True)
        if self.disputed is not None and self.disputed[0] <= day:
            now = self._disputed(now, day, *self.disputed)
        if self.stopped_from is not None and day >= self.stopped_from:
            now = replace(now, stopped_for="insolvency")
        return now

    def _disputed(self, now: Situation, day: date, said_on: date, until: date) -> Situation:
        if day <= until:
            return replace(
                now, disputed_on=(said_on,), held_until=max(until, now.held_until or until)
            )
        is_over = self.is_solved and day > until + timedelta(days=1)
        return replace(now, disputed_on=() if is_over else (said_on,))


def _span(days: list[date]) -> tuple[date, date]:
    return min(days), max(days)


SPAN = st.lists(NEAR_DAY, min_size=2, max_size=2).map(_span)
SELDOM_DAY = st.none() | st.none() | NEAR_DAY
FATES = st.builds(
    Fate,
    paid_on=PAID,
    ways=WAYS,
    answers_phone=st.booleans(),
    preferred=st.none() | st.sampled_from(CHANNELS),
    bounced_from=SELDOM_DAY,
    known_from=SELDOM_DAY,
    large_from=SELDOM_DAY,
    held=st.none() | SPAN,
    unread=st.none() | st.none() | SPAN,
    stopped_from=st.none() | st.none() | st.none() | NEAR_DAY,
    disputed=st.none() | st.none() | st.none() | SPAN,
    is_solved=st.booleans(),
)
#: Can be reached by e-mail and telephone, and nothing happens.
QUIET = Fate({}, {name: name in {"has_email", "has_phone"} for name in REACH})


class Run:
    """Runs over one client: every step is taken, and what happens happens on its day."""

    def __init__(self, client: Situation, fate: Fate, policy: Policy | None = None) -> None:
        self.client = client
        self.fate = fate
        self.policy = policy or shipped()
        self.taken: list[tuple[date, Decision]] = []

    def situation(self, day: date) -> Situation:
        return self.fate.on(day, self.client)

    def on(self, day: date) -> Decision:
        decision = decide(self.situation(day), policy=self.policy, day=day)
        if decision.kind == "step":
            self.taken.append((day, decision))
            self._take(decision, day)
        return decision

    def _take(self, decision: Decision, day: date) -> None:
        if decision.channel == "phone" and not self.fate.answers_phone:
            tries = (*self.client.call_tries, CallTry(day, 9 + 4 * len(self.client.call_tries)))
            self.client = replace(self.client, call_tries=tries)
            return
        assert decision.step is not None
        counts = decision.step != "service_check"
        step = PastStep(decision.step, day, decision.invoice_ids, counts=counts)
        past = (*self.client.past_steps, step)
        self.client = replace(self.client, past_steps=past, call_tries=())

    def reached(self) -> list[tuple[date, Decision]]:
        """Give the steps that reached the client: not the calls that nobody answered."""
        return [
            (day, decision)
            for day, decision in self.taken
            if decision.channel != "phone" or self.fate.answers_phone
        ]
