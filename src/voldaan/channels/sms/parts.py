"""In how many parts a text message travels, which is what it is paid by.

A part holds 140 bytes: 160 letters of the GSM alphabet, which takes seven bits for each, or
70 of UCS-2 as soon as one letter is outside it. In a longer message each part gives up six
bytes to say where it belongs: 153 and 67 are left. A sign that takes two places is never cut
in two.

Source: 3GPP TS 23.038 (the alphabet and its extension), TS 23.040 (parts).
"""

from dataclasses import dataclass
from typing import Literal

Encoding = Literal["gsm7", "ucs2"]

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
#: These take two places: an escape and a letter.
_GSM_TWO = frozenset("\f^{}\\[~]|€")
_ROOM: dict[Encoding, tuple[int, int]] = {"gsm7": (160, 153), "ucs2": (70, 67)}


@dataclass(frozen=True, slots=True)
class Parts:
    """How a text is cut: the encoding of all of it, and the pieces in order."""

    encoding: Encoding
    texts: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many parts are paid."""
        return len(self.texts)


def encoding_of(text: str) -> Encoding:
    """Give ``gsm7`` when every letter is in the GSM alphabet, else ``ucs2``.

    >>> encoding_of("Factuur € 12 [betaald]"), encoding_of("Zoë"), encoding_of("“ja”")
    ('gsm7', 'ucs2', 'ucs2')
    """
    return "gsm7" if all(sign in _GSM or sign in _GSM_TWO for sign in text) else "ucs2"


def split(text: str) -> Parts:
    """Cut a text as telephones do; the pieces together are the text again.

    >>> split("x" * 160).count, split("x" * 161).count, split("€" * 81).count
    (1, 2, 2)
    >>> split("ë" * 70).count, split("ë" * 71).count
    (1, 2)
    """
    encoding = encoding_of(text)
    whole, piece = _ROOM[encoding]
    if sum(_places(sign, encoding) for sign in text) <= whole:
        return Parts(encoding, (text,))
    texts: list[str] = []
    start = taken = 0
    for at, sign in enumerate(text):
        places = _places(sign, encoding)
        if taken + places > piece:
            texts.append(text[start:at])
            start, taken = at, 0
        taken += places
    return Parts(encoding, (*texts, text[start:]))


def _places(sign: str, encoding: Encoding) -> int:
    """Give how many places a sign takes: two for the extension, and for most emoji."""
    return 2 if (sign in _GSM_TWO if encoding == "gsm7" else sign > "\uffff") else 1
