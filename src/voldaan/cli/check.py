"""``voldaan check`` verifies the record."""

import sys

import click

from voldaan.cli import clock, record, terminal

#: Code of a fault → what it means, in one sentence with its facts.
SENTENCES = {
    "payment.parts": "its parts sum to {parts} cents, the payment is {payment} cents",
    "invoice.overpaid": "{paid} cents are booked on it, {payable} were charged",
    "credit.overused": "{used} cents of it are used, the note is {credit} cents",
    "line.overbooked": "{booked} cents of it are booked, the line is {line} cents",
    "payment.reversal": "it takes back {reversal} cents of a payment of {of} cents, "
    "or of another client",
    "row.crosses": "it leans on {leans_on} of another administration or client",
    "row.orphan": "what it refers to in {lost} is gone",
    "message.no_contact": "it was sent, but no moment of contact says so",
    "contact.not_sent": "its message was not sent",
    "message.stuck": "it is being sent since {since}; start voldaan run or voldaan send",
    "file.stuck": "it is being read since {since}; start voldaan run",
    "decision.latest": "it is marked as the latest and is not, or is and is not marked",
    "database.broken": "the database says: {said}",
    "chain.gap": "the chain should go on with number {expected}, found {found}",
    "chain.broken": "link {number} does not hold on to the one before it",
    "chain.changed": "link {number} was changed after it was written",
    "event.no_words": "the personal words that belong to it are gone without being erased",
    "words.changed": "the personal words that belong to it were changed",
}


@click.command("check")
@click.option("--json", "as_data", is_flag=True, help="Print one JSON object.")
@record.refusals
def command(*, as_data: bool) -> None:
    """Verify the record: sums, constraints, chains, orphans. Nothing is changed.

    Exit code 0: everything holds; 1: something does not, one sentence each.

    Example: voldaan check --json
    """
    record.open_record()
    from voldaan.actions.firm.verify_record import verify_record

    with terminal.progress() as report:
        found = [
            {
                "code": fault.code,
                "row": fault.row,
                "facts": fault.facts,
                "message": f"{fault.row}: {SENTENCES[fault.code].format(**fault.facts)}",
            }
            for fault in verify_record(at=clock.now(), progress=report)
        ]
    if as_data:
        terminal.print_json({"faults": found})
    else:
        for each in found:
            click.echo(terminal.plain(str(each["message"])), err=True)
        click.echo(f"{len(found)} faults found." if found else "The record holds.")
    sys.exit(1 if found else 0)
