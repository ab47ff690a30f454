"""Look for bytes that a reader cannot bear: ``scripts/fuzz_readers.py [SECONDS]``.

Coverage-guided: inputs that reach new branches of the readers are kept and changed again,
beginning with the small files in ``tests/fuzz/seeds``. Whatever the bytes, ``read`` must
give a ``ReadFile`` that can be printed, within the time and memory below. The first input
that breaks this is written down beside the seeds' folder and the exit code is not 0.
"""

import sys
import tempfile
from io import BytesIO
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["voldaan.readers", "voldaan.money"]):
    from voldaan.readers.as_json import as_json
    from voldaan.readers.formats import FORMATS
    from voldaan.readers.read import read

SEEDS = Path(__file__).resolve().parent.parent / "tests" / "fuzz" / "seeds"
#: Of one input: far above what these few bytes may take.
MOST_SECONDS, MOST_MEGABYTES, MOST_BYTES = 10, 2_000, 20_000


def one(content: bytes) -> None:
    """Read one input and hold what came out against what every reader promises."""
    found = read(BytesIO(content), name="fuzz")

    if found.format not in FORMATS:
        raise AssertionError(f"not a format: {found.format}")
    if not (found.statements or found.invoices or found.problems):
        raise AssertionError("nothing came out, and nothing says why")
    as_json(found)
    for statement in found.statements:
        for line in statement.lines:
            if type(line.amount_cents) is not int and line.amount is None:
                raise AssertionError(f"an amount that is none: {line.amount_cents!r}")


def main() -> None:
    """Fuzz for so many seconds, always from the same beginning."""
    seconds = sys.argv[1] if len(sys.argv) > 1 else "120"
    with tempfile.TemporaryDirectory(prefix="voldaan-fuzz-") as grown:
        options = [
            f"-max_total_time={seconds}",
            f"-timeout={MOST_SECONDS}",
            f"-rss_limit_mb={MOST_MEGABYTES}",
            f"-max_len={MOST_BYTES}",
            "-seed=1",
            f"-artifact_prefix={SEEDS.parent}/",
            "-print_final_stats=1",
        ]
        atheris.Setup([sys.argv[0], *options, grown, str(SEEDS)], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
