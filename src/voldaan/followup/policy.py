"""Reads the shipped ladders, strictly: an unknown key or a wrong type names the file."""

import tomllib
from functools import cache
from importlib import resources

from voldaan.followup import replay
from voldaan.followup.shapes import BadPolicy, Policy

#: The shipped ladders, oldest first, in the folder ``data`` of this room. What was decided
#: under an older one must come out again, so none is ever taken away.
VERSIONS = ("nl-1", "nl-2")


def shipped() -> Policy:
    """Give the Dutch ladders that work without editing.

    An owner's own numbers are put over them with ``dataclasses.replace`` and another
    ``version``.

    >>> [(step.code, step.offset_days) for step in shipped().steps][:3]
    [('service_check', -9), ('reminder_1', 1), ('reminder_2', 8)]
    """
    return of_version(VERSIONS[-1])


@cache
def of_version(version: str) -> Policy:
    """Give a shipped ladder by its version. Raises :class:`BadPolicy` for one we never had.

    >>> of_version("nl-1").ladders
    ()
    """
    if version not in VERSIONS:
        raise BadPolicy(f"version {version!r}, expected one of {', '.join(VERSIONS)}")
    name = f"policy_{version.replace('-', '_')}.toml"
    folder = resources.files("voldaan.followup") / "data"
    return read((folder / name).read_bytes(), name=name)


def read(source: bytes, *, name: str) -> Policy:
    """Read a policy from TOML. Raises :class:`BadPolicy` naming the file and the place."""
    try:
        return replay.from_plain(Policy, tomllib.loads(source.decode()))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, replay.NotReplayable) as error:
        raise BadPolicy(f"{name}: {error}") from error
