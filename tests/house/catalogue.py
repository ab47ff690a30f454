"""A reader of gettext catalogues, just large enough to judge ours."""

import ast
import gettext
import re
from dataclasses import dataclass, field
from pathlib import Path

_STATEMENT = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d+\]) (".*")')


@dataclass
class Entry:
    """One text with its translations; ``key`` is what a compiled catalogue calls it."""

    fuzzy: bool = False
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        context = self.parts.get("msgctxt")
        text = self.parts.get("msgid", "")
        return text if context is None else f"{context}\x04{text}"

    @property
    def translations(self) -> list[str]:
        return [text for part, text in self.parts.items() if part.startswith("msgstr")]


def read_source(path: Path) -> list[Entry]:
    """Read a ``.po`` file, without its header and its obsolete entries."""
    entries = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        entry, part = Entry(), ""
        for line in block.splitlines():
            if line.startswith("#,") and "fuzzy" in line:
                entry.fuzzy = True
            elif stated := _STATEMENT.match(line):
                part = stated[1]
                entry.parts[part] = ast.literal_eval(stated[2])
            elif line.startswith('"'):
                entry.parts[part] += ast.literal_eval(line)
        if entry.parts.get("msgid"):
            entries.append(entry)
    return entries


def read_compiled(path: Path) -> dict[str, list[str]]:
    """Read a ``.mo`` file: each text with its translations, plural forms in order."""
    with path.open("rb") as file:
        found = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    catalogue: dict[str, list[str]] = {}
    for key, text in found.items():
        name = key[0] if isinstance(key, tuple) else key
        if name:
            catalogue.setdefault(name, []).append(text)
    return catalogue
