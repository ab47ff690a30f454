"""A person says whether it is solved what a client called wrong, and can take that back."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from voldaan.actions import _record
from voldaan.actions.messages.release_message import refuse_all_who_only_look
from voldaan.actions.steps.follow_up import follow_up
from voldaan.actions.steps.hold import Pause, hold
from voldaan.books.models import Decision, Event, Hold, User
from voldaan.books.queries.answers.disputes import DISPUTED, REOPENED, SOLVED, WAITS
from voldaan.books.queries.situations import situations
from voldaan.days import shift
from voldaan.followup.silence import quiet_until

_Facts = dict[str, object]


class NotAsked(Exception):
    """Nobody asks whether it is solved (any more), or nothing was said that can go back."""


def solved(
    administration_id: int, *, client_id: int, day: date, by: User, at: datetime
) -> None:
    """Let the ladder go on: what the client called wrong is solved.

    Raises :class:`NotAsked` or ``MayOnlyLook``, changing nothing.
    """

    def lift() -> _Facts:
        holds = Hold.objects.filter(
            administration_id=administration_id,
            client_id=client_id,
            reason__in=DISPUTED.values(),
            lifted_at=None,
        ).exclude(invoice__isnull=False, until_day__gte=day)  # nobody asked about that one yet
        facts: _Facts = {"holds": sorted(holds.values_list("pk", flat=True))}
        holds.update(lifted_at=at, lifted_by=by)
        return facts

    with transaction.atomic():
        _say(administration_id, SOLVED, lift, client_id=client_id, by=by, at=at)
        # Behind the same lock: until it is decided again, the question stands open for who
        # presses in another tab, and that answer would have no pause to give back.
        follow_up(administration_id, day=day, at=at, client_ids=[client_id])


def not_yet(
    administration_id: int, *, client_id: int, day: date, by: User, at: datetime
) -> None:
    """Give as long a quiet as after a dispute once more, and ask again then.

    As before it is of the client, or of the invoices of which something was wrong alone.
    Raises :class:`NotAsked` or ``MayOnlyLook``, changing nothing.
    """

    def pause() -> _Facts:
        until = quiet_until("dispute", day=day) or shift(day, 1)
        again = [
            hold(
                administration_id,
                pause=Pause(DISPUTED[by.language], until, client_id, invoice_id),
                day=day,
                by=by,
                at=at,
            ).pk
            for invoice_id in _asked_of(administration_id, client_id, day)
        ]
        return {"holds": again}

    _say(administration_id, WAITS, pause, client_id=client_id, by=by, at=at)


def take_back(
    administration_id: int, *, client_id: int, day: date, by: User, at: datetime
) -> None:
    """Ask again whether it is solved, as if the last answer had not been given.

    Raises :class:`NotAsked` or ``MayOnlyLook``, changing nothing.
    """
    refuse_all_who_only_look(administration_id, by)
    with transaction.atomic():
        _record.lock(administration_id)
        said = (
            Event.objects.filter(
                administration_id=administration_id,
                client_id=client_id,
                code__in=[SOLVED, WAITS, REOPENED],
            )
            .order_by("-number")
            .first()
        )
        if said is None or said.code == REOPENED:
            raise NotAsked(client_id)
        holds = Hold.objects.filter(
            administration_id=administration_id, pk__in=said.facts["holds"]
        )
        if said.code == SOLVED:
            holds.filter(lifted_at=said.at).update(lifted_at=None, lifted_by=None)
        else:
            holds.filter(lifted_at=None).update(lifted_at=at, lifted_by=by)
        _tell(administration_id, REOPENED, {}, client_id=client_id, by=by, at=at)
    follow_up(administration_id, day=day, at=at, client_ids=[client_id])


def _asked_of(administration_id: int, client_id: int, day: date) -> list[int | None]:
    """Give the invoices of the newest dispute whose quiet has ended; None: the whole client."""
    (found,) = situations(administration_id, day=day, client_ids=[client_id])
    asked = [each.id for each in found.invoices if each.held_until is None]
    ended = Hold.objects.filter(
        Q(invoice=None) | Q(invoice_id__in=asked),
        administration_id=administration_id,
        client_id=client_id,
        reason__in=DISPUTED.values(),
        lifted_at=None,
        until_day__lt=day,
    ).order_by("-until_day", "-pk")
    newest = ended.first()
    if newest is None:
        return [None]
    same = ended.filter(set_at=newest.set_at).values_list("invoice_id", flat=True)
    return sorted(set(same), key=lambda each: each or 0)


def _say(
    administration_id: int,
    code: str,
    change: Callable[[], _Facts],
    *,
    client_id: int,
    by: User,
    at: datetime,
) -> None:
    """Answer the question that stands open; who pressed twice finds none the second time."""
    refuse_all_who_only_look(administration_id, by)
    with transaction.atomic():
        _record.lock(administration_id)
        if not Decision.objects.filter(
            administration_id=administration_id,
            client_id=client_id,
            is_latest=True,
            question="is_it_solved",
        ).exists():
            raise NotAsked(client_id)
        _tell(administration_id, code, change(), client_id=client_id, by=by, at=at)


def _tell(
    administration_id: int,
    code: str,
    facts: _Facts,
    *,
    client_id: int,
    by: User,
    at: datetime,
) -> None:
    _record.record(
        [_record.Happening(code, client_id, facts)],
        administration_id=administration_id,
        at=at,
        by=by,
    )
