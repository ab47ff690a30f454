"""``voldaan mail``: read the mailbox that answers come to, once."""

import sys
from dataclasses import asdict
from datetime import date

import click

from voldaan.cli import clock, record, terminal


@click.command("mail")
@click.option("--day", type=clock.Day(), help="As if it were this day (2026-10-14).")
@click.option("--administration", type=int, help="When there is more than one.")
@click.option("--json", "as_data", is_flag=True, help="Print one JSON object.")
@record.refusals
def command(*, day: date | None, administration: int | None, as_data: bool) -> None:
    """Read new answers of clients in your mailbox; nothing in it changes.

    A running Voldaan does the same every few minutes. Of mail that is not about a client
    only sender and subject are looked at. Exit code 1: the mailbox could not be read.

    Example: voldaan mail --json
    """
    firm = record.firm(administration)
    from django.conf import settings

    from voldaan.actions.answers.read_mailbox import NoMailboxToRead, Read, read_mailbox
    from voldaan.channels.email.secret import WrongKey
    from voldaan.connectors.mailbox import BadAccount, MailboxFailed

    on, found = day or firm.demo_day or clock.today(), Read()
    try:
        while True:
            now = clock.now()
            each = read_mailbox(firm.id, key=settings.SECRET_KEY, day=on, at=now)
            found = Read(
                found.answers + each.answers,
                found.bounces + each.bounces,
                found.passed_over + each.passed_over,
            )
            if not each.left:
                break
    except NoMailboxToRead:
        terminal.fail("No mailbox for answers is set up; do that on the page Settings.")
    except MailboxFailed as failure:
        terminal.fail(f"The mailbox could not be read ({failure.reason}).")
    except (BadAccount, WrongKey):
        terminal.fail("The mailbox cannot be opened as it is set up; see the page Settings.")
    if as_data:
        terminal.print_json(asdict(found))
    else:
        click.echo(
            f"{found.answers} answers, {found.bounces} addresses that do not work, "
            f"{found.passed_over} passed over"
        )
    sys.exit(0)
