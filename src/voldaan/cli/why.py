"""``voldaan why`` says what was decided for one client, why, by what, and what changes it."""

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from voldaan import money
from voldaan.cli import clock, reading, record, terminal
from voldaan.cli.today import cards
from voldaan.wording import names

if TYPE_CHECKING:
    from voldaan.books.queries.decided import Stored

_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)
#: So many names are offered when more than one client is meant.
_OFFERED = 5


@click.command("why")
@click.argument("client")
@click.option("--day", type=clock.Day(), help="The decision that counted on this day.")
@click.option("--administration", type=int, help="When there is more than one.")
@click.option("--language", type=click.Choice(["nl", "en"]), help="Of the sentences.")
@click.option("--json", "as_data", is_flag=True, help="Print one JSON object.")
@record.refusals
def command(
    client: str,
    *,
    day: date | None,
    administration: int | None,
    language: str | None,
    as_data: bool,
) -> None:
    """Show the decision about CLIENT: a number, or (a part of) the name.

    Exit code 1: no such client, or nothing was decided by that day.

    Example: voldaan why "Vink BV" --day 2026-10-14
    """
    firm = record.firm(administration)
    from voldaan.books.queries import decided

    number, name = _meant(firm.id, client)
    found = next(decided.stored(firm.id, client_id=number, by=day), None)
    if found is None:
        by = f" by {day}" if day else ""
        terminal.fail(f"Nothing was decided for {terminal.plain(name)}{by}.")
    spoken = reading.language(language)
    answer = _answer(found, spoken)
    if as_data:
        terminal.print_json(answer)
        return
    said = _said(found, spoken)
    click.echo(f"{terminal.plain(found.client)}, {found.day}: {said}")
    for title, sentences in (
        ("", answer["reasons"]),
        ("otherwise", answer["changes"]),
        ("by", answer["cites"]),
    ):
        if title and sentences:
            click.echo(f"\n{title}:")
        for sentence in sentences:
            click.echo(f"  {terminal.plain(sentence)}")


def _meant(administration_id: int, client: str) -> tuple[int, str]:
    from voldaan.books.queries import decided

    called = decided.clients_called(administration_id, client.strip())
    if _NUMBER.fullmatch(client):
        # A number is one client, whatever names hold these digits too.
        called = decided.client_numbered(administration_id, int(client)) or called
    if not called:
        terminal.fail(f"There is no client called {terminal.plain(client)[:80]}.")
    if len(called) > 1:
        named = ", ".join(f"{terminal.plain(name)} ({pk})" for pk, name in called[:_OFFERED])
        more = f" and {len(called) - _OFFERED} more" if len(called) > _OFFERED else ""
        terminal.fail(f"More than one client is called so: {named}{more}.")
    return called[0]


def _said(found: "Stored", language: reading.Language) -> str:
    decision = found.decision
    if decision.kind == "step":
        step = names.step_name(decision.step or "", language)
        return f"{step}, {money.euro(decision.asks_cents, language)}"
    if decision.kind == "wait":
        return f"wait until {decision.wait_until}"
    return f"ask a person: {decision.question}"


def _answer(found: "Stored", language: reading.Language) -> dict[str, Any]:
    decision = found.decision
    return {
        "client": found.client,
        "client_id": found.client_id,
        "day": found.day.isoformat(),
        "number": found.number,
        "kind": decision.kind,
        "step": decision.step,
        "question": decision.question,
        "wait_until": decision.wait_until.isoformat() if decision.wait_until else None,
        "asks_cents": decision.asks_cents,
        "open_cents": decision.open_cents,
        "reasons": cards.said_reasons(decision, language),
        "changes": cards.said_changes(decision, language),
        "cites": list(decision.cites),
        "policy_version": found.policy_version,
        "decided_at": found.decided_at.isoformat(),
    }
