"""What a message is made of, and how that becomes finished words.

Every family of texts fills in one :class:`Material`; here it is set, once for all of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal, Protocol

from voldaan.wording import placeholders, texts
from voldaan.wording.shapes import LetterFacts, SumLine, Words

_WAYS: Mapping[bool, Literal["link", "reply"]] = {True: "link", False: "reply"}
_ADDRESSES = frozenset({"link", "link2"})


class NotWritten(KeyError):
    """There is no text for this step in this medium; carries both."""

    def __init__(self, step: str, medium: str) -> None:
        super().__init__(f"{medium}: {step}")
        self.step = step
        self.medium = medium


class Block(Protocol):
    """Something that stands in a paragraph of its own: a table, a passage."""

    def plain(self) -> str:
        """Give it as plain text."""

    def html(self) -> str:
        """Give it as HTML, everything escaped."""


@dataclass(frozen=True, slots=True)
class Material:
    """Which text, what holds (``texts.CONDITIONS``), every value and every block.

    ``asks_cents`` is the sum of ``working``. An empty value is a fact that is not known:
    a text that needs it is refused.
    """

    name: str
    letter: LetterFacts
    holding: frozenset[str]
    values: Mapping[str, str]
    blocks: Mapping[str, Block]
    asks_cents: int = 0
    working: tuple[SumLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands between the greeting and the name below another message."""

    material: Material

    def plain(self) -> str:
        """Give the paragraphs as plain text."""
        return "\n\n".join(_plain(part, self.material) for part in parts(self.material)[1:-1])

    def html(self) -> str:
        """Give the paragraphs as HTML, everything escaped."""
        return "\n".join(_html(part, self.material) for part in parts(self.material)[1:-1])


def holding(**holds: bool) -> frozenset[str]:
    """Name what holds, and with ``no_`` before it what does not.

    >>> sorted(holding(link=True, iban=False))
    ['link', 'no_iban']
    """
    return frozenset(name if held else f"no_{name}" for name, held in holds.items())


def text(material: Material) -> texts.Text:
    """Give the text of a message in its language and form."""
    letter = material.letter
    return texts.load(material.name, language=letter.language, form=letter.address_form)


def parts(material: Material) -> tuple[texts.Part, ...]:
    """Give the parts of the text that hold, in order."""
    return tuple(
        part for part in text(material).parts if material.holding.issuperset(part.when)
    )


def locked(material: Material) -> tuple[str, ...]:
    """Give the legal sentences of the message with their facts, a paragraph each.

    Raises :class:`~voldaan.wording.placeholders.EmptyPlaceholder`.
    """
    return tuple(
        paragraph
        for part in parts(material)
        if part.locked
        for paragraph in _plain(part, material).split("\n\n")
    )


def finish(material: Material, *, gap: str = "\n\n") -> Words:
    """Set the message; ``gap`` stands between its parts.

    Raises :class:`~voldaan.wording.placeholders.EmptyPlaceholder` when a fact is missing.
    """
    said, letter = text(material), material.letter
    many = "no_one" in material.holding
    subject = (many and said.subject_many) or said.subject
    version = (
        f"{material.name}.{letter.language}.{letter.address_form}."
        f"{_WAYS['link' in material.holding]}.{said.version}"
    )
    return put(material, held=parts(material), subject=subject, version=version, gap=gap)


def put(
    material: Material,
    *,
    held: Sequence[texts.Part],
    subject: str,
    version: str,
    gap: str = "\n\n",
) -> Words:
    """Set these parts under this subject, whoever wrote them; raises as :func:`finish`."""
    return Words(
        text_version=version,
        subject=placeholders.fill(subject, values=material.values),
        body_text=gap.join(_plain(part, material) for part in held) + "\n",
        body_html="\n".join(_html(part, material) for part in held) + "\n",
        asks_cents=material.asks_cents,
        working=material.working,
        locked=locked(material),
    )


def _plain(part: texts.Part, material: Material) -> str:
    return "".join(
        words + (_plain_value(name, material) if name else "")
        for words, name in placeholders.pieces(part.text)
    )


def _plain_value(name: str, material: Material) -> str:
    block = material.blocks.get(name)
    return block.plain() if block else placeholders.value(name, values=material.values)


def _html(part: texts.Part, material: Material) -> str:
    block = material.blocks.get(part.text.removeprefix("{").removesuffix("}"))
    if block:
        return block.html()
    words = "".join(
        escape(words) + (_html_value(name, material) if name else "")
        for words, name in placeholders.pieces(part.text)
    )
    return "<p>" + words.replace("\n", "<br>\n") + "</p>"


def _html_value(name: str, material: Material) -> str:
    value = escape(placeholders.value(name, values=material.values))
    return f'<a href="{value}">{value}</a>' if name in _ADDRESSES else value
