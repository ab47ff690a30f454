"""How often the meaning of an answer is right, on messages that were never looked at.

Usage: ``python -m bench.replies``. Reads ``tests/cases/replies``; prints a table per language,
the confusion of meanings, and how long one answer takes.
"""

import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

from train_replies import split

from voldaan.replies.meaning import hear
from voldaan.replies.shapes import MEANINGS

DAY = date(2026, 10, 14)
ROW = "{:22} {:>6} {:>7} {:>8} {:>10}"


def main() -> None:
    """Print the figures."""
    _, held = split()
    hear("warm", day=DAY)
    began = time.perf_counter()
    heard = [(each, hear(each["text"], day=DAY)) for each in held]
    took = time.perf_counter() - began
    print(ROW.format("", "count", "right", "proposed", "right of"))
    for name, languages in (("all", ("nl", "en")), ("Dutch", ("nl",)), ("English", ("en",))):
        rows = [(e, h) for e, h in heard if e["language"] in languages]
        right = sum(h.meaning == e["label"] for e, h in rows)
        sure = [(e, h) for e, h in rows if h.is_sure]
        sure_right = sum(h.meaning == e["label"] for e, h in sure)
        print(
            ROW.format(
                name,
                len(rows),
                f"{100 * right / len(rows):.1f}%",
                len(sure),
                f"{100 * sure_right / len(sure):.1f}%",
            )
        )
    counted = Counter((e["label"], h.meaning) for e, h in heard)
    print("\nlabelled \\ heard  " + " ".join(f"{name[:7]:>7}" for name in MEANINGS))
    for label in MEANINGS:
        print(
            f"{label:16}  " + " ".join(f"{counted[label, name] or '.':>7}" for name in MEANINGS)
        )
    print(f"\n{1000 * took / len(heard):.2f} ms an answer")


if __name__ == "__main__":
    main()
