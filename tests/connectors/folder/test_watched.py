import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from voldaan.connectors import folder

NOW = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)


def put(place: Path, name: str, content: str = "x", *, minutes_ago: int = 1) -> Path:
    path = place / name
    path.write_text(content, encoding="utf-8")
    moment = (NOW - timedelta(minutes=minutes_ago)).timestamp()
    os.utime(path, (moment, moment))
    return path


def names(place: Path) -> list[str]:
    return [found.name for found in folder.waiting(place, now=NOW)]


class TestWaiting:
    def test_gives_what_is_whole(self, tmp_path: Path) -> None:
        put(tmp_path, "bank.xml", "inhoud")

        (found,) = folder.waiting(tmp_path, now=NOW)

        assert found.content(largest_bytes=6) == b"inhoud"
        assert not (tmp_path / "bank.xml").exists()

    def test_leaves_alone_what_is_being_written(self, tmp_path: Path) -> None:
        put(tmp_path, "bank.xml", minutes_ago=0)
        put(tmp_path, "open.csv.part")
        put(tmp_path, ".hidden")
        (tmp_path / "map").mkdir()

        assert names(tmp_path) == []
        assert (tmp_path / "bank.xml").exists()

    def test_follows_no_link_to_elsewhere(self, tmp_path: Path) -> None:
        (tmp_path / "link.csv").symlink_to("/etc/passwd")

        assert names(tmp_path) == []

    def test_brings_again_what_was_not_put_away(self, tmp_path: Path) -> None:
        put(tmp_path, "bank.xml")

        assert names(tmp_path) == names(tmp_path) == ["bank.xml"]

    def test_keeps_a_second_file_of_that_name_for_later(self, tmp_path: Path) -> None:
        put(tmp_path, "bank.xml", "one")
        (first,) = folder.waiting(tmp_path, now=NOW)
        put(tmp_path, "bank.xml", "two")

        assert [found.path.read_text() for found in folder.waiting(tmp_path, now=NOW)] == [
            "one"
        ]
        folder.put_away(first)
        (second,) = folder.waiting(tmp_path, now=NOW)
        assert second.path.read_text() == "two"

    def test_gives_no_half_of_what_is_too_large(self, tmp_path: Path) -> None:
        put(tmp_path, "bank.xml", "12345")
        (found,) = folder.waiting(tmp_path, now=NOW)

        assert found.content(largest_bytes=4) is None

    def test_says_when_the_folder_is_gone(self, tmp_path: Path) -> None:
        with pytest.raises(OSError, match="No such file"):
            names(tmp_path / "weg")


class TestPutAway:
    def test_lies_beside_what_was_read_before(self, tmp_path: Path) -> None:
        for _ in range(2):
            put(tmp_path, "bank.xml")
            (found,) = folder.waiting(tmp_path, now=NOW)
            folder.put_away(found)

        assert sorted(path.name for path in (tmp_path / "read").iterdir()) == [
            "bank (2).xml",
            "bank.xml",
        ]
