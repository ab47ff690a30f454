"""One tick of the clock: files, what was released, the day, its moment, what was put away."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from voldaan.actions.answers.put_away import empty_lately
from voldaan.actions.files.read_asked import read_asked
from voldaan.actions.messages.send_messages import Drained, send_messages
from voldaan.actions.run_day import run_day
from voldaan.books.queries.installation.administrations import administrations
from voldaan.jobs import folder, moments

_log = logging.getLogger(__name__)
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class HasDay(Protocol):
    """An administration, as far as its clock goes."""

    @property
    def demo_day(self) -> date | None:
        """The day of a demo world, whose clock is moved by hand."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a tick did: files read, messages by how they ended, days begun, failures."""

    files: int
    messages: Drained
    days: int
    failures: int = 0


def tick(
    *, now: Callable[[], datetime], key: str, watched: folder.Watched | None = None
) -> Ticked:
    """Do once what the clock does; safe at any moment, in any number at a time.

    ``now`` gives the aware moment; ``key`` opens the sealed mailbox passwords; ``watched``
    is the folder whose files are read without being dropped on a page. A part that
    fails is logged without personal data, and does not stop the others.
    """
    failures = 0
    on_day = day_of(now)
    files, messages = 0, Drained()
    try:
        if watched is not None:
            folder.take_in(watched, now=now)
    except Exception:  # noqa: BLE001 - the rest of the clock goes on
        _log.exception("the watched folder")
        failures += 1
    try:
        files = read_asked(now=now, day_of=on_day)
    except Exception:  # noqa: BLE001 - the rest of the clock goes on
        _log.exception("reading files")
        failures += 1
    try:
        messages = send_messages(now=now, key=key, day_of=on_day)
    except Exception:  # noqa: BLE001 - the rest of the clock goes on
        _log.exception("sending messages")
        failures += 1
    days, failed = _begin_days(now, on_day)
    failures += failed + moments.tell_due(now=now, key=key) + _empty_put_away(now)
    return Ticked(files, messages, days, failures)


def _empty_put_away(now: Callable[[], datetime]) -> int:
    """Empty the mails that a person put away half a minute ago; give how many times not."""
    failed = 0
    for firm in administrations():
        try:
            empty_lately(firm.id, at=now())
        except Exception:  # noqa: BLE001 - one administration does not stop the rest
            _log.exception("mails put away of administration %s", firm.id)
            failed += 1
    return failed


def day_of(now: Callable[[], datetime]) -> Callable[[HasDay], date]:
    """Give what says which day it is for an administration: the demo has its own clock."""

    def on(administration: HasDay) -> date:
        return administration.demo_day or now().astimezone(_AMSTERDAM).date()

    return on


def _begin_days(
    now: Callable[[], datetime], on_day: Callable[[HasDay], date]
) -> tuple[int, int]:
    """Run the day of every administration that has not had it yet: today's, never older."""
    done = failed = 0
    for firm in administrations():
        day = on_day(firm)
        if firm.daily_on == day:
            continue
        try:
            run_day(firm.id, day=day, at=now())
        except Exception:  # noqa: BLE001 - one administration does not stop the rest
            _log.exception("the day of administration %s", firm.id)
            failed += 1
        else:
            done += 1
    return done, failed
