"""The call with help: what to say, and how it went."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from voldaan import money
from voldaan.actions.messages.conclude_call import BadPromise, Quiet, conclude_call
from voldaan.actions.messages.contact import Call
from voldaan.books.queries import today as rows
from voldaan.books.queries.answers.disputes import DISPUTED
from voldaan.followup.morning.order import Card
from voldaan.followup.silence import quiet_until
from voldaan.reasons import because
from voldaan.web.access import Visit, staff
from voldaan.web.forms_client import CallForm
from voldaan.web.frame import frame
from voldaan.web.own_program import through
from voldaan.web.presenting.calls import call_page
from voldaan.web.presenting.morning import doors
from voldaan.web.presenting.sentences import language

#: What somebody said, as the meaning of an answer: it buys as much quiet as a written one.
_MEANS = {"dispute": "dispute", "in_parts": "plan", "paid": "paid"}
#: The reason of the pause; that of a dispute stands in the record as it is.
_WHY = {
    "in_parts": gettext_lazy("the client wants to pay in parts"),
    "paid": gettext_lazy("the client says that it is paid"),
}


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
    page = call_page(visit, chosen)
    context = {"page": page, "form": form, "frame": frame(visit, "today")}
    return render(request, "web/call.html", context)


@staff()
def call_dial(request: HttpRequest, visit: Visit, decision_id: int) -> HttpResponse:
    """Dial, after a last look at the facts and the clock; write nothing."""
    client_id = _chosen(visit, decision_id).decision.client_id
    found = doors.call(
        visit, decision_id=decision_id, client_id=client_id, is_anyway="now" in request.GET
    )
    return through(request, visit, found)


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
                hour=timezone.localtime(visit.at).hour,
                promised_cents=_promised_cents(given),
                promised_on=given["promised_on"] if given["outcome"] == "will_pay" else None,
                felt=int(given["felt"] or 0),
            ),
            quiet=_quiet(visit, given),
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except BadPromise as error:
        form.add_error("promised_on", _refused(error.args[0], visit))
        return False
    return True


def _refused(promised_on: date, visit: Visit) -> str:
    if promised_on < visit.day:
        return gettext("Choose a day from today on.")
    return gettext("Choose a day within a year.")


def _promised_cents(given: dict[str, Any]) -> int:
    """Give the amount of a promise; 0 when there is none, or none was named."""
    return given["promised"] or 0 if given["outcome"] == "will_pay" else 0


def _quiet(visit: Visit, given: dict[str, Any]) -> Quiet | None:
    """Give how long the client is left in peace after this answer."""
    outcome = given["outcome"]
    if outcome == "will_pay":
        cents = _promised_cents(given)
        amount = money.euro(cents, language())
        reason = gettext("promise of %(amount)s") % {"amount": amount} if cents else ""
        return Quiet(given["promised_on"], reason or gettext("promise"))
    until = quiet_until(_MEANS.get(outcome, ""), day=visit.day)
    if until is None:
        return None
    return Quiet(until, str(_WHY.get(outcome, DISPUTED[visit.person.language])))
