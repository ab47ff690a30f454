"""A text on the page: the words of a medium or of another family, and the linter's view."""

import re
from dataclasses import replace
from html import unescape
from itertools import groupby
from typing import cast

from django.utils.translation import gettext, gettext_lazy, ngettext

from voldaan.books.queries.deciding.own_texts import own_texts
from voldaan.web import words as language_of
from voldaan.web.access import Visit
from voldaan.web.pages.messages import Choice
from voldaan.web.pages.texts import OtherText, Piece, Shown
from voldaan.web.presenting import staircase
from voldaan.web.presenting.texts.length import text_messages
from voldaan.web.presenting.texts.others import OTHERS
from voldaan.web.presenting.texts.own_parts import Beside
from voldaan.wording import letters, linter, paper, reasons, short
from voldaan.wording.kinds import AnyFacts, AnyStep
from voldaan.wording.placeholders import EmptyPlaceholder
from voldaan.wording.shapes import LetterFacts, LetterStep, Medium, Words
from voldaan.wording.steps.compose import compose

#: How a step may be written, by the name in the address.
MEDIUM_OF: dict[str, Medium] = {
    "mail": "mail",
    "whatsapp": "short",
    "sms": "short",
    "paper": "paper",
}
_MISSING = {
    "telefoon": gettext_lazy("your phone number"),
    "afzender": gettext_lazy("your name and company"),
    "mail": gettext_lazy("your e-mail address"),
    "iban": gettext_lazy("your account number"),
}
_BETWEEN_PIECES = re.compile(r"(?<=</p>)\n|(?<=</table>)\n")
_TAG = re.compile(r"<[^>]*>")


def written_step(code: str) -> LetterStep | None:
    """Name the text of a step: of a call the one for when nobody answers.

    >>> written_step("call"), written_step("decide")
    ('missed_call', None)
    """
    step = "missed_call" if code == "call" else code
    return cast("LetterStep", step) if step in letters.TEXT_OF else None


def others(visit: Visit, choice: Choice) -> tuple[OtherText, ...]:
    """List the texts beside the ladder, those that are used now first."""
    mine = own_texts(visit.administration_id, day=visit.day)
    own = {name.rpartition("/")[2] for name, _, _ in mine if "/" in name}
    return tuple(
        OtherText(
            str(other.name),
            str(other.used),
            other.is_reply,
            staircase.query(choice, other=code, medium="mail"),
            is_current=code == choice.other,
            is_own=code in own,
        )
        for code, other in OTHERS.items()
    )


def shown(
    choice: Choice,
    letter: LetterFacts,
    *,
    said: Beside | None = None,
    given: tuple[str, str] | None = None,
) -> Shown | None:
    """Give what the page shows instead of a mail of the ladder; None where it shows that.

    ``said`` is the text beside the ladder, ``given`` are words for it that are not saved.
    """
    if said is not None:
        return _other(choice, said, given)
    step = written_step(choice.text or choice.step)
    medium = MEDIUM_OF[choice.medium]
    if step is None or medium == "mail":
        return None
    try:
        words = of_step(step, facts=letter, medium=medium)
    except EmptyPlaceholder as error:
        return _without(medium, letter, error)
    remarks = _remarks(words, step=step, facts=letter, medium=medium)
    if medium == "paper":
        made = _laid_out(words, letter)
        return replace(made, look="paper", remarks=remarks, pdf=staircase.query(choice))
    text = words.body_text.strip()
    return Shown(
        look="short",
        language=letter.language,
        sender=letter.sender,
        text=text,
        length=_length(text, is_sms=choice.medium == "sms"),
        remarks=remarks,
    )


def of_step(step: LetterStep, *, facts: LetterFacts, medium: Medium) -> Words:
    """Give the shipped words of a step for a phone or on paper; raises as those do."""
    if medium == "paper":
        return paper.compose(step, facts=facts)
    return short.compose(step, facts=facts)


def _other(choice: Choice, said: Beside, given: tuple[str, str] | None) -> Shown:
    letter = said.facts.letter
    try:
        first, *others = [_case(each, given) for each in said.cases()]
    except EmptyPlaceholder as error:
        return _without("mail", letter, error)
    remarks = dict.fromkeys(remark for each in (first, *others) for remark in each.remarks)
    return replace(
        first,
        remarks=tuple(remarks),
        after_call=others[0].pieces if others else (),
        pdf=staircase.query(choice) if OTHERS[choice.other].on_paper else "",
    )


def _case(said: Beside, given: tuple[str, str] | None) -> Shown:
    """Show a text in one case, in the words that were given or those that count."""
    words, letter = said.words(given), said.facts.letter
    dutch = ""
    if letter.language == "en":
        facts = replace(said.facts, letter=replace(letter, language="nl"))
        dutch = compose(said.step, facts=facts).body_html
    return replace(
        _laid_out(words, letter, dutch=dutch),
        remarks=_remarks(words, step=said.step, facts=said.facts, medium="mail"),
    )


def _laid_out(words: Words, letter: LetterFacts, *, dutch: str = "") -> Shown:
    """Cut the message into its paragraphs, and mark the legal ones, those in a row as one."""
    locked = {_plain(sentence) for sentence in words.locked}
    cut = _BETWEEN_PIECES.split(words.body_html.strip())
    below = {_words(html) for html in _BETWEEN_PIECES.split(dutch.strip())}
    runs = groupby(cut, key=lambda html: (_words(html) in locked, _words(html) in below))
    pieces = tuple(
        replace(piece, language="nl" if is_dutch else "")
        for (is_locked, is_dutch), found in runs
        for piece in _together(tuple(found), is_locked=is_locked)
    )
    return Shown("mail", letter.language, letter.sender, words.subject, pieces)


def _together(found: tuple[str, ...], *, is_locked: bool) -> tuple[Piece, ...]:
    if is_locked:
        return (Piece("\n".join(found), is_locked=True),)
    return tuple(Piece(html) for html in found)


def _words(html: str) -> str:
    return _plain(unescape(_TAG.sub("", html)))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _remarks(
    words: Words, *, step: AnyStep, facts: AnyFacts, medium: Medium
) -> tuple[str, ...]:
    found = linter.lint(words, step=step, facts=facts, medium=medium)
    return tuple(reasons.remark(each, language_of.language()) for each in found)


def _without(look: Medium, letter: LetterFacts, error: EmptyPlaceholder) -> Shown:
    missing = _MISSING.get(error.placeholder) or gettext("a fact")
    return Shown(look, letter.language, letter.sender, missing=str(missing))


def _length(text: str, *, is_sms: bool) -> str:
    """Say how long a short message is; a text message also in how many it travels."""
    words = ngettext("%(count)d word", "%(count)d words", len(text.split()))
    signs = ngettext("%(count)d character", "%(count)d characters", len(text))
    said = [words % {"count": len(text.split())}, signs % {"count": len(text)}]
    if is_sms:
        said.append(text_messages(text))
    return " · ".join(said)
