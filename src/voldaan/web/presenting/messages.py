"""Berichten as a whole: the staircase on the left, how it sounds on the right."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from voldaan import days
from voldaan.books.queries.deciding import own_ladders
from voldaan.books.queries.own_settings import company
from voldaan.books.queries.policies import policy
from voldaan.followup.quiet import may_send_at
from voldaan.followup.shapes import Policy
from voldaan.web import words
from voldaan.web.access import Visit
from voldaan.web.forms_ladder import LadderForm, RulesForm
from voldaan.web.pages.messages import Choice, MessagesPage, Preview, Tab
from voldaan.web.presenting import own_words, rehearsals, staircase
from voldaan.web.presenting.own_words import Saying
from voldaan.web.presenting.texts import own_parts, rules
from voldaan.web.presenting.texts import shown as texts
from voldaan.web.presenting.texts.others import OTHERS
from voldaan.web.presenting.texts.own_parts import Beside
from voldaan.web.presenting.writing.editing import Editing, WordsForm
from voldaan.wording.shapes import LetterFacts


@dataclass(frozen=True, slots=True)
class Desk:
    """What a request about this page works with: the choice, and what counts now."""

    visit: Visit
    choice: Choice
    counts: Policy
    said: Saying | None
    ladder_form: LadderForm
    beside: Beside | None = None

    @property
    def example(self) -> LetterFacts:
        """The made-up facts of a letter of today."""
        return own_words.sample(self.visit, self.choice, self.ladder_form.steps)

    @property
    def editing(self) -> Editing | None:
        """The words that can be changed; None: there are none on the page."""
        said = self.beside or self.said
        return Editing(self.visit, self.choice, said) if said else None

    @property
    def query(self) -> str:
        """The end of the address that shows this choice again."""
        return staircase.query(self.choice)


def desk(visit: Visit, asked: Any, *, posted: Any = None) -> Desk:  # noqa: ANN401 - QueryDicts
    """Read what the page is about; ``posted`` fills the form of the staircase."""
    usual = company(visit.administration_id).address_form
    choice = staircase.chosen(asked, address_form=usual, others=OTHERS)
    counts = policy(visit.administration_id, day=visit.day)
    now = staircase.steps(visit, choice, counts=counts)
    form = staircase.form(visit, choice, now, counts=counts, posted=posted)
    step_says = next((step.text for step in now if step.code == choice.step), "")
    if step_says and step_says != choice.step and not choice.other:
        choice = replace(choice, text=step_says)
    said = own_words.saying(visit, choice, now)
    beside = own_parts.beside(visit, choice, own_words.sample(visit, choice, now))
    return Desk(visit, choice, counts, said, form, beside)


def page(
    at: Desk,
    *,
    text_form: WordsForm | None = None,
    tried: Policy | None = None,
    given: tuple[str, str] | None = None,
    rules_form: RulesForm | None = None,
) -> dict[str, Any]:
    """Give what the template shows: the page and its forms.

    ``tried`` is another staircase to rehearse, ``given`` are words that are not saved.
    """
    visit, choice, editing = at.visit, at.choice, at.editing
    may_change = visit.place.may_release
    now = at.ladder_form.steps
    if editing is not None and may_change and text_form is None:
        text_form = editing.form()
    run, sending, sends = _next_run(visit, at.counts)
    stairs = staircase.stairs(visit, choice, now, form=at.ladder_form if may_change else None)
    shown = MessagesPage(
        choice=choice,
        query=at.query,
        ladders=staircase.ladders(choice),
        about=staircase.about(choice),
        is_own=any(stair.is_own for stair in stairs),
        stairs=stairs,
        planned=staircase.planned(visit),
        forms=_variants(choice, form=(("je", "je"), ("u", "u"))),
        languages=_variants(choice, language=(("nl", "Nederlands"), ("en", "English"))),
        counts=_variants(
            choice, many=((False, gettext("one invoice")), (True, gettext("several")))
        ),
        preview=preview(at, given),
        written=editing.written(text_form) if editing else (),
        placeholders=editing.placeholders() if editing and text_form else (),
        run=run,
        sending=sending,
        sends=sends,
        may_change=may_change,
        media=_variants(choice, medium=tuple(staircase.MEDIA.items())),
        others=texts.others(visit, choice),
        shown=texts.shown(choice, at.example, said=at.beside, given=given),
        trial=rehearsals.trial(visit, now=at.counts, then=tried) if tried else None,
        rules=rules.lines(at.counts),
        rules_are_own=rules.are_own(at.counts),
    )
    forms = {"ladder_form": at.ladder_form, "text_form": text_form}
    return {"page": shown, "rules_form": rules_form or rules.form(visit, at.counts), **forms}


def preview(at: Desk, given: tuple[str, str] | None) -> Preview:
    """Give the mail of a step; of a text beside the ladder only whose words it has."""
    if at.beside is not None:
        return own_parts.preview(at.visit, at.beside, given)
    now = at.ladder_form.steps
    return own_words.preview(at.visit, at.choice, at.said, now=now, given=given)


def _variants(choice: Choice, **wanted: Any) -> tuple[Tab, ...]:  # noqa: ANN401 - see Choice
    """Give a link for each value of one part of the choice."""
    ((name, values),) = wanted.items()
    return tuple(
        Tab(
            str(label),
            staircase.query(choice, **{name: value}),
            is_current=getattr(choice, name) == value,
            language=value if name == "language" else "",
        )
        for value, label in values
    )


def _next_run(visit: Visit, counts: Policy) -> tuple[str, str, bool]:
    """Say when the next run is, whether sending is on, and from when messages leave."""
    known = own_ladders.next_run(visit.administration_id)
    if known.is_demo:
        return (
            gettext("The next round is when you move the clock of this demo world on."),
            gettext("Sending is OFF: nothing leaves a demo world."),
            False,
        )
    tomorrow = days.write_out(days.shift(visit.day, 1), words.language())
    if known.daily_on == visit.day:
        run = gettext("Today was looked at. The next round is on %(day)s.") % {"day": tomorrow}
    else:
        run = gettext("The next round is today, as soon as Voldaan runs.")
    if not known.sends_from:
        off = gettext("Sending is OFF: messages open in your own mail program.")
        return run, off, False
    return run, _open_hours(visit, counts, known.sends_from), True


def _open_hours(visit: Visit, counts: Policy, address: str) -> str:
    is_open, opens = may_send_at(visit.at, policy=counts)
    if is_open or opens is None:
        return gettext("Sending is ON, from %(address)s.") % {"address": address}
    local = timezone.localtime(opens)
    said = gettext("Sending is ON, from %(address)s. It is quiet now, until %(day)s, %(hour)s.")
    day = days.write_out(local.date(), words.language())
    return said % {"address": address, "day": day, "hour": local.strftime("%H:%M")}
