"""How fast a very large administration is decided, and whether its memory stays flat.

``python scripts/with_postgres.py python -m bench.deciding [--clients 200000]`` makes clients
with five open invoices each, and measures: deciding for everybody from the record (nothing
written), the first run that writes, and the next day, on which only those are looked at
whose day has come. Each part runs in a process of its own, so that its peak of memory is
its own. The database is the one that ``VOLDAAN_DATABASE_URL`` names, which must be empty;
else a new SQLite file.
"""

import argparse
import multiprocessing
import os
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from itertools import batched
from typing import Any

from bench.daily import open_database
from bench.machine import describe, measured, peak_megabytes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=200_000)
    parser.add_argument("--spread-days", type=int, default=200)
    given = parser.parse_args()
    print(describe())
    with tempfile.TemporaryDirectory() as folder:
        for part in (_fill, _decide, _first_run, _evening, _next_day, _again):
            _apart(part, folder, (given.clients, given.spread_days))


def _apart(part: Callable[..., None], folder: str, size: tuple[int, int]) -> None:
    """Run a part in a process of its own."""
    doing = multiprocessing.get_context("spawn").Process(target=_run, args=(part, folder, size))
    doing.start()
    doing.join()
    if doing.exitcode:
        raise SystemExit(doing.exitcode)


def _run(part: Callable[..., None], folder: str, size: tuple[int, int]) -> None:
    open_database(folder)
    part(size)


class _Counter:
    """Counts the statements that reach the database."""

    count = 0

    def __call__(self, execute: Callable[..., Any], *given: Any) -> Any:  # noqa: ANN401
        self.count += 1
        return execute(*given)


def _measure(name: str, do: Callable[[], str]) -> None:
    from django.db import connection

    counter, before = _Counter(), peak_megabytes()
    with connection.execute_wrapper(counter), measured() as took:
        said = do()
    print(
        f"{name}: {took}; load {os.getloadavg()[0]:.1f}; {said}; {counter.count:,} queries; "
        f"peak {peak_megabytes()} MB ({before} before)",
        flush=True,
    )


def _own() -> int:
    from voldaan.books.models import Administration

    return int(Administration.objects.get().pk)


def _fill(size: tuple[int, int]) -> None:
    from bench.world_clients import EACH, Size, fill

    clients, spread_days = size
    with measured() as took:
        fill(Size(clients, spread_days))
    print(f"{clients * EACH:,} open invoices of {clients:,} clients, made in {took.wall:.0f} s")


def _decide(_: object) -> None:
    """Decide for everybody, and keep nothing."""
    from bench.world_clients import DAY

    from voldaan.actions.steps.follow_up import CHUNK, judge
    from voldaan.books.queries.policies import policy
    from voldaan.books.queries.situations import client_ids_to_follow, situations
    from voldaan.matching.garbage import no_search_for_cycles

    own = _own()

    def do() -> str:
        count, rules = 0, policy(own, day=DAY)
        for chunk in batched(client_ids_to_follow(own), CHUNK):
            with no_search_for_cycles():
                count += len(judge(situations(own, day=DAY, client_ids=chunk), rules, DAY))
        return f"{count:,} clients"

    _measure("deciding for everybody", do)


def _first_run(_: object) -> None:
    from bench.world_clients import AT, DAY

    _follow("first run, with writing", day=DAY, minutes=0, at=AT)


def _follow(name: str, *, day: date, minutes: int, at: Any) -> None:  # noqa: ANN401
    """Decide as the daily run does after matching: everybody at first, then who is due."""
    from voldaan.actions.run_day import _who_is_due
    from voldaan.actions.steps.follow_up import follow_up
    from voldaan.books.models import Administration

    own = _own()

    def do() -> str:
        due = _who_is_due(own, day)
        run = follow_up(own, day=day, at=at + timedelta(minutes=minutes), client_ids=due)
        kinds = ", ".join(f"{kind} {number:,}" for kind, number in sorted(run.kinds.items()))
        return (
            f"{run.looked_at:,} clients ({kinds}), {run.changed:,} decisions and "
            f"{run.proposed:,} messages written, {run.failed} failed"
        )

    _measure(name, do)
    Administration.objects.update(daily_on=day, daily_version=_version())


def _version() -> str:
    import voldaan

    return voldaan.__version__


def _evening(_: object) -> None:
    """Do what was proposed: every message left, every call was made."""
    from bench import bulk
    from bench.world_clients import AT, DAY

    from voldaan.books.models import Client, ContactMoment, Decision, Message

    own, at = _own(), AT + timedelta(hours=4)
    Message.objects.filter(state="proposed").update(
        state="sent", released_at=at, finished_at=at
    )
    steps = Decision.objects.filter(is_latest=True, kind="step")
    done = [
        {
            "id": 10_000_000 + row["pk"],
            "administration_id": own,
            "client_id": row["client_id"],
            "step": row["step"],
            "channel": row["outcome"]["channel"],
            "outcome": "spoken" if row["step"] == "call" else "sent",
            "on": DAY,
            "counts": row["step"] != "service_check",
            "invoice_ids": row["outcome"]["invoice_ids"],
            "recorded_at": at,
        }
        for row in steps.values("pk", "client_id", "step", "outcome")
    ]
    bulk.insert(ContactMoment, done)
    Client.objects.filter(pk__in=steps.values("client_id")).update(look_on=None)
    _follow("the evening, all was sent and called", day=DAY, minutes=300, at=AT)


def _next_day(_: object) -> None:
    from bench.world_clients import AT, DAY

    tomorrow = timedelta(days=1)
    _bank_goes_on()
    _follow("the next day, who is due", day=DAY + tomorrow, minutes=0, at=AT + tomorrow)


def _bank_goes_on() -> None:
    """Let the bank files show the day before too."""
    from bench.world_clients import DAY

    from voldaan.books.models import Statement

    Statement.objects.update(last_day=DAY)


def _again(_: object) -> None:
    """Run the whole day once more; every line has its place, as on most mornings."""
    from bench.world_clients import AT, DAY

    from voldaan.actions.run_day import run_day
    from voldaan.books.models import BankLine

    own, tomorrow = _own(), timedelta(days=1)
    BankLine.objects.update(set_aside_at=AT)

    def do() -> str:
        run = run_day(own, day=DAY + tomorrow, at=AT + tomorrow + timedelta(hours=1)).run
        return f"{run.looked_at:,} clients, {run.changed:,} decisions written"

    _measure("the whole run of that day once more, with credits and matching", do)


if __name__ == "__main__":
    main()
