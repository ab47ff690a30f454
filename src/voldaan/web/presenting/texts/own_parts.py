"""The owner's own words for a text beside the ladder: its parts, and when each is said."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, gettext_lazy

from voldaan.actions.firm.change_text import OwnWords
from voldaan.books.queries.deciding import own_texts
from voldaan.web.access import Visit
from voldaan.web.forms_parts import PartsForm, WrittenPart
from voldaan.web.pages.messages import Choice, Fixed, Preview, Written
from voldaan.web.presenting.texts.others import OTHERS, example
from voldaan.wording.beside import own_words
from voldaan.wording.beside.own_words import compose_own
from voldaan.wording.beside.parts import Part, may_name, needed
from voldaan.wording.own import BadOwnText, Own, Which
from voldaan.wording.placeholders import EmptyPlaceholder
from voldaan.wording.shapes import LetterFacts, Words
from voldaan.wording.steps.shapes import ApologyFacts, PromiseFacts, Step, StepFacts

#: In which case a part is said; each joined to the others by a comma.
_CASES = {
    "one": gettext_lazy("for one invoice"),
    "no_one": gettext_lazy("for several invoices"),
    "spoken": gettext_lazy("after a call"),
    "no_spoken": gettext_lazy("after a written message"),
    "link": gettext_lazy("when there is a link"),
    "no_link": gettext_lazy("when there is no link"),
    "sum": gettext_lazy("when there is something to add up"),
    "contact": gettext_lazy("when you spoke about it before"),
    "vat_costs": gettext_lazy("when you cannot reclaim VAT"),
    "costs": gettext_lazy("with costs"),
    "no_costs": gettext_lazy("without costs"),
    "interest": gettext_lazy("with interest"),
    "no_interest": gettext_lazy("without interest"),
    "they_pay": gettext_lazy("when your client pays the rest"),
    "i_pay": gettext_lazy("when you pay the rest"),
    "even": gettext_lazy("when nothing is left"),
    "waived": gettext_lazy("when you waive the amount"),
    "no_waived": gettext_lazy("when you do not waive the amount"),
    "kept": gettext_lazy("when an agreement was kept"),
    "voucher": gettext_lazy("when you give something as thanks"),
    "vat": gettext_lazy("when you can reclaim VAT"),
    "lesson": gettext_lazy("when you wrote down a lesson"),
    "next_time": gettext_lazy("when you wrote down a next time"),
    "enforceable": gettext_lazy("when you can still come back to it"),
    "dutch": "",
}
_WHY = {
    "locked": gettext_lazy("A legal sentence: it stays as it is."),
    "exact": gettext_lazy("Voldaan fills in sums and days: this stays as it is."),
}
_LISTS = {
    "{tabel}": gettext_lazy("Here Voldaan puts the list of invoices, if there is one."),
    "{termijnen}": gettext_lazy("Here Voldaan puts the list of instalments."),
    "{nederlands}": gettext_lazy("Here Voldaan puts the whole Dutch text, which counts."),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """A text beside the ladder with made-up facts, and the owner's words for it."""

    step: Step
    facts: StepFacts
    which: Which
    mine: Own | None

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of the text as shipped."""
        return own_words.parts(self.which)

    def words(self, given: tuple[str, str] | None = None) -> Words:
        """Compose the given subject and body, the own words, or the shipped ones.

        Raises :class:`~voldaan.wording.placeholders.EmptyPlaceholder`.
        """
        return compose_own(self.step, facts=self.facts, mine=self.as_own(given))

    def as_own(self, given: tuple[str, str] | None) -> Own | None:
        """Give what was filled in as an own text; without it, the own text that counts."""
        if given is None:
            return self.mine
        from_day = self.mine.from_day if self.mine else _letter(self.facts).day
        return Own(*given, self.mine.version if self.mine else "own", from_day)

    def cases(self) -> Iterator["Beside"]:
        """Go by this example, and the same after a call."""
        yield self
        if isinstance(self.facts, ApologyFacts | PromiseFacts):
            spoken = replace(self.facts, spoken=not self.facts.spoken)
            yield replace(self, facts=spoken)


def beside(visit: Visit, choice: Choice, letter: LetterFacts) -> Beside | None:
    """Give the text beside the ladder that the page is about; None: it is about a step."""
    if not choice.other:
        return None
    step, facts = OTHERS[choice.other].step, example(choice.other, letter=letter)
    which = own_words.name_of(step, facts=facts)
    mine = own_texts.own_texts(visit.administration_id, day=visit.day).get(which)
    return Beside(step, facts, which, mine)


def preview(visit: Visit, said: Beside, given: tuple[str, str] | None) -> Preview:
    """Say whose words are shown, and from when; the words themselves are shown elsewhere."""
    try:
        version = said.words(given).text_version
    except EmptyPlaceholder:
        version = "own"
    return Preview(
        language=said.which[1],
        own_from=said.mine.from_day if said.mine else None,
        coming_on=own_texts.coming(visit.administration_id, which=said.which, day=visit.day),
        is_unsaved=given is not None,
        falls_back=bool(given or said.mine) and not version.startswith("own"),
    )


def form(visit: Visit, said: Beside, data: QueryDict | None = None) -> PartsForm:
    """Give the form with the words as they are now, or as they were sent."""
    shipped = own_words.shipped_subject(said.which)
    subject: str | None = said.mine.subject if said.mine else shipped
    if own_words.subject_is_fixed(said.which):
        subject = None
    parts = [
        WrittenPart(words, _label(number, said), _keeps(part), is_fixed=bool(part.fixed))
        for number, (part, words) in enumerate(zip(said.parts, _now(said), strict=True))
    ]
    return PartsForm(data, parts=parts, subject=subject, day=visit.day, prefix="text")


def _now(said: Beside) -> tuple[str, ...]:
    """Give the words of every part; the shipped ones when the own ones fit no longer."""
    if said.mine is not None:
        try:
            return own_words.cut(said.mine.body, which=said.which)
        except BadOwnText:
            pass
    return tuple(part.text for part in said.parts)


def _label(number: int, said: Beside) -> str:
    """Say when a part is said.

    The first and the last one greet and sign, unless the text greets nobody.
    """
    part = said.parts[number]
    if case := _case(part):
        return gettext("Your words, %(case)s") % {"case": case}
    if "naam" in part.named:
        return gettext("How you greet")
    if "afzender" in part.named:
        return gettext("How you sign")
    return gettext("Your words, always")


def _case(part: Part) -> str:
    return ", ".join(str(_CASES[each]) for each in part.when if _CASES[each])


def _keeps(part: Part) -> str:
    names = sorted(needed(part))
    if not names:
        return ""
    # The names are Dutch in every language: they are typed, and no words of the reader.
    shown = format_html_join(", ", "<code>{{{}}}</code>", ((each,) for each in names))
    before, _, after = gettext("Keep in it: %(names)s").partition("%(names)s")
    return format_html("{}{}{}", before, shown, after)


def checked(said: Beside, form: PartsForm) -> tuple[str, str]:
    """Give the words that were filled in; raises BadOwnText. Only after ``is_valid``."""
    subject = form.cleaned_data.get("subject", "").strip()
    body = own_words.join(form.given(), which=said.which)
    own_words.check(subject, body=body, which=said.which)
    return subject, body


def as_words(said: Beside, given: tuple[str, str]) -> OwnWords:
    """Give what was filled in, for the action."""
    return OwnWords(*said.which, *given)


def written(form: PartsForm, said: Beside) -> tuple[Written, ...]:
    """Give the pieces of the form in order: fields, and what is fixed and why.

    A list that stands there in two cases is shown once.
    """
    subject = Fixed(
        own_words.shipped_subject(said.which), gettext("The subject stays as it is.")
    )
    head = (Written(fixed=subject),) if own_words.subject_is_fixed(said.which) else ()
    return head + tuple(
        Written(fixed=Fixed(part.text, _why(part)))
        if part.fixed
        else Written(field=form[f"part-{number}"])
        for number, part in enumerate(said.parts)
        if not (number and part.fixed and part.text == said.parts[number - 1].text)
    )


def _why(part: Part) -> str:
    if part.text in _LISTS:
        return str(_LISTS[part.text])
    case = _case(part)
    why = str(_WHY[part.fixed])
    return gettext("%(why)s Only %(case)s.") % {"why": why, "case": case} if case else why


def placeholders(said: Beside) -> frozenset[str]:
    """Name what can be filled in somewhere in the text."""
    is_formal = own_words.subject_is_fixed(said.which)
    return frozenset[str]().union(
        *(
            may_name(part, of=said.parts, is_formal=is_formal)
            for part in said.parts
            if not part.fixed
        )
    )


def _letter(facts: Any) -> LetterFacts:  # noqa: ANN401 - every family has one
    found: LetterFacts = facts.letter
    return found
