"""The list of today from files alone, as values that are printed."""

from collections.abc import Sequence
from typing import Any

from voldaan import money
from voldaan.actions import letter
from voldaan.cli import from_files, reading
from voldaan.cli.reading import Options
from voldaan.followup.order import ranked
from voldaan.followup.policy import shipped
from voldaan.readers import problems
from voldaan.readers.shapes import ReadFile
from voldaan.wording import names, reasons
from voldaan.wording.scripts import script
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
    cards = [by_client[card.decision.client_id] for card in ranked(d.decision for d in judged)]
    steps = [_step(each, sender, options) for each in cards if each.decision.kind == "step"]
    questions = [_question(each, options) for each in judged if each.decision.kind == "ask"]
    opened, late = _totals(judged, options)
    answer = {
        "day": options.day.isoformat(),
        "open_cents": opened,
        "late_cents": late,
        "summary": _summary(opened, late, len(steps), options.language),
        "steps": steps,
        "questions": questions,
        "waiting": [_wait(each, options) for each in judged if each.decision.wait_until],
        **_left_out(notes),
        "problems": _problems(files),
    }
    return answer, any(reading.failed(file) for file in files)


def _totals(judged: Sequence[from_files.Judged], options: Options) -> tuple[int, int]:
    """Give the cents that are open, and of those the cents past their due date."""
    invoices = [invoice for each in judged for invoice in each.situation.invoices]
    late = [invoice for invoice in invoices if invoice.due_on < options.day]
    return sum(i.open_cents for i in invoices), sum(i.open_cents for i in late)


def _left_out(notes: from_files.Notes) -> dict[str, Any]:
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


def _wait(each: from_files.Judged, options: Options) -> dict[str, Any]:
    until = each.decision.wait_until
    return {
        "client": each.situation.client_name,
        "until": until.isoformat() if until else None,
        "reasons": _said(each, options.language),
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


def _said(each: from_files.Judged, language: reading.Language) -> list[str]:
    return [reasons.words(reason, language) for reason in each.decision.reasons]


def _step(each: from_files.Judged, sender: Sender, options: Options) -> dict[str, Any]:
    decision, language = each.decision, options.language
    facts = letter.facts(
        each.situation,
        decision=decision,
        policy=shipped(),
        day=options.day,
        sender=sender,
        recipient=each.to,
    )
    message, said = None, None
    if decision.channel == "email":
        words = letter.words(facts, decision=decision)
        message = {"subject": words.subject, "body": words.body_text}
    elif decision.channel == "phone":
        said = [line.line for line in script(letter.script_kind(decision), facts=facts).lines]
    step = decision.step or ""
    name = each.situation.client_name
    return {
        "client": name,
        "title": f"{names.step_name(step, language)}: {name}, "
        f"{money.euro(decision.open_cents, language)}",
        "step": step,
        "channel": decision.channel,
        "to": each.to.email or each.to.phone or None,
        "due_since": decision.due_since.isoformat() if decision.due_since else None,
        "amount_cents": decision.open_cents,
        "asks_cents": decision.asks_cents,
        "invoices": [invoice.number for invoice in facts.invoices],
        "reasons": _said(each, language),
        "changes": [reasons.words(change, language) for change in decision.changes],
        "message": message,
        "script": said,
    }


def _question(each: from_files.Judged, options: Options) -> dict[str, Any]:
    decision = each.decision
    return {
        "client": each.situation.client_name,
        "code": decision.question,
        "question": names.question(decision.question or "", options.language),
        "amount_cents": decision.open_cents,
        "reasons": _said(each, options.language),
    }


def _summary(opened: int, late: int, steps: int, language: reading.Language) -> str:
    total, overdue = money.euro(opened, language), money.euro(late, language)
    if language == "nl":
        people = "1 persoon" if steps == 1 else f"{steps} mensen"
        return f"{total} open, {overdue} te laat, vandaag {people}."
    people = "1 person" if steps == 1 else f"{steps} people"
    return f"{total} open, {overdue} late, {people} to contact today."
