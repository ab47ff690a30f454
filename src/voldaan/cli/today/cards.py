"""One shape of the list of today, wherever it comes from: files or the record."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from voldaan import money
from voldaan.actions.steps import letter as letters
from voldaan.cli.reading import Language
from voldaan.cli.today.from_files import Judged
from voldaan.followup.shapes import Decision, Policy
from voldaan.wording import names, reasons
from voldaan.wording.scripts import script
from voldaan.wording.shapes import LetterFacts, Sender


def letter_facts(judged: Judged, *, policy: Policy, day: date, sender: Sender) -> LetterFacts:
    """Give what may stand in the words of this step."""
    return letters.facts(
        judged.situation,
        decision=judged.decision,
        policy=policy,
        day=day,
        sender=sender,
        recipient=judged.to,
    )


def step(
    judged: Judged,
    *,
    letter: LetterFacts,
    language: Language,
    written: tuple[str, str] | None = None,
) -> dict[str, Any]:
    """Give one step. ``written`` is the message as it is prepared in the record."""
    decision, name = judged.decision, judged.situation.client_name
    # What a message asks is less than what is open where the client has credit.
    amount_cents = decision.asks_cents or decision.open_cents
    message, said = None, None
    if decision.channel == "email":
        if written is None:
            words = letters.words(letter, decision=decision)
            written = words.subject, words.body_text
        message = {"subject": written[0], "body": written[1]}
    elif decision.channel == "phone":
        said = [line.line for line in script(letters.script_kind(decision), facts=letter).lines]
    code = decision.step or ""
    return {
        "client": name,
        "title": f"{names.step_name(code, language)}: {name}, "
        f"{money.euro(amount_cents, language)}",
        "step": code,
        "channel": decision.channel,
        "to": judged.to.email or judged.to.phone or None,
        "due_since": decision.due_since.isoformat() if decision.due_since else None,
        "amount_cents": amount_cents,
        "asks_cents": decision.asks_cents,
        "invoices": [invoice.number for invoice in letter.invoices],
        "reasons": said_reasons(decision, language),
        "changes": said_changes(decision, language),
        "message": message,
        "script": said,
    }


def no_steps(
    decided: Sequence[tuple[Decision, str]], language: Language
) -> dict[str, list[dict[str, Any]]]:
    """Give what only a person can answer, and who waits: decisions with client names."""
    return {
        "questions": [
            {
                "client": client,
                "code": decision.question,
                "question": names.question(decision.question or "", language),
                "amount_cents": decision.open_cents,
                "reasons": said_reasons(decision, language),
                "changes": said_changes(decision, language),
            }
            for decision, client in decided
            if decision.kind == "ask"
        ],
        "waiting": [
            {
                "client": client,
                "until": decision.wait_until.isoformat(),
                "reasons": said_reasons(decision, language),
                "changes": said_changes(decision, language),
            }
            for decision, client in decided
            if decision.wait_until is not None
        ],
    }


def said_reasons(decision: Decision, language: Language) -> list[str]:
    """Give the reasons of a decision in words."""
    return [reasons.words(reason, language) for reason in decision.reasons]


def said_changes(decision: Decision, language: Language) -> list[str]:
    """Give what would change a decision in words."""
    return [reasons.words(change, language) for change in decision.changes]


def summary(opened: int, late: int, steps: int, language: Language) -> str:
    """Give the one sentence above the list; cents."""
    total, overdue = money.euro(opened, language), money.euro(late, language)
    if language == "nl":
        people = "1 persoon" if steps == 1 else f"{steps} mensen"
        return f"{total} open, {overdue} te laat, vandaag {people}."
    people = "1 person" if steps == 1 else f"{steps} people"
    return f"{total} open, {overdue} late, {people} to contact today."
