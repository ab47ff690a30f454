"""The first start: a few facts, and the owner's password. Closed once somebody is here."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from voldaan.actions.firm import open_administration
from voldaan.actions.firm.open_administration import Beginning
from voldaan.books.queries import places
from voldaan.web import clock
from voldaan.web.forms import WelcomeForm
from voldaan.web.own_machine import comes_from_this_machine

SERVES = {"consumer": "consumers", "business": "businesses", "both": "both"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Begin; from the machine that Voldaan runs on, and only once."""
    if places.somebody_is_here():
        return redirect("account_login")
    if not settings.DEBUG and not comes_from_this_machine(request):
        return render(request, "web/welcome_elsewhere.html", status=403)
    form = WelcomeForm(request.POST) if request.method == "POST" else WelcomeForm()
    if not form.is_valid():
        return render(request, "web/welcome.html", {"form": form})
    try:
        user, _ = open_administration.open_administration(
            _beginning(form.cleaned_data),
            password=form.cleaned_data["password"],
            at=clock.now(),
            as_first=True,
        )
    except open_administration.SomebodyIsHere:
        return redirect("account_login")  # of two forms at once, the other came first
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("import")


def _beginning(given: dict[str, str]) -> Beginning:
    return Beginning(
        sender_name=given["name"],
        company=given["company"],
        email=given["email"],
        phone=given["phone"],
        iban=given["iban"],
        vat=given["vat_number"],
        kvk=given["kvk"],
        address_form=given["address_form"],
        serves=SERVES[given["client_kind"]],
        language="en" if (get_language() or "").startswith("en") else "nl",
    )
