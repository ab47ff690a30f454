"""``voldaan import`` takes files into the record."""

import sys
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import sleep
from typing import Any

import click

from voldaan.cli import clock, record, terminal


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked: where, on which day, with which answers."""

    administration_id: int
    day: date
    answers: dict[str, object]
    dry_run: bool


@click.command("import")
@click.argument("files", nargs=-1, required=True)
@click.option("--complete-until", type=clock.Day(), help="Last whole day of a bank's CSV.")
@click.option("--list-day", type=clock.Day(), help="Day on which a list of invoices was made.")
@click.option("--take-changes", is_flag=True, help="Take what differs of known invoices.")
@click.option("--ours/--not-ours", default=None, help="Whether unknown sellers are you.")
@click.option("--administration", type=int, help="Which one, when there are several.")
@click.option("--day", type=clock.Day(), help="As if it were this day (2026-10-14).")
@click.option("--dry-run", is_flag=True, help="Say what would be new; keep nothing.")
@click.option("--json", "as_data", is_flag=True, help="Print one JSON object.")
@record.refusals
def command(files: tuple[str, ...], as_data: bool, **chosen: Any) -> None:  # noqa: FBT001, ANN401
    """Take files into the record, match the money, and decide for every client.

    Columns of a list are guessed and remembered; nothing is asked. The same file twice
    changes nothing. What differs of known invoices is shown, and left as it was. Exit
    code 1: something was refused or could not be read.

    Example: voldaan import september.xml open.csv --complete-until 2026-10-13
    """
    firm = record.firm(chosen["administration"])
    answers: dict[str, object] = {"take_suggestions": True}
    for name in ("complete_until", "list_day"):
        if chosen[name]:
            answers[name] = chosen[name].isoformat()
    if chosen["take_changes"]:
        answers["take_changes"] = True
    if chosen["ours"] is not None:
        answers["ours"] = chosen["ours"]
    order = Order(firm.id, record.day(firm, chosen["day"]), answers, chosen["dry_run"])
    results, decided = _take(files, order)
    if as_data:
        terminal.print_json({"dry_run": order.dry_run, "files": results, "decided": decided})
    else:
        for result in results:
            _show(result)
        if order.dry_run:
            click.echo("Nothing was kept: this was a dry run.")
    sys.exit(
        0 if all(result["state"] == "done" and result["read"] for result in results) else 1
    )


def _take(files: tuple[str, ...], order: Order) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Read each file; decide when all are in. A dry run is the same, and then taken back."""
    from django.db import transaction

    from voldaan.actions.run_day import run_day

    with (
        terminal.progress() as report,
        transaction.atomic() if order.dry_run else nullcontext(),
    ):
        results = [_one(path, order, report) for path in files]
        day = run_day(
            order.administration_id,
            day=order.day,
            at=clock.now(),
            progress=lambda done, of: report("deciding", done, of),
        )
        if order.dry_run:
            transaction.set_rollback(True)
    return results, _counts(day)


def _counts(done: Any) -> dict[str, int]:  # noqa: ANN401 - its module loads Django
    return {
        "booked": done.matched.booked,
        "to_match": done.matched.waiting,
        "clients": done.run.looked_at,
        "changed": done.run.changed,
        "proposed": done.run.proposed,
        "failed": done.run.failed,
    }


def _one(path: str, order: Order, report: terminal.Report) -> dict[str, Any]:
    """Store and read one file; one that cannot be opened is a result like any other."""
    from voldaan.actions.files.drop_files import drop_files
    from voldaan.actions.files.read_files import read_file

    name = Path(path).name
    try:
        content = _content(Path(path))
    except OSError as error:
        return _unreadable(name, error.strerror or type(error).__name__)
    at = clock.now()
    file_id = drop_files(
        order.administration_id, files=[(name, content)], at=at, answers=order.answers
    )[0]

    def told(what: str, done: int, of: int) -> None:
        report(f"{what} {name}", done, of)

    while True:
        file = read_file(
            order.administration_id, file_id=file_id, day=order.day, at=at, progress=told
        )
        if file.state not in {"asked", "reading"}:
            return _result(file)
        sleep(1 / 2)  # the clock of a running Voldaan was first; it has the same answers


def _content(path: Path) -> bytes:
    """Give what is in a file, refusing one that is larger than may be dropped."""
    from django.conf import settings

    most = settings.LARGEST_UPLOAD_BYTES
    with path.open("rb") as source:
        content = source.read(most + 1)
    if len(content) > most:
        raise OSError(0, f"it is larger than {most // 1024 // 1024} MB")
    return content


def _result(file: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of the record
    from voldaan.readers import problems
    from voldaan.readers.shapes import Problem, facts

    said = [
        {
            "where": each["where"],
            "message": problems.sentence(
                Problem(each["code"], each["where"], each["severity"], facts(**each["facts"]))
            ),
            "severity": each["severity"],
        }
        for each in file.problems
    ]
    if file.state == "waiting":
        said.append(_question(file.question["kind"]))
    return {
        "file": file.name,
        "format": file.format,
        "state": file.state,
        "read": not any(each["severity"] == "error" for each in said),
        "result": file.result,
        "problems": said,
    }


def _question(kind: str) -> dict[str, str]:
    message = {
        "ours": "the seller is not known: say --ours or --not-ours",
        "columns": "the columns could not be told apart: import it in the browser once",
    }.get(kind, f"a question is open: {kind}")
    return {"where": "file", "message": message, "severity": "error"}


def _unreadable(name: str, reason: str) -> dict[str, Any]:
    problem = {"where": "file", "message": f"cannot be read: {reason}", "severity": "error"}
    return {
        "file": name,
        "format": "unknown",
        "state": "refused",
        "read": False,
        "result": {},
        "problems": [problem],
    }


def _show(result: dict[str, Any]) -> None:
    counts = result["result"]
    click.echo(f"{terminal.plain(result['file'])}  ({result['format']})  {result['state']}")
    if counts.get("same_as_before"):
        click.echo("  read before: nothing new")
    elif counts:
        lines, invoices = counts["lines"], counts["invoices"]
        click.echo(
            f"  bank lines: {lines['new_lines']} new, {lines['known_lines']} known; "
            f"invoices: {len(invoices['new'])} new, {len(invoices['known'])} known, "
            f"{len(invoices['changed'])} differ, {len(invoices['left_out'])} left out; "
            f"booked: {counts['booked']}, to match: {counts['to_match']}"
        )
    for each in counts.get("differs", ()):
        said = (
            f"  differs: {each['number']}: {each['what']} {each['before']} -> {each['after']}"
        )
        click.echo(terminal.plain(said), err=True)
    for problem in result["problems"]:
        said = f"{problem['severity']}: {problem['where']}: {problem['message']}"
        click.echo(terminal.plain(f"  {said}"), err=True)
