"""Stored codes with their facts, as sentences in the language of the page."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language, gettext

from voldaan.readers.shapes import Problem, facts
from voldaan.reasons import Reason
from voldaan.wording import reasons as wording
from voldaan.wording.shapes import Language

_log = logging.getLogger(__name__)


def language() -> Language:
    """Give the language of the page."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def reasons(stored: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Say stored reasons (``code`` and pairs of ``facts``), one sentence each."""
    found = [Reason(each["code"], tuple(map(tuple, each["facts"]))) for each in stored]
    return tuple(_said(wording.words, each, each.code) for each in found)


def problem(stored: Mapping[str, Any]) -> str:
    """Say what was wrong with a file, as it was stored when the file was read."""
    found = Problem(stored["code"], stored["where"], facts=facts(**stored["facts"]))
    return _said(wording.problem, found, found.code)


def where(text: str) -> str:
    """Say where in a file something is, and nothing for the whole file."""
    return "" if text == "file" else wording.place(Problem("", text), language())


def _said(say: Any, found: Reason | Problem, code: str) -> str:  # noqa: ANN401 - either of two
    try:
        return str(say(found, language()))
    except KeyError:
        # A page that says less is better than no page; the tests of wording keep this rare.
        _log.exception("no words for %s", code)
        return gettext("Something is to be seen here that has no words yet (%(code)s).") % {
            "code": code
        }
