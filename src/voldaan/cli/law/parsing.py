"""What goes in: amounts, days, percents, pairs; and wrong input as one sentence, code 2."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from voldaan import money
from voldaan.cli import clock, terminal

#: A file of figures or of a case is never larger than this.
LARGEST_BYTES = 1_000_000
#: So many amounts in one question; more is a mistake.
_MOST_SIGNS = 80


class OneSentence(click.Command):
    """A command that says what is wrong with its input in one sentence, with exit code 2."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401 - as click has it
    ) -> click.Context:
        """Read the arguments."""
        with wrong_use():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        """Run the command."""
        with wrong_use():
            return super().invoke(ctx)


@contextmanager
def wrong_use() -> Iterator[None]:
    """Say a usage error in its one sentence, without the usage around it."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise  # a group without a command shows its help
    except click.UsageError as error:
        terminal.fail(one_line(error.format_message()), code=2)


def one_line(text: str) -> str:
    """Give text on one line, without what a terminal would obey."""
    return terminal.plain(" ".join(text.split()))


def refusals(function: Callable[..., None]) -> Callable[..., None]:
    """Turn what the law room refuses into one sentence and exit code 2."""

    @wraps(function)
    def wrapped(*args: object, **kwargs: object) -> None:
        from voldaan.law.answers import Impossible
        from voldaan.law.tables.loading import BadTable
        from voldaan.law.tables.shapes import NotCovered
        from voldaan.wording import reasons

        try:
            function(*args, **kwargs)
        except Impossible as error:
            refuse(reasons.words(error.reason, "en"))
        except NotCovered as error:
            refuse(
                f"{error.label}: no figure is known for {error.day}; "
                f"the first day that is known is {error.first_day}."
            )
        except BadTable as error:
            refuse(str(error))

    return wrapped


def refuse(sentence: str) -> NoReturn:
    """Say in one sentence what is wrong with the input, and stop with exit code 2."""
    terminal.fail(one_line(sentence), code=2)


def read_file(path: str) -> str:
    """Give the text of a small file, or refuse it in one sentence."""
    try:
        with Path(path).open("rb") as source:
            content = source.read(LARGEST_BYTES + 1)
        text = content.decode("utf-8")
    except OSError as error:
        refuse(f"{path} cannot be read: {(error.strerror or 'no such file').lower()}.")
    except UnicodeDecodeError:
        refuse(f"{path}: expected a text in UTF-8, found other bytes.")
    if len(content) > LARGEST_BYTES:
        refuse(f"{path}: expected at most 1 MB, found more.")
    return text


class Amount(click.ParamType[int]):
    """An amount in euros with a point, as cents: 1210.00."""

    name = "amount"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Read an amount of zero or more."""
        if isinstance(value, int):
            return value
        shown = str(value)[:_MOST_SIGNS]
        try:
            cents = money.parse(str(value))
        except money.NotAnAmount:
            self.fail(f"{shown!r} is no amount; write it as 1210.00.", param, ctx)
        if cents < 0:
            self.fail(f"{shown!r} is negative; expected zero or more.", param, ctx)
        return cents


class Percent(click.ParamType[Decimal]):
    """A percentage: 6 or 10.15."""

    name = "percent"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """Read a percentage; what is possible is for the law to say."""
        shown = str(value)[:_MOST_SIGNS]
        try:
            found = Decimal(shown)
        except InvalidOperation:
            self.fail(f"{shown!r} is no percentage; write it as 10.15.", param, ctx)
        if not found.is_finite():
            self.fail(f"{shown!r} is no percentage; write it as 10.15.", param, ctx)
        return found


class Paid(click.ParamType[tuple[date, int]]):
    """A payment: 2026-10-14=250.00."""

    name = "day=amount"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[date, int]:
        """Read a day and an amount around the sign ``=``."""
        if isinstance(value, tuple):
            return value
        day, sign, amount = str(value).partition("=")
        if not sign:
            shown = str(value)[:_MOST_SIGNS]
            self.fail(
                f"{shown!r}: expected a day and an amount, 2026-10-14=250.00.", param, ctx
            )
        return DAY.convert(day, param, ctx), AMOUNT.convert(amount, param, ctx)


DAY, AMOUNT, PERCENT, PAID = clock.Day(), Amount(), Percent(), Paid()
