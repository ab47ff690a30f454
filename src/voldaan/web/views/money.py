"""Geld: where each payment belongs, and which days the bank files show."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from voldaan.actions.payments import settle_line
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.queries import bank_page, to_match
from voldaan.web.access import Visit, staff
from voldaan.web.frame import frame
from voldaan.web.presenting import money as presenting


@staff()
def money(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the lines that wait, the accounts and the latest bookings."""
    page = presenting.page(
        visit,
        shows_others=request.GET.get("show") == "others",
        booked=request.GET.get("booked", ""),
    )
    return render(request, "web/money.html", {"frame": frame(visit, "money"), "page": page})


@staff()
def match_other(request: HttpRequest, visit: Visit, line_id: int) -> HttpResponse:
    """Search another place for a line."""
    line = bank_page.waiting_line(visit.administration_id, line_id=line_id)
    if line is None:
        raise Http404
    page = presenting.search(visit, line, request.GET.get("search", "").strip()[:100])
    context = {"frame": frame(visit, "money"), "page": page}
    return render(request, "web/match_other.html", context)


@staff(get=None, post="prepare")
def match(request: HttpRequest, visit: Visit, line_id: int) -> HttpResponse:
    """Book a line where a person says it belongs, or set it aside."""
    if not bank_page.is_line(visit.administration_id, line_id=line_id):
        raise Http404
    before = bank_page.clients_of_line(visit.administration_id, line_id=line_id)
    try:
        said = _settle(request, visit, line_id)
    except settle_line.LineIsSettled:
        messages.warning(request, gettext("This payment has found its place already."))
    except settle_line.DoesNotFit:
        messages.warning(
            request, gettext("That has changed in the meantime. Choose once more.")
        )
    else:
        messages.success(request, said)
        _decide_again(visit, before, line_id)
    return redirect("money")


def _settle(request: HttpRequest, visit: Visit, line_id: int) -> str:
    """Do what was pressed; give what to say. Raises LineIsSettled, DoesNotFit."""
    pressed = request.POST.get("candidate", "")
    if pressed == "none":
        settle_line.set_line_aside(
            visit.administration_id, line_id=line_id, by=visit.person, at=visit.at
        )
        return gettext("Set aside. You find it below, and can take it back.")
    chosen = _ticked(request, visit) if pressed == "ticked" else presenting.read_key(pressed)
    if chosen is None:
        raise settle_line.DoesNotFit(line_id)
    settle_line.book_line(
        visit.administration_id,
        line_id=line_id,
        place=replace(chosen, remembers_account=bool(request.POST.get("remember"))),
        by=visit.person,
        at=visit.at,
    )
    if bank_page.waiting_line(visit.administration_id, line_id=line_id) is not None:
        return gettext("Booked. The rest of the payment still seeks its place.")
    return gettext("Booked. You find it below, and can undo it.")


def _ticked(request: HttpRequest, visit: Visit) -> settle_line.Placement | None:
    """Give the parts that were ticked; what they leave waits for another place."""
    asked = presenting.ticked(request.POST)
    owner = to_match.owners(visit.administration_id, invoice_ids=asked)
    return presenting.read_ticked(request.POST, owner)


@staff(get=None, post="prepare")
def returned(request: HttpRequest, visit: Visit, line_id: int) -> HttpResponse:
    """Say which payment the bank took back, or that it is no client's."""
    if not bank_page.is_line(visit.administration_id, line_id=line_id):
        raise Http404
    try:
        payment_id = presenting.read_payment(request.POST.get("payment", ""))
        settle_line.settle_return(
            visit.administration_id,
            line_id=line_id,
            payment_id=payment_id,
            by=visit.person,
            at=visit.at,
        )
    except settle_line.LineIsSettled:
        messages.warning(request, gettext("This payment has found its place already."))
    except (settle_line.DoesNotFit, ValueError):
        messages.warning(
            request, gettext("That has changed in the meantime. Choose once more.")
        )
    else:
        aside = gettext("Set aside. You find it below, and can take it back.")
        booked = gettext("Booked. You find it below, and can undo it.")
        messages.success(request, booked if payment_id else aside)
        _decide_again(visit, set(), line_id)
    return redirect("money")


@staff(get=None, post="prepare")
def line_back(request: HttpRequest, visit: Visit, line_id: int) -> HttpResponse:
    """Take a line back that was set aside."""
    if not bank_page.is_line(visit.administration_id, line_id=line_id):
        raise Http404
    try:
        settle_line.take_line_back(
            visit.administration_id, line_id=line_id, by=visit.person, at=visit.at
        )
    except settle_line.LineIsSettled:
        messages.warning(request, gettext("This payment waits for you already."))
    else:
        _decide_again(visit, set(), line_id)
    return redirect("money")


@staff(get=None, post="prepare")
def booking_undo(request: HttpRequest, visit: Visit, booking_id: int) -> HttpResponse:
    """Take a booking back; its line waits for a person again."""
    if not bank_page.is_payment(visit.administration_id, payment_id=booking_id):
        raise Http404
    line_id = bank_page.line_of_payment(visit.administration_id, payment_id=booking_id)
    before = bank_page.clients_of_line(visit.administration_id, line_id=line_id)
    try:
        settle_line.undo_booking(
            visit.administration_id, payment_id=booking_id, by=visit.person, at=visit.at
        )
    except settle_line.AlreadyUndone:
        messages.warning(request, gettext("This booking was undone already."))
    else:
        messages.success(request, gettext("Undone. The payment waits for you again."))
        _decide_again(visit, before, line_id)
    return redirect("money")


def _decide_again(visit: Visit, before: set[int], line_id: int) -> None:
    """Decide again for every client that the line touched, before or now."""
    now = bank_page.clients_of_line(visit.administration_id, line_id=line_id)
    follow_up(
        visit.administration_id, day=visit.day, at=visit.at, client_ids=sorted(before | now)
    )
