"""What the classifier looks at: phrases, words, pairs of words and parts of words."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources
from itertools import pairwise

#: Characters of a message that count; a long story is told by then.
MOST_CHARACTERS = 1_500
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[?!€%@]|[^\x00-\x7f]")
_GAP = re.compile(r"\{\.(\d+)\}")


def plain(text: str) -> str:
    """Give text in lower case, without accents, with one kind of apostrophe and space.

    >>> plain("Één  keer…  'k Héb ’t")
    "een keer... 'k heb 't"
    """
    cut = text[:MOST_CHARACTERS].replace("’", "'").replace("`", "'")
    flat = unicodedata.normalize("NFKD", cut.lower())
    return " ".join("".join(c for c in flat if not unicodedata.combining(c)).split())


@cache
def rules() -> Mapping[str, re.Pattern[str]]:
    """Give the phrases by name (``paid.0``), from ``data/rules.toml``."""
    file = resources.files("voldaan.replies") / "data" / "rules.toml"
    source = tomllib.loads(file.read_text(encoding="utf-8"))
    found = {}
    for meaning, patterns in source["rules"].items():
        for place, pattern in enumerate(patterns):
            for name, words in source["words"].items():
                pattern = pattern.replace(f"{{{name}}}", words)
            found[f"{meaning}.{place}"] = re.compile(_GAP.sub(r"[^.!?]{0,\1}?", pattern))
    return found


def phrases(flat: str) -> dict[str, str]:
    """Give the phrases that are in plain text: their names, and the words found."""
    apostrophes = flat.replace("'", " ")
    found = {}
    for name, pattern in rules().items():
        match = pattern.search(apostrophes)
        if match:
            found[name] = match.group().strip(" .,:;!?")
    return found


def features(text: str) -> list[str]:
    """Give every feature of a message once.

    >>> [each for each in features("Is betaald!") if each.startswith("w:")]
    ['w:!', 'w:betaald', 'w:is']
    """
    flat = plain(text)
    words = _WORD.findall(flat)
    found = {f"r:{name}" for name in phrases(flat)}
    found |= {f"w:{'0' if word.isdigit() else word}" for word in words}
    ends = ["^", *("0" if word.isdigit() else word for word in words), "$"]
    found |= {f"b:{one} {two}" for one, two in pairwise(ends)}
    for word in words:
        if len(word) >= 5:
            found |= {f"c:{word[start : start + 5]}" for start in range(len(word) - 4)}
    found.add(f"l:{min(5, len(words) // 8)}")
    return sorted(found)
