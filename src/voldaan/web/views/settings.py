"""Instellingen: the firm, the mailbox, the owner's numbers, the brake, keys."""

from typing import Any

from django.conf import settings as installation
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from voldaan.actions.firm import change_person, change_settings, check_mailbox
from voldaan.actions.steps import hold
from voldaan.books.queries import places
from voldaan.channels.email.secret import WrongKey
from voldaan.channels.email.shapes import BadAccount
from voldaan.channels.email.smtp import SendFailed
from voldaan.web.access import Visit, staff
from voldaan.web.forms import FirmForm, MailboxForm, PauseForm
from voldaan.web.forms_settings import NumbersForm
from voldaan.web.frame import frame
from voldaan.web.presenting import settings as presenting


def show(request: HttpRequest, visit: Visit, **bound: Any) -> HttpResponse:  # noqa: ANN401 - forms
    """Give the page, with the forms that were filled in wrongly as they were."""
    context = {"frame": frame(visit, "settings"), "page": presenting.page(visit)}
    context |= presenting.forms(visit, **bound)
    return render(request, "web/settings/page.html", context, status=422 if bound else 200)


def saved(request: HttpRequest, part: str) -> HttpResponse:
    """Say so, and go back to that part of the page."""
    messages.success(request, gettext("Saved."))
    response = redirect("settings")
    response["Location"] += f"#{part}"
    return response


@staff()
def settings(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show everything that can be set."""
    return show(request, visit)


@staff(get=None, post="own")
def company(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Save the firm's facts."""
    form = FirmForm(request.POST, prefix="company")
    if not form.is_valid():
        return show(request, visit, company_form=form)
    given = form.cleaned_data
    facts = change_settings.Company(
        name=given["company"],
        sender_name=given["name"],
        email=given["email"],
        phone=given["phone"],
        iban=given["iban"],
        vat=given["vat_number"],
        kvk=given["kvk"],
        address_form=given["address_form"],
        serves=presenting.SERVES[given["client_kind"]],
        street=given["street"],
        postcode=given["postcode"],
        city=given["city"],
    )
    change_settings.change_company(
        visit.administration_id, company=facts, day=visit.day, by=visit.person, at=visit.at
    )
    return saved(request, "company")


@staff(get=None, post="own")
def mailbox(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Save the mailbox."""
    form = MailboxForm(request.POST, prefix="mailbox")
    if not _save_mailbox(form, visit):
        return show(request, visit, mailbox_form=form)
    return saved(request, "mailbox")


@staff(get=None, post="own")
def mailbox_test(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Save the mailbox and try it: log in, send nothing."""
    form = MailboxForm(request.POST, prefix="mailbox")
    if not _save_mailbox(form, visit):
        return show(request, visit, mailbox_form=form)
    try:
        check_mailbox.check_mailbox(
            visit.administration_id, key=installation.SECRET_KEY, at=visit.at
        )
    except SendFailed as refused:
        messages.warning(request, presenting.failure(refused.reason))
    except (check_mailbox.NoMailbox, BadAccount):
        messages.warning(request, gettext("Fill in the server first."))
    except WrongKey:
        messages.warning(request, gettext("The kept password cannot be opened; enter it anew."))
    else:
        messages.success(request, gettext("The mailbox lets us in. Sending is on."))
    return redirect("settings")


def _save_mailbox(form: MailboxForm, visit: Visit) -> bool:
    """Save what is filled in; or say in the form what is missing."""
    if not form.is_valid():
        return False
    given = form.cleaned_data
    password = given.pop("password")
    try:
        change_settings.change_mailbox(
            visit.administration_id,
            server=change_settings.MailServer(**given),
            password=password,
            key=installation.SECRET_KEY,
            by=visit.person,
            at=visit.at,
        )
    except change_settings.NeedsPassword:
        form.add_error("password", gettext("Another server or user: enter its password too."))
        return False
    return True


@staff(get=None, post="own")
def numbers(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Save the owner's own numbers; they count from today."""
    form = NumbersForm(request.POST, prefix="numbers")
    if not form.is_valid():
        return show(request, visit, numbers_form=form)
    given = form.cleaned_data
    given["large_invoice_cents"] = given.pop("large_invoice_euros") * 100
    change_settings.change_numbers(
        visit.administration_id,
        numbers=change_settings.Numbers(**given),
        day=visit.day,
        by=visit.person,
        at=visit.at,
    )
    return saved(request, "quiet")


@staff(get=None, post="prepare")
def pause(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Stop everything until a day."""
    form = PauseForm(request.POST, day=visit.day, prefix="pause")
    if not form.is_valid():
        return show(request, visit, pause_form=form)
    stop = hold.Pause(form.cleaned_data["reason"], form.cleaned_data["until"])
    hold.hold(visit.administration_id, pause=stop, day=visit.day, by=visit.person, at=visit.at)
    return redirect("settings")


@staff(get=None, post="own")
def resume(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Go on: lift every pause of everything."""
    for each in places.whole_pauses(visit.administration_id, day=visit.day):
        hold.lift_hold(
            administration_id=visit.administration_id,
            hold_id=each.id,
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    return redirect("settings")


@staff(get=None, post="see")
def keys(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Switch single keys on or off, for this person."""
    change_person.switch_keys(on=request.POST.get("keys") == "on", by=visit.person)
    return saved(request, "keys")
