"""Reads the packaged texts, strictly: an unknown key or condition stops with its file."""

import tomllib
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from voldaan.wording import placeholders
from voldaan.wording.shapes import AddressForm, Language

#: What a ``when`` may ask of the facts; each also exists with ``no_`` before it.
CONDITIONS = frozenset(
    {
        *("name", "link", "iban", "phone", "email", "call", "project"),
        *("one", "sum", "credit", "tip"),
        *("contact", "vat_costs", "costs", "interest", "dutch"),
        *("they_pay", "i_pay", "even", "waived"),
        *("kept", "voucher", "vat", "lesson", "next_time", "spoken"),
        "enforceable",
    }
)

FORMS: tuple[AddressForm, ...] = ("je", "u")
LANGUAGES: tuple[Language, ...] = ("nl", "en")
#: Every text that is sent or kept; a name is its place below ``texts/<language>/``.
LETTERS = (
    *("service_check", "reminder_1", "reminder_2"),
    *("statement_check", "statement_1", "statement_2"),
    "missed_call",
    *("short/service_check", "short/reminder_1", "short/reminder_2", "short/missed_call"),
    *("paper/service_check", "paper/reminder_1", "paper/reminder_2", "paper/missed_call"),
    *("formal/notice_person", "formal/notice_business", "formal/final_notice"),
    *("client/satisfaction", "client/promise", "client/plan", "client/set_off"),
    *("client/let_go", "client/let_go_note", "client/thanks", "client/apology"),
    "client/invoice_again",
)
SCRIPTS = ("call", "service_call")


class BadText(ValueError):
    """A packaged text is not as it should be; carries the file and what is wrong."""

    def __init__(self, file: str, found: str) -> None:
        super().__init__(f"{file}: {found}")
        self.file = file
        self.found = found


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of a letter, or a line of a script, used when all of ``when`` holds.

    A ``locked`` one is a legal sentence: an owner who edits the message leaves it whole.
    """

    text: str
    when: tuple[str, ...] = ()
    locked: bool = False
    key: str = ""
    silence: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in one form: its version, the day it starts, its tone and its parts.

    ``subject_many`` is the subject for several invoices, where it differs. ``source`` is
    what a lawyer would cite for the locked sentences.
    """

    name: str
    version: int
    from_day: date
    tone: str
    subject: str
    parts: tuple[Part, ...]
    subject_many: str = ""
    source: str = ""


@cache
def load(name: str, *, language: Language, form: AddressForm) -> Text:
    """One packaged text in one form.

    Raises :class:`BadText` naming the file, or ``UnknownPlaceholder``.

    >>> load("reminder_1", language="nl", form="je").tone
    'friendly'
    """
    return read(table(name, language=language), name=name, form=form)


@cache
def table(name: str, *, language: Language) -> Mapping[str, Any]:
    """One packaged file as it stands."""
    file = resources.files("voldaan.wording") / "texts" / language / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def read(source: Mapping[str, Any], *, name: str, form: AddressForm) -> Text:
    """Make a text out of a file's table; see :func:`load`."""
    _keys(source, {"version", "from", "tone", *FORMS}, name=name, optional={"source"})
    variant = source[form]
    _keys(variant, {"parts"}, name=name, optional={"subject", "subject_many"})
    text = Text(
        name=name,
        version=_of(int, source["version"], name),
        from_day=_of(date, source["from"], name),
        tone=_of(str, source["tone"], name),
        subject=_of(str, variant.get("subject", ""), name),
        parts=tuple(_part(part, name) for part in variant["parts"]),
        subject_many=_of(str, variant.get("subject_many", ""), name),
        source=_of(str, source.get("source", ""), name),
    )
    for template in (text.subject, text.subject_many, *(part.text for part in text.parts)):
        placeholders.names(template)
    return text


def _part(source: Mapping[str, Any], name: str) -> Part:
    _keys(source, {"text"}, name=name, optional={"when", "locked", "key", "silence", "hint"})
    when = tuple(_of(str, condition, name) for condition in source.get("when", ()))
    for condition in when:
        if condition.removeprefix("no_") not in CONDITIONS:
            raise BadText(name, condition)
    return Part(
        text=_of(str, source["text"], name).strip(),
        when=when,
        locked=_of(bool, source.get("locked", False), name),
        key=_of(str, source.get("key", ""), name),
        silence=_of(bool, source.get("silence", False), name),
        hint=_of(str, source.get("hint", ""), name),
    )


def _keys(
    source: Mapping[str, Any],
    required: Set[str],
    *,
    name: str,
    optional: Set[str] = frozenset(),
) -> None:
    wrong = sorted((required - source.keys()) | (source.keys() - required - optional))
    if wrong:
        raise BadText(name, ", ".join(wrong))


def _of[Kind](kind: type[Kind], found: object, name: str) -> Kind:
    if not isinstance(found, kind):
        raise BadText(name, repr(found))
    return found
