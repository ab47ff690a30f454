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


#: "Hoi Anna," and "Dank voor je bericht." say nothing about what is meant.
_GREETING = re.compile(
    r"^\s*(?:hoi|hallo|ha|hey|hi|hello|dear|beste|geachte|dag|moi|goede\w+|good \w+)\b"
    r"[^,.!?\n]{0,40}[,!.\n]+\s*",
    re.I,
)
_COURTESY = re.compile(
    r"\b(?:dank(?:jewel| je wel| u wel| je| u)?|bedankt|thanks|thank you)\b[^.!?\n]{0,12}"
    r"\b(?:voor|for)\b[^.!?\n]{0,20}\b(?:bericht\w*|mail\w*|e-?mail\w*|herinnering\w*|"
    r"seintje|reminder|message|note|heads[- ]up)\b[ ,.!]*",
    re.I,
)
_SIGN_OFF = re.compile(
    r"(?:^|\n|(?<=[.!?] ))\s*(?:met |m\.? ?)?(?:vriendelijke |hartelijke |lieve |veel |fijne )*"
    r"(?:groet(?:en|jes)?|gr|grt[jz]?s?|mvg|hoogachtend|(?:kind |best |warm )*regards|"
    r"best wishes|sincerely|cheers|best)\b[ ,.!]*(?:\n?[^\n.!?]{0,40}){0,3}\s*$",
    re.I,
)


def core(text: str) -> str:
    r"""Give a message without greeting, courtesies and sign-off; all of it if that is all.

    >>> core("Hoi Anna,\n\nDank voor je mailtje! Ik betaal vrijdag.\n\nGroetjes, Els")
    'Ik betaal vrijdag.'
    >>> core("Dank voor je bericht!")
    'Dank voor je bericht!'
    """
    left = _SIGN_OFF.sub("", text[:MOST_CHARACTERS])
    left = _COURTESY.sub("", _GREETING.sub("", left, count=1), count=1).strip()
    return left if any(each.isalnum() for each in left) else text


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
    flat = plain(core(text))
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
