"""Legal sentences that stay as they are, whatever an owner writes around them.

Only white space may differ: a mail program breaks lines where it likes. Anything else
(a word, a full stop, "not" before it) can undo what the sentence does in law.
"""

import re
import unicodedata
from collections.abc import Iterator

from voldaan.wording.shapes import Remark, Words

#: What may stand before a sentence: the end of another one, or a new line.
_ENDS = (".", "?", "!", ":", "…")
_CLOSING = "\"')]”’"
_LOOK_BACK = 80
_ALIKE_PERCENT = 60


def missing(words: Words, *, edited: str) -> tuple[Remark, ...]:
    r"""Give the locked sentences of a message that are not whole in what became of it.

    ``locked_changed`` when something much like it is there, else ``locked_missing``;
    either carries the sentence.

    >>> words = Words("x", "", "", "", 0, (), locked=("Dit blijft zo.",))
    >>> missing(words, edited="Hallo. Dit   blijft\nzo. Dag.")
    ()
    >>> [remark.code for remark in missing(words, edited="Dit blijft misschien zo.")]
    ['locked_changed']
    """
    text = _normal(edited)
    return tuple(
        Remark(
            "locked_changed" if _something_like(sentence, text) else "locked_missing",
            facts=(("sentence", " ".join(sentence.split())),),
        )
        for sentence in words.locked
        if not any(_places(_normal(sentence), text))
    )


def without(text: str, *, sentences: tuple[str, ...]) -> str:
    """Leave out the locked sentences that are whole.

    >>> without("Dag. Dit  blijft. Groet.", sentences=("Dit blijft.",))
    'Dag.  Groet.'
    """
    for sentence in sentences:
        text = _pattern(sentence).sub("", text)
    return text


def _places(sentence: str, text: str) -> Iterator[bool]:
    """Go by the places where the sentence stands as a sentence of its own."""
    for found in _pattern(sentence).finditer(text):
        before = text[max(0, found.start() - _LOOK_BACK) : found.start()]
        last = before.rstrip()
        apart = len(before) > len(last)
        new_line = "\n" in before[len(last) :]
        if not last or new_line or (apart and last.rstrip(_CLOSING).endswith(_ENDS)):
            yield True


def _pattern(sentence: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in sentence.split())
    return re.compile(rf"{words}(?!\S)")


def _something_like(sentence: str, text: str) -> bool:
    """Say whether a paragraph holds most words of the sentence."""
    wanted = set(sentence.casefold().split())
    return any(
        100 * len(wanted.intersection(paragraph.casefold().split()))
        >= _ALIKE_PERCENT * len(wanted)
        for paragraph in text.split("\n\n")
    )


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
