"""HTML of a mail to plain text, with what it quotes left out.

Only text comes out: no tag, script, style, picture or link survives, so nothing of a
stranger's HTML can ever be shown or run. Mail programs mark what they quote, and that is
dropped here where the mark is plain; the rest is found by ``stripping.py``.
"""

import re

from lxml import etree
from lxml import html as lxml_html

#: Characters of HTML that are looked at.
MOST_CHARACTERS = 1_000_000
_MOST_ELEMENTS = 20_000

_BLOCKS = frozenset(
    {"p", "div", "br", "tr", "li", "table", "h1", "h2", "h3", "h4", "ul", "ol", "hr", "pre"}
)
_SILENT = frozenset({"script", "style", "head", "title", "template", "svg", "object"})
_QUOTED = re.compile(
    r"gmail_quote|gmail_extra|yahoo_quoted|moz-cite-prefix|divRplyFwdMsg|appendonsend|"
    r"OLK_SRC_BODY_SECTION|protonmail_quote|zmail_extra|reply-intro",
    re.I,
)
#: From here on everything is quoted, not only what is inside.
_ALL_AFTER = re.compile(r"divRplyFwdMsg|appendonsend|moz-cite-prefix|reply-intro", re.I)


def to_text(source: str) -> str:
    """Give the visible text of HTML, a line per block; empty when it cannot be read.

    >>> to_text("<p>Is <b>betaald</b></p><blockquote>Hoi Dirk</blockquote><script>x</script>")
    'Is betaald'
    """
    try:
        root = lxml_html.document_fromstring(source[:MOST_CHARACTERS])
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return ""
    pieces: list[str] = []
    _walk(root, pieces)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _walk(root: lxml_html.HtmlElement, pieces: list[str]) -> None:
    """Collect text in order without recursion: deep nesting must not stop the program."""
    stack: list[tuple[lxml_html.HtmlElement, bool]] = [(root, True)]
    for _ in range(_MOST_ELEMENTS * 2):
        if not stack:
            return
        element, is_start = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else "script"  # a comment
        if not is_start:
            if tag in _BLOCKS:
                pieces.append("\n")
            pieces.append(element.tail or "")
            continue
        marks = f"{element.get('class', '')} {element.get('id', '')}"
        if _ALL_AFTER.search(marks):
            return
        if tag in _SILENT or _is_quote(tag, element, marks):
            pieces.append(f"\n{element.tail or ''}")
            continue
        if tag in _BLOCKS:
            pieces.append("\n")
        pieces.append(" ".join((element.text or "").split("\n")))
        stack.append((element, False))
        stack.extend((child, True) for child in reversed(element))


def _is_quote(tag: str, element: lxml_html.HtmlElement, marks: str) -> bool:
    is_cited = tag == "blockquote" and "margin" not in element.get("style", "")
    return is_cited or element.get("type") == "cite" or bool(_QUOTED.search(marks))
