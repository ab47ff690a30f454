"""Reads the shipped ladder, strictly: an unknown key or a wrong type names the file."""

import tomllib
from functools import cache
from importlib import resources

from voldaan.followup import replay
from voldaan.followup.shapes import BadPolicy, Policy

#: The shipped ladder, in the folder ``data`` of this room.
SHIPPED = "policy_nl.toml"


@cache
def shipped() -> Policy:
    """Give the Dutch ladder that works without editing.

    An owner's own numbers are put over it with ``dataclasses.replace`` and another
    ``version``.

    >>> [(step.code, step.offset_days) for step in shipped().steps][:3]
    [('service_check', -9), ('reminder_1', 1), ('reminder_2', 8)]
    """
    folder = resources.files("voldaan.followup") / "data"
    return read((folder / SHIPPED).read_bytes(), name=SHIPPED)


def read(source: bytes, *, name: str) -> Policy:
    """Read a policy from TOML. Raises :class:`BadPolicy` naming the file and the place."""
    try:
        return replay.from_plain(Policy, tomllib.loads(source.decode()))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, replay.NotReplayable) as error:
        raise BadPolicy(f"{name}: {error}") from error
