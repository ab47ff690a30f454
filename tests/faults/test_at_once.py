"""Several programs at the same record at the same moment."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults import world
from tests.smtp_server import SmtpServer

pytestmark = pytest.mark.slow

PROGRAMS = 4


@pytest.fixture(scope="module")
def one_owing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[world.World]:
    """One client who owes; nothing decided yet."""
    with world.made(tmp_path_factory.mktemp("one"), 1) as found:
        yield found


@pytest.fixture
def record(one_owing: world.World, tmp_path: Path) -> Iterator[world.World]:
    with world.copied(one_owing, tmp_path) as found:
        yield found


def test_fifty_messages_are_drained_by_four_and_each_arrives_once(tmp_path: Path) -> None:
    with SmtpServer() as server, world.made(tmp_path, 50, "release_all") as record:
        drained = record.at_once("send", port=server.port, programs=PROGRAMS)
        report = record.run("report")

    received = Counter(message.email["Message-ID"] for message in server.messages)
    assert received == Counter(dict.fromkeys(report["messages"], 1))
    assert sum(each["sent"] for each in drained) == 50
    assert set(report["messages"].values()) == {"sent"}
    assert report["whole"]


def test_four_clients_with_one_address_drained_by_four_get_one_message(
    tmp_path: Path,
) -> None:
    with (
        SmtpServer() as server,
        world.made(tmp_path, 4, "share", "release_all") as record,
    ):
        server.answer_after_seconds = 0.3  # so that the others look while it is leaving
        drained = record.at_once("send", port=server.port, programs=PROGRAMS)
        again = record.run("send", port=server.port, later=30)
        report = record.run("report")

    assert sum(each["sent"] for each in drained) == 1
    assert again["sent"] == 0
    assert len(server.messages) == 1
    assert Counter(report["messages"].values()) == {"sent": 1, "ready": 3}
    assert report["whole"]


def test_one_morning_run_by_four_gives_one_decision_and_one_message(
    record: world.World,
) -> None:
    looked = record.at_once("look", programs=PROGRAMS)

    report = record.run("report")
    assert sorted(each["changed"] for each in looked) == [0, 0, 0, 1]
    assert (report["decisions"], len(report["messages"])) == (1, 1)
    assert report["whole"]


def test_one_message_released_by_four_is_released_once(record: world.World) -> None:
    record.run("look")

    said = record.at_once("release", programs=PROGRAMS)

    report = record.run("report")
    assert sorted(said) == ["released", "state", "state", "state"]
    assert (report["released"], list(report["messages"].values())) == (1, ["ready"])
    assert report["whole"]


def test_one_reply_prepared_and_sent_by_four_arrives_once_beside_the_step(
    record: world.World,
) -> None:
    record.run("paper")

    said = record.at_once("reply", programs=PROGRAMS)

    assert sorted(said) == ["prepared", "under_way", "under_way", "under_way"]
    with SmtpServer() as server:
        record.run("release_all")
        drained = record.at_once("send", port=server.port, programs=PROGRAMS)
        report = record.run("report")
    assert len(server.messages) == sum(each["sent"] for each in drained) == 2
    assert list(report["messages"].values()) == ["sent", "sent"]
    assert report["whole"]


def test_one_card_put_off_by_four_is_put_off_once(record: world.World) -> None:
    record.run("look")

    said = record.at_once("later", programs=PROGRAMS)

    report = record.run("report")
    assert sorted(said) == ["gone", "gone", "gone", "put off"]
    assert report["pauses"] == 1
    assert report["whole"]


@pytest.mark.parametrize("verb", ["match", "book"])
def test_one_line_settled_by_four_is_booked_once(record: world.World, verb: str) -> None:
    record.run("line")

    said = record.at_once(verb, programs=PROGRAMS)

    report = record.run("report")
    assert report["payments"] == [121_000]
    assert said.count(1 if verb == "match" else "booked") == 1
    assert report["whole"]


def test_one_report_of_a_carrier_taken_by_four_is_kept_once(record: world.World) -> None:
    record.run("unsure")

    taken = record.at_once("receipts", programs=PROGRAMS)

    report = record.run("report")
    # One moved the message on, and one, perhaps another, kept the answer.
    assert [sum(each) for each in zip(*taken, strict=True)] == [1, 1]
    assert list(report["messages"].values()) == ["sent"]
    assert (report["contacts"], report["read"], report["answers"]) == (1, 1, 1)
    assert report["whole"]


def test_events_written_by_four_make_whole_chains(record: world.World) -> None:
    record.at_once("record", count=10, programs=PROGRAMS)

    report = record.run("report")
    assert report["events"] == PROGRAMS * 10 * 2
    assert report["whole"]


def test_one_day_begun_by_four_books_once_and_decides_once_for_each(tmp_path: Path) -> None:
    with world.made(tmp_path, 7, "line") as record:
        begun = record.at_once("day", programs=PROGRAMS)
        report = record.run("report")

    assert sum(each["booked"] for each in begun) == 1
    assert report["payments"] == [121_000]
    assert report["deciding"] == report["proposals"]
    assert set(report["deciding"].values()) == {1}
    assert len(report["deciding"]) == 6  # who paid needs no decision
    assert report["made"] == 6
    assert report["whole"]


def test_two_that_begin_the_day_while_two_send_double_nothing(tmp_path: Path) -> None:
    with SmtpServer() as server, world.made(tmp_path, 10, "release_all") as record:
        record.at_once("day send", port=server.port, programs=PROGRAMS)
        record.run("send", port=server.port, later=2)
        report = record.run("report")

    received = Counter(message.email["Message-ID"] for message in server.messages)
    assert received == Counter(dict.fromkeys(report["messages"], 1))
    assert set(report["messages"].values()) == {"sent"}
    assert len(report["messages"]) == 10
    assert report["latest"] == 10
    assert report["whole"]
