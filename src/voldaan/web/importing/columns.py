"""The page on which the columns of a list or a bank's file are looked at and corrected."""

from dataclasses import dataclass
from io import BytesIO

from django.http import QueryDict

from voldaan.books.queries import import_runs
from voldaan.readers.bank import bank_profile, csv_profile
from voldaan.readers.bank.bank_profile import BankProfile
from voldaan.readers.invoices import open_list, profile
from voldaan.readers.invoices.profile import Profile
from voldaan.readers.profiles import NotAProfile
from voldaan.readers.read import table_of
from voldaan.readers.shapes import BankLine, Invoice, Problem
from voldaan.web import words
from voldaan.web.access import Visit
from voldaan.web.forms_bank import BankColumnsForm
from voldaan.web.forms_import import ColumnsForm
from voldaan.web.pages.imports import ColumnsPage, ReadLine, ReadRow

_PREVIEW_ROWS = 5
_PROBLEMS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A list, or a bank's file, that waits for its columns; ``other`` if it may be either."""

    run_id: str
    file_id: int
    name: str
    content: bytes
    guessed: Profile | BankProfile
    other: str = ""


def asked(visit: Visit, *, run_id: str, file_id: int, kind: str = "") -> Asked | None:
    """Give the file that asks for its columns; None when there is none such here.

    ``kind`` is what a person says that it is: ``list`` or ``bank``, else what we guessed.
    """
    for file in import_runs.dropped_files(visit.administration_id, drop=run_id):
        question = file.question or {}
        if file.id == file_id and file.state == "waiting" and question["kind"] == "columns":
            content = import_runs.content_of(visit.administration_id, file_id=file_id)
            guessed = _stored(question["profile"])
            other = _guessed_as("list" if isinstance(guessed, BankProfile) else "bank", content)
            if other is not None and kind == _kind_of(other):
                guessed, other = other, guessed
            switch = _kind_of(other) if other is not None else ""
            return Asked(run_id, file_id, file.name, content, guessed, switch)
    return None


def _stored(text: str) -> Profile | BankProfile:
    try:
        return profile.from_json(text)
    except NotAProfile:
        return bank_profile.from_json(text)


def _guessed_as(kind: str, content: bytes) -> Profile | BankProfile | None:
    table = table_of(BytesIO(content))
    if kind == "bank":
        return csv_profile.to_point_out(table)
    return open_list.guess(table).profile or open_list.to_point_out(table)


def _kind_of(found: Profile | BankProfile) -> str:
    return "bank" if isinstance(found, BankProfile) else "list"


def look(
    visit: Visit, asked: Asked, posted: QueryDict | None
) -> tuple[ColumnsForm | BankColumnsForm, ColumnsPage]:
    """Give the form, and what is read with the columns as they are chosen now."""
    found = _preview(asked, asked.guessed)
    header = found.header or tuple(f"{place + 1}" for place in range(_width(found.rows)))
    form: ColumnsForm | BankColumnsForm
    if isinstance(asked.guessed, BankProfile):
        form = BankColumnsForm(posted, profile=asked.guessed, header=header)
    else:
        form = ColumnsForm(posted, profile=asked.guessed, header=header, day=visit.day)
    is_chosen = posted is not None and form.is_valid()
    if is_chosen:
        found = _preview(asked, form.chosen(form.cleaned_data))
    if is_chosen and not (found.invoices or found.lines):
        # With these choices nothing would be read: say why instead of reading nothing.
        for problem in found.problems[:_PROBLEMS_SHOWN]:
            stored = {"code": problem.code, "where": problem.where, "facts": problem.facts}
            form.add_error(None, words.problem(stored))
    return form, ColumnsPage(
        run_id=asked.run_id,
        file_id=asked.file_id,
        file_name=asked.name,
        header=header,
        rows=found.rows,
        row_count=found.row_count,
        read=tuple(
            ReadRow(
                number=each.number,
                client=each.buyer.name or "",
                open_cents=each.payable_cents if each.open_cents is None else each.open_cents,
                due_on=each.due_on,
            )
            for each in found.invoices
        ),
        lines=tuple(
            ReadLine(each.booked_on, each.name or "", each.text, each.amount_cents or 0)
            for each in found.lines
        ),
        other=asked.other,
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """What either kind of preview shows."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    problems: tuple[Problem, ...]
    row_count: int
    invoices: tuple[Invoice, ...] = ()
    lines: tuple[BankLine, ...] = ()


def _preview(asked: Asked, chosen: Profile | BankProfile) -> _Look:
    table = table_of(BytesIO(asked.content))
    if isinstance(chosen, BankProfile):
        bank = csv_profile.preview(table, profile=chosen, rows=_PREVIEW_ROWS)
        return _Look(bank.header, bank.rows, bank.problems, bank.row_count, lines=bank.lines)
    found = open_list.preview(table, profile=chosen, rows=_PREVIEW_ROWS)
    return _Look(
        found.header, found.rows, found.problems, found.row_count, invoices=found.invoices
    )


def _width(rows: tuple[tuple[str, ...], ...]) -> int:
    return max((len(row) for row in rows), default=0)
