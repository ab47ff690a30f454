"""The daily run: decide for every client, write what changed, prepare the words.

Re-runnable: the same day twice changes nothing more. After missed days there is one run,
for today. One client that fails does not stop the rest.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import batched

from django.db import transaction
from django.db.models import Max

import voldaan
from voldaan.actions import _planner, _record, _rows
from voldaan.actions.steps import _proposals
from voldaan.books.models import Client, Decision
from voldaan.books.queries import people
from voldaan.books.queries.deciding.these import these
from voldaan.books.queries.policies import policy as policy_of
from voldaan.books.queries.situations import client_ids_to_follow, situations
from voldaan.followup import answers, replay, shapes
from voldaan.followup.decision import decide
from voldaan.followup.looking import look_on
from voldaan.matching.garbage import no_search_for_cycles

_log = logging.getLogger(__name__)

#: Clients per transaction: memory and the wait of others stay small.
CHUNK = 1000


@dataclass(slots=True)
class Run:
    """What a run decided and wrote: counts by kind, and the decisions of a dry run."""

    day: date
    looked_at: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    changed: int = 0
    proposed: int = 0
    failed: int = 0
    decisions: list[shapes.Decision] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Judged:
    """One client's situation with the decision it led to."""

    situation: shapes.Situation
    decision: shapes.Decision
    failure: str = ""


def follow_up(
    administration_id: int,
    *,
    day: date,
    at: datetime,
    client_ids: Sequence[int] | None = None,
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Decide for all clients with something to follow (or the given ones) on a day.

    ``dry_run`` stops after deciding and gives the decisions; nothing is written.
    """
    ids = client_ids_to_follow(administration_id) if client_ids is None else client_ids
    run = Run(day)
    for chunk in batched(ids, CHUNK):
        with no_search_for_cycles():
            if dry_run:
                judged = judge(
                    situations(administration_id, day=day, client_ids=chunk),
                    policy_of(administration_id, day=day),
                    day,
                )
                run.decisions += [each.decision for each in judged]
            else:
                judged = _write(administration_id, chunk, run=run, at=at)
                if run.looked_at == 0 and len(ids) > CHUNK:
                    # It may have filled empty tables, and the next ones look there.
                    _planner.refresh_statistics()
        run.looked_at += len(judged)
        run.kinds.update(each.decision.kind for each in judged)
        run.failed += sum(1 for each in judged if each.failure)
        if progress:
            progress(run.looked_at, len(ids))
    return run


def judge(found: Sequence[shapes.Situation], policy: shapes.Policy, day: date) -> list[Judged]:
    """Decide for each; a client on whom deciding fails becomes a question for a person."""
    judged = []
    for situation in found:
        try:
            judged.append(Judged(situation, decide(situation, policy=policy, day=day)))
        except Exception as error:  # noqa: BLE001 - one bad client does not stop the rest
            _log.exception("no decision for client %s", situation.client_id)
            question = answers.ask_after_a_failure(situation.client_id)
            judged.append(Judged(situation, question, type(error).__name__))
    return judged


def _write(
    administration_id: int,
    chunk: Sequence[int],
    *,
    run: Run,
    at: datetime,
) -> list[Judged]:
    """Decide and write one chunk in one transaction, in a constant number of queries."""
    with transaction.atomic():
        # Facts are read behind the same lock that every booking takes: a decision never
        # stands on amounts that were changing meanwhile, nor on numbers of the policy that
        # an owner changed since the run began.
        _record.lock(administration_id)
        policy = policy_of(administration_id, day=run.day)
        judged = judge(
            situations(administration_id, day=run.day, client_ids=chunk), policy, run.day
        )
        drafts, failures = _proposals.compose(
            administration_id,
            [(each.situation, each.decision) for each in judged],
            policy=policy,
            sender=people.sender(administration_id),
            day=run.day,
        )
        judged = [_without_words(each, failures) for each in judged]
        _keep_look_days(administration_id, judged, policy=policy, day=run.day)
        rows = _decision_rows(administration_id, judged, policy=policy, day=run.day, at=at)
        decision_ids = _latest_ids(administration_id, chunk)
        _record.record(
            [_happening(row, each, decision_ids[row["client_id"]]) for each, row in rows],
            administration_id=administration_id,
            at=at,
        )
        run.changed += len(rows)
        run.proposed += _proposals.prepare(
            administration_id,
            drafts,
            client_ids=chunk,
            decision_ids=decision_ids,
            day=run.day,
            at=at,
        )
    return judged


def _keep_look_days(
    administration_id: int, judged: Sequence[Judged], *, policy: shapes.Policy, day: date
) -> None:
    """Keep the day on which each client must be looked at again."""
    kept = dict(
        Client.objects.filter(
            administration_id=administration_id,
            pk__in=these(each.situation.client_id for each in judged),
        ).values_list("pk", "look_on")
    )
    wanted = {
        each.situation.client_id: look_on(
            each.decision, situation=each.situation, policy=policy, day=day
        )
        for each in judged
    }
    _rows.update(
        Client,
        [
            {"id": client_id, "look_on": look_on}
            for client_id, look_on in wanted.items()
            if kept[client_id] != look_on
        ],
    )


def _without_words(each: Judged, failures: dict[int, str]) -> Judged:
    """Make a step whose words could not be composed a question for a person."""
    failure = failures.get(each.situation.client_id)
    if failure is None:
        return each
    question = answers.ask_after_a_failure(each.situation.client_id)
    return Judged(each.situation, question, failure)


def _happening(row: _rows.Row, each: Judged, decision_id: int) -> _record.Happening:
    client_id, decision = row["client_id"], each.decision
    facts: dict[str, object] = {"decision": decision_id, "day": row["day"].isoformat()}
    if each.failure:
        return _record.Happening(
            "decision.failed", client_id, {**facts, "failure": each.failure}
        )
    until = decision.wait_until.isoformat() if decision.wait_until else None
    said = decision.step or decision.question or until
    return _record.Happening(
        "decision.made", client_id, {**facts, "kind": decision.kind, "what": said}
    )


def _latest_ids(administration_id: int, chunk: Sequence[int]) -> dict[int, int]:
    return dict(
        Decision.objects.filter(
            administration_id=administration_id, client_id__in=these(chunk), is_latest=True
        ).values_list("client_id", "pk")
    )


def _decision_rows(
    administration_id: int,
    judged: Sequence[Judged],
    *,
    policy: shapes.Policy,
    day: date,
    at: datetime,
) -> list[tuple[Judged, _rows.Row]]:
    """Write the decisions that differ from the latest one of their client."""
    clients = these(each.situation.client_id for each in judged)
    mine = Decision.objects.filter(administration_id=administration_id, client_id__in=clients)
    # The latest one may be of a later day than this: the clock of a demo can be put back.
    numbers = dict(mine.filter(day=day).values_list("client_id").annotate(Max("number")))
    latest = {
        client_id: (pk, numbers.get(client_id, 0), outcome)
        for client_id, pk, outcome in mine.filter(is_latest=True).values_list(
            "client_id", "pk", "outcome"
        )
    }
    rows = list(_changed(administration_id, judged, latest, policy=policy, day=day, at=at))
    changed = {row["client_id"] for _, row in rows}
    replaced = [latest[client_id][0] for client_id in changed if client_id in latest]
    if replaced:
        Decision.objects.filter(
            administration_id=administration_id, pk__in=these(replaced)
        ).update(is_latest=False)
    _rows.insert(Decision, [row for _, row in rows])
    return rows


def _changed(
    administration_id: int,
    judged: Sequence[Judged],
    latest: dict[int, tuple[int, int, object]],
    *,
    policy: shapes.Policy,
    day: date,
    at: datetime,
) -> Iterator[tuple[Judged, _rows.Row]]:
    for each in judged:
        decision, client_id = each.decision, each.situation.client_id
        outcome = replay.to_plain(decision)
        _, number, before = latest.get(client_id, (0, 0, None))
        is_news = before is not None or not _is_nothing(decision)
        if not is_news or (before is not None and _says(before) == _says(outcome)):
            continue
        situation = replay.to_json(each.situation)
        yield (
            each,
            {
                "administration_id": administration_id,
                "client_id": client_id,
                "day": day,
                "number": number + 1,
                "kind": decision.kind,
                "step": decision.step or "",
                "channel": decision.channel or "",
                "question": decision.question or "",
                "wait_until": decision.wait_until,
                "asks_cents": decision.asks_cents,
                "open_cents": decision.open_cents,
                "due_since": decision.due_since,
                "first_reason": decision.reasons[0].code if decision.reasons else "",
                "outcome": outcome,
                "situation": _rows.Written(situation),
                "situation_hash": replay.fingerprint_of(situation, policy=policy, day=day),
                "policy_version": policy.version,
                "program_version": voldaan.__version__,
                "decided_at": at,
            },
        )


def _is_nothing(decision: shapes.Decision) -> bool:
    """Say whether nothing is open: no decision worth keeping of somebody who never had one."""
    return [reason.code for reason in decision.reasons] == ["nothing.open"]


def _says(outcome: object) -> object:
    """Give what makes a decision another one; the days since a due date alone do not."""
    if not isinstance(outcome, dict):
        return outcome
    said = {
        name: value for name, value in outcome.items() if name not in {"reasons", "changes"}
    }
    said["codes"] = [reason["code"] for reason in outcome.get("reasons", [])]
    return said
