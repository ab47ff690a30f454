"""The client's page, an answer on it, and the thanks. Looking never changes anything."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from voldaan.actions.answers.press import PressedTooOften, press
from voldaan.books.queries.own_page.open_now import OpenNow, open_now
from voldaan.portal import presenting
from voldaan.portal.choices import ALWAYS, BY_SLUG, CHOICES, Choice, pressed
from voldaan.portal.door import Visit, by_link
from voldaan.portal.forms import ByClient
from voldaan.portal.proof import is_proof, proof


def _found(visit: Visit) -> OpenNow:
    guest = visit.guest
    found = open_now(guest.administration_id, client_id=guest.client_id, day=visit.day)
    if found is None:
        raise Http404
    return found


def _form(
    choice: Choice, found: OpenNow, visit: Visit, data: Mapping[str, str] | None = None
) -> ByClient:
    invoices = list(presenting.numbers(found).items())
    return choice.form(data, today=visit.day, invoices=invoices, auto_id=f"{choice.code}-%s")


def _show(
    request: HttpRequest,
    visit: Visit,
    found: OpenNow,
    *,
    front: str = "",
    bound: ByClient | None = None,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    """Give the page, with the choice ``front`` first; ``bound`` is its form as it was sent."""
    page = presenting.own_page(found, day=visit.day)
    offered = [each for each in CHOICES if page.lines or each.code in ALWAYS]
    offered.sort(key=lambda each: each.code != front)
    answers = [
        (each, bound if bound and each.code == front else _form(each, found, visit))
        for each in offered
    ]
    context = {
        "page": page,
        "answers": answers,
        "front": front if front in {each.code for each in offered} else "",
        "notice": notice,
        "proof": proof(visit.guest.link_id),
        "token": visit.token,
    }
    return render(request, "portal/page.html", context, status=status)


@by_link
def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what is open, where to pay it, and the ways to answer."""
    return _show(request, visit, _found(visit))


@by_link
def answer(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    """Show the page with one answer in front; a press on it keeps that answer."""
    choice = BY_SLUG.get(slug)
    if choice is None:
        raise Http404
    found = _found(visit)
    if request.method != "POST":
        return _show(request, visit, found, front=choice.code)
    if not is_proof(request.POST.get("proof", ""), link_id=visit.guest.link_id):
        stale = gettext("This page stood open for too long. Please press once more.")
        return _show(request, visit, found, front=choice.code, notice=stale, status=403)
    form = _form(choice, found, visit, request.POST.dict())
    is_open = bool(presenting.own_page(found, day=visit.day).lines)
    if not form.is_valid() or not (is_open or choice.code in ALWAYS):
        return _show(request, visit, found, front=choice.code, bound=form)
    return _keep(request, visit, found, choice=choice, form=form)


def _keep(
    request: HttpRequest, visit: Visit, found: OpenNow, *, choice: Choice, form: ByClient
) -> HttpResponse:
    numbers = presenting.numbers(found)
    guest = visit.guest
    try:
        press(
            guest.administration_id,
            client_id=guest.client_id,
            pressed=pressed(choice.code, form.cleaned_data, numbers=numbers),
            day=visit.day,
            at=visit.at,
        )
    except PressedTooOften:
        enough = presenting.own_page(found, day=visit.day).words.enough
        return _show(request, visit, found, notice=enough, status=429)
    return redirect("portal:thanks", visit.token)


@by_link
def thanks(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Say thank you, and that it is quiet until somebody has read the answer."""
    shown = presenting.own_page(_found(visit), day=visit.day)
    return render(request, "portal/thanks.html", {"page": shown, "token": visit.token})


@by_link
def nowhere(request: HttpRequest, visit: Visit, rest: str) -> HttpResponse:
    """Say of any other address below a link what is said of a link that does not work."""
    raise Http404
