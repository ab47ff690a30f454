"""Typed readers of ``VOLDAAN_…`` settings that refuse with a sentence.

A name that nobody reads is a spelling mistake: :func:`refuse_unknown` stops the start.
"""

import os
from collections.abc import Mapping
from pathlib import Path

PREFIX = "VOLDAAN_"
_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


class BadSetting(SystemExit):
    """A setting stops the start; the sentence says which, what was found, what is meant."""


class Environment:
    """The ``VOLDAAN_…`` part of an environment, remembering which names were read."""

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        self._variables = os.environ if variables is None else variables
        self._read: set[str] = set()

    def text(self, name: str, default: str = "") -> str:
        """Give the text of a setting, or the default."""
        self._read.add(PREFIX + name)
        return self._variables.get(PREFIX + name, default)

    def truth(self, name: str, *, default: bool) -> bool:
        """Give a yes or no, written as yes/no, true/false, on/off or 1/0."""
        found = self.text(name).strip().lower()
        if not found:
            return default
        if found in _TRUE | _FALSE:
            return found in _TRUE
        raise BadSetting(f"{PREFIX}{name} is {found!r}; write yes or no.")

    def number(self, name: str, *, default: int, least: int, most: int) -> int:
        """Give a whole number between two bounds, both allowed."""
        found = self.text(name).strip()
        if not found:
            return default
        if not found.isascii() or not found.isdigit() or not least <= int(found) <= most:
            raise BadSetting(
                f"{PREFIX}{name} is {found!r}; write a whole number from {least} to {most}."
            )
        return int(found)

    def folder(self, name: str) -> Path | None:
        """Give a folder that exists, or None without the setting."""
        found = self.text(name).strip()
        if not found:
            return None
        path = Path(found).expanduser()
        if not path.is_dir():
            raise BadSetting(f"{PREFIX}{name} names {found!r}, which is not a folder here.")
        return path.resolve()

    def secret(self, name: str) -> str:
        """Give a secret from ``NAME``, or from the file that ``NAME_FILE`` names."""
        path, found = self.text(name + "_FILE"), self.text(name)
        if path and found:
            raise BadSetting(f"{PREFIX}{name} and {PREFIX}{name}_FILE are both set; keep one.")
        if not path:
            return found
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise BadSetting(
                f"{PREFIX}{name}_FILE names {path!r}, which cannot be read: {error.strerror}."
            ) from error

    def refuse_unknown(self) -> None:
        """Stop the start when a ``VOLDAAN_…`` name is set that nobody reads."""
        unknown = sorted(
            name
            for name in self._variables
            if name.startswith(PREFIX) and name not in self._read
        )
        if unknown:
            known = ", ".join(sorted(self._read))
            raise BadSetting(f"{unknown[0]} is not a setting of Voldaan. Known are: {known}.")
