"""What stands around every page."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Section = Literal["today", "clients", "invoices", "money", "messages", "settings", ""]


@dataclass(frozen=True, slots=True)
class Frame:
    """The administration that is open and who looks at it.

    ``day`` is the day of this page; ``demo`` shows the ribbon with the movable clock.
    ``may_release`` is true for the owner: only then are send buttons shown.
    """

    administration: str
    day: date
    section: Section = ""
    person: str = ""
    keys_on: bool = True
    demo: bool = False
    may_release: bool = True
    may_prepare: bool = True
    paused_until: date | None = None
