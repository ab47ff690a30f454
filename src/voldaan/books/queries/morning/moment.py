"""The money moment as it is set, and how much there is to do in it."""

from dataclasses import dataclass
from datetime import date, datetime

from voldaan.books.models import Administration, Member, Role
from voldaan.books.queries import today
from voldaan.followup.morning.order import MOST_CARDS
from voldaan.followup.morning.slots import Slots
from voldaan.followup.morning.value import minutes_of


@dataclass(frozen=True, slots=True)
class OwnMoment:
    """What was chosen, the last slot that was told, and what tells this firm from others."""

    slots: Slots
    told_on: date | None
    daily_on: date | None
    is_demo: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is told: the owner, in their own language."""

    name: str
    email: str
    language: str


def moment(administration_id: int) -> OwnMoment:
    """Give the money moment of an administration."""
    weekdays, minute, told_on, daily_on, is_demo, created_at = (
        Administration.objects.values_list(
            "moment_weekdays",
            "moment_minute",
            "moment_told_on",
            "daily_on",
            "is_demo",
            "created_at",
        ).get(pk=administration_id)
    )
    slots = Slots(tuple(map(int, weekdays)), minute)
    return OwnMoment(slots, told_on, daily_on, is_demo, created_at)


def owner(administration_id: int) -> Owner | None:
    """Give the first owner; an administration that nobody owns yet has none."""
    row = (
        Member.objects.filter(administration_id=administration_id, role=Role.OWNER)
        .order_by("since", "pk")
        .values_list("user__name", "user__email", "user__language")
        .first()
    )
    return Owner(*row) if row else None


def work(administration_id: int) -> tuple[int, int]:
    """Give how many cards Vandaag shows, and their minutes; as the page itself counts."""
    broken = len(today.messages(administration_id, states=["failed", "unsure"]))
    broken = min(broken, MOST_CARDS)
    chosen, _ = today.cards(administration_id, most=MOST_CARDS - broken)
    return broken + len(chosen), minutes_of(
        (each.decision for each in chosen), questions=broken
    )
