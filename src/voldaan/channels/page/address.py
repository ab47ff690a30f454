"""How the address of a client's own page is written into words, and found in them again."""

import hashlib
import re

from django.conf import settings

#: Stands where the token comes, until the message is kept with a link of its own.
PLACE = "persoonlijke-link"

#: What follows the public address; the room ``portal`` answers below it.
PATH = "/k/"

#: 32 random bytes in the alphabet of addresses are 43 signs.
_TOKEN = re.compile(rf"(?<={PATH})[A-Za-z0-9_-]{{43}}(?=/)")


def is_open() -> bool:
    """Say whether clients can reach a page at all: a public address is set."""
    return bool(settings.PUBLIC_URL)


def address(token: str) -> str:
    """Give the whole address of the page that a token opens."""
    return f"{settings.PUBLIC_URL}{PATH}{token}/"


def place() -> str:
    """Give the address to compose a message with; empty without a public address."""
    return address(PLACE) if is_open() else ""


def has_place(words: str) -> bool:
    """Say whether a token must still come into these words."""
    return f"{PATH}{PLACE}/" in words


def token_in(words: str) -> str:
    """Give the first token in these words; empty when there is none.

    >>> token_in(f"Kijk op https://voldaan.example/k/{'t' * 43}/ of bel.") == "t" * 43
    True
    """
    found = _TOKEN.search(words)
    return found.group() if found else ""


def with_token(words: str, token: str) -> str:
    """Put a token in its place; or in that of an earlier one.

    >>> with_token("https://voldaan.example/k/persoonlijke-link/", "abc")
    'https://voldaan.example/k/abc/'
    """
    placed = words.replace(f"{PATH}{PLACE}/", f"{PATH}{token}/")
    return _TOKEN.sub(token, placed)


def hidden(words: str) -> str:
    """Give words that may be read by who may not answer in the client's name.

    >>> hidden(f"https://voldaan.example/k/{'t' * 43}/")
    'https://voldaan.example/k/…/'
    """
    return _TOKEN.sub("…", words)


def hash_of(token: str) -> str:
    """Hash a token, whatever it is: the only form in which it is kept and looked up."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
