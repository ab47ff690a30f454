"""``voldaan law check``: how old the figures are."""

from datetime import date

import click

from voldaan.cli import clock, terminal
from voldaan.cli.law import parsing, printing
from voldaan.cli.law.parsing import DAY
from voldaan.law.tables import age, packaged


@click.command("check", cls=parsing.OneSentence)
@click.option("--day", type=DAY, help="On which day to look; today when left out.")
@printing.options
def command(*, day: date | None, asked: printing.Asked) -> None:
    """Say how old each table is, which figures are uncertain, and where to look.

    Exit code 1 when a figure may be out of date, so that a script can warn.

    Example: voldaan law check --day 2027-01-04
    """
    tables, show = asked.tables, asked.show
    looked_on = day or clock.today()
    dutch = [getattr(tables, name) for name in tables.__slots__]
    others = [
        table
        for country in packaged.COUNTRIES[1:]
        for table in packaged.tables(country).values()
    ]
    found = age.ages([*dutch, *others], day=looked_on)
    if show.as_data:
        terminal.print_json(
            {"day": looked_on.isoformat(), "tables": [_values(a) for a in found]}
        )
    else:
        for each in found:
            _show(each)
    late = sum(each.is_provisional for each in found)
    doubtful = sum(bool(each.uncertain) for each in found)
    click.echo(
        f"{len(found)} tables, {late} may be out of date, {doubtful} hold uncertain figures.",
        err=show.as_data,
    )
    if late:
        raise SystemExit(1)


def _values(each: age.Age) -> printing.Json:
    return {
        "name": each.name,
        "label": each.label,
        "basis": each.basis,
        "checked_on": each.checked_on.isoformat(),
        "days": each.days,
        "provisional": each.is_provisional,
        "next_revision": each.next_revision.isoformat() if each.next_revision else None,
        "uncertain": [{"from": day.isoformat(), "mark": mark} for day, mark in each.uncertain],
        "look_at": each.look_at,
    }


def _show(each: age.Age) -> None:
    state = "MAY BE OUT OF DATE" if each.is_provisional else f"{each.days} days old"
    click.echo(f"{each.name:<30} {state:<20} {each.label} ({each.basis})")
    if each.is_provisional or each.uncertain:
        click.echo(f"    look at: {each.look_at}")
    for day, mark in each.uncertain:
        click.echo(f"    uncertain ({mark}) from {day}")
