"""The money moment as a file for any calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan.documents.calendar import Weekly, weekly

AT = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)
ENTRY = Weekly(
    uid="abc@voldaan.invalid",
    first=datetime(2026, 10, 15, 9, 30),  # noqa: DTZ001 - wall time
    weekdays=(2, 4),
    title="Geldmoment",
    text="Open Vandaag.",
)


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


class TestTheFile:
    def test_comes_back_every_week_at_the_same_time(self) -> None:
        lines = unfolded(weekly(ENTRY, at=AT))

        assert lines[0] == "BEGIN:VCALENDAR"
        assert lines[-1] == "END:VCALENDAR"
        assert "DTSTART;TZID=Europe/Amsterdam:20261015T093000" in lines
        assert "RRULE:FREQ=WEEKLY;BYDAY=TU,TH" in lines
        assert "DTSTAMP:20261014T080000Z" in lines
        assert "UID:abc@voldaan.invalid" in lines

    def test_opens_and_closes_every_part(self) -> None:
        open_parts: list[str] = []
        for line in unfolded(weekly(ENTRY, at=AT)):
            name, _, value = line.partition(":")
            if name == "BEGIN":
                open_parts.append(value)
            elif name == "END":
                assert open_parts.pop() == value

        assert open_parts == []

    def test_is_the_same_every_time(self) -> None:
        assert weekly(ENTRY, at=AT) == weekly(ENTRY, at=AT)

    def test_knows_when_the_clock_of_amsterdam_moves(self) -> None:
        lines = unfolded(weekly(ENTRY, at=AT))

        # What the rules in the file say must be what the zone does.
        assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU" in lines
        assert "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU" in lines
        zone = ZoneInfo("Europe/Amsterdam")
        for year in range(1997, 2037):
            for month, before, after in ((3, 1, 2), (10, 2, 1)):
                last = max(
                    day
                    for day in (date(year, month, number) for number in range(25, 32))
                    if day.weekday() == 6
                )
                noon = datetime(last.year, last.month, last.day, 12, tzinfo=zone)
                assert noon.utcoffset() == timedelta(hours=after)
                assert (noon - timedelta(days=1)).utcoffset() == timedelta(hours=before)

    def test_lets_no_text_add_a_line(self) -> None:
        bad = "x\r\nEND:VEVENT\nATTACH:evil;a,b\\c\0\x1b"
        entry = Weekly(ENTRY.uid, ENTRY.first, (1,), title=bad, text=bad)

        lines = unfolded(weekly(entry, at=AT))

        assert lines.count("END:VEVENT") == 1
        assert not any(line.startswith("ATTACH") for line in lines)
        assert "SUMMARY:x\\nEND:VEVENT\\nATTACH:evil\\;a\\,b\\\\c" in lines

    @pytest.mark.parametrize("letter", ["a", "é", "€", "🌷"])
    def test_folds_long_lines_between_characters(self, letter: str) -> None:
        entry = Weekly(ENTRY.uid, ENTRY.first, (1,), title=letter * 300, text="")

        content = weekly(entry, at=AT)

        assert all(len(line) <= 75 for line in content.split(b"\r\n"))
        assert all(line.decode() for line in content.removesuffix(b"\r\n").split(b"\r\n"))
        assert f"SUMMARY:{letter * 300}" in unfolded(content)

    @given(text=st.text(max_size=400))
    def test_is_whole_whatever_the_words(self, text: str) -> None:
        content = weekly(Weekly(ENTRY.uid, ENTRY.first, (5,), title=text, text=text), at=AT)

        assert content.count(b"\n") == content.count(b"\r\n")
        assert b"\r" not in content.replace(b"\r\n", b"")
        assert all(len(line) <= 75 for line in content.split(b"\r\n"))
        assert len(unfolded(content)) == len(unfolded(weekly(ENTRY, at=AT)))
