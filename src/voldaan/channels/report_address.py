"""The addresses that carriers report to: a key per account, made of the installation's secret.

Nothing is kept: the key is the account's id with a code over it that only this installation
can make, so it can be shown again at any time and cannot be guessed from another one. The
word that proves to a service that the address is ours is made in the same way. ``channel`` is
``whatsapp`` or ``sms``; a key of the one opens nothing of the other.
"""

import hashlib
import hmac
import re

#: What follows the public address; the room ``hooks`` answers below it.
PATH = "/hooks/"

#: Hexadecimal signs of a code: 160 bits.
_LONG = 40
_KEY = re.compile(rf"([1-9][0-9]{{0,17}})-([0-9a-f]{{{_LONG}}})")


def key_of(account_id: int, *, channel: str, secret: str) -> str:
    """Give the key of an account; ``secret`` is that of the installation.

    >>> key_of(7, channel="sms", secret="a long text of this installation")
    '7-9f0cd1309725d0c321304e6884e5feb0c23afc86'
    """
    return f"{account_id}-{_code('address', account_id, channel, secret)}"


def account_of(key: str, *, channel: str, secret: str) -> int | None:
    """Give the account that a key is of; None for a wrong one, which takes as long for any.

    >>> ours = "a long text of this installation"
    >>> account_of(key_of(7, channel="sms", secret=ours), channel="sms", secret=ours)
    7
    >>> account_of("7-" + "0" * 40, channel="sms", secret=ours)
    """
    found = _KEY.fullmatch(key)
    if found is None:
        return None
    account_id = int(found[1])
    made = _code("address", account_id, channel, secret)
    return account_id if hmac.compare_digest(made, found[2]) else None


def word_of(account_id: int, *, channel: str, secret: str) -> str:
    """Give the word by which a service proves that it was told of the address by the owner."""
    return _code("word", account_id, channel, secret)


def address(key: str, *, channel: str, public_url: str) -> str:
    """Give the whole address; empty without a public one.

    >>> address("7-0a", channel="sms", public_url="https://voldaan.example")
    'https://voldaan.example/hooks/sms/7-0a/'
    """
    return f"{public_url}{PATH}{channel}/{key}/" if public_url else ""


def _code(purpose: str, account_id: int, channel: str, secret: str) -> str:
    about = f"voldaan report {purpose} {channel} {account_id}"
    made = hmac.new(secret.encode("utf-8", "replace"), about.encode(), hashlib.sha256)
    return made.hexdigest()[:_LONG]
