"""How clients can be reached, what they answered, and who did not pick up the phone.

In bulk, as all of :mod:`voldaan.books.queries.situations`: one query per fact.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import Case, Count, Max, Q, When

from voldaan.books.models import Answer, Contact, ContactMoment, Outcome
from voldaan.followup.replying.shapes import REPLIES
from voldaan.followup.shapes import STEP_CODES, CallTry, PayRhythm, StepCode, Unread
from voldaan.replies.meaning import SURE_PERCENT

#: What is read of a client itself.
COLUMNS = (
    *("pk", "name", "kind", "language", "address_form", "is_large_organisation"),
    *("is_a_client", "preferred_channel", "uses_whatsapp", "uses_sms", "stopped_for"),
    *("pays_on_weekday", "pays_on_monthday", "street", "city", "confirmed_step"),
)


@dataclass(frozen=True, slots=True)
class Ways:
    """Which ways to a client are known. ``bounced``: no address of theirs works."""

    email: bool = False
    phone: bool = False
    linkedin: bool = False
    bounced: bool = False


NO_WAY = Ways()


def reach(mine: Mapping[str, Any]) -> dict[int, Ways]:
    """Say per client on which channels somebody can be reached."""
    works = Q(bounced_at=None) & ~Q(email="")
    rows = (
        Contact.objects.filter(**mine)
        .values_list("client_id")
        .annotate(
            an_email=Max("email"),
            a_phone=Max("phone"),
            a_linkedin=Max("linkedin"),
            working=Count("pk", filter=works),
        )
    )
    return {
        client_id: Ways(bool(email), bool(phone), bool(linkedin), bool(email) and not working)
        for client_id, email, phone, linkedin, working in rows
    }


#: The order in which the last of a client's answers is the one that tells most.
TELLS_LAST = (Case(When(guess="thanks", then=0), default=1), "came_at", "pk")


def unread(mine: Mapping[str, Any]) -> dict[int, Unread]:
    """Give per client the answers of a person that nobody has read.

    The newest one tells what they mean; a thank-you after it hides nothing.
    """
    rows = (
        Answer.objects.filter(**mine, read_at=None, is_automatic=False)
        .order_by(*TELLS_LAST)
        .values_list("client_id", "came_on", "guess", "certainty_percent")
    )
    found: dict[int, Unread] = {}
    for client_id, came_on, guess, percent in rows:
        count = found[client_id].count if client_id in found else 0
        found[client_id] = Unread(count + 1, came_on, guess, percent >= SURE_PERCENT)
    return found


def call_tries(mine: Mapping[str, Any], day: date) -> dict[int, tuple[CallTry, ...]]:
    """Give per client the calls without an answer since the last contact, oldest first."""
    tries = list(
        ContactMoment.objects.filter(
            **mine, outcome=Outcome.NO_ANSWER, channel="phone", on__lte=day
        )
        .order_by("on", "pk")
        .values_list("client_id", "on", "hour", "recorded_at")
    )
    if not tries:
        return {}
    reached = dict(
        ContactMoment.objects.filter(**mine, on__lte=day)
        .exclude(Q(outcome=Outcome.NO_ANSWER) | Q(step__in=REPLIES))
        .values_list("client_id")
        .annotate(at=Max("recorded_at"))
    )
    found: dict[int, list[CallTry]] = defaultdict(list)
    for client_id, on, hour, at in tries:
        if client_id not in reached or reached[client_id] <= at:
            found[client_id].append(CallTry(on, -1 if hour is None else hour))
    return {client_id: tuple(each) for client_id, each in found.items()}


def rhythm_told(client: Mapping[str, Any]) -> PayRhythm | None:
    """Give the pay day that the client told."""
    if client["pays_on_monthday"]:
        return PayRhythm("monthday", client["pays_on_monthday"])
    if client["pays_on_weekday"]:
        return PayRhythm("weekday", client["pays_on_weekday"])
    return None


def who_and_how(client: Mapping[str, Any], *, ways: Ways) -> dict[str, Any]:
    """Give the facts of a situation that say who a client is and how to reach them."""
    return {
        "client_id": client["pk"],
        "client_name": client["name"],
        "kind": client["kind"],
        "language": client["language"],
        "address_form": client["address_form"],
        "is_large_organisation": client["is_large_organisation"],
        "is_a_client": client["is_a_client"],
        "has_email": ways.email,
        "has_phone": ways.phone,
        "email_bounced": ways.bounced,
        "has_linkedin": ways.linkedin,
        "has_post": bool(client["street"] and client["city"]),
        "uses_whatsapp": client["uses_whatsapp"],
        "uses_sms": client["uses_sms"],
        "preferred_channel": client["preferred_channel"] or None,
        "stopped_for": client["stopped_for"],
        "confirmed": _confirmed(client),
    }


def _confirmed(client: Mapping[str, Any]) -> tuple[StepCode, ...]:
    """Give the step whose consequence the owner confirmed, if it is one of the ladder."""
    step = client["confirmed_step"]
    return (cast("StepCode", step),) if step in STEP_CODES else ()
