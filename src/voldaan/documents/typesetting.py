"""The one place that speaks to the typesetter (typst).

Plain values go in as JSON, never as its language; the page is ``letter.typ``. Fonts of the
machine are never looked at. The PDF asks to be PDF/A-2a and PDF/UA-1; the typesetter holds
it to what it knows of those rules, and refuses a character that the font lacks. (No outside
checker of PDF/A has looked at it.)
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

PAGE = Path(__file__).with_name("letter.typ")

_ASKED = """(
  begins: query(<begins>).map(found => found.location().page()),
  ends: query(<ends>).map(found => found.location().page()),
  misfits: query(<does-not-fit>).map(found => found.value),
)"""
_STANDARDS: list[Any] = ["a-2a", "ua-1"]


class NotTypeset(RuntimeError):
    """The typesetter stopped or warned: a mistake of ours, never of the facts."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A document laid out: the pages of each section, from 1, and what does not fit.

    A misfit is the place of its section, from 0, and the name of the field.
    """

    ranges: tuple[tuple[int, int], ...]
    misfits: tuple[tuple[int, str], ...]
    _compiler: typst.Compiler

    def pdf(self, *, at: datetime) -> bytes:
        """Give the bytes, made at ``at`` as far as they tell. Raises NotTypeset."""
        try:
            made, warnings = self._compiler.compile_with_warnings(
                format="pdf", pdf_standards=_STANDARDS, timestamp=int(at.timestamp())
            )
        except typst.TypstError as error:
            raise NotTypeset(error.message) from error
        if warnings or not isinstance(made, bytes):
            raise NotTypeset("; ".join(warning.message for warning in warnings))
        return made


def lay_out(
    given: dict[str, Any], *, guess: Sequence[tuple[int, int]], page: Path = PAGE
) -> Typeset:
    """Lay a document out, without making the file yet.

    The numbers of the pages stand on them, so they must be known before: a ``guess`` that
    proves right saves laying everything out twice.

    Raises NotTypeset.
    """
    laid_out = lay_out_once(given, ranges=guess, page=page)
    if laid_out.ranges != tuple(guess):
        known = laid_out.ranges
        laid_out = lay_out_once(given, ranges=known, page=page)
        if laid_out.ranges != known:
            raise NotTypeset("the numbers of the pages moved the pages")
    return laid_out


def lay_out_once(
    given: dict[str, Any], *, ranges: Sequence[tuple[int, int]], page: Path = PAGE
) -> Typeset:
    """Lay a document out with these numbers of pages on it, right or not. Raises NotTypeset."""
    compiler = typst.Compiler(
        page,
        root=page.parent,
        font_paths=_fonts(),
        sys_inputs={"given": json.dumps({**given, "ranges": ranges})},
    )
    try:
        asked = json.loads(compiler.eval(_ASKED))
    except (typst.TypstError, RuntimeError) as error:
        raise NotTypeset(str(error)) from error
    return Typeset(
        tuple(zip(asked["begins"], asked["ends"], strict=True)),
        tuple((place, field) for place, field in asked["misfits"]),
        compiler,
    )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Give the fonts that the typesetter itself carries."""
    return typst.Fonts(include_system_fonts=False)
