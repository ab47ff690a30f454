"""The page on which the columns of a list are looked at and corrected."""

from dataclasses import dataclass
from io import BytesIO

from django.http import QueryDict

from voldaan.books.queries import import_runs
from voldaan.readers.invoices import open_list, profile
from voldaan.readers.invoices.profile import Profile
from voldaan.readers.read import table_of
from voldaan.web import words
from voldaan.web.access import Visit
from voldaan.web.forms_import import ColumnsForm
from voldaan.web.pages.imports import ColumnsPage, ReadRow

_PREVIEW_ROWS = 5
_PROBLEMS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A list that waits for its columns."""

    run_id: str
    file_id: int
    name: str
    content: bytes
    guessed: Profile


def asked(visit: Visit, *, run_id: str, file_id: int) -> Asked | None:
    """Give the list that asks for its columns; None when there is none such here."""
    for file in import_runs.dropped_files(visit.administration_id, drop=run_id):
        question = file.question or {}
        if file.id == file_id and file.state == "waiting" and question["kind"] == "columns":
            content = import_runs.content_of(visit.administration_id, file_id=file_id)
            guessed = profile.from_json(question["profile"])
            return Asked(run_id, file_id, file.name, content, guessed)
    return None


def look(
    visit: Visit, asked: Asked, posted: QueryDict | None
) -> tuple[ColumnsForm, ColumnsPage]:
    """Give the form, and what is read with the columns as they are chosen now."""
    found = _preview(asked, asked.guessed)
    header = found.header or tuple(f"{place + 1}" for place in range(_width(found.rows)))
    form = ColumnsForm(posted, profile=asked.guessed, header=header, day=visit.day)
    is_chosen = posted is not None and form.is_valid()
    if is_chosen:
        found = _preview(asked, form.chosen(form.cleaned_data))
    if is_chosen and not found.invoices:
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
    )


def _preview(asked: Asked, chosen: Profile) -> open_list.Preview:
    return open_list.preview(
        table_of(BytesIO(asked.content)), profile=chosen, rows=_PREVIEW_ROWS
    )


def _width(rows: tuple[tuple[str, ...], ...]) -> int:
    return max((len(row) for row in rows), default=0)
