"""What is put in the watched folder is in the record after a tick or two."""

import os
from pathlib import Path

import pytest
from tests.actions import scenes
from tests.books import factories as make
from tests.connectors.folder.test_watched import put as put_there

from voldaan.books.models import Administration, ImportedFile
from voldaan.jobs import clock
from voldaan.jobs.folder import Watched

pytestmark = pytest.mark.django_db

MAIL = b"""From: dirk@example.nl
Subject: bank
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: application/octet-stream; name=bank.sta

:20:VOLDAAN
:25:NL91ABNA0417164300
:28C:1
:60F:C261001EUR0,00
:61:2610021002C121,00NTRFNONREF
:86:factuur 2026-1
:62F:C261002EUR121,00
--x--
"""


@pytest.fixture
def of() -> Administration:
    return make.administration()


def put(place: Path, name: str, content: bytes = MAIL) -> None:
    path = put_there(place, name)
    path.write_bytes(content)
    moment = make.AT.timestamp() - 60
    os.utime(path, (moment, moment))


def tick(place: Path, *, largest_bytes: int = 10_000) -> clock.Ticked:
    watched = Watched(place, largest_bytes)
    return clock.tick(now=lambda: make.AT, key=scenes.KEY, watched=watched)


class TestTheWatchedFolder:
    def test_is_read_like_a_drop(self, of: Administration, tmp_path: Path) -> None:
        put(tmp_path, "in.eml")

        tick(tmp_path)

        file = ImportedFile.objects.get()
        assert (file.name, file.format, file.state) == ("in.eml", "mt940", "done")
        assert file.result["lines"]["new_lines"] == 1
        assert (tmp_path / "read" / "in.eml").exists()

    def test_puts_what_is_too_large_apart(self, of: Administration, tmp_path: Path) -> None:
        put(tmp_path, "in.eml")

        tick(tmp_path, largest_bytes=10)

        assert not ImportedFile.objects.exists()
        assert (tmp_path / "too large" / "in.eml").exists()

    def test_has_a_folder_for_each_administration(
        self, of: Administration, tmp_path: Path
    ) -> None:
        other = make.administration("Bureau Chris")
        place = tmp_path / str(other.pk)
        place.mkdir()
        put(place, "in.eml")
        put(tmp_path, "nobodys.eml")

        tick(tmp_path)

        assert ImportedFile.objects.get().administration_id == other.pk
        assert (tmp_path / "nobodys.eml").exists()

    def test_stops_nothing_else_when_it_is_gone(
        self, of: Administration, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        done = tick(tmp_path / "weg")

        assert (done.failures, done.days) == (1, 1)
        assert "the watched folder" in caplog.text
