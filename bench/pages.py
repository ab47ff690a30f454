"""Server time of the pages on the made administration, after its first daily run.

``python -m bench.pages [--invoices 100000] [--clients 20000] [--calls 50]`` calls every page
inside this process, without a network, and prints median, 95th percentile and bytes.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable

from bench.daily import add_size, make_world, open_database
from bench.machine import describe


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add_size(parser)
    parser.add_argument("--calls", type=int, default=50)
    given = parser.parse_args()
    print(describe())
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VOLDAAN_DEBUG"] = "no"
        make_world(folder, given)
        open_database(folder)
        _measure(given.calls)


def _measure(calls: int) -> None:
    from django.test import Client as Browser
    from django.urls import reverse

    clients = _prepare()
    browser = Browser(REMOTE_ADDR="127.0.0.1", HTTP_HOST="localhost")
    browser.force_login(_owner())
    pages: dict[str, Callable[[int], str]] = {
        "today": lambda _: reverse("today"),
        "clients": lambda _: reverse("clients"),
        "client": lambda place: reverse("client", args=[clients[place % len(clients)]]),
        "invoices": lambda _: reverse("invoices"),
        "money": lambda _: reverse("money"),
    }
    for name, address in pages.items():
        milliseconds, own, size = [], 0.0, 0
        for place in range(calls + 1):
            start, own_start = time.perf_counter(), time.process_time()
            answer = browser.get(address(place))
            milliseconds.append(1000 * (time.perf_counter() - start))
            own += 1000 * (time.process_time() - own_start)
            assert answer.status_code == 200, (name, answer.status_code)
            size = len(answer.content)
        del milliseconds[0]  # the first one loads the templates
        print(
            f"{name}: median {statistics.median(milliseconds):.0f} ms, 95th percentile "
            f"{statistics.quantiles(milliseconds, n=20)[-1]:.0f} ms, "
            f"{own / (calls + 1):.0f} ms of this process on average, {size:,} bytes"
        )


def _prepare() -> list[int]:
    """Run the day, stop the clock of the world on it, and give some clients."""
    from bench.world_daily import AT, DAY

    from voldaan.actions.run_day import run_day
    from voldaan.books.models import Administration, Message

    own = Administration.objects.get()
    run_day(own.pk, day=DAY, at=AT)
    Administration.objects.update(is_demo=True, demo_day=DAY, past_contacts_told_at=AT)
    return list(Message.objects.order_by("pk").values_list("client_id", flat=True)[:1000])


def _owner():  # type: ignore[no-untyped-def]  # noqa: ANN202 - the class needs the settings
    from bench.world_daily import AT

    from voldaan.books.models import Administration, Member, User

    anna = User.objects.create_user("anna@example.nl", None, name="Anna", joined_at=AT)
    Member.objects.create(
        administration=Administration.objects.get(), user=anna, role="owner", since=AT
    )
    return anna


if __name__ == "__main__":
    main()
