"""The clock, ticking until told to stop; survives whatever a tick does."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import close_old_connections, connection

from voldaan.jobs.clock import tick
from voldaan.jobs.folder import Watched

_log = logging.getLogger(__name__)

#: Between two ticks. A page that waits for its file asks every two seconds itself.
EVERY_SECONDS = 2

#: After a tick that failed, so that a full disk does not fill the log too.
AFTER_FAILURE_SECONDS = 30


def run(
    *,
    stop: threading.Event,
    now: Callable[[], datetime],
    key: str,
    watched: Watched | None = None,
) -> None:
    """Tick every few seconds until ``stop`` is set."""
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
    connection.close()
