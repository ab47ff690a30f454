"""The words to copy, and the one profile at which to send them privately."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

#: *Choice:* a message there may hold 8,000 letters; nobody reads so much on a telephone.
LONGEST_TEXT = 1_900

_LONGEST_ADDRESS = 500
_HOST = re.compile(r"(?:www\.|[a-z]{2}\.)?linkedin\.com")
_PATH = re.compile(r"/in/([^/]+)/?")

Flaw = Literal[
    "no_address",  # not an address at all, or one with spaces and the like
    "not_https",
    "not_linkedin",  # another host, or one that only looks like it
    "not_a_person",  # a company, a post, a search
    "more_than_a_profile",  # with a query or something else behind it
]


class NotAProfile(ValueError):
    """The text is not the address of one person's profile; ``flaw`` is why."""

    def __init__(self, text: str, flaw: Flaw) -> None:
        self.text = text
        self.flaw: Flaw = flaw
        super().__init__(flaw)


class BadText(ValueError):
    """The words are empty, longer than 1,900 letters, or hold control characters."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a person does: open ``link``, press *Message*, paste ``text``."""

    link: str
    text: str


def step(text: str, *, profile: str) -> Step:
    """Give the step for these finished words.

    Raises NotAProfile, BadText.
    """
    words = text.replace("\r\n", "\n").replace("\r", "\n")
    if not words.strip() or len(words) > LONGEST_TEXT:
        raise BadText
    if any(
        (sign < " " and sign not in "\n\t") or "\ud800" <= sign <= "\udfff" for sign in words
    ):
        raise BadText
    return Step(profile_link(profile), words)


def profile_link(text: str) -> str:
    """Give the address of a profile in its one form, safe to open.

    Raises NotAProfile.

    >>> profile_link("https://nl.linkedin.com/in/dirk-jansen-1a2b/")
    'https://www.linkedin.com/in/dirk-jansen-1a2b/'
    >>> profile_link("https://www.linkedin.com.evil.example/in/dirk")
    Traceback (most recent call last):
    ...
    voldaan.channels.linkedin.step.NotAProfile: not_linkedin
    """
    stripped = text.strip() if len(text) <= _LONGEST_ADDRESS else ""
    # Letters outside ASCII are allowed only in the name, which browsers show decoded.
    if not stripped or any(not sign.isprintable() or sign in ' \\"<>' for sign in stripped):
        raise NotAProfile(text, "no_address")
    try:
        parts = urlsplit(stripped)
    except ValueError:
        raise NotAProfile(text, "no_address") from None
    if parts.scheme != "https":
        raise NotAProfile(text, "not_https" if parts.scheme else "no_address")
    if not _HOST.fullmatch(parts.netloc.lower()):
        raise NotAProfile(text, "not_linkedin")
    found = _PATH.fullmatch(parts.path)
    if not found:
        raise NotAProfile(text, "not_a_person")
    if "?" in stripped or "#" in stripped:
        raise NotAProfile(text, "more_than_a_profile")
    return f"https://www.linkedin.com/in/{_name(found[1], text)}/"


def _name(written: str, text: str) -> str:
    """Give the name in the address, encoded in one way. Raises NotAProfile."""
    try:
        name = unquote(written, errors="strict")
    except UnicodeDecodeError:
        raise NotAProfile(text, "not_a_person") from None
    # Whatever could mean something in an address is no letter of a name.
    if not 2 <= len(name) <= 100 or not all(sign.isalnum() or sign in "-_" for sign in name):
        raise NotAProfile(text, "not_a_person")
    return quote(name, safe="")
