"""Letters on paper: made, listed, and what is still missing before one can be printed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from voldaan.actions.messages import last_look
from voldaan.actions.steps.addresses import post_lines
from voldaan.books.queries.sending.letters import PaperMessage, letters, with_words
from voldaan.books.queries.sending.ways import Ways, ways
from voldaan.documents import batch, letter
from voldaan.documents.address import BadAddress
from voldaan.documents.shapes import BadLetter
from voldaan.web.access import Visit
from voldaan.web.pages.letters import LettersPage, LetterToPost
from voldaan.web.presenting.sentences import language


class NotOnPaper(Exception):
    """There is no such letter."""


class Overtaken(Exception):
    """The facts that a letter was made from are no longer so."""


class NotPrintable(Exception):
    """One letter keeps all from being printed; carries the client's name and why."""

    def __init__(self, client: str, why: str) -> None:
        super().__init__(client, why)
        self.client = client
        self.why = why


def one(visit: Visit, *, message_id: int, words: tuple[str, str] | None) -> bytes:
    """Give one letter as PDF. Raises :class:`NotOnPaper`, :class:`Overtaken` or BadLetter.

    ``words`` are a subject and body that stand on the page instead of the kept ones.
    """
    found = letters(visit.administration_id, day=visit.day, message_ids=[message_id])
    if not found:
        raise NotOnPaper(message_id)
    if _overtaken(visit, found):
        raise Overtaken(message_id)
    shown = found[0] if words is None else with_words(found[0], *words)
    return letter.pdf(shown.letter, at=visit.at)


def together(visit: Visit) -> bytes:
    """Give all letters that are complete and still fit as one PDF.

    Its list names the clients whose letter no longer does. Raises :class:`NotOnPaper` when
    there is none, :class:`NotPrintable`.
    """
    whole = [
        each
        for each in letters(visit.administration_id, day=visit.day)
        if each.address and not _flaw(each)
    ]
    changed = _overtaken(visit, whole)
    ready = [each for each in whole if each.message_id not in changed]
    if not ready:
        raise NotOnPaper
    try:
        made = batch.together(
            [batch.Addressed(each.client, each.letter) for each in ready],
            at=visit.at,
            day=visit.day,
            language=language(),
            left_out=[each.client for each in whole if each.message_id in changed],
        )
    except BadLetter as bad:
        client = ready[bad.place - 1].client if bad.place else ""
        raise NotPrintable(client, letter_problem(bad)) from bad
    return made.pdf


def letters_page(visit: Visit) -> LettersPage:
    """Give the letters that wait, the ones that cannot be printed with what is missing.

    What no longer fits stands apart, whatever it misses.
    """
    mine = visit.administration_id
    found = letters(mine, day=visit.day)
    other_ways = ways(mine, client_ids=[each.client_id for each in found if not each.address])
    listed = [_to_post(each, other_ways.get(each.client_id)) for each in found]
    changed = _overtaken(visit, found)
    fitting = [each for each in listed if each.message_id not in changed]
    return LettersPage(
        ready=tuple(each for each in fitting if not each.problem),
        missing=tuple(each for each in fitting if each.problem),
        changed=tuple(each for each in listed if each.message_id in changed),
    )


def _overtaken(visit: Visit, found: Sequence[PaperMessage]) -> frozenset[int]:
    ids = [each.message_id for each in found]
    return last_look.overtaken(visit.administration_id, message_ids=ids, day=visit.day)


def _to_post(each: PaperMessage, known: Ways | None) -> LetterToPost:
    problem = _flaw(each) if each.address else gettext("The postal address is not complete.")
    if not each.address and known is not None:
        try:
            post_lines(known)
        except BadAddress as bad:
            problem = address_problem(bad)
    return LetterToPost(
        each.message_id,
        each.client_id,
        each.client,
        each.asks_cents,
        each.letter.recipient_lines,
        problem,
    )


def _flaw(each: PaperMessage) -> str:
    """Say why a letter cannot be made, as far as that shows before it is laid out."""
    try:
        letter.plain(each.letter)
    except BadLetter as bad:
        return letter_problem(bad)
    return ""


_MISSING: Mapping[str, Any] = {
    "name": _("The name is missing."),
    "street": _("The street is missing."),
    "number": _("The house number is missing."),
    "postcode": _("The postcode is missing."),
    "city": _("The place is missing."),
}
_WRONG: Mapping[tuple[str, str], Any] = {
    ("postcode", "not_a_postcode"): _(
        "The postcode is not right: four digits and two letters."
    ),
    ("number", "not_a_number"): _("The house number has no digit in it."),
}


def address_problem(bad: BadAddress) -> str:
    """Say what is wrong with a postal address."""
    if bad.wrong == "missing" and bad.part in _MISSING:
        return str(_MISSING[bad.part])
    known = _WRONG.get((bad.part, bad.wrong))
    return str(known) if known else gettext("The postal address is too long for an envelope.")


def letter_problem(bad: BadLetter) -> str:
    """Say why a letter cannot be made."""
    if bad.problem == "cannot_be_printed":
        said = gettext("The address has signs that cannot be printed: %(found)s")
        return said % {"found": bad.found}
    if bad.field == "recipient_lines" and bad.problem == "empty":
        return gettext("The postal address is not complete.")
    if bad.problem == "does_not_fit":
        return gettext("The address does not fit in the window of an envelope.")
    if bad.problem in {"too_long", "too_many"}:
        return gettext("The letter is too long. Make it shorter.")
    return gettext("This letter cannot be made. Look at its words and its address.")
