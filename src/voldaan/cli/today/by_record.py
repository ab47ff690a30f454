"""The list of today from the record: as it was decided, or as it would be on another day.

Nothing is written and nothing is run: without ``--day`` the latest decisions and prepared
messages are shown as they stand; with it the same rules decide for that day, and forget.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from voldaan.cli import record, terminal
from voldaan.cli.reading import Options
from voldaan.cli.today import cards
from voldaan.cli.today.from_files import Judged
from voldaan.followup.shapes import Decision
from voldaan.wording.shapes import Recipient

if TYPE_CHECKING:
    from voldaan.books.queries.installation.administrations import Firm


def answer(
    options: Options, *, administration_id: int | None, given_day: date | None
) -> tuple[dict[str, Any], bool]:
    """Give the list of an administration; never fails once the record is open."""
    firm = record.firm(administration_id)
    day = record.day(firm, given_day)
    judged, written = (
        _decided_for(firm, day) if given_day else (_as_decided(firm), _words(firm))
    )
    ready = _with_steps(firm, judged, day=day)
    from voldaan.books.queries import today

    opened, late = today.open_and_late(firm.id, day=day)
    language = options.language
    steps = [
        cards.step(
            each, letter=facts, language=language, written=written.get(each.situation.client_id)
        )
        for each, facts in ready
    ]
    decided = [(each.decision, each.situation.client_name) for each in judged]
    stale = not given_day and firm.daily_on != day
    return {
        "day": day.isoformat(),
        "open_cents": opened,
        "late_cents": late,
        "summary": cards.summary(opened, late, len(steps), language),
        "steps": steps,
        **cards.no_steps([*_to_read(firm, decided), *decided], language),
        "left_out": {"purchases": [], "not_usable": []},
        "assumed": {"ours": [], "complete_until": []},
        "problems": [_not_run(firm, day)] if stale else [],
    }, False


def _not_run(firm: "Firm", day: date) -> dict[str, str]:
    said = firm.daily_on.isoformat() if firm.daily_on else "never"
    return {
        "where": terminal.plain(firm.name),
        "message": f"the daily run of {day} has not been done (last: {said}); "
        "voldaan daily does it",
        "severity": "warning",
    }


def _as_decided(firm: "Firm") -> list[Judged]:
    from voldaan.books.queries import decided

    return [
        Judged(each.situation, each.decision, Recipient()) for each in decided.latest(firm.id)
    ]


def _to_read(
    firm: "Firm", decided: Sequence[tuple[Decision, str]]
) -> list[tuple[Decision, str]]:
    """Give the questions to read what a pause of everything would only count."""
    from voldaan.books.queries.deciding import reaching
    from voldaan.followup.decision import to_read

    unread = reaching.unread({"administration_id": firm.id})
    return [
        (to_read(decision, unread=unread[decision.client_id]), name)
        for decision, name in decided
        if decision.client_id in unread and decision.question != "read_answer"
    ]


def _words(firm: "Firm") -> dict[int, tuple[str, str]]:
    """Give the prepared messages by client, as the owner may have changed them."""
    from voldaan.books.queries import today

    rows = today.messages(firm.id, states=["proposed"], replies=False, most=1_000_000)
    return {row.client_id: (row.subject, row.body_text) for row in rows}


def _decided_for(firm: "Firm", day: date) -> tuple[list[Judged], dict[int, tuple[str, str]]]:
    """Decide as if it were another day; no message of the record is about that day."""
    from voldaan.actions.steps.follow_up import judge
    from voldaan.books.queries import policies, situations

    ids = situations.client_ids_to_follow(firm.id)
    found = situations.situations(firm.id, day=day, client_ids=ids)
    judged = judge(found, policies.policy(firm.id, day=day), day)
    return [Judged(each.situation, each.decision, Recipient()) for each in judged], {}


def _with_steps(
    firm: "Firm", judged: Sequence[Judged], *, day: date
) -> list[tuple[Judged, Any]]:
    """Give the steps in the order of Vandaag, with whom they go to and what they may say."""
    from voldaan.actions.steps.whom import whom
    from voldaan.books.queries import people, policies
    from voldaan.followup.morning.order import ranked

    by_client = {each.situation.client_id: each for each in judged}
    order = [card.decision.client_id for card in ranked(each.decision for each in judged)]
    steps = [by_client[pk] for pk in order if by_client[pk].decision.kind == "step"]
    sender, policy = people.sender(firm.id), policies.policy(firm.id, day=day)
    to = whom(firm.id, [(each.situation, each.decision) for each in steps], policy=policy)
    ready = []
    for each in steps:
        reached = to.get(each.situation.client_id, Recipient())
        whole = Judged(each.situation, each.decision, reached)
        facts = cards.letter_facts(whole, policy=policy, day=day, sender=sender)
        ready.append((whole, facts))
    return ready
