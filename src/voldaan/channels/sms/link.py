"""A link that opens the text messages of a telephone with the words ready.

``sms:<number>?&body=<words>``: RFC 5724 writes ``?body=``, some telephones listen to ``&body=``
only; both take this form. It is the telephone's own message, at the price of its contract.
"""

from urllib.parse import quote

from voldaan.channels.phone.numbers import Number

#: Some browsers and telephones cut or ignore longer addresses.
LONGEST_LINK = 1_900


class NoMobile(ValueError):
    """No text can arrive at this number, as far as its digits tell; carries the number."""

    def __init__(self, number: Number) -> None:
        self.number = number
        super().__init__(number.kind)


def link(number: Number, *, text: str = "") -> str | None:
    r"""Give the link, or None when it gets too long; offer the words for copying then.

    Raises NoMobile.

    >>> from voldaan.channels.phone.numbers import parse
    >>> link(parse("06 12345678"), text="Dag Dirk,\nfactuur #12 & 13")
    'sms:+31612345678?&body=Dag%20Dirk%2C%0Afactuur%20%2312%20%26%2013'
    """
    if not number.may_get_texts:
        raise NoMobile(number)
    made = f"sms:{number.e164}"
    words = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    if words:
        made += f"?&body={quote(words, safe='', errors='replace')}"
    return made if len(made) <= LONGEST_LINK else None
