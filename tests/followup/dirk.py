"""Situations of Dirk with good defaults, and short ways to look at a decision."""

from dataclasses import replace
from datetime import date, timedelta

from voldaan.followup.decision import decide
from voldaan.followup.policy import shipped
from voldaan.followup.shapes import (
    BankCoverage,
    Decision,
    OpenInvoice,
    PastStep,
    PaymentHabit,
    Policy,
    Situation,
)

DUE = date(2026, 10, 5)  # a Monday
TUESDAY = date(2026, 10, 6)  # day +1


def invoice(number: int = 1, *, due_on: date = DUE, **facts: object) -> OpenInvoice:
    plain = OpenInvoice(number, f"2026-{number:03d}", due_on, 50_000, 50_000)
    return replace(plain, **facts)  # type: ignore[arg-type]


def situation(**facts: object) -> Situation:
    plain = Situation(
        client_id=1,
        client_name="Dirk",
        has_phone=True,
        invoices=(invoice(),),
        habit=PaymentHabit(paid_count=1),
        bank=BankCoverage(covered_until=date(2030, 1, 1)),
    )
    return replace(plain, **facts)  # type: ignore[arg-type]


def on(day: date, client: Situation, *, policy: Policy | None = None) -> Decision:
    return decide(client, policy=policy or shipped(), day=day)


def codes(decision: Decision) -> list[str]:
    return [reason.code for reason in decision.reasons]


def facts(decision: Decision, code: str) -> dict[str, object]:
    return dict(next(reason.facts for reason in decision.reasons if reason.code == code))


def past(step: str, days_ago: int, *ids: int, day: date = TUESDAY, **more: bool) -> PastStep:
    return PastStep(step, day - timedelta(days=days_ago), ids or (1,), **more)
