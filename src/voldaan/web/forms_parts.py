"""The form of a text that is written part by part, each for its own case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from voldaan.web.forms import DayField
from voldaan.wording.own import LONGEST, LONGEST_SUBJECT

_FEWEST_ROWS, _SIGNS_IN_A_ROW = 2, 45


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """A part as the form shows it; ``is_fixed`` ones have no field.

    ``label`` says when it is said, ``keeps`` what has to stay in it.
    """

    words: str
    label: str
    keeps: str = ""
    is_fixed: bool = False


class PartsForm(forms.Form):
    """The owner's own words: a subject unless it is fixed, the parts, and a first day."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - those of every form
        parts: Sequence[WrittenPart],
        subject: str | None,
        day: date,
        **facts: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **facts)
        self.parts = tuple(parts)
        if subject is not None:
            self.fields["subject"] = forms.CharField(
                label=_("Subject"), max_length=LONGEST_SUBJECT, required=False, initial=subject
            )
        for number, part in enumerate(self.parts):
            if not part.is_fixed:
                self.fields[f"part-{number}"] = self._field(part)
        self.fields["from_day"] = DayField(label=_("Counts from"), initial=day)

    @staticmethod
    def _field(part: WrittenPart) -> forms.CharField:
        lines = part.words.split("\n")
        rows = sum(1 + len(line) // _SIGNS_IN_A_ROW for line in lines)
        return forms.CharField(
            label=part.label,
            help_text=part.keeps,
            max_length=LONGEST,
            required=False,
            initial=part.words,
            widget=forms.Textarea(attrs={"rows": max(_FEWEST_ROWS, rows)}),
        )

    def given(self) -> tuple[str, ...]:
        """Give the words of every part; nothing for a fixed one. Only after ``is_valid``."""
        return tuple(
            "" if part.is_fixed else self.cleaned_data[f"part-{number}"]
            for number, part in enumerate(self.parts)
        )
