"""The call with help: what to say, and how it went."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from voldaan import days
from voldaan.actions.messages.conclude_call import BadPromise, Quiet, conclude_call
from voldaan.actions.messages.contact import Call
from voldaan.books.queries import today as rows
from voldaan.followup.order import Card
from voldaan.reasons import because
from voldaan.web.access import Visit, staff
from voldaan.web.forms import CallForm
from voldaan.web.frame import frame
from voldaan.web.pages.today import CallPage
from voldaan.web.presenting.letters import call_script
from voldaan.web.presenting.today import step_card

#: How long somebody who says that something is not right hears nothing.
_DISPUTE_DAYS = 7


def _chosen(visit: Visit, decision_id: int) -> rows.Chosen:
    found = rows.decision(visit.administration_id, decision_id=decision_id)
    if found is None:
        raise Http404
    decision, client, _ = found
    card = Card(decision, because("rank.none"), (decision.client_id,))
    return rows.Chosen(card, decision_id, decision, client)


@staff(post="prepare")
def call(request: HttpRequest, visit: Visit, decision_id: int) -> HttpResponse:
    """Show the script; write down how it went."""
    chosen = _chosen(visit, decision_id)
    form = CallForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _concluded(visit, chosen, form):
        messages.success(request, gettext("Written down. Well done."))
        return redirect("today")
    page = CallPage(step_card(visit, chosen), call_script(visit, chosen.decision))
    context = {"page": page, "form": form, "frame": frame(visit, "today")}
    return render(request, "web/call.html", context)


def _concluded(visit: Visit, chosen: rows.Chosen, form: CallForm) -> bool:
    given = form.cleaned_data
    is_check = chosen.decision.step == "service_check"
    try:
        conclude_call(
            visit.administration_id,
            call=Call(
                chosen.decision.client_id,
                was_answered=given["outcome"] != "no_answer",
                note=given["note"],
                step="service_check" if is_check else "call",
            ),
            quiet=_quiet(visit, given),
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except BadPromise:
        form.add_error("promised_on", gettext("Choose a day from today on."))
        return False
    return True


def _quiet(visit: Visit, given: dict[str, Any]) -> Quiet | None:
    """Give how long the client is left in peace after this answer."""
    if given["outcome"] == "will_pay":
        return Quiet(given["promised_on"], gettext("promise"))
    if given["outcome"] == "dispute":
        until = days.shift(visit.day, _DISPUTE_DAYS)
        return Quiet(until, gettext("the client says that something is not right"))
    return None
