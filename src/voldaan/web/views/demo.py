"""The movable clock of a demo world."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from voldaan.actions.firm.move_demo_clock import BadDays, NoDemo, move_demo_clock
from voldaan.web.access import Visit, staff


@staff(get=None, post="prepare")
def demo_clock(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Let days go by, and run the new day."""
    days = request.POST.get("days", "")
    try:
        move_demo_clock(
            visit.administration_id,
            days=int(days) if days.isascii() and days.isdigit() and len(days) < 4 else 0,
            day=visit.day,
            at=visit.at,
        )
    except NoDemo:
        raise Http404 from None
    except BadDays:
        pass  # a hand-made form; the clock stands where it was
    return redirect("today")
