"""``voldaan today``: whom to contact today, why, and with which words.

``by_record`` answers from the record, ``by_files`` from files alone: ``from_files`` reads,
matches and decides. ``cards`` is the one shape of the answer, wherever it comes from.
"""

import sys
from typing import Any

import click

from voldaan.cli import clock, reading, terminal
from voldaan.cli.reading import Options


@click.command("today")
@click.argument("files", nargs=-1)
@click.option("--day", type=clock.Day(), help="As if it were this day (2026-10-14).")
@click.option("--from-name", default="", help="Your name under the messages.")
@click.option("--from-phone", default="", help="Your telephone number.")
@click.option("--iban", default="", help="Your own account; also tells your invoices apart.")
@click.option("--complete-until", type=clock.Day(), help="Last whole day of a bank's CSV.")
@click.option("--administration", type=int, help="Which one, when there are several.")
@click.option("--language", type=click.Choice(["nl", "en"]), help="Of the sentences.")
@click.option("--json", "as_data", is_flag=True, help="Print one JSON object.")
def command(files: tuple[str, ...], as_data: bool, **chosen: Any) -> None:  # noqa: FBT001, ANN401
    """Show whom to contact today, why, and with which words.

    With FILES no database is used: they are read, matched and decided upon with the
    shipped policy. Without FILES the record answers. Nothing is ever sent.

    Example: voldaan today open.csv bank.xml --from-name "Anna Bakker" --day 2026-10-14
    """
    if chosen["iban"]:
        from stdnum import iban as iban_number

        if not iban_number.is_valid(chosen["iban"]):
            raise click.BadParameter(f"{chosen['iban']!r} is not an IBAN.", param_hint="--iban")
        chosen["iban"] = iban_number.compact(chosen["iban"])
    options = Options(
        day=chosen["day"] or clock.today(),
        from_name=chosen["from_name"],
        from_phone=chosen["from_phone"],
        iban=chosen["iban"],
        complete_until=chosen["complete_until"],
        language=reading.language(chosen["language"]),
    )
    if files:
        from voldaan.cli.today import by_files

        answer, failed = by_files.answer(files, options)
    else:
        from voldaan.cli.today import by_record

        answer, failed = by_record.answer(
            options, administration_id=chosen["administration"], given_day=chosen["day"]
        )
    if as_data:
        terminal.print_json(answer)
    else:
        _show(answer)
    sys.exit(1 if failed else 0)


def _show(answer: dict[str, Any]) -> None:
    """Print the list as a person reads it."""
    for problem in answer["problems"]:
        said = f"{problem['severity']}: {problem['where']}: {problem['message']}"
        click.echo(terminal.plain(said), err=True)
    click.echo(terminal.plain(answer["summary"]))
    if purchases := answer.get("left_out", {}).get("purchases"):
        click.echo(terminal.plain(f"Not ours to collect: {', '.join(purchases)}."), err=True)
    if assumed := answer.get("assumed", {}).get("ours"):
        said = f"Taken for ours, as no own number tells: {', '.join(assumed)}."
        click.echo(terminal.plain(said), err=True)
    for number, step in enumerate(answer["steps"], start=1):
        click.echo("")
        click.secho(terminal.plain(f"{number}. {step['title']}"), bold=True)
        for reason in step["reasons"]:
            click.echo(terminal.plain(f"   {reason}"))
        if step["message"]:
            click.echo("")
            click.echo(terminal.plain(f"   {step['message']['subject']}"))
            for line in step["message"]["body"].splitlines():
                click.echo(terminal.plain(f"   | {line}").rstrip())
    for question in answer["questions"]:
        click.echo("")
        asked = f"? {question['client']}: {question['question']}"
        click.secho(terminal.plain(asked), bold=True)
        for reason in question["reasons"]:
            click.echo(terminal.plain(f"   {reason}"))
