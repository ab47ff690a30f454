"""Codes to sentences in the language of the reader."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import get_language, gettext

from voldaan import days
from voldaan.reasons import Reason, because
from voldaan.wording import catalogues, names, reasons
from voldaan.wording.shapes import Language


def language() -> Language:
    """Give the language of the page."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def sentences(found: Iterable[Reason], *, day: date | None = None) -> tuple[str, ...]:
    """Say reasons; one that has no words (a newer program wrote it) is passed over.

    A decision is kept as long as it says the same; with ``day`` its counts of days are
    those of that day.
    """
    said = (_sentence(reason if day is None else _as_of(reason, day)) for reason in found)
    return tuple(dict.fromkeys(sentence for sentence in said if sentence))


def _as_of(reason: Reason, day: date) -> Reason:
    """Count the days of a reason anew."""
    facts = dict(reason.facts)
    if reason.code in {"invoice.overdue", "invoice.due_soon"}:
        facts["days"] = abs((day - days.parse_iso(str(facts["due_on"]))).days)
    elif reason.code == "bank.too_old":
        covered_until = days.parse_iso(str(facts["covered_until"]))
        facts["working_days"] = days.working_days_between(covered_until, day)
    return because(reason.code, **facts)


def _sentence(reason: Reason) -> str:
    try:
        return reasons.words(reason, language())
    except (catalogues.UnknownCode, catalogues.MissingFact):
        return ""


def question(code: str) -> str:
    """Put the question of a decision."""
    try:
        return names.question(code, language())
    except catalogues.UnknownCode:
        return gettext("How do you want to go on with this client?")


def step(code: str) -> str:
    """Name a step, as a sentence begins."""
    try:
        name = names.step_name(code, language())
    except catalogues.UnknownCode:
        return code
    return name[:1].upper() + name[1:]


def decided(
    kind: str, code: str, asked: str, wait_until: date | None, *, seen_on: date | None = None
) -> str:
    """Say shortly what a decision was: the step, the question, or until when it waits."""
    if kind == "step":
        return step(code)
    if kind == "ask":
        return gettext("A question for you")
    until = days.write_out(wait_until, language(), seen_on=seen_on) if wait_until else ""
    return gettext("Nothing before %(until)s") % {"until": until}
