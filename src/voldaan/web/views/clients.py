"""Klanten: the list, one client, and what may be corrected or paused there."""

from dataclasses import asdict, fields

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from voldaan.actions.clients.change_client import (
    BadContact,
    BadPayables,
    ClientChange,
    change_client,
)
from voldaan.actions.clients.withdraw_links import withdraw_links
from voldaan.actions.steps.hold import Pause, hold, lift_hold
from voldaan.books.queries import client_page as rows
from voldaan.web.access import Visit, staff
from voldaan.web.forms import PauseForm
from voldaan.web.forms_client import ClientForm
from voldaan.web.frame import frame
from voldaan.web.presenting.clients import client_list, client_page
from voldaan.web.replying.presenting import of_client


@staff()
def clients(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the clients, by name, under a state and a search."""
    asked = {name: request.GET.get(name, "")[:200] for name in ("state", "search", "after")}
    template = (
        "web/clients.html#rows" if getattr(request, "htmx", False) else "web/clients.html"
    )
    context = {"page": client_list(visit, **asked), "frame": frame(visit, "clients")}
    answer = render(request, template, context)
    answer.headers["Vary"] = "HX-Request, Cookie"
    return answer


def _facts(visit: Visit, client_id: int) -> rows.ClientFacts:
    facts = rows.client_facts(visit.administration_id, client_id=client_id, day=visit.day)
    if facts is None:
        raise Http404
    return facts


def _first_form(facts: rows.ClientFacts) -> ClientForm:
    """Give the form as the client is known: the contact that messages go to."""
    contact, payables = facts.written_to, facts.payables
    return ClientForm(
        initial={
            "contact": contact.name if contact else "",
            "email": contact.email if contact else "",
            "phone": contact.phone if contact else "",
            "kind": facts.kind,
            "address_form": facts.address_form,
            "language": facts.language,
            "terms_days": facts.term_days,
            "linkedin": contact.linkedin if contact else "",
            "payables": payables.email if payables else "",
            "payables_name": payables.name if payables else "",
            **asdict(facts.habits),
        }
    )


def _show(
    request: HttpRequest,
    visit: Visit,
    facts: rows.ClientFacts,
    *,
    form: ClientForm | None = None,
    pause_form: PauseForm | None = None,
) -> HttpResponse:
    context = {
        "page": client_page(visit, facts, before=request.GET.get("before", "")[:100]),
        "replies": of_client(visit, facts.id),
        "form": form or _first_form(facts),
        "pause_form": pause_form or PauseForm(day=visit.day),
        "frame": frame(visit, "clients"),
    }
    return render(request, "web/client.html", context)


@staff()
def client(request: HttpRequest, visit: Visit, client_id: int) -> HttpResponse:
    """Show everything that we know together."""
    return _show(request, visit, _facts(visit, client_id))


@staff(get=None, post="prepare")
def client_change(request: HttpRequest, visit: Visit, client_id: int) -> HttpResponse:
    """Correct the contact, the kind, the tone, the language or the term."""
    facts = _facts(visit, client_id)
    form = ClientForm(request.POST)
    if not form.is_valid():
        return _show(request, visit, facts, form=form)
    given = dict(form.cleaned_data)
    habits = rows.Habits(**{each.name: given.pop(each.name) for each in fields(rows.Habits)})
    change = ClientChange(term_days=given.pop("terms_days"), habits=habits, **given)
    try:
        change_client(
            visit.administration_id,
            client_id=client_id,
            change=change,
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except BadContact as error:
        where = "payables" if isinstance(error, BadPayables) else "email"
        form.add_error(where, gettext("This is not an e-mail address as we know them."))
        return _show(request, visit, facts, form=form)
    messages.success(request, gettext("Saved."))
    return redirect("client", client_id)


@staff(get=None, post="prepare")
def client_pause(request: HttpRequest, visit: Visit, client_id: int) -> HttpResponse:
    """Pause a client, with a reason and an end."""
    facts = _facts(visit, client_id)
    form = PauseForm(request.POST, day=visit.day)
    if not form.is_valid():
        return _show(request, visit, facts, pause_form=form)
    given = form.cleaned_data
    pause = Pause(given["reason"], given["until"], client_id=client_id)
    hold(visit.administration_id, pause=pause, day=visit.day, by=visit.person, at=visit.at)
    return redirect("client", client_id)


@staff(get=None, post="prepare")
def client_resume(request: HttpRequest, visit: Visit, client_id: int) -> HttpResponse:
    """End every pause on a client."""
    _facts(visit, client_id)
    mine, day = visit.administration_id, visit.day
    for hold_id in rows.hold_ids(mine, client_id=client_id, day=day):
        lift_hold(
            administration_id=mine, hold_id=hold_id, day=day, by=visit.person, at=visit.at
        )
    return redirect("client", client_id)


@staff(get=None, post="prepare")
def client_links(request: HttpRequest, visit: Visit, client_id: int) -> HttpResponse:
    """Let the links to a client's own page end."""
    _facts(visit, client_id)
    withdraw_links(visit.administration_id, client_id=client_id, by=visit.person, at=visit.at)
    messages.success(request, gettext("The links do not work any more."))
    return redirect("client", client_id)
