"""``voldaan replay`` proves that every stored decision comes out the same."""

import sys
from functools import cache
from typing import TYPE_CHECKING

import click

from voldaan.cli import record, terminal

if TYPE_CHECKING:
    from voldaan.books.queries.decided import Stored
    from voldaan.followup.shapes import Policy

#: What may be found about a decision → one sentence.
SENTENCES = {
    "differs": "it would come out otherwise now: {then} then, {now} now",
    "policy": "its ladder is not what it was ({version}), so it cannot be compared",
    "failed": "it could not be decided then, and can be now",
}


@click.command("replay")
@click.option("--administration", type=int, help="When there is more than one.")
@click.option("--client", type=int, help="Only this client, by its number.")
@click.option("--json", "as_data", is_flag=True, help="Print one JSON object.")
@record.refusals
def command(*, administration: int | None, client: int | None, as_data: bool) -> None:
    """Decide every stored situation again, and compare. Nothing is changed.

    Exit code 0: all came out the same; 1: something did not, one sentence each.

    Example: voldaan replay --json
    """
    firm = record.firm(administration)
    from voldaan.books.queries import decided, policies
    from voldaan.followup import repeat
    from voldaan.followup.policy import shipped
    from voldaan.followup.shapes import BadPolicy

    @cache
    def policy_of(version: str) -> "Policy":
        try:
            return policies.policy_of_version(firm.id, version=version)
        except BadPolicy:
            return shipped()  # no ladder of ours: the comparison says so

    count, found = 0, []
    for each in decided.stored(firm.id, client_id=client):
        count += 1
        code, now = repeat.again(
            each.situation,
            policy=policy_of(each.policy_version),
            day=each.day,
            stored=each.decision,
            fingerprint=each.fingerprint,
        )
        if code != "same":
            facts = {
                "version": each.policy_version,
                "then": each.decision.kind,
                "now": now.kind,
            }
            found.append(_told(each, code, facts))
    if as_data:
        terminal.print_json({"decisions": count, "different": found})
    else:
        for one in found:
            click.echo(terminal.plain(str(one["message"])), err=True)
        same = count - len(found)
        click.echo(f"{count} decisions, {same} came out the same.")
    sys.exit(1 if found else 0)


def _told(each: "Stored", code: str, facts: dict[str, str]) -> dict[str, object]:
    said = SENTENCES[code].format(**facts)
    return {
        "client": each.client,
        "client_id": each.client_id,
        "day": each.day.isoformat(),
        "number": each.number,
        "code": code,
        "message": f"{each.client}, {each.day} ({each.number}): {said}.",
    }
