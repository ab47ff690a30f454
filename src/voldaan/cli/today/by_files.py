"""The list of today from files alone, as values that are printed."""

from collections.abc import Sequence
from typing import Any

from voldaan.cli import reading
from voldaan.cli.reading import Options
from voldaan.cli.today import cards, from_files
from voldaan.followup.morning.order import ranked
from voldaan.followup.policy import shipped
from voldaan.matching import our_invoices
from voldaan.readers import problems
from voldaan.readers.shapes import ReadFile
from voldaan.wording.shapes import Sender

#: Stands where no name was given, so that nobody sends it by accident.
NO_NAME = {"nl": "(jouw naam)", "en": "(your name)"}


def answer(paths: Sequence[str], options: Options) -> tuple[dict[str, Any], bool]:
    """Read, match and decide; give the list, and whether something could not be read."""
    files = list(reading.read_all(paths))
    ibans = frozenset({options.iban} - {""})
    judged, notes = from_files.judge(
        files, day=options.day, ibans=ibans, complete_until=options.complete_until
    )
    by_client = {each.situation.client_id: each for each in judged}
    sender = Sender(
        name=options.from_name or notes.seller or NO_NAME[options.language],
        phone=options.from_phone,
        iban=options.iban,
    )
    ranking = [card.decision.client_id for card in ranked(each.decision for each in judged)]
    language = options.language
    steps = [
        cards.step(
            each,
            letter=cards.letter_facts(each, policy=shipped(), day=options.day, sender=sender),
            language=language,
        )
        for each in (by_client[client_id] for client_id in ranking)
        if each.decision.kind == "step"
    ]
    opened, late = _totals(judged, options)
    answer = {
        "day": options.day.isoformat(),
        "open_cents": opened,
        "late_cents": late,
        "summary": cards.summary(opened, late, len(steps), language),
        "steps": steps,
        **cards.no_steps(
            [(each.decision, each.situation.client_name) for each in judged], language
        ),
        **_left_out(notes),
        "problems": _problems(files),
    }
    return answer, any(reading.failed(file) for file in files)


def _totals(judged: Sequence[from_files.Judged], options: Options) -> tuple[int, int]:
    """Give the cents that are open, and of those the cents past their due date."""
    invoices = [invoice for each in judged for invoice in each.situation.invoices]
    late = [invoice for invoice in invoices if invoice.due_on < options.day]
    return sum(i.open_cents for i in invoices), sum(i.open_cents for i in late)


def _left_out(notes: our_invoices.Notes) -> dict[str, Any]:
    return {
        "left_out": {
            "purchases": list(notes.purchases),
            "not_usable": list(notes.not_usable),
        },
        "assumed": {
            "ours": list(notes.sides_assumed),
            "complete_until": [day.isoformat() for day in notes.closing_days_assumed],
        },
    }


def _problems(files: Sequence[ReadFile]) -> list[dict[str, str]]:
    return [
        {
            "where": f"{file.file}: {problem.where}",
            "message": problems.sentence(problem),
            "severity": problem.severity,
        }
        for file in files
        for problem in file.problems
    ]
