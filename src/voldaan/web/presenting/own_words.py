"""How a step sounds: the words on a phone, the linter beside them, the owner's own text."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from voldaan import days
from voldaan.actions.firm.change_ladder import StepChange
from voldaan.actions.firm.change_text import BadOwnText
from voldaan.books.queries import people
from voldaan.books.queries.deciding import own_texts
from voldaan.channels.page import address
from voldaan.web import words as language_of
from voldaan.web.access import Visit
from voldaan.web.forms_settings import TextForm
from voldaan.web.pages.messages import Choice, Fixed, Preview, ScriptLine, Written
from voldaan.web.presenting.labels import SCRIPT
from voldaan.web.presenting.texts.shown import written_step
from voldaan.wording import letters, own, reasons
from voldaan.wording.linter import lint
from voldaan.wording.own import Own
from voldaan.wording.scripts import script
from voldaan.wording.shapes import (
    AddressForm,
    Language,
    LetterFacts,
    LetterInvoice,
    LetterStep,
    Words,
)

_MOST_FIXED = 20
_FIXED = {
    "locked": gettext_lazy("A legal sentence: it stays as it is."),
    "credit": gettext_lazy("Only for who has credit."),
    "tip": gettext_lazy("Only for several invoices without credit."),
}
_MEANINGS = {
    "naam": gettext_lazy("the name of the reader"),
    "factuur": gettext_lazy("the invoice number"),
    "bedrag": gettext_lazy("the amount; of several invoices, the smallest"),
    "totaal": gettext_lazy("all that you ask for together"),
    "aantal": gettext_lazy("how many invoices"),
    "vervaldatum": gettext_lazy("the due date"),
    "dagen": gettext_lazy("how long ago that was"),
    "tabel": gettext_lazy("the list of invoices, on a line of its own"),
    "kleinste_factuur": gettext_lazy("the number of the smallest invoice"),
    "iban": gettext_lazy("your account number"),
    "kenmerk": gettext_lazy("what to write with the payment"),
    "link": gettext_lazy("the address to pay at, if there is one"),
    "datum": gettext_lazy("the day on which you will call, if you will"),
    "project": gettext_lazy("what the invoice is for"),
    "afzender": gettext_lazy("your name and company"),
    "telefoon": gettext_lazy("your phone number"),
    "mail": gettext_lazy("your e-mail address"),
}
#: What stands for something else beside the ladder, or only there.
_BESIDE = {
    "bedrag": gettext_lazy("the amount"),
    "datum": gettext_lazy("the day that the message is about"),
    "link": gettext_lazy("the address to answer at, if there is one"),
    "link2": gettext_lazy("the address for who is not satisfied yet"),
    "contact": gettext_lazy("the days on which you spoke about it"),
    "aantal_termijnen": gettext_lazy("how many instalments"),
    "eerste_bedrag": gettext_lazy("the first instalment"),
    "eerste_datum": gettext_lazy("the day of the first instalment"),
    "mijn_bedrag": gettext_lazy("what you owe your client"),
    "mijn_factuur": gettext_lazy("the invoices that you owe"),
    "saldo": gettext_lazy("what is left, whoever pays it"),
    "kans": gettext_lazy("the chance that going on brings the money"),
    "uren": gettext_lazy("how long going on would take"),
    "btw": gettext_lazy("the VAT that you can reclaim"),
    "les": gettext_lazy("what you learned"),
    "afspraak": gettext_lazy("what you do next time"),
    "verjaart": gettext_lazy("the last day on which you can come back to it"),
    "voucher": gettext_lazy("what your client gets as thanks"),
    "geldig_tot": gettext_lazy("until when that can be used"),
}
#: Why words cannot be a text, by ``BadOwnText.problem``.
PROBLEMS = {
    "empty": gettext_lazy("A message without words is no message."),
    "too_long": gettext_lazy("These are too many words for one message."),
    "control_character": gettext_lazy("There are signs in it that no message can hold."),
    "line_break": gettext_lazy("A subject is one line."),
    "unknown_placeholder": gettext_lazy(
        "“%(found)s” cannot be filled in here. Below you see what can."
    ),
    "not_alone": gettext_lazy(
        "“{%(found)s}” needs a line of its own, with empty lines around."
    ),
    "locked_missing": gettext_lazy("This sentence has to be in it: “%(found)s”"),
    "needed": gettext_lazy(
        "“%(found)s” has to be in it: your reader wants to know who writes."
    ),
    "no_already_paid": gettext_lazy(
        "Say that who has paid already need not do anything, for example: already paid?"
    ),
    "threat": gettext_lazy("“%(found)s” threatens. Nobody may be asked like that."),
    "consequence_early": gettext_lazy(
        "“%(found)s” sounds like a threat, and this step is still friendly. Leave it out."
    ),
    "locked_changed": gettext_lazy("This sentence has to stay word for word: “%(found)s”"),
}


@dataclass(frozen=True, slots=True)
class Saying:
    """A written step with sample facts: what is said now, and under which text."""

    step: LetterStep
    facts: LetterFacts
    name: str
    mine: Own | None

    def words(self, given: tuple[str, str] | None = None) -> Words:
        """Compose the words: the given subject and body, the own ones, or the shipped."""
        if given is None and self.mine is None:
            return letters.compose(self.step, facts=self.facts)
        version = self.mine.version if self.mine else "own"
        subject, body = given or (self.mine.subject, self.mine.body)  # type: ignore[union-attr]
        return own.compose_own(
            self.step, facts=self.facts, subject=subject, body=body, version=version
        )

    def text(self) -> tuple[str, str]:
        """Give the subject and body as the owner edits them."""
        if self.mine is not None:
            return self.mine.subject, self.mine.body
        facts = self.facts
        return own.begin(
            self.name,
            language=facts.language,
            form=facts.address_form,
            with_link=bool(facts.link),
        )


def saying(visit: Visit, choice: Choice, now: Sequence[StepChange]) -> Saying | None:
    """Give how the mail of a step sounds with sample facts; None where no mail is shown."""
    step = written_step(choice.text or choice.step)
    if step is None or choice.other or choice.medium != "mail":
        return None
    facts = sample(visit, choice, now)
    name = own.name_of(step, facts=facts)
    texts = own_texts.own_texts(visit.administration_id, day=visit.day)
    return Saying(step, facts, name, texts.get((name, choice.language, choice.form)))


def sample(visit: Visit, choice: Choice, now: Sequence[StepChange]) -> LetterFacts:
    """Give made-up facts for a letter of today, signed by the owner."""
    sender = people.sender(visit.administration_id)
    offset = next((step.offset_days for step in now if step.code == choice.step), 1)
    calls = any(step.code == "call" and step.is_on for step in now)
    due_on = days.shift(visit.day, -offset)
    first = LetterInvoice(f"{due_on.year}-041", due_on, 121_000, 121_000)
    second = LetterInvoice(f"{due_on.year}-047", days.shift(due_on, -1), 48_400, 48_400)
    call_day = days.next_working_day(days.shift(visit.day, 7))
    return LetterFacts(
        day=visit.day,
        sender=sender.name,
        invoices=(first, second) if choice.many else (first,),
        language=cast("Language", choice.language),
        address_form=cast("AddressForm", choice.form),
        recipient="Els",
        company=sender.company,
        phone=sender.phone,
        iban=sender.iban,
        link=address.place(),
        email=sender.email,
        call_day=call_day if choice.step == "reminder_2" and calls else None,
    )


def preview(
    visit: Visit, choice: Choice, said: Saying | None, *, now: Sequence[StepChange],
    given: tuple[str, str] | None = None,
) -> Preview:  # fmt: skip
    """Give the step as the client reads or hears it; ``given`` are words not saved yet."""
    said_aloud = _script(sample(visit, choice, now)) if choice.step == "call" else ()
    if said is None:
        return Preview(language=choice.language, script=said_aloud)
    words = said.words(given)
    which = (said.name, choice.language, choice.form)
    return Preview(
        subject=words.subject,
        body_html=words.body_html,
        sender=said.facts.sender,
        language=choice.language,
        script=said_aloud,
        remarks=tuple(
            reasons.remark(each, language_of.language())
            for each in lint(words, step=said.step, facts=said.facts)
        ),
        own_from=said.mine.from_day if said.mine else None,
        coming_on=own_texts.coming(visit.administration_id, which=which, day=visit.day),
        is_unsaved=given is not None,
        falls_back=bool(given or said.mine) and not words.text_version.startswith("own"),
    )


def _script(facts: LetterFacts) -> tuple[ScriptLine, ...]:
    return tuple(
        ScriptLine(str(SCRIPT.get(each.key, "")), each.line, each.hint)
        for each in script("call", facts=facts).lines
    )


def text_form(visit: Visit, choice: Choice, said: Saying) -> TextForm:
    """Give the form with the words as they are now."""
    subject, body = said.text()
    blocks = own.blocks(body, name=said.name, **_variant(choice))
    return TextForm(blocks=blocks, day=visit.day, prefix="text", initial={"subject": subject})


def filled(visit: Visit, choice: Choice, said: Saying, given: QueryDict) -> TextForm:
    """Give the form as it was sent; fixed sentences come from here, by their number."""
    blocks = [own.Block("")]
    for number in given.getlist("fixed")[:_MOST_FIXED]:
        place = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else -1
        text = own.fixed_text(place, name=said.name, **_variant(choice))
        if text:
            blocks += [own.Block(text, "locked", place), own.Block("")]
    return TextForm(given, blocks=blocks, day=visit.day, prefix="text")


def checked(choice: Choice, said: Saying, form: TextForm) -> tuple[str, str] | None:
    """Give the words that were filled in when they may be said, or say why in the form."""
    if not form.is_valid():
        return None
    given = form.cleaned_data["subject"], form.body().replace("\r\n", "\n").strip()
    try:
        own.check(given[0], body=given[1], name=said.name, **_variant(choice))
    except BadOwnText as error:
        add_refusal(form, error)
        return None
    return given


def add_refusal(form: TextForm, error: BadOwnText) -> None:
    """Say in the form what cannot be a text."""
    words = PROBLEMS.get(error.problem)
    said = str(words) % {"found": error.found} if words else gettext("This is no text.")
    form.add_error("subject" if error.field == "subject" else "free-0", said)


def written(form: TextForm | None, choice: Choice, said: Saying | None) -> tuple[Written, ...]:
    """Give the pieces of a form in order: what may be written, and what is fixed and why."""
    if form is None or said is None:
        return ()
    _, body = own.begin(said.name, **_variant(choice))
    known = own.blocks(body, name=said.name, **_variant(choice))
    why = {block.number: block.fixed for block in known}
    return tuple(
        Written(fixed=_fixed(block, why.get(block.number, "")))
        if block.fixed
        else Written(field=form[f"free-{place}"])
        for place, block in enumerate(form.blocks)
    )


def _fixed(block: own.Block, why: str) -> Fixed:
    return Fixed(block.text, str(_FIXED.get(why, _FIXED["locked"])), block.number)


def placeholders() -> tuple[tuple[str, str], ...]:
    """Give what can be filled in, with what it stands for."""
    return tuple((name, str(words)) for name, words in _MEANINGS.items())


def meanings(names: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Give these placeholders of a text beside the ladder, with what each stands for."""
    every = _MEANINGS | _BESIDE
    return tuple((name, str(words)) for name, words in every.items() if name in names)


def _variant(choice: Choice) -> Any:  # noqa: ANN401 - two keywords of the same name
    return {"language": choice.language, "form": choice.form}
