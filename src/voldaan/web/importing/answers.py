"""What a person answered on the page of an import: checked, and as the actions want it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from voldaan.actions.files._questions import Answers
from voldaan.books.queries import import_runs
from voldaan.books.queries.import_runs import DroppedFile
from voldaan.web.access import Visit

if TYPE_CHECKING:
    from django.http import QueryDict

#: How many clients the first import asks about: those who owe the most.
MOST_ASKED = 50
_STEPS = {"1": "reminder_1", "2": "reminder_2"}


class BadAnswer(Exception):
    """An answer cannot be; carries the sentence for the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(slots=True)
class Given:
    """Answers per file; and per client the last step with its day, when that was asked."""

    files: dict[int, Answers] = field(default_factory=dict)
    contacts: dict[int, tuple[str, date]] | None = None


def read(posted: "QueryDict", *, files: Sequence[DroppedFile], visit: Visit) -> Given:
    """Read the answers to what is asked now; the rest is ignored. Raises BadAnswer."""
    given = Given()
    for file in files:
        kind = (file.question or {}).get("kind") if file.state == "waiting" else None
        if kind == "ours" and posted.get(f"sale-{file.id}") in {"yes", "no"}:
            given.files[file.id] = Answers(ours=posted[f"sale-{file.id}"] == "yes")
        elif kind == "complete_until" and posted.get(f"closing-{file.id}"):
            given.files[file.id] = Answers(complete_until=_closing(posted, file, visit))
        elif kind == "changes" and f"changes-{file.id}" in posted:
            given.files[file.id] = Answers(changes=tuple(posted.getlist(f"change-{file.id}")))
    given.contacts = _contacts(posted, visit)
    return given


def _closing(posted: Mapping[str, str], file: DroppedFile, visit: Visit) -> date:
    """Give the last day of a bank's list; the future cannot be complete yet."""
    chosen = _day(posted[f"closing-{file.id}"])
    last_line = date.fromisoformat((file.question or {})["suggest"])
    if chosen is None or chosen > max(visit.day, last_line) or chosen < last_line:
        raise BadAnswer(
            gettext("%(file)s shows everything up to a day from its last line to today.")
            % {"file": file.name}
        )
    return chosen


def _contacts(posted: Mapping[str, str], visit: Visit) -> dict[int, tuple[str, date]] | None:
    asked = import_runs.overdue_clients(visit.administration_id, day=visit.day, most=MOST_ASKED)
    if not any(f"times-{each.client_id}" in posted for each in asked):
        return None
    found = {}
    for each in asked:
        step = _STEPS.get(posted.get(f"times-{each.client_id}", ""))
        if step is None:
            continue
        on = _day(posted.get(f"last-{each.client_id}", ""))
        if on is None or on > visit.day:
            raise BadAnswer(
                gettext("When was %(client)s reminded for the last time? Choose that day.")
                % {"client": each.client}
            )
        found[each.client_id] = (step, on)
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
