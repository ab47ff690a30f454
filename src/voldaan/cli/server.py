"""The two programs that ``voldaan run`` starts: the pages and the clock.

    python -m voldaan.cli.server pages HOST PORT
    python -m voldaan.cli.server clock

Each stops when its standard input closes: however the program that started it ends, nothing
stays behind.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

THREADS = 8


def main(arguments: list[str]) -> None:
    """Be one of the two."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that started us tells us to stop
    if arguments[:1] == ["clock"]:
        clock()
    else:
        pages(arguments[1], int(arguments[2]))


def clock() -> None:
    """Tick until told to stop."""
    from voldaan.cli import clock as moments
    from voldaan.cli import record

    record.start()
    from django.conf import settings

    from voldaan.jobs import loop
    from voldaan.jobs.folder import Watched

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    _when_left_alone(stop.set)
    watched = (
        Watched(settings.WATCHED_FOLDER, settings.LARGEST_UPLOAD_BYTES)
        if settings.WATCHED_FOLDER
        else None
    )
    loop.run(stop=stop, now=moments.now, key=settings.SECRET_KEY, watched=watched)


def pages(host: str, port: int) -> None:
    """Serve the pages until told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "voldaan.config.settings")
    if sys.platform == "win32":
        _serve_on_windows(host, port)
    else:
        _serve(host, port)


def _serve(host: str, port: int) -> None:
    from gunicorn.app.base import BaseApplication

    class Pages(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
        """One worker with threads: one record, one machine, a handful of people."""

        def load_config(self) -> None:
            """Set what differs from gunicorn's own choices."""
            for name, value in _choices(host, port).items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:  # noqa: ANN401 - a WSGI application
            """Give the application, in the worker."""
            from django.core.wsgi import get_wsgi_application

            return get_wsgi_application()

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    Pages().run()


def _choices(host: str, port: int) -> dict[str, Any]:
    return {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": 1,
        "worker_class": "gthread",
        "threads": THREADS,
        "timeout": 120,
        "graceful_timeout": 10,
        "loglevel": "warning",
        "control_socket_disable": True,
        # Whether it was https is told by one header alone, which settings.py names.
        "forwarder_headers": "",
        "secure_scheme_headers": {},
        "post_fork": _worker_started,
    }


def _worker_started(arbiter: Any, worker: Any) -> None:  # noqa: ANN401 - its own
    master = os.getppid()
    _when_left_alone(lambda: os.kill(master, signal.SIGTERM))


def _serve_on_windows(host: str, port: int) -> None:
    import waitress
    from django.core.wsgi import get_wsgi_application

    _when_left_alone(lambda: os._exit(0))
    waitress.serve(get_wsgi_application(), host=host, port=port, threads=THREADS)


def _when_left_alone(stop: Callable[[], object]) -> None:
    """Call ``stop`` when whoever started this program closes the pipe, or is gone."""

    def watch() -> None:
        while os.read(0, 1024):
            pass
        stop()

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main(sys.argv[1:])
