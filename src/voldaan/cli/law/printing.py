"""What comes out: an answer as steps on the screen, or as JSON with amounts in cents."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING

import click

from voldaan.cli import reading, terminal
from voldaan.cli.law import parsing
from voldaan.law.answers import Answer, Step, euros
from voldaan.reasons import Reason
from voldaan.wording import reasons
from voldaan.wording.shapes import Language

if TYPE_CHECKING:
    from voldaan.law.nl.tables import Tables

type Json = Mapping[str, object]

_PROVISIONAL = {
    "nl": "VOORLOPIG: een cijfer kan intussen veranderd zijn. Gebruik dit niet in een brief.",
    "en": "PROVISIONAL: a figure may have changed by now. Do not use this in a letter.",
}
#: What stands before the outcome, in Dutch; English is the key.
_HEADLINES = {
    "interest": "rente",
    "days": "dagen",
    "per day after that": "per dag daarna",
    "open costs": "open kosten",
    "open interest": "open rente",
    "open principal": "open hoofdsom",
    "open in all": "open in totaal",
    "paid too much": "te veel betaald",
    "costs": "kosten",
    "VAT": "btw",
    "total": "totaal",
    "delivered on": "bezorgd op",
    "term first day": "eerste dag termijn",
    "term last day": "laatste dag termijn",
    "costs due from": "kosten vanaf",
    "safe last day": "veilige laatste dag",
    "safe costs due from": "kosten veilig vanaf",
    "last safe day": "laatste veilige dag",
    "refund": "terug te vragen",
    "right arises on": "recht ontstaat op",
    "period": "tijdvak",
    "file by": "aangifte uiterlijk",
    "court fee": "griffierecht",
    "summons": "dagvaarding",
    "agent": "gemachtigde",
    "aftercare": "nakosten",
    "last day to pay": "laatste betaaldag",
    "in default": "in verzuim",
    "first day of default": "eerste dag verzuim",
    "yes": "ja",
    "no": "nee",
}
#: How the source of a choice that the law leaves open is shown.
_CHOSEN = {"nl": "keuze van Voldaan", "en": "a choice of Voldaan"}
_DOUBTS = {"nl": "Niet zeker", "en": "Not certain"}


def options(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that every question has: the figures, the language, JSON."""

    @click.option("--tables", "tables_file", type=str, help="Newer figures: a TOML file.")
    @click.option("--administration", type=int, help="Use what it loaded into the record.")
    @click.option("--language", type=click.Choice(["nl", "en"]), help="Of the sentences.")
    @click.option("--json", "as_data", is_flag=True, help="Print one JSON object.")
    @parsing.refusals
    @wraps(function)
    def wrapped(
        *,
        tables_file: str | None,
        administration: int | None,
        language: str | None,
        as_data: bool,
        **rest: object,
    ) -> None:
        show = Show(reading.language(language), as_data=as_data)
        figures = tables(tables_file, administration=administration)
        function(asked=Asked(figures, show), **rest)

    return wrapped


def tables(path: str | None, *, administration: int | None) -> "Tables":
    """Give the figures to compute with: shipped, of the record, of a file."""
    from voldaan.law.nl.tables import Tables, shipped
    from voldaan.law.tables import packaged, updating

    files = [] if administration is None else _loaded(administration)
    if path is not None:
        files.append((path, parsing.read_file(path)))
    if not files:
        return shipped()
    found = dict(packaged.tables("nl"))
    for name, text in files:
        found, _ = updating.merged(found, text, file=name)
    return packaged.of(Tables, found)


def _loaded(administration: int) -> list[tuple[str, str]]:
    from voldaan.cli import record

    firm = record.firm(administration)
    from voldaan.books.queries.law_figures import loaded

    return loaded(firm.id)


class Show:
    """Shows an answer in one language, on the screen or as JSON."""

    def __init__(self, language: Language, *, as_data: bool) -> None:
        self.language = language
        self.as_data = as_data

    def __call__(
        self, answer: Answer, values: Json, headline: Iterable[tuple[str, str]]
    ) -> None:
        """Print the values that were asked; the steps belong to ``answer``."""
        if self.as_data:
            terminal.print_json({**values, **self.working(answer)})
            return
        for name, value in headline:
            click.echo(f"{self.headline(name):<24}{self.headline(value):>16}")
        click.echo()
        self.steps(answer.steps)
        if answer.provisional:
            click.echo(f"\n{_PROVISIONAL[self.language]}")
        if answer.doubts:
            click.echo(f"\n{_DOUBTS[self.language]}:")
            for doubt in answer.doubts:
                click.echo(f"  {terminal.plain(self.words(doubt))}")

    def steps(self, steps: Iterable[Step]) -> None:
        """Print steps: what it is; under it the figures and the outcome; then the article."""
        for step in steps:
            outcome = step.day.isoformat() if step.day else ""
            if step.cents is not None:
                outcome = euros(step.cents)
            click.echo(f"  {terminal.plain(self.words(step.label))}")
            cites = _CHOSEN[self.language] if step.cites == "House" else step.cites
            below = [part for part in (step.figures, cites) if part]
            click.echo(f"      {terminal.plain(below[0]):<66}{outcome:>14}".rstrip())
            for part in below[1:]:
                click.echo(f"      {terminal.plain(part)}")

    def headline(self, text: str) -> str:
        """Give what stands before an outcome in the chosen language; numbers as they are."""
        return _HEADLINES.get(text, text) if self.language == "nl" else text

    def words(self, reason: Reason) -> str:
        """Say a reason in the chosen language."""
        return reasons.words(reason, self.language)

    def working(self, answer: Answer) -> Json:
        """Give steps, doubts and whether it is provisional, for JSON."""
        return {
            "provisional": answer.provisional,
            "doubts": [self.reason(doubt) for doubt in answer.doubts],
            "steps": [self.step(step) for step in answer.steps],
        }

    def reason(self, reason: Reason) -> Json:
        """Give a reason: its code, its facts, and its words."""
        return {
            "code": reason.code,
            "facts": dict(reason.facts),
            "text": self.words(reason),
        }

    def step(self, step: Step) -> Json:
        """Give one step; ``cents`` or ``day`` is null where it has none."""
        return {
            **self.reason(step.label),
            "figures": step.figures,
            "cents": step.cents,
            "day": step.day.isoformat() if step.day else None,
            "cites": step.cites,
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """What every question is asked with: the figures, and how to show the answer."""

    tables: "Tables"
    show: Show
