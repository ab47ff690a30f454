"""What must be known before a file can be taken, and reading it with what is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO
from typing import Any, BinaryIO

from voldaan.actions.files import _profiles
from voldaan.actions.files._profiles import AnyProfile
from voldaan.books.models import Administration, ListProfile
from voldaan.readers.bank import csv_profile
from voldaan.readers.bank.bank_profile import BankProfile
from voldaan.readers.formats import Format
from voldaan.readers.invoices import open_list, ours
from voldaan.readers.read import read as read_any
from voldaan.readers.read import table_of
from voldaan.readers.shapes import Invoice, Party, ReadFile
from voldaan.readers.workbook import WorkbookRefused

Question = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person said about a file; None is not asked or not answered yet."""

    profile: str | None = None
    complete_until: date | None = None
    list_day: date | None = None
    ours: bool | None = None
    changes: tuple[str, ...] | None = None  # keys of what may be taken, of what differs
    take_changes: bool = False  # everything that differs
    take_suggestions: bool = False  # on the command line nobody waits for a question


def with_stored(given: Answers, stored: Mapping[str, Any]) -> Answers:
    """Complete what is answered now with what was answered before and kept with the file.

    >>> with_stored(Answers(ours=True), {"list_day": "2026-10-14"}).list_day
    datetime.date(2026, 10, 14)
    """
    days = {
        name: date.fromisoformat(stored[name])
        for name in ("complete_until", "list_day")
        if name in stored
    }
    changes = tuple(stored["changes"]) if "changes" in stored else None
    return Answers(
        profile=given.profile or stored.get("profile"),
        complete_until=given.complete_until or days.get("complete_until"),
        list_day=given.list_day or days.get("list_day"),
        ours=stored.get("ours") if given.ours is None else given.ours,
        changes=changes if given.changes is None else given.changes,
        take_changes=given.take_changes or bool(stored.get("take_changes")),
        take_suggestions=given.take_suggestions or bool(stored.get("take_suggestions")),
    )


@dataclass(frozen=True, slots=True)
class Understood:
    """A file as read; ``question`` is what must be answered before it can be taken."""

    found: ReadFile
    question: Question | None = None
    purchases: tuple[str, ...] = ()  # numbers of invoices that this firm received
    complete_until: date | None = None


def understand(
    source: BytesIO,
    *,
    name: str,
    administration: Administration,
    answers: Answers,
    at: datetime,
) -> Understood:
    """Read a file with what is known; say what must be answered first, if anything."""
    found = read_any(source, name=name)
    question = None
    table = _table(source)
    guessed = _profiles.guesses(table, found, account=administration.iban)
    if guessed:
        found, question = _as_table(
            table, found, guessed, administration=administration, answers=answers, at=at
        )
    if question is not None:
        return Understood(found, question)
    understood = _only_ours(found, administration, answers)
    if understood.question is not None:
        return understood
    return _complete_until(understood, answers)


def _table(source: BinaryIO) -> BinaryIO:
    """Give the sheet that is read of a workbook; anything else as it is."""
    try:
        return table_of(source)
    except WorkbookRefused:
        return source


def _as_table(
    table: BinaryIO,
    found: ReadFile,
    guessed: Sequence[AnyProfile],
    *,
    administration: Administration,
    answers: Answers,
    at: datetime,
) -> tuple[ReadFile, Question | None]:
    """Read a list of invoices, or a bank's unknown CSV, by the profile a person saw once."""
    known = (
        ListProfile.objects.filter(
            administration=administration, signature__in=[one.signature for one in guessed]
        )
        .order_by("-set_at")
        .first()
    )
    chosen = guessed[0]
    is_list = found.format in open_list.FORMATS
    if answers.profile is not None:
        chosen = _profiles.from_json(answers.profile)
        ListProfile.objects.update_or_create(
            administration=administration,
            signature=chosen.signature,
            defaults={"profile": chosen.to_json(), "set_at": at},
        )
    elif known is not None:
        chosen = _profiles.from_json(known.profile)
    elif not answers.take_suggestions:
        unread = replace(
            found,
            format=_format_of(chosen, found),
            problems=found.problems if is_list else (),
        )
        return unread, {"kind": "columns", "profile": chosen.to_json()}
    elif not is_list or not chosen.complete:
        return found, None  # nobody is there to point the columns out
    return _profiles.read(table, found, chosen=chosen), None


def _format_of(chosen: AnyProfile, found: ReadFile) -> Format:
    if isinstance(chosen, BankProfile):
        return csv_profile.FORMAT
    return found.format if found.format in open_list.FORMATS else open_list.FORMAT


def own_numbers(administration: Administration) -> ours.OwnNumbers:
    """Give the numbers by which an invoice is known to be this firm's own."""
    return ours.OwnNumbers(
        vat=administration.vat or None,
        kvk=administration.kvk or None,
        ibans=frozenset({administration.iban} - {""}),
        names=frozenset({administration.name, administration.sender_name}),
    )


def _only_ours(found: ReadFile, administration: Administration, answers: Answers) -> Understood:
    """Keep the invoices that this firm sent; ask once when no number tells."""
    if found.format in open_list.FORMATS or not found.invoices:
        return Understood(found)  # a list is the firm's own list of what is open
    own = own_numbers(administration)
    sides = [(each, ours.is_ours(each, own=own)) for each in found.invoices]
    unknown = [each for each, side in sides if side == "unknown"]
    if unknown and answers.ours is None:
        return Understood(found, {"kind": "ours", "sellers": _sellers(unknown)})
    if unknown and answers.ours:
        _learn(administration, unknown[0].seller)
    kept: list[Invoice] = []
    left: list[Invoice] = []
    for each, side in sides:
        is_sale = side == "sale" or (side == "unknown" and bool(answers.ours))
        (kept if is_sale else left).append(each)
    return Understood(
        replace(found, invoices=tuple(kept)), purchases=tuple(each.number for each in left)
    )


def _learn(administration: Administration, seller: Party) -> None:
    """Remember the numbers of the seller that a person said is this firm."""
    changed = []
    for name, value in (("vat", (seller.vat or "")[:20]), ("kvk", (seller.kvk or "")[:8])):
        if value and not getattr(administration, name):
            setattr(administration, name, value)
            changed.append(name)
    if changed:
        administration.save(update_fields=changed)


def _sellers(invoices: list[Invoice]) -> list[dict[str, str | None]]:
    found = {
        (each.seller.name, each.seller.vat, each.seller.kvk, each.iban) for each in invoices
    }
    return [
        {"name": name, "vat": vat, "kvk": kvk, "iban": iban}
        for name, vat, kvk, iban in sorted(found, key=str)[:10]
    ]


def _complete_until(understood: Understood, answers: Answers) -> Understood:
    """Ask up to which day a bank's list is complete, where the bank does not say."""
    silent = [
        each for each in understood.found.statements if each.last_day is None and each.lines
    ]
    if not silent:
        return understood
    last = max(line.booked_on for each in silent for line in each.lines)
    stated = answers.complete_until or (last if answers.take_suggestions else None)
    if stated is None:
        question = {"kind": "complete_until", "suggest": last.isoformat()}
        return replace(understood, question=question)
    return replace(understood, complete_until=stated)
