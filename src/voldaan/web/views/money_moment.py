"""The fixed money moment: choosing it, and putting it in the own calendar."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from voldaan.actions.firm import change_moment
from voldaan.followup.morning.slots import Slots
from voldaan.web.access import Visit, staff
from voldaan.web.forms_settings import MomentForm
from voldaan.web.presenting.morning.moment import as_calendar
from voldaan.web.views.settings import saved, show


@staff(get=None, post="own")
def change(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Save the slots; no day at all switches the moment off."""
    form = MomentForm(request.POST, prefix="moment")
    if not form.is_valid():
        return show(request, visit, moment_form=form)
    begins = form.cleaned_data["begins_at"]
    slots = Slots(
        tuple(sorted(set(form.cleaned_data["weekdays"]))), begins.hour * 60 + begins.minute
    )
    change_moment.change_moment(
        visit.administration_id, slots=slots, by=visit.person, at=visit.at
    )
    return saved(request, "moment")


@staff()
def calendar(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Give the money moment as a file for the own calendar."""
    content = as_calendar(visit)
    if content is None:
        raise Http404
    file = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    file.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename="geldmoment.ics"
    )
    return file
