"""``voldaan send``: send what the owner released, once."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from voldaan.cli import clock, record, terminal

if TYPE_CHECKING:
    from voldaan.books.queries.installation.administrations import Firm
    from voldaan.jobs.clock import HasDay


@click.command("send")
@click.option("--day", type=clock.Day(), help="As if it were this day (2026-10-14).")
@click.option("--administration", type=int, help="Only this one.")
@click.option("--dry-run", is_flag=True, help="List what would leave; send nothing.")
@click.option("--json", "as_data", is_flag=True, help="Print one JSON object.")
@record.refusals
def command(as_data: bool, **chosen: Any) -> None:  # noqa: FBT001, ANN401
    """Send the messages that the owner released and whose moment has come.

    Every message is checked against the facts once more; a running Voldaan does the same
    by itself, and nothing is sent twice. Exit code 1: a message failed, or nobody knows
    whether it arrived.

    Example: voldaan send --dry-run
    """
    firms = record.firms(chosen["administration"])
    if chosen["dry_run"]:
        _list([message for firm in firms for message in _ready(firm)], as_data=as_data)
        return
    done = _send(firms, chosen["day"])
    if as_data:
        terminal.print_json(done)
    else:
        click.echo(
            f"{done['sent']} sent, {done['later']} later, {done['withdrawn']} withdrawn "
            f"because the facts changed, {done['failed']} failed, {done['unsure']} unsure"
        )
    sys.exit(1 if done["failed"] or done["unsure"] else 0)


def _send(firms: Sequence["Firm"], day: date | None) -> dict[str, int]:
    from django.conf import settings

    from voldaan.actions.messages.send_messages import Drained, send_messages

    def day_of(administration: "HasDay") -> date:
        return day or administration.demo_day or clock.today()

    total = asdict(Drained())
    for firm in firms:
        drained = send_messages(
            now=clock.now, key=settings.SECRET_KEY, administration_id=firm.id, day_of=day_of
        )
        for how, count in asdict(drained).items():
            total[how] += count
    return total


def _ready(firm: "Firm") -> list[dict[str, Any]]:
    """Give what was released and has not left, whether its moment has come or not."""
    from voldaan.books.queries import today

    now = clock.now()
    return [
        {
            "administration": firm.id,
            "client": row.client,
            "to": row.to_address,
            "subject": row.subject,
            "step": row.step,
            "asks_cents": row.asks_cents,
            "send_after": row.send_after.isoformat() if row.send_after else None,
            "leaves_now": row.send_after is not None and row.send_after <= now,
        }
        for row in today.messages(firm.id, states=["ready"], most=1_000_000)
    ]


def _list(messages: Sequence[dict[str, Any]], *, as_data: bool) -> None:
    if as_data:
        terminal.print_json({"dry_run": True, "messages": list(messages)})
        return
    for each in messages:
        when = "now" if each["leaves_now"] else f"after {each['send_after']}"
        said = f"{when}: {each['client']} <{each['to']}>: {each['subject']}"
        click.echo(terminal.plain(said))
    click.echo(f"{len(messages)} messages; nothing was sent: this was a dry run.")
