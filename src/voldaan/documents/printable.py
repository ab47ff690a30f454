r"""Which characters can be printed, and strangers' text made fit for paper.

The list is that of Libertinus Serif, regular and bold, as the typesetter carries it: Latin,
Greek, Cyrillic and Hebrew letters, signs and currencies; no emoji, Arabic or Chinese. A
test holds the list against the font. Invisible fillers are left out on purpose.
"""

import re
import unicodedata

#: What is printed for a character that the font lacks: visible, and nothing else means it.
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
#: Between two pieces of a word that is too long for a line; itself it shows nothing.
ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"

_LONGEST_WORD = 30
_MOST_MARKS = 2  # on one letter: Vietnamese needs one more than its letters hold, Hebrew two

_RANGES = """
20-7e a1-ac ae-2e4 2ea-34e 350-36f 374-375 37a-37e 384-38a 38c 38e-3a1 3a3-3ce 3d0-3e1
3f0-3f6 3f8-3f9 3fb 3fd-45f 462-463 470-477 490-4c4 4c7-4cc 4d0-4f9 5b0-5c3 5c6 5d0-5ea
5f0-5f4 1d35 1d43-1d5f 1d62-1d67 1d9c 1da0 1da4 1db6 1dbb 1e00-1e9b 1e9e 1ea0-1ef9
1f00-1f15 1f18-1f1d 1f20-1f45 1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d 1f5f-1f7d 1f80-1fb4
1fb6-1fc4 1fc6-1fd3 1fd6-1fdb 1fdd-1fef 1ff2-1ff4 1ff6-1ffe 2010-2027 2030-2037 2039-203e
2042 2044 2047-204b 204f 2070-2071 2074-208e 2090-209c 20a2-20a4 20a7-20a8 20ab-20ac 20af
20b1 20bf 2100-2103 2105-2106 2109 210c-210f 2111 2113 2115-2116 2119-211a 211c-211d 2120
2122 2124 2126-2127 212a-212b 212e 2135-2139 214f 2153-2184 2190-219b 21a8 21ae 21bc-21bd
21c0-21c1 21cb-21d9 2200-220d 220f-221c 221e-221f 2223-222b 2236 223c 2241 2245 2247-2249
2259 2260-2262 2264-2265 226a-226b 226e-2271 2282-2285 2295-2298 22c5 22ef 2302-2303 2310
2320-2321 2326-2327 2329-232b 23d3 2460-2473 24ea 24ff 25a0-25a1 25b2-25b3 25b6-25b7
25bc-25bd 25c0-25c1 25c6-25c7 25c9-25cc 25ce-25d7 2605 2619 261b 261e 2627 262f 2639-2653
2660 2663 2665-2666 2669-266c 2695 2698 26a2-26a5 2767 2776-277f 27e6-27e9 fb1d fb1f
fb29-fb36 fb38-fb3c fb3e fb40-fb41 fb43-fb44 fb46-fb4e fffd
"""


def _listed() -> frozenset[str]:
    """Give every character of the list."""
    found: set[str] = {NO_BREAK_SPACE}
    for piece in _RANGES.split():
        first, _, last = piece.partition("-")
        found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(found)


CHARACTERS = _listed()


def one_line(text: str) -> str:
    r"""Give text on one line: any white space is one space, invisible marks are gone.

    >>> one_line("Els\r\n \u202eVink\0")
    'Els Vink'
    """
    return " ".join(_visible(text).split())


def text_lines(text: str) -> tuple[str, ...]:
    r"""Give the lines of a paragraph, empty ones left out.

    A space that does not break stays one: it holds an amount to its sign.

    >>> text_lines("Beste Els,\r\n\r\nHet gaat om\t€\xa012,50.")
    ('Beste Els,', 'Het gaat om €\xa012,50.')
    """
    kept = (
        NO_BREAK_SPACE.join(
            " ".join(piece.split()) for piece in re.split("[\xa0\u202f]+", line)
        )
        for line in _visible(text).splitlines()
    )
    return tuple(line for line in kept if line.strip())


def missing(text: str) -> str:
    """Give the characters of a cleaned text that cannot be printed, each once.

    >>> missing("Dirk 😀 & 汉字 😀")
    '😀汉字'
    """
    return "".join(dict.fromkeys(c for c in text if c not in CHARACTERS))


def shown(text: str) -> str:
    """Give a cleaned text as it can be printed.

    >>> shown("Dirk 😀")
    'Dirk �'
    """
    return "".join(c if c in CHARACTERS else REPLACEMENT for c in text)


def breakable(text: str, *, every: int = _LONGEST_WORD) -> str:
    """Let a word that may be longer than a line be broken; an ordinary text stays as it is.

    Who copies such a word out of the file copies the zero width space too.

    >>> breakable("2026-041"), len(breakable("W" * 100))
    ('2026-041', 103)
    """
    return re.sub(f"([^ ]{{{every}}})(?=[^ ])", rf"\1{ZERO_WIDTH_SPACE}", text)


def _visible(text: str) -> str:
    """Take away what shows nothing but can turn, hide or bury what stands around it."""
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text):
        marks = marks + 1 if unicodedata.category(character) == "Mn" else 0
        if marks <= _MOST_MARKS and not _shows_nothing(character):
            kept.append(character)
    return "".join(kept)


def _shows_nothing(character: str) -> bool:
    """Tell of controls, direction marks and variants (white space is another matter)."""
    if character.isspace():
        return False
    return unicodedata.category(character) in {"Cc", "Cf"} or "\ufe00" <= character <= "\ufe0f"
