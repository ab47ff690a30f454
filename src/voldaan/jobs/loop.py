"""The clock, ticking until told to stop; survives whatever a tick does."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import close_old_connections, connection

from voldaan.jobs.clock import day_of, tick
from voldaan.jobs.folder import Watched
from voldaan.jobs.mailboxes import read_due

_log = logging.getLogger(__name__)

#: Between two ticks. A page that waits for its file asks every two seconds itself.
EVERY_SECONDS = 2

#: Between two looks at which mailbox has its turn.
MAIL_EVERY_SECONDS = 20

#: How long the end waits for a mailbox that is being read.
END_WITHIN_SECONDS = 3

#: After a tick that failed, so that a full disk does not fill the log too.
AFTER_FAILURE_SECONDS = 30


def run(
    *,
    stop: threading.Event,
    now: Callable[[], datetime],
    key: str,
    watched: Watched | None = None,
) -> None:
    """Tick every few seconds until ``stop`` is set; mailboxes are read beside it."""
    reader = threading.Thread(
        target=_read_mail, kwargs={"stop": stop, "now": now, "key": key}, daemon=True
    )
    reader.start()
    while not stop.is_set():
        pause = EVERY_SECONDS
        try:
            close_old_connections()
            if tick(now=now, key=key, watched=watched).failures:
                pause = AFTER_FAILURE_SECONDS
        except Exception:  # noqa: BLE001 - the clock outlives a database that is away
            _log.exception("a tick")
            pause = AFTER_FAILURE_SECONDS
        stop.wait(pause)
    # A mail server may keep it waiting; then it ends with the program.
    reader.join(timeout=END_WITHIN_SECONDS)
    connection.close()


def _read_mail(*, stop: threading.Event, now: Callable[[], datetime], key: str) -> None:
    """Read mailboxes until told to stop, in a thread of its own."""
    while not stop.is_set():
        try:
            close_old_connections()
            read_due(now=now, key=key, day_of=day_of(now))
        except Exception:  # noqa: BLE001 - reading outlives a database that is away
            _log.exception("reading mail")
        stop.wait(MAIL_EVERY_SECONDS)
    connection.close()
