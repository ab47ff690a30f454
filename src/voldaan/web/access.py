"""Who may open which page: one decorator for every view of staff.

It finds the person, the administration that is open and the day, once, and hands them to
the view as a :class:`Visit`. Who may not come in is sent to the door or told so; an
identifier of another administration finds nothing, because every query is given
``visit.administration_id``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Literal

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from voldaan.books.queries import places
from voldaan.books.queries.places import Place
from voldaan.web import clock

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as Person

#: Where the session keeps which administration is open.
CHOSEN = "administration"

May = Literal["see", "prepare", "own"]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of one person in one administration, on one day, at one moment."""

    person: "Person"
    place: Place
    day: date
    at: datetime

    @property
    def administration_id(self) -> int:
        """Give what every query and action of this request is about."""
        return self.place.administration_id


def staff[**P](
    *, get: May | None = "see", post: May | None = None
) -> Callable[
    [Callable[Concatenate[HttpRequest, Visit, P], HttpResponse]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """Open a view to members: who may look (``get``) and who may change (``post``).

    ``see`` is any member, ``prepare`` all but viewers, ``own`` the owner. A method that is
    not named is not allowed.
    """
    needs: dict[str, May | None] = {"GET": get, "HEAD": get, "POST": post}
    allowed = [method for method, need in needs.items() if need]

    def decorate(
        view: Callable[Concatenate[HttpRequest, Visit, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(
            request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            need = needs.get(request.method or "")
            if need is None:
                return HttpResponseNotAllowed(allowed)
            if "%00" in request.META.get("QUERY_STRING", ""):
                raise BadRequest("a zero byte")  # no text has one; PostgreSQL refuses it
            visit = _visit(request)
            if not isinstance(visit, Visit):
                return visit
            if not _may(visit.place, need):
                raise PermissionDenied
            return view(request, visit, *args, **kwargs)

        return never_cache(guarded)

    return decorate


def _visit(request: HttpRequest) -> Visit | HttpResponse:
    """Find the person and the open administration, or the door to send them to."""
    if not request.user.is_authenticated:
        if not places.somebody_is_here():
            return redirect("welcome")
        return redirect_to_login(request.get_full_path())
    mine = places.places(request.user.pk)
    if not mine:
        raise PermissionDenied
    chosen: Any = request.session.get(CHOSEN)
    place = next((each for each in mine if each.administration_id == chosen), mine[0])
    at = clock.now()
    return Visit(request.user, place, clock.day_of(at, demo_day=place.demo_day), at)


def _may(place: Place, need: May) -> bool:
    return {"see": True, "prepare": place.may_prepare, "own": place.may_release}[need]
