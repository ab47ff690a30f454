"""Berichten: the staircase, how a step sounds, and what it would have sent."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from voldaan.web.pages.texts import OtherText, Shown


@dataclass(frozen=True, slots=True)
class Choice:
    """Which ladder, step and words the page shows: what stands in its address.

    ``many`` shows the words for several invoices, ``medium`` how they arrive: ``mail``,
    ``whatsapp``, ``sms`` or ``paper``. ``other`` is a text beside the ladder, shown instead
    of the step; empty for none. ``text`` does not stand in the address: it is the step whose
    words this one says, when they are not its own.
    """

    ladder: str = "standard"
    step: str = "reminder_1"
    form: str = "je"
    language: str = "nl"
    many: bool = False
    medium: str = "mail"
    other: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A link to another choice."""

    words: str
    query: str
    is_current: bool
    language: str = ""


@dataclass(frozen=True, slots=True)
class Stair:
    """One step of the staircase; ``fields`` are those of the form, empty for who looks.

    ``more`` are those that stay folded. ``rests`` says how long it rests, when that is not
    as shipped; ``words`` which text it says.
    """

    code: str
    when: str
    channel: str
    is_on: bool
    autopilot: bool
    if_confirmed: bool
    is_own: bool
    only_if: str
    query: str
    is_current: bool
    fields: tuple[Any, ...] = ()
    is_unfolded: bool = False
    more: tuple[Any, ...] = ()
    is_more_unfolded: bool = False
    rests: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule behind the staircase, as it counts now."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """One thing to say in a call."""

    label: str
    line: str
    hint: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A sentence that stays as it is, and why; ``number`` goes along with the form."""

    text: str
    why: str
    number: int = -1


@dataclass(frozen=True, slots=True)
class Written:
    """A piece of the owner's text: a field of the form, or a fixed sentence."""

    field: Any = None
    fixed: Fixed | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """A step as the client reads it, and what the linter says of it.

    ``falls_back``: a fact that the own words need is not known in the example, so that
    the shipped ones are used. ``body_html`` is escaped where it was made. A call has a
    ``script``, and the words for when nobody answers.
    """

    subject: str = ""
    body_html: str = ""
    sender: str = ""
    language: str = "nl"
    remarks: tuple[str, ...] = ()
    script: tuple[ScriptLine, ...] = ()
    own_from: date | None = None
    coming_on: date | None = None
    is_unsaved: bool = False
    falls_back: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One difference that another staircase makes."""

    client: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Sent:
    """One step that would have been taken, with why."""

    day: date
    client: str
    client_id: int
    step: str
    channel: str
    asks_cents: int
    reasons: tuple[str, ...]
    autopilot: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How often a step would have been taken: under the present ladder, and this one."""

    step: str
    now: int
    then: int


@dataclass(frozen=True, slots=True)
class Trial:
    """What would have been sent in ``[from_day, to_day)``; lists are cut, counts are not.

    ``cut_at``: so many clients are in it, and there are more; 0 when all are.
    """

    from_day: date
    to_day: date
    counts: tuple[Count, ...]
    now_count: int
    then_count: int
    now_clients: int
    then_clients: int
    changes: tuple[Change, ...]
    changes_left: int
    sent: tuple[Sent, ...]
    sent_left: int
    cut_at: int = 0


@dataclass(frozen=True, slots=True)
class MessagesPage:
    """Everything around the two forms of the page."""

    choice: Choice
    query: str
    ladders: tuple[Tab, ...]
    about: str
    is_own: bool
    stairs: tuple[Stair, ...]
    planned: tuple[date, ...]
    forms: tuple[Tab, ...]
    languages: tuple[Tab, ...]
    counts: tuple[Tab, ...]
    preview: Preview
    written: tuple[Written, ...]
    placeholders: tuple[tuple[str, str], ...]
    run: str
    sending: str
    sends: bool
    may_change: bool
    media: tuple[Tab, ...] = ()
    others: tuple[OtherText, ...] = ()
    shown: Shown | None = None
    trial: Trial | None = None
    rules: tuple[Rule, ...] = ()
    rules_are_own: bool = False
