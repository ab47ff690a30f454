"""A sender that is killed, for real, at every moment: nothing twice and nothing lost."""

import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults import world
from tests.smtp_server import SmtpServer

pytestmark = pytest.mark.slow

#: Past the lease of a sender that died, still in the morning.
PAST_THE_LEASE = 20


@pytest.fixture(scope="module")
def three_ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[world.World]:
    folder = tmp_path_factory.mktemp("three")
    with world.made(folder, 3, "release_all") as found:
        yield found


#: Moment of dying → how that message ends, and whether the server has it.
ENDS = {
    "before_claim": ("sent", True),
    "before_connect": ("unsure", False),
    "after_mail": ("unsure", False),
    "mid_data": ("unsure", False),
    "before_dot": ("unsure", False),
    "after_dot": ("unsure", True),
    "after_answer": ("unsure", True),
    "mid_commit": ("unsure", True),
    "after_commit": ("sent", True),
}


@pytest.mark.parametrize("moment", ENDS)
def test_a_killed_sender_repeats_nothing_and_loses_nothing(
    moment: str, three_ready: world.World, tmp_path: Path
) -> None:
    state, arrived = ENDS[moment]
    with SmtpServer() as server, world.copied(three_ready, tmp_path) as record:
        assert record.killed("send", port=server.port, die=moment) == signal.SIGKILL
        died_with = _wait_for(server, 1 if arrived and moment != "before_claim" else 0)
        for later in (2, PAST_THE_LEASE, PAST_THE_LEASE * 3):
            record.run("send", port=server.port, later=later)
        report = record.run("report")

    received = Counter(message.email["Message-ID"] for message in server.messages)
    messages = report["messages"]
    assert died_with == int(arrived and moment != "before_claim")
    assert len(messages) == 3
    assert set(received.values()) == {1}
    assert set(received) <= set(messages)
    expected = Counter([state, "sent", "sent"])
    assert Counter(messages.values()) == expected
    lost = [name for name, how in messages.items() if how == "sent" and name not in received]
    assert lost == []
    assert len(received) == 2 + arrived
    assert report["whole"]


def _wait_for(server: SmtpServer, count: int) -> int:
    """Give what the server has, when it has this many or a second has passed."""
    for _ in range(100):
        if len(server.messages) >= max(count, 1):
            break
        time.sleep(0.01)
    return len(server.messages)
