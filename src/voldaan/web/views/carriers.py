"""Instellingen: the accounts of other ways to send, and whether the domain vouches."""

from django.conf import settings as installation
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from voldaan.actions.firm.change_carrier import (
    BadCarrier,
    Carrier,
    NeedsSecret,
    change_carrier,
)
from voldaan.actions.firm.check_domain import NoDomain, check_domain
from voldaan.channels.email.secret import WrongKey
from voldaan.web.access import Visit, staff
from voldaan.web.forms_settings import CARRIER_FORMS, CarrierForm
from voldaan.web.frame import frame
from voldaan.web.presenting import carriers, settings


def _show(request: HttpRequest, visit: Visit, form: CarrierForm) -> HttpResponse:
    context = {"frame": frame(visit, "settings"), "page": settings.page(visit)}
    forms = carriers.carrier_forms(visit, form)
    context |= settings.forms(visit, carrier_forms=forms)
    return render(request, "web/settings/page.html", context, status=422)


@staff(get=None, post="own")
def carrier(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Save the account of one channel."""
    kind = CARRIER_FORMS.get(request.POST.get("channel", ""))
    if kind is None:
        raise Http404
    form = kind(request.POST, prefix=kind.channel)
    if not form.is_valid() or not _saved(form, visit):
        return _show(request, visit, form)
    messages.success(request, gettext("Saved."))
    response = redirect("settings")
    response["Location"] += "#carriers"
    return response


def _saved(form: CarrierForm, visit: Visit) -> bool:
    """Save an account; or say in the form what is wrong with it."""
    given = form.cleaned_data
    try:
        change_carrier(
            visit.administration_id,
            carrier=Carrier(
                form.channel,
                is_on=given["is_on"],
                address=given["address"],
                sender=form.sender(),
                cents_each=given.get("cents_each"),
            ),
            password=given["secret"],
            key=installation.SECRET_KEY,
            by=visit.person,
            at=visit.at,
            webhook_secret=given.get("webhook_secret", ""),
        )
    except (NeedsSecret, WrongKey):
        form.add_error("secret", gettext("Enter the key of this account too."))
    except BadCarrier as bad:
        wrong = bad.field if bad.field in form.fields else None
        form.add_error(wrong, gettext("This cannot be right. Look it up at the service."))
    return form.is_valid()


@staff(get=None, post="own")
def domain(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Look up whether the domain that mail leaves from vouches for it."""
    try:
        name, codes = check_domain(visit.administration_id)
    except NoDomain:
        messages.warning(request, gettext("Fill in your e-mail address first."))
        return redirect("settings")
    context = {"frame": frame(visit, "settings"), "page": settings.page(visit)}
    context |= settings.forms(visit)
    context["domain"] = carriers.domain_check(name, codes)
    return render(request, "web/settings/page.html", context)
