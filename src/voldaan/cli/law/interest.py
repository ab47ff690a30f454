"""``voldaan law interest``: interest over one claim, with payments and costs."""

from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

import click

from voldaan.cli.law import parsing, printing
from voldaan.cli.law.parsing import AMOUNT, DAY, PAID, PERCENT
from voldaan.law.accrual import Convention
from voldaan.law.answers import euros
from voldaan.law.claims import Settlement
from voldaan.law.nl import interest, terms
from voldaan.law.nl.interest import Claim, Kind
from voldaan.law.nl.tables import Tables


class Given(TypedDict):
    """What the command line gives."""

    principal: int
    kind: Kind
    percent: Decimal | None
    compound: bool
    due: date | None
    received: date | None
    until: date
    paid: tuple[tuple[date, int], ...]
    costs: int | None
    costs_due: date | None
    convention: Convention


@click.command("interest", cls=parsing.OneSentence)
@click.option("--principal", type=AMOUNT, required=True, help="What is due, in euros.")
@click.option("--kind", type=click.Choice(["commercial", "statutory", "agreed"]), required=True)
@click.option("--percent", type=PERCENT, help="Of agreed interest, per year.")
@click.option("--compound", is_flag=True, help="Interest on agreed interest was agreed.")
@click.option("--due", type=DAY, help="The last day to pay in time.")
@click.option("--received", type=DAY, help="Instead of --due: no term, invoice received.")
@click.option("--until", type=DAY, required=True, help="The last day that counts.")
@click.option("--paid", type=PAID, multiple=True, help="A payment; may be repeated.")
@click.option("--costs", type=AMOUNT, help="Collection costs.")
@click.option("--costs-due", type=DAY, help="The day from which the costs are due.")
@click.option("--convention", type=click.Choice(["C", "A", "B"]), default="C")
@printing.options
def command(asked: printing.Asked, **given: Unpack[Given]) -> None:
    """Compute interest from the day after --due through --until, with every step.

    A payment goes to costs that are due, then to interest, then to the principal.

    Example: voldaan law interest --principal 1210.00 --kind commercial --due 2026-03-31
    --until 2026-11-27 --paid 2026-09-01=500.00 --json
    """
    costs, costs_due = given["costs"], given["costs_due"]
    if (costs is None) != (costs_due is None):
        parsing.refuse("Give --costs and --costs-due together: how much, and since when.")
    if given["kind"] != "agreed" and (given["percent"] is not None or given["compound"]):
        parsing.refuse("--percent and --compound belong to --kind agreed.")
    claim = Claim(
        given["principal"],
        given["kind"],
        _due(given["due"], given["received"], asked.tables),
        given["percent"],
        given["compound"],
    )
    found = interest.settle(
        claim,
        until=given["until"],
        payments=given["paid"],
        costs=[(costs_due, costs)] if costs is not None and costs_due is not None else [],
        convention=given["convention"],
        tables=asked.tables,
    )
    asked.show(found.interest, values(found, asked.show), _headline(found))


def _due(due: date | None, received: date | None, tables: Tables) -> date:
    if (due is None) == (received is None):
        parsing.refuse("Give one of --due and --received: when it was due, or received.")
    if due is not None:
        return due
    found = terms.last_day_to_pay(
        parties=terms.Parties("business"),
        invoice=terms.Invoice(received),
        agreed="none",
        tables=tables,
    )
    return found.day


def values(found: Settlement, show: printing.Show) -> printing.Json:
    """Give what JSON says of a settled claim."""
    return {
        "interest_cents": found.interest.cents,
        "days": found.days,
        "first_day": found.first_day.isoformat(),
        "last_day": found.last_day.isoformat(),
        "base_at_end_cents": found.base_at_end_cents,
        "open_costs_cents": found.open_costs_cents,
        "open_interest_cents": found.open_interest_cents,
        "open_principal_cents": found.open_principal_cents,
        "open_total_cents": found.total_cents,
        "overpaid_cents": found.overpaid_cents,
        "per_day_cents": found.per_day.cents,
        "per_day_steps": [show.step(step) for step in found.per_day.steps],
        "payments": [
            {
                "day": payment.day.isoformat(),
                "amount_cents": payment.amount_cents,
                "costs_cents": payment.paid.costs,
                "interest_cents": payment.paid.interest,
                "principal_cents": payment.paid.principal,
                "overpaid_cents": payment.paid.overpaid,
            }
            for payment in found.payments
        ],
    }


def _headline(found: Settlement) -> list[tuple[str, str]]:
    lines = [
        ("interest", euros(found.interest.cents)),
        ("days", str(found.days)),
        ("per day after that", euros(found.per_day.cents)),
    ]
    if found.payments or found.open_costs_cents:
        lines += [
            ("open costs", euros(found.open_costs_cents)),
            ("open interest", euros(found.open_interest_cents)),
            ("open principal", euros(found.open_principal_cents)),
            ("open in all", euros(found.total_cents)),
        ]
    if found.overpaid_cents:
        lines.append(("paid too much", euros(found.overpaid_cents)))
    return lines
