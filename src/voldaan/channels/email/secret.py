"""The mailbox password at rest: sealed with a key that does not lie in the same place.

The key text (the installation's own secret) is stretched into a key of this purpose only, so
that the same secret may safely serve elsewhere too (HKDF, RFC 5869; Fernet).
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_SHORTEST_KEY = 20


class WrongKey(Exception):
    """The sealed text was not made with any of the keys, or it is damaged."""


class WeakKey(ValueError):
    """The key text is shorter than 20 characters."""


def seal(password: str, *, key: str) -> str:
    """Give ``password`` encrypted, as ASCII text; each time another text.

    Raises WeakKey.

    >>> unseal(seal("geheim €", key="a long text of this installation"),
    ...        key="a long text of this installation")
    'geheim €'
    """
    return _lock(key).encrypt(password.encode()).decode("ascii")


def unseal(sealed: str, *, key: str, old_keys: tuple[str, ...] = ()) -> str:
    """Give the password back; ``old_keys`` are tried when the key has been changed since.

    Raises WrongKey, WeakKey.
    """
    locks = MultiFernet([_lock(text) for text in (key, *old_keys)])
    try:
        return locks.decrypt(sealed.encode()).decode()
    except (InvalidToken, UnicodeError):
        raise WrongKey from None


def _lock(key: str) -> Fernet:
    """Give the cipher of one key text."""
    if len(key) < _SHORTEST_KEY:
        raise WeakKey
    stretch = HKDF(SHA256(), length=32, salt=None, info=b"voldaan mailbox password")
    return Fernet(base64.urlsafe_b64encode(stretch.derive(key.encode())))
