"""An entry that comes back every week, as a file for any calendar (RFC 5545)."""

from dataclasses import dataclass
from datetime import UTC, datetime

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

#: How many octets a line may have before it is folded (RFC 5545, 3.1).
_LONGEST = 75

#: The clock of Amsterdam since 1996, as rules; no calendar has to know the zone by name.
_AMSTERDAM = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Amsterdam",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "DTSTART:19960331T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True, slots=True)
class Weekly:
    """What stands in the calendar.

    ``uid`` names the entry for ever. ``first`` is the first time, Amsterdam wall time, on
    one of ``weekdays`` (Monday is 1). ``title`` and ``text`` may hold anything.
    """

    uid: str
    first: datetime
    weekdays: tuple[int, ...]
    title: str
    text: str
    minutes: int = 15


def weekly(entry: Weekly, *, at: datetime) -> bytes:
    """Give the file, made at an aware moment; the same entry and moment give the same bytes.

    It says no alarm: when to be told is for the calendar to know.
    """
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Voldaan//money moment//NL",
        "CALSCALE:GREGORIAN",
        *_AMSTERDAM,
        "BEGIN:VEVENT",
        f"UID:{_text(entry.uid)}",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;TZID=Europe/Amsterdam:{entry.first:%Y%m%dT%H%M%S}",
        f"DURATION:PT{entry.minutes}M",
        f"RRULE:FREQ=WEEKLY;BYDAY={','.join(_DAYS[number - 1] for number in entry.weekdays)}",
        f"SUMMARY:{_text(entry.title)}",
        f"DESCRIPTION:{_text(entry.text)}",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _text(value: str) -> str:
    r"""Write a text value (RFC 5545, 3.3.11); control characters are left out.

    >>> _text("a;b,c\\d\nkop\x07")
    'a\\;b\\,c\\\\d\\nkop'
    """
    whole = value.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    for mark in ";,":
        whole = whole.replace(mark, f"\\{mark}")
    whole = whole.replace("\n", "\\n")
    return "".join(each for each in whole if each == "\t" or (each >= " " and each != "\x7f"))


def _folded(line: str) -> bytes:
    """Break a long line, never inside a character; each next one begins with a space."""
    parts, part = [], b""
    for character in line:
        octets = character.encode("utf-8", "replace")
        if len(part) + len(octets) > _LONGEST:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part])
