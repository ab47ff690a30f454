"""How fast bank files are read, and in how much memory; each in a process of its own.

``python -m bench.reading [--lines 100000]``
"""

import argparse
import multiprocessing
import tempfile
from pathlib import Path

from bench.machine import describe, measured, peak_megabytes
from bench.statements import KINDS, write

from voldaan.readers.read import read


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=100_000)
    given = parser.parse_args()
    print(describe())
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            path = write(kind, count=given.lines, folder=Path(folder))
            reader = spawn.Process(target=_measure, args=(kind, path, given.lines))
            reader.start()
            reader.join()
            if reader.exitcode:
                raise SystemExit(reader.exitcode)


def _measure(kind: str, path: Path, count: int) -> None:
    before = peak_megabytes()
    with path.open("rb") as file, measured() as took:
        found = read(file, name=path.name)
    lines = sum(len(statement.lines) for statement in found.statements)
    assert (found.format, lines) == (kind, count), (found.format, lines, found.problems[:3])
    megabytes = path.stat().st_size / 1_000_000
    print(
        f"{kind}: {lines:,} lines, {megabytes:.0f} MB: {took}; "
        f"peak {peak_megabytes()} MB ({before} before), {len(found.problems)} remarks"
    )


if __name__ == "__main__":
    main()
