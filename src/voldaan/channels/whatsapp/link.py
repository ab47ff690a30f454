"""A link that opens WhatsApp at a number with the words ready; a person presses send.

``https://wa.me/<number>?text=<words>``: the number international without plus or zeros, the
words percent-encoded. Source: WhatsApp's help page on *click to chat*, from memory.
"""

from urllib.parse import quote

from voldaan.channels.phone.numbers import Number

#: Some browsers and telephones cut or ignore addresses beyond some 2,000 characters.
LONGEST_LINK = 1_900


class NoMobile(ValueError):
    """No text can arrive at this number, as far as its digits tell; carries the number."""

    def __init__(self, number: Number) -> None:
        self.number = number
        super().__init__(number.kind)


class BadText(ValueError):
    """The words hold signs that cannot be sent: half a sign, or a control character."""


def link(number: Number, *, text: str = "") -> str | None:
    r"""Give the link, or None when it gets too long; offer the words for copying then.

    *Choice:* Dutch numbers that are not mobile are refused. A firm can have WhatsApp on its
    landline, but whoever types one here has far more often mixed up two fields, and the link
    would then end in an error page.

    Raises NoMobile, BadText.

    >>> from voldaan.channels.phone.numbers import parse
    >>> link(parse("06 12345678"), text="Dag Dirk,\nfactuur #12 & 13 😊")
    'https://wa.me/31612345678?text=Dag%20Dirk%2C%0Afactuur%20%2312%20%26%2013%20%F0%9F%98%8A'
    """
    if not number.may_get_texts:
        raise NoMobile(number)
    words = text.replace("\r\n", "\n").replace("\r", "\n")
    if any(
        (sign < " " and sign not in "\n\t") or "\ud800" <= sign <= "\udfff" for sign in words
    ):
        raise BadText
    made = f"https://wa.me/{number.e164.removeprefix('+')}"
    if words:
        made += f"?text={quote(words, safe='')}"
    return made if len(made) <= LONGEST_LINK else None
