"""``voldaan daily``: match and decide, for cron, a timer or a person."""

import logging
import sys
from typing import TYPE_CHECKING, Any

import click

from voldaan.cli import clock, record, terminal

if TYPE_CHECKING:
    from voldaan.actions.run_day import Day
    from voldaan.books.queries.installation.administrations import Firm

_log = logging.getLogger(__name__)


@click.command("daily")
@click.option("--day", type=clock.Day(), help="As if it were this day (2026-10-14).")
@click.option("--administration", type=int, help="Only this one.")
@click.option("--dry-run", is_flag=True, help="Decide and show; keep nothing.")
@click.option("--json", "as_data", is_flag=True, help="Print one JSON object.")
@record.refusals
def command(as_data: bool, **chosen: Any) -> None:  # noqa: FBT001, ANN401
    """Match the money and decide for every client; safe to repeat.

    After missed days there is one run, for today. Nothing is sent. Exit code 1: an
    administration, or the decision for a client, failed; the others are done.

    Example: voldaan daily --dry-run
    """
    results = [
        _one(firm, record.day(firm, chosen["day"]).isoformat(), dry_run=chosen["dry_run"])
        for firm in record.firms(chosen["administration"])
    ]
    if as_data:
        terminal.print_json({"dry_run": chosen["dry_run"], "administrations": results})
    else:
        for result in results:
            _show(result)
    sys.exit(1 if any(result["failure"] or result.get("failed") for result in results) else 0)


def _one(firm: "Firm", day: str, *, dry_run: bool) -> dict[str, Any]:
    """Run one administration; what fails is told, and the next one has its turn."""
    from datetime import date

    from voldaan.actions.run_day import run_day

    result: dict[str, Any] = {
        "administration": firm.id,
        "name": firm.name,
        "day": day,
        "failure": None,
    }
    try:
        with terminal.progress() as report:
            done = run_day(
                firm.id,
                day=date.fromisoformat(day),
                at=clock.now(),
                dry_run=dry_run,
                progress=lambda done, of: report("deciding", done, of),
            )
    except Exception as error:  # noqa: BLE001 - one administration does not stop the rest
        _log.exception("the day of administration %s", firm.id)
        return {**result, "failure": type(error).__name__}
    return {**result, **_counts(done)}


def _counts(done: "Day") -> dict[str, Any]:
    run = done.run
    return {
        "booked": done.matched.booked,
        "to_match": done.matched.waiting,
        "clients": run.looked_at,
        "steps": run.kinds["step"],
        "waits": run.kinds["wait"],
        "asks": run.kinds["ask"],
        "changed": run.changed,
        "proposed": run.proposed,
        "failed": run.failed,
    }


def _show(result: dict[str, Any]) -> None:
    head = f"{terminal.plain(result['name'])}, {result['day']}: "
    if result["failure"]:
        click.echo(f"{head}failed ({result['failure']})", err=True)
        return
    click.echo(
        f"{head}{result['clients']} clients: {result['steps']} steps, {result['waits']} wait, "
        f"{result['asks']} questions; {result['booked']} booked, {result['to_match']} to "
        f"match; {result['changed']} changed, {result['proposed']} prepared"
    )
