"""What goes to the screen: JSON, plain text from strangers, progress on a terminal."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn, Protocol

import click

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress


_PIECE = 1_000_000


class Report(Protocol):
    """Called as work goes on: what is done, how much of how much."""

    def __call__(self, what: str, done: int, of: int) -> None:
        """Show it."""


def plain(text: str) -> str:
    r"""Give text from a file without anything that a terminal would obey.

    >>> plain("Vink\x1b[2J BV")
    'Vink?[2J BV'
    """
    return "".join(sign if sign.isprintable() or sign == "\xa0" else "?" for sign in text)


def print_json(value: object) -> None:
    """Print one JSON object, as UTF-8 whatever the terminal's own encoding."""
    text = json.dumps(value, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None)
    for start in range(0, len(text), _PIECE):  # a second copy of a large answer costs memory
        piece = text[start : start + _PIECE]
        sys.stdout.buffer.write(piece.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()


def fail(sentence: str, code: int = 1) -> NoReturn:
    """Say in one sentence what could not be done, and stop."""
    click.echo(sentence, err=True)
    sys.exit(code)


@contextmanager
def progress() -> Iterator[Report]:
    """Give a bar on a terminal, and nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda what, done, of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bars:
        yield _Bars(bars)


class _Bars:
    """One bar for each kind of work."""

    def __init__(self, bars: "RichProgress") -> None:
        self._bars = bars
        self._tasks: dict[str, object] = {}

    def __call__(self, what: str, done: int, of: int) -> None:
        """Move the bar of this work."""
        from rich.markup import escape

        if what not in self._tasks:
            self._tasks[what] = self._bars.add_task(escape(plain(what)))
        self._bars.update(self._tasks[what], completed=done, total=max(of, 1))  # type: ignore[arg-type]
