"""How fast a bank file of many lines gets into the record: read, compared, written, matched.

``python -m bench.import_file [--lines 100000]`` drops a camt.053 into an empty administration
on a new SQLite file, once, and then a second time.
"""

import argparse
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from bench.daily import open_database
from bench.machine import describe, measured, peak_megabytes
from bench.statements import write

AT, DAY = datetime(2026, 10, 14, 5, 0, tzinfo=UTC), date(2026, 10, 14)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=100_000)
    given = parser.parse_args()
    print(describe())
    with tempfile.TemporaryDirectory() as folder:
        path = write("camt.053", count=given.lines, folder=Path(folder))
        open_database(folder)
        for which in ("first", "again"):
            _measure(which, path)


def _measure(which: str, path: Path) -> None:
    from voldaan.actions.files.drop_files import drop_files
    from voldaan.actions.files.read_files import Answers, read_file
    from voldaan.books.models import Administration, BankLine

    own = Administration.objects.first() or Administration.objects.create(
        name="Studio Anna", sender_name="Anna Bakker", email="a@example.nl", created_at=AT
    )
    content = path.read_bytes() + b" " * (which == "again")  # the same lines, another file
    with measured() as took:
        (file_id,) = drop_files(own.pk, files=[(path.name, content)], at=AT)
        taken = read_file(
            own.pk, file_id=file_id, day=DAY, at=AT, answers=Answers(take_suggestions=True)
        )
    lines = BankLine.objects.count()
    print(f"{which}: {taken.state}, {lines:,} lines: {took}; peak {peak_megabytes()} MB")


if __name__ == "__main__":
    main()
