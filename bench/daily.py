"""How fast the daily run is on a made administration, with writing, in its own database.

``python -m bench.daily [--invoices 100000] [--clients 20000] [--seed 1]`` prints the first
run, a second run of the same day (nothing changes), the next day, and a dry run.
"""

import argparse
import os
import tempfile
from datetime import timedelta

from bench.machine import describe, measured, peak_megabytes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--invoices", type=int, default=100_000)
    parser.add_argument("--clients", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(describe())
    with tempfile.TemporaryDirectory() as folder:
        open_database(folder)
        from bench.world_daily import Size, fill  # noqa: PLC0415 - needs the settings

        with measured() as took:
            own = fill(Size(given.invoices, given.clients, given.seed))
        print(f"{given.invoices:,} open invoices of {given.clients:,} clients made in {took}")
        _measure(own)


def open_database(folder: str) -> None:
    """Start Django on a fresh database in the folder, unless one is named to be used."""
    os.environ["VOLDAAN_HOME"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "voldaan.config.settings"
    import django  # noqa: PLC0415 - only now do the settings know the folder
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)


def _measure(own: int) -> None:
    from bench.world_daily import AT, DAY  # noqa: PLC0415 - needs the settings

    print(f"peak memory before the first run: {peak_megabytes()} MB")
    tomorrow = timedelta(days=1)
    for name, day, at, dry_run in (
        ("dry run", DAY, AT, True),
        ("first run", DAY, AT, False),
        ("same day again", DAY, AT + timedelta(hours=1), False),
        ("next day", DAY + tomorrow, AT + tomorrow, False),
    ):
        _run(own, name, day=day, at=at, dry_run=dry_run)


def _run(own: int, name: str, **how: object) -> None:
    from django.db import connection  # noqa: PLC0415 - needs the settings

    from voldaan.actions.follow_up import CHUNK, follow_up  # noqa: PLC0415

    count = [0]

    def counted(execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        count[0] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted), measured() as took:
        run = follow_up(own, **how)  # type: ignore[arg-type]
    chunks = -(-run.looked_at // CHUNK) or 1
    kinds = ", ".join(f"{kind} {number:,}" for kind, number in sorted(run.kinds.items()))
    print(
        f"{name}: {took}; {run.looked_at:,} clients ({kinds}), {run.changed:,} decisions and "
        f"{run.proposed:,} messages written, {run.failed} failed; "
        f"{count[0] / chunks:.0f} queries a chunk; peak {peak_megabytes()} MB"
    )


if __name__ == "__main__":
    main()
