"""Editing the words on the page, whichever they are: a mail of the ladder, or beside it."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from voldaan.actions.firm.change_text import BadOwnText, OwnWords
from voldaan.web.access import Visit
from voldaan.web.forms_parts import PartsForm
from voldaan.web.forms_settings import TextForm
from voldaan.web.pages.messages import Choice, Written
from voldaan.web.presenting import own_words
from voldaan.web.presenting.own_words import Saying
from voldaan.web.presenting.texts import own_parts
from voldaan.web.presenting.texts.own_parts import Beside
from voldaan.wording.shapes import Words

WordsForm = TextForm | PartsForm

#: What the rules of ``wording/beside`` refuse; the others are named in ``own_words``.
_PROBLEMS = {
    "by_hand": gettext_lazy(
        "“%(found)s”: sums and days come from Voldaan, so that they are right in every "
        "message. Below you see what can be filled in."
    ),
    "other_term": gettext_lazy(
        "“%(found)s” names a time. In this letter only the fixed sentences do."
    ),
    "consequence_own": gettext_lazy(
        "“%(found)s” says what will follow. Only the fixed sentences of a formal letter do."
    ),
    "undoes": gettext_lazy(
        "“%(found)s” can take away what the legal sentence says. Say it in another way, or "
        "leave it out."
    ),
    "locked_twice": gettext_lazy("This sentence is in it already: “%(found)s”"),
    "needed_here": gettext_lazy("“%(found)s” has to be in this part."),
    "no_way_out": gettext_lazy(
        "Let your reader say that something is not right, for example: “%(found)s”"
    ),
    "already_paid_missing": gettext_lazy("This sentence has to be in it: “%(found)s”"),
    "exact_changed": gettext_lazy("This has to stay word for word: “%(found)s”"),
    "other_sign": gettext_lazy(
        "“%(found)s” cannot stand here. Use letters and ordinary punctuation."
    ),
    "unfinished": gettext_lazy("End with a full stop or a question mark: “%(found)s”"),
    "parts": gettext_lazy("This page is out of date. Open it again, then change the words."),
}


@dataclass(frozen=True, slots=True)
class Editing:
    """The words that the page is about, for who may change them."""

    visit: Visit
    choice: Choice
    said: Saying | Beside

    def form(self) -> WordsForm:
        """Give the form with the words as they are now."""
        if isinstance(self.said, Beside):
            return own_parts.form(self.visit, self.said)
        return own_words.text_form(self.visit, self.choice, self.said)

    def filled(self, data: QueryDict) -> WordsForm:
        """Give the form as it was sent."""
        if isinstance(self.said, Beside):
            return own_parts.form(self.visit, self.said, data)
        return own_words.filled(self.visit, self.choice, self.said, data)

    def checked(self, form: WordsForm) -> tuple[str, str] | None:
        """Give the words that were filled in when they may be said, or say why in the form."""
        if isinstance(self.said, Saying) and isinstance(form, TextForm):
            return own_words.checked(self.choice, self.said, form)
        if not (isinstance(self.said, Beside) and isinstance(form, PartsForm)):
            return None
        if not form.is_valid():
            return None
        try:
            return own_parts.checked(self.said, form)
        except BadOwnText as error:
            _add_refusal(form, error)
            return None

    def as_words(self, given: tuple[str, str]) -> OwnWords:
        """Give what was filled in, for the action."""
        if isinstance(self.said, Beside):
            return own_parts.as_words(self.said, given)
        return OwnWords(self.said.name, self.choice.language, self.choice.form, *given)

    def words(self, given: tuple[str, str]) -> Words:
        """Give the message with made-up facts. Raises EmptyPlaceholder."""
        return self.said.words(given)

    def written(self, form: WordsForm | None) -> tuple[Written, ...]:
        """Give the pieces of a form in order: what may be written, and what is fixed."""
        if isinstance(self.said, Beside) and isinstance(form, PartsForm):
            return own_parts.written(form, self.said)
        if isinstance(self.said, Saying) and isinstance(form, TextForm):
            return own_words.written(form, self.choice, self.said)
        return ()

    def placeholders(self) -> tuple[tuple[str, str], ...]:
        """Give what can be filled in, with what it stands for."""
        if isinstance(self.said, Beside):
            return own_words.meanings(own_parts.placeholders(self.said))
        return own_words.placeholders()


def _add_refusal(form: PartsForm, error: BadOwnText) -> None:
    """Say at the part what cannot be said."""
    words = _PROBLEMS.get(error.problem) or own_words.PROBLEMS.get(error.problem)
    said = str(words) % {"found": error.found} if words else gettext("This is no text.")
    form.add_error(error.field if error.field in form.fields else None, said)
