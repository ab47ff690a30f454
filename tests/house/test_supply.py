"""What is installed is what was asked for, and nothing names where it came from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from tests.house.tree import ROOT, place, tracked

ASKED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNNING, CHECKING = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"

# Put together from pieces, so that this file does not name them either.
INDEX_HOSTS = re.compile(
    "|".join(
        re.escape(".".join(pieces))
        for pieces in [
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "org"),
            ("npmjs", "com"),
            ("deb", "debian", "org"),
            ("crates", "io"),
        ]
    )
)


def pins(lock: Path) -> dict[str, tuple[str, int]]:
    """Give version and number of hashes of every package in a lock file."""
    entries = lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    found = {}
    for entry in entries:
        stated = re.match(r"(\S+)==(\S+)", entry)
        assert stated, entry
        found[canonicalize_name(stated[1])] = (stated[2], entry.count("--hash=sha256:"))
    return found


def asked(*groups: str) -> list[Requirement]:
    """Give what pyproject.toml asks for: dependencies, extras and the named groups."""
    project, texts = ASKED["project"], []
    texts += project["dependencies"]
    for extra in project.get("optional-dependencies", {}).values():
        texts += extra
    for group in groups:
        texts += [text for text in ASKED["dependency-groups"][group] if isinstance(text, str)]
    return [Requirement(text) for text in texts]


class TestLockFiles:
    @pytest.mark.parametrize(
        ("lock", "groups"),
        [(RUNNING, ("install",)), (CHECKING, ("install", "dev"))],
        ids=["running", "checking"],
    )
    def test_hold_a_version_that_is_allowed_for_everything_asked(
        self, lock: Path, groups: tuple[str, ...]
    ) -> None:
        pinned = pins(lock)

        wrong = [
            str(requirement)
            for requirement in asked(*groups)
            if (name := canonicalize_name(requirement.name)) not in pinned
            or Version(pinned[name][0]) not in requirement.specifier
        ]

        assert wrong == []

    @pytest.mark.parametrize("lock", [RUNNING, CHECKING], ids=["running", "checking"])
    def test_hold_a_hash_for_everything(self, lock: Path) -> None:
        assert [name for name, (_, hashes) in pins(lock).items() if not hashes] == []

    def test_agree_with_each_other(self) -> None:
        assert pins(RUNNING).items() <= pins(CHECKING).items()


class TestFiles:
    def test_name_no_package_index(self) -> None:
        found = [
            place(path)
            for path in tracked()
            if INDEX_HOSTS.search(path.read_bytes().decode("utf-8", "replace"))
        ]

        assert found == []

    def test_of_lock_files_with_addresses_stay_out(self) -> None:
        names = {path.name for path in tracked()}

        assert names.isdisjoint({"uv.lock", "pylock.toml", "package-lock.json"})


class TestDependencies:
    def test_each_say_why_they_are_there(self) -> None:
        lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
        start = lines.index("dependencies = [") + 1
        stop = lines.index("]", start)

        silent = [
            line.strip()
            for before, line in zip(lines[start - 1 : stop], lines[start:stop], strict=False)
            if line.strip().startswith('"') and not before.strip().startswith("#")
        ]

        assert silent == []
