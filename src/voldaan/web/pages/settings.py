"""Instellingen: company, mailbox, bank, tone, quiet hours, pause, keys, team."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TeamMember:
    """Someone with access; ``role`` is a code, the filter gives the word."""

    name: str
    email: str
    role: str


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """One of the owner's bank accounts."""

    iban: str
    name: str


@dataclass(frozen=True, slots=True)
class DomainAdvice:
    """One finished sentence about a domain."""

    text: str
    is_good: bool


@dataclass(frozen=True, slots=True)
class DomainCheck:
    """What was found about the domain that mail leaves from."""

    domain: str
    advice: tuple[DomainAdvice, ...]


@dataclass(frozen=True, slots=True)
class ReportsTo:
    """Where a carrier tells us what became of messages; empty without a public address.

    ``word`` is what the service asks back, empty where it asks for none. ``waits_for_secret``:
    nothing that comes in can be believed yet.
    """

    channel: str
    address: str = ""
    word: str = ""
    waits_for_secret: bool = False


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """What the settings page shows beside its forms.

    ``mailbox_works``: the mailbox let us in once; else it may be set and not tried.
    """

    mailbox_is_set: bool
    mailbox_works: bool
    mailbox_checked: str
    accounts: tuple[OwnAccount, ...]
    team: tuple[TeamMember, ...]
    friday_until_hour: int
    inbox_is_set: bool = False
    inbox_read: str = ""  # when it was read last, in a sentence
    inbox_failure: str = ""  # why it could not be read
    paused_until: date | None = None
    pause_reason: str = ""
    has_moment: bool = False  # a money moment was chosen
    keys_on: bool = True
    may_change: bool = True
    sends_by: tuple[str, ...] = ()  # the channels on which a carrier is on
    reports_to: tuple[ReportsTo, ...] = ()  # of the accounts that are set; the owner's alone
