"""What stands around every page of one visit."""

from voldaan.books.queries import places
from voldaan.web.access import Visit
from voldaan.web.pages.frame import Frame, Section


def frame(visit: Visit, section: Section = "") -> Frame:
    """Give the frame of a page; one query, for the pause of everything."""
    pauses = places.whole_pauses(visit.administration_id, day=visit.day)
    return Frame(
        administration=visit.place.administration,
        day=visit.day,
        section=section,
        person=visit.person.name,
        keys_on=visit.person.shortcuts,
        demo=visit.place.is_demo,
        may_release=visit.place.may_release,
        may_prepare=visit.place.may_prepare,
        paused_until=pauses[0].until_day if pauses else None,
    )
