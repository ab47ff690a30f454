"""HTML of a mail to plain text, what it quotes marked with ``>`` as in a plain mail.

Only text comes out: no tag, script, style, picture or link survives, so nothing of a
stranger's HTML can ever be shown or run. It is read from left to right and never becomes a
tree: a hundred thousand elements inside each other, or attributes of one, cost no more than
any other text. Mail programs mark what they quote; where they do not, the lines that
introduce it are found by ``stripping.py``.
"""

import re
from html import unescape

#: Characters of HTML, and tags in it, that are looked at.
MOST_CHARACTERS = 1_000_000
MOST_TAGS = 50_000

#: Always finds an end, so that no character is read twice.
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<[a-z/!?][^<>]*>?", re.I | re.S)
_NAME = re.compile(r"<(/?)([a-z][a-z0-9]{0,15})", re.I)
_MARK = re.compile(
    r"\b(?:class|id|type|style)\s{0,9}=\s{0,9}(\"[^\"]{0,300}|'[^']{0,300}|[^\s>]{1,99})", re.I
)
_TOO_LONG = re.compile(r"&#x?[0-9a-f]{9,};?", re.I)
_BLOCKS = frozenset(
    {"p", "div", "br", "tr", "li", "table", "h1", "h2", "h3", "h4", "ul", "ol", "hr", "pre"}
    | {"blockquote", "body"}
)
_SILENT = frozenset({"script", "style", "head", "title", "template", "svg", "object"})
_MAY_QUOTE = frozenset({"blockquote", "div", "span", "p"})
_QUOTED = re.compile(
    r"gmail_attr|yahoo_quoted|moz-cite-prefix|OLK_SRC_BODY_SECTION|protonmail_quote|"
    r"zmail_extra|reply-intro",
    re.I,
)
#: From here on everything is quoted, not only what is inside.
_ALL_AFTER = re.compile(r"divRplyFwdMsg|appendonsend", re.I)


class _Page:
    """The lines so far, and whether we are inside what is quoted or not to be heard."""

    def __init__(self) -> None:
        self.lines: list[tuple[bool, list[str]]] = [(False, [])]
        self.silent = self.quoted = ""
        self.depth = 0
        self.is_quoted_from_here = False

    def add(self, source: str) -> None:
        """Add text as it stands between two tags."""
        if not self.silent:
            self.lines[-1][1].append(source)

    def tag(self, source: str) -> None:
        """Take in one tag: a new line, the beginning or the end of a quote or of silence."""
        found = _NAME.match(source)
        if found is None:
            return
        is_end, name = bool(found[1]), found[2].lower()
        if self.silent:
            # Who forgets to end the head begins the body.
            if (is_end and name == self.silent) or name == "body":
                self.silent = ""
            return
        if name in _SILENT:
            self.silent = "" if is_end or source.endswith("/>") else name
            return
        self._quote(name, source, is_end=is_end)
        if name in _BLOCKS:
            self._new_line()

    def _quote(self, name: str, source: str, *, is_end: bool) -> None:
        if name == self.quoted:
            self.depth += -1 if is_end else 1
            if not self.depth:
                self.quoted = ""
                self._new_line()
        elif name in _MAY_QUOTE and not is_end:
            marks = [each.strip("\"'").lower() for each in _MARK.findall(source[:1000])]
            if _ALL_AFTER.search(" ".join(marks)):
                self.is_quoted_from_here = True
            elif not self.quoted and _is_quote(name, marks):
                self.quoted, self.depth = name, 1
                self._new_line()

    def _new_line(self) -> None:
        self.lines.append((bool(self.quoted) or self.is_quoted_from_here, []))

    def text(self) -> str:
        """Give the lines, quoted ones with their mark, without a heap of empty ones."""
        kept = []
        for is_quoted, pieces in self.lines:
            plain = unescape(_TOO_LONG.sub("", "".join(pieces)))
            line = " ".join(plain.split())
            kept.append(f"> {line}" if is_quoted and line else line)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def to_text(source: str) -> str:
    r"""Give the visible text of HTML, a line per block, a quoted line behind ``>``.

    >>> to_text("<p>Is <b>betaald</b></p><blockquote>Hoi Dirk</blockquote><script>x</script>")
    'Is betaald\n\n> Hoi Dirk'
    """
    source = source[:MOST_CHARACTERS]
    page = _Page()
    place = 0
    for count, tag in enumerate(_TAG.finditer(source)):
        page.add(source[place : tag.start()])
        place = tag.end()
        page.tag(tag.group())
        if count >= MOST_TAGS:
            return page.text()
    page.add(source[place:])
    return page.text()


def _is_quote(name: str, marks: list[str]) -> bool:
    """Say whether an element quotes; a blockquote may also only move text to the right."""
    whole = " ".join(marks)
    if name == "blockquote" and ("margin" not in whole or "border-left" in whole):
        return True
    return "cite" in marks or bool(_QUOTED.search(whole))
