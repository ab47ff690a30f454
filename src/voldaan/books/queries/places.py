"""Who somebody is in which administration, and what stands around every page of it."""

from dataclasses import dataclass
from datetime import date

from voldaan.books.models import Hold, Member, Role, User


@dataclass(frozen=True, slots=True)
class Place:
    """One person's place in one administration; ``role`` is a code of ``Role``."""

    administration_id: int
    administration: str
    role: str
    is_demo: bool
    demo_day: date | None

    @property
    def may_release(self) -> bool:
        """Say whether this person sends messages and changes settings: the owner."""
        return self.role == Role.OWNER

    @property
    def may_prepare(self) -> bool:
        """Say whether this person may change anything at all; a viewer only looks."""
        return self.role != Role.VIEWER


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause of the whole administration that counts on a day."""

    id: int
    until_day: date
    reason: str


def places(user_id: int) -> list[Place]:
    """Give every place of a person, the oldest first."""
    rows = (
        Member.objects.filter(user_id=user_id)
        .order_by("since", "pk")
        .values_list(
            "administration_id",
            "administration__name",
            "role",
            "administration__is_demo",
            "administration__demo_day",
        )
    )
    return [Place(*row) for row in rows]


def whole_pauses(administration_id: int, *, day: date) -> list[Pause]:
    """Give the pauses of everything on a day, the one that lasts longest first."""
    rows = (
        Hold.objects.filter(
            administration_id=administration_id,
            client=None,
            lifted_at=None,
            from_day__lte=day,
            until_day__gte=day,
        )
        .order_by("-until_day", "pk")
        .values_list("pk", "until_day", "reason")
    )
    return [Pause(*row) for row in rows]


def somebody_is_here() -> bool:
    """Say whether anybody can sign in yet; before that, the welcome is open."""
    return User.objects.exists()
