"""Programs killed at random moments: ``python -m tests.faults.at_random --times 1000``.

Half of the kills hit the daily run, half the sending to a real mail server on this machine.
The moment is drawn from the time that the whole work takes, so that every instruction may
be the last one; a program that was done before it could be killed does not count. After each
kill the work is done again, as the clock would, and everything is counted: no client is
decided for twice, nobody is forgotten; no message arrives twice, and each ends sent, or
unsure where nobody can know.
"""

import argparse
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.faults.world import World

CLIENTS = 6
#: Past the lease of a sender that died, still in the morning.
LATER = (2, 20, 21)


class Lost(AssertionError):
    """Something is double or gone; carries the seed that shows it and what was found."""


def main() -> None:
    """Kill so many times, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="voldaan-faults-") as folder:
        os.environ.setdefault("VOLDAAN_HOME", folder)
        began = time.monotonic()
        print(kill(given.times, seed=given.seed, folder=Path(folder)))
        print(f"{time.monotonic() - began:.0f} s on the clock")


def kill(
    times: int, *, seed: int, folder: Path, seconds: int = 0, least: int = 0
) -> Counter[str]:
    """Kill so many programs at work, or as many as there is time for; count what came of it.

    On a machine too slow for ``least`` it goes on until there are so many.

    Raises :class:`Lost` at the first that left something double or gone.
    """
    from tests.faults import world

    counts: Counter[str] = Counter()
    until = time.monotonic() + (seconds or 1_000_000)
    (folder / "owing").mkdir()
    (folder / "ready").mkdir()
    with (
        world.made(folder / "owing", CLIENTS) as owing,
        world.made(folder / "ready", CLIENTS, "release_all") as ready,
    ):
        took = _how_long(owing, ready, folder)
        for number in count():
            is_late = counts["killed"] >= least and time.monotonic() > until
            if counts["killed"] >= times or is_late:
                break
            moment = random.Random(f"{seed} {number}")  # noqa: S311 - no secret
            place, verb = f"seed {seed}, try {number}", ("send", "day")[number % 2]
            milliseconds = int(took[verb] * moment.random())
            if verb == "day":
                came = _day(owing, folder, milliseconds, place)
            else:
                came = _send(ready, folder, milliseconds, place)
            counts += came
            # How long the work takes hangs on what else the machine does.
            took[verb] *= 1.02 if came["killed"] else 0.9
    return counts


def _how_long(owing: "World", ready: "World", folder: Path) -> dict[str, float]:
    """Give the milliseconds that each kind of work takes when nobody kills it."""
    from tests.smtp_server import SmtpServer

    took: dict[str, float] = {}
    with SmtpServer() as server, _copy(ready, folder) as record:
        began = time.monotonic()
        record.run("send", port=server.port)
        took["send"] = (time.monotonic() - began) * 1_000
    with _copy(owing, folder) as record:
        began = time.monotonic()
        record.run("day")
        took["day"] = (time.monotonic() - began) * 1_000
    return took


@contextmanager
def _copy(record: "World", folder: Path) -> "Iterator[World]":
    from tests.faults import world

    with (
        tempfile.TemporaryDirectory(dir=folder) as place,
        world.copied(record, Path(place)) as copy,
    ):
        yield copy


def _day(owing: "World", folder: Path, milliseconds: int, place: str) -> Counter[str]:
    """Kill the daily run, run it again twice, and count decisions and messages."""
    with _copy(owing, folder) as record:
        died = record.killed_after("day", milliseconds=milliseconds)
        before = record.run("report")["decisions"]
        record.run("day")
        again = record.run("day")
        report = record.run("report")
    _refuse(wrong_after_a_day(report, again), place)
    halfway = died and 0 < before < CLIENTS
    return Counter({"killed": died, "days killed": died, "days killed halfway": halfway})


def _send(ready: "World", folder: Path, milliseconds: int, place: str) -> Counter[str]:
    """Kill a sender, let others finish, and count what the server has."""
    from tests.smtp_server import SmtpServer

    with SmtpServer() as server, _copy(ready, folder) as record:
        died = record.killed_after("send", port=server.port, milliseconds=milliseconds)
        for later in LATER:
            record.run("send", port=server.port, later=later)
        report = record.run("report")
        received = Counter(str(message.email["Message-ID"]) for message in server.messages)
    _refuse(wrong_after_sending(report, received, may_be_unsure=died), place)
    states = report["messages"]
    unsure = [name for name, state in states.items() if state == "unsure"]
    arrived = sum(name in received for name in unsure)
    return Counter(
        {
            "killed": died,
            "sendings killed": died,
            "messages sent": len(states) - len(unsure),
            "messages unsure": len(unsure),
            "unsure ones that had arrived": arrived,
        }
    )


def _refuse(wrong: list[str], place: str) -> None:
    if wrong:
        raise Lost(place, wrong)


def wrong_after_a_day(report: dict[str, Any], again: dict[str, int]) -> list[str]:
    """Say what is double or gone after a day that was killed and run again, twice."""
    names = [f"Klant{number} BV" for number in range(CLIENTS)]
    wrong = [
        f"{name}: {what} {report[what].get(name, 0)} times"
        for name in names
        for what in ("deciding", "proposals")
        if report[what].get(name) != 1
    ]
    if report["made"] != CLIENTS:
        wrong.append(f"{report['made']} events of a decision")
    if again["changed"] or again["proposed"]:
        wrong.append(f"the last run still changed: {again}")
    return wrong if report["whole"] else [*wrong, "a chain is broken"]


def wrong_after_sending(
    report: dict[str, Any], received: Mapping[str, int], *, may_be_unsure: int
) -> list[str]:
    """Say what is double, gone or not told after a sender was killed and others went on.

    ``may_be_unsure``: of so many messages nobody can know, those in a dead hand.
    """
    states: dict[str, str] = report["messages"]
    wrong = [f"{name} arrived {count} times" for name, count in received.items() if count > 1]
    wrong += [f"{name} arrived and is not ours" for name in received if name not in states]
    for name, state in states.items():
        if state not in {"sent", "unsure"}:
            wrong.append(f"{name} ended {state}")
        elif state == "sent" and name not in received:
            wrong.append(f"{name} is called sent and never arrived")
    if len(states) != CLIENTS:
        wrong.append(f"{len(states)} messages")
    if list(states.values()).count("unsure") > may_be_unsure:
        wrong.append("more unsure than were in a dead hand")
    return wrong if report["whole"] else [*wrong, "a chain is broken"]


if __name__ == "__main__":
    main()
