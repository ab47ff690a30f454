"""Which texts are one e-mail address that we dare to write to."""

import re
import unicodedata

_LOCAL_CHARACTERS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
# The built-in IDNA table (2003) sends these letters to another domain than browsers and
# registries do today ("ß" becomes "ss"), which may belong to somebody else.
_CHANGED_MEANING = frozenset("ßẞς\u200c\u200d")


class NotAnAddress(ValueError):
    """``text`` is not one e-mail address."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text)


def is_address(text: str) -> bool:
    """Whether ``text`` is exactly one address of the plain form ``local@domain``.

    *Choice:* narrower than RFC 5321 allows. Quoted local parts, comments, names, address
    literals and domains without a dot are refused: in a client's record they are typing
    mistakes or attacks far more often than addresses.

    >>> is_address("anna+facturen@voorbeeld.nl"), is_address("info@café.example")
    (True, True)
    >>> is_address("anna@voorbeeld.nl, bas@voorbeeld.nl"), is_address("anna@voorbeeld")
    (False, False)
    """
    try:
        as_ascii(text)
    except NotAnAddress:
        return False
    return True


def as_ascii(text: str) -> str:
    """Give the address with its domain as mail servers write it (``xn--…``, lower case).

    The part before the @ stays as it is; it may hold letters outside ASCII, which only
    servers with SMTPUTF8 deliver (:func:`needs_smtputf8`).

    Raises NotAnAddress.

    >>> as_ascii("Info@Café.example")
    'Info@xn--caf-dma.example'
    """
    local, at, domain = text.partition("@")
    if not at or len(text) > 254 or not _is_local(local):
        raise NotAnAddress(text)
    ascii_domain = domain_as_ascii(domain)
    if ascii_domain is None or len(local.encode()) + 1 + len(ascii_domain) > 254:
        raise NotAnAddress(text)
    return f"{local}@{ascii_domain}"


def needs_smtputf8(address: str) -> bool:
    """Whether only a server with SMTPUTF8 can carry this address (RFC 6531).

    >>> needs_smtputf8("jörg@voorbeeld.nl"), needs_smtputf8("joerg@köln.example")
    (True, False)
    """
    return not address.partition("@")[0].isascii()


def domain_as_ascii(domain: str) -> str | None:
    """Give the domain in ASCII and lower case, or None when it is not a domain.

    >>> domain_as_ascii("Köln.example"), domain_as_ascii("127.0.0.1"), domain_as_ascii("a..nl")
    ('xn--kln-sna.example', None, None)
    """
    if len(domain) > 253 or _CHANGED_MEANING & set(domain):
        return None
    # The codec also takes other full stops and spaces for its own purposes; we do not.
    if not all(character in ".-" or character.isalnum() or unicodedata.combining(character)
               for character in domain):  # fmt: skip
        return None
    try:
        labels = domain.encode("idna").decode("ascii").lower().split(".")
    except UnicodeError:
        return None
    if len(labels) < 2 or labels[-1].isdigit():
        return None
    return ".".join(labels) if all(map(_LABEL.fullmatch, labels)) else None


def _is_local(local: str) -> bool:
    """Tell whether this may stand before the @: RFC 5321 dot-string, or RFC 6531 letters."""
    if not local or len(local.encode("utf-8", "replace")) > 64:
        return False
    if local.startswith(".") or local.endswith(".") or ".." in local:
        return False
    return all(
        _LOCAL_CHARACTERS.match(character)
        or (not character.isascii() and unicodedata.category(character)[0] in "LMN")
        for character in local
    )
