"""How fast the daily run is on a made administration, with writing, in its own database.

``python -m bench.daily [--invoices 100000] [--clients 20000] [--seed 1]`` prints the first
run, a second run of the same day (nothing changes), the next day, and a dry run. The database
is the one that ``VOLDAAN_DATABASE_URL`` names, which must be empty; else a new SQLite file.
"""

import argparse
import multiprocessing
import os
import tempfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bench.machine import describe, measured, peak_megabytes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add_size(parser)
    given = parser.parse_args()
    print(describe())
    with tempfile.TemporaryDirectory() as folder:
        make_world(folder, given)
        open_database(folder)
        _measure()


def add_size(parser: argparse.ArgumentParser) -> None:
    """Let the caller say how large the world is."""
    parser.add_argument("--invoices", type=int, default=100_000)
    parser.add_argument("--clients", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)


def make_world(folder: str, given: argparse.Namespace) -> None:
    """Fill a database in a process of its own, whose memory does not count for the run."""
    size = (given.invoices, given.clients, given.seed)
    maker = multiprocessing.get_context("spawn").Process(target=_fill, args=(folder, size))
    with measured() as took:
        maker.start()
        maker.join()
    if maker.exitcode:
        raise SystemExit(maker.exitcode)
    print(f"{size[0]:,} open invoices of {size[1]:,} clients, made in {took.wall:.0f} s")


def _fill(folder: str, size: tuple[int, int, int]) -> None:
    open_database(folder)
    from bench.world_daily import Size, fill

    fill(Size(*size))


def open_database(folder: str) -> None:
    """Start Django on the database in the folder, with all tables."""
    os.environ["VOLDAAN_HOME"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "voldaan.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _measure() -> None:
    from bench.world_daily import AT, DAY

    print(f"peak memory before the first run: {peak_megabytes()} MB")
    tomorrow = timedelta(days=1)
    for name, day, at, dry_run in (
        ("first run", DAY, AT, False),
        ("same day again", DAY, AT + timedelta(hours=1), False),
        ("next day", DAY + tomorrow, AT + tomorrow, False),
        # Last, because it keeps every decision to show it: the peak of the others is lower.
        ("dry run", DAY + tomorrow, AT + tomorrow, True),
    ):
        _run(name, day=day, at=at, dry_run=dry_run)


class _Counter:
    """Counts the statements that reach the database."""

    count = 0

    def __call__(self, execute: Callable[..., Any], *given: Any) -> Any:  # noqa: ANN401
        self.count += 1
        return execute(*given)


def _run(name: str, **how: Any) -> None:  # noqa: ANN401 - as run_day takes them
    from django.db import connection

    from voldaan.actions.run_day import run_day
    from voldaan.actions.steps.follow_up import CHUNK
    from voldaan.books.models import Administration

    own = Administration.objects.get().pk
    counter = _Counter()
    with connection.execute_wrapper(counter), measured() as took:
        done = run_day(own, **how)
    run = done.run
    chunks = -(-run.looked_at // CHUNK) or 1
    kinds = ", ".join(f"{kind} {number:,}" for kind, number in sorted(run.kinds.items()))
    print(
        f"{name}: {took}; {run.looked_at:,} clients ({kinds}), {run.changed:,} decisions and "
        f"{run.proposed:,} messages written, {run.failed} failed; "
        f"{counter.count / chunks:.1f} queries a chunk; peak {peak_megabytes()} MB"
    )


if __name__ == "__main__":
    main()
