"""The machine and the moment of a measurement, and how long and how large a part of it was."""

import os
import platform
import resource
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def describe() -> str:
    """Say machine, versions, load, date and command: what makes figures comparable."""
    return (
        f"{time.strftime('%Y-%m-%d %H:%M')}, {_processor()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}\n"
        f"command: python -m {_module()} {' '.join(sys.argv[1:])}".rstrip()
    )


def _module() -> str:
    return f"bench.{Path(sys.argv[0]).stem}"


def peak_megabytes() -> int:
    """Give the most memory that this process had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@dataclass(slots=True)
class Took:
    """Seconds of one measured part: on the clock, and of this process."""

    wall: float = 0.0
    own: float = 0.0

    def __str__(self) -> str:
        return f"{self.own:.2f} s of this process, {self.wall:.2f} s on the clock"


@contextmanager
def measured() -> Iterator[Took]:
    """Measure what happens inside."""
    took = Took()
    wall, own = time.perf_counter(), time.process_time()
    try:
        yield took
    finally:
        took.wall, took.own = time.perf_counter() - wall, time.process_time() - own
