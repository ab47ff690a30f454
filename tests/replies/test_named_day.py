"""Which day a writer names, on the awkward days and in what only looks like one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from voldaan.replies.named_day import FURTHEST_DAYS, find

#: A Wednesday.
DAY = date(2026, 10, 14)
#: What days are named with.
WORDS = [
    *("de", "1e", "31", "30", "29", "februari", "mei", "volgende", "week", "maand", "vrijdag"),
    *("over", "een", "twee", "weken", "12-10", "3/11", "2026", "9999", "eind", "van", "het"),
    *("jaar", "binnen", "werkdagen", "weekend", "na", ".", "/", "-"),
]


def named(text: str, on: date = DAY) -> str:
    """Give the day as text, empty when there is none."""
    found = find(text, day=on)
    return found.isoformat() if found else ""


class TestADay:
    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("Ik betaal uiterlijk 3 november", "2026-11-03"),
            ("op 3 nov. staat het erop", "2026-11-03"),
            ("de 3e november", "2026-11-03"),
            ("the 3rd of November", "2026-11-03"),
            ("November 3rd at the latest", "2026-11-03"),
            ("on Nov 3, 2026", "2026-11-03"),
            ("3 november 2026", "2026-11-03"),
            ("3 november 2500 euro", "2026-11-03"),
            ("3 november 2000,-", "2026-11-03"),
            ("3/11", "2026-11-03"),
            ("11/3", "2027-03-11"),
            ("3-11-2026", "2026-11-03"),
            ("03-11-26", "2026-11-03"),
            ("3.11.2026", "2026-11-03"),
            ("2026-11-03", "2026-11-03"),
            ("10 januari", "2027-01-10"),
            ("14 oktober", "2026-10-14"),
        ],
    )
    def test_with_its_month_is_taken(self, text: str, day: str) -> None:
        assert named(text) == day

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("Vrijdag maak ik het over", "2026-10-16"),
            ("vrijdagmiddag", "2026-10-16"),
            ("komende maandagochtend", "2026-10-19"),
            ("on Friday", "2026-10-16"),
            ("by fri", "2026-10-16"),
            ("by sat", "2026-10-17"),
            ("volgende week vrijdag", "2026-10-23"),
            ("volgende week op vrijdag", "2026-10-23"),
            ("vrijdag volgende week", "2026-10-23"),
            ("next Friday", "2026-10-23"),
            ("Friday next week", "2026-10-23"),
            ("vrijdag over een week", "2026-10-23"),
            ("vrijdag over twee weken", "2026-10-30"),
            ("Friday week", "2026-10-23"),
            ("maandag de 26e", "2026-10-26"),
            ("in het weekend", "2026-10-18"),
            ("volgend weekend", "2026-10-25"),
            ("na het weekend", "2026-10-19"),
            ("after the weekend", "2026-10-19"),
        ],
    )
    def test_of_the_week_is_the_coming_one(self, text: str, day: str) -> None:
        assert named(text) == day

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("vandaag nog", "2026-10-14"),
            ("tonight", "2026-10-14"),
            ("morgen", "2026-10-15"),
            ("morgenochtend", "2026-10-15"),
            ("Goedemorgen, morgen betaal ik", "2026-10-15"),
            ("Goede morgen, vrijdag betaal ik", "2026-10-16"),
            ("tomorrow", "2026-10-15"),
            ("overmorgen", "2026-10-16"),
            ("the day after tomorrow", "2026-10-16"),
            ("binnen vijf dagen", "2026-10-19"),
            ("binnen 5 werkdagen", "2026-10-21"),
            ("within three business days", "2026-10-19"),
            ("over twee weken", "2026-10-28"),
            ("in a week", "2026-10-21"),
            ("over een maand", "2026-11-14"),
            ("in two months", "2026-12-14"),
            ("binnen 48 uur", "2026-10-16"),
            ("within 24 hours", "2026-10-15"),
            ("deze week", "2026-10-16"),
            ("eind van de week", "2026-10-16"),
            ("end of the week", "2026-10-16"),
            ("volgende week", "2026-10-23"),
            ("next week", "2026-10-23"),
            ("volgende maand", "2026-11-30"),
            ("eind van de maand", "2026-10-31"),
            ("end of next month", "2026-11-30"),
            ("eind november", "2026-11-30"),
            ("ultimo januari", "2027-01-31"),
            ("eind van het jaar", "2026-12-31"),
            ("end of the year", "2026-12-31"),
            ("de 20e", "2026-10-20"),
            ("the 14th", "2026-10-14"),
            ("de 1e", "2026-11-01"),
        ],
    )
    def test_may_be_told_from_today(self, text: str, day: str) -> None:
        assert named(text) == day

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Ik betaal binnenkort.",
            "30 februari",
            "31/11",
            "0/0",
            "3 november 2031",
            "3 november 2126",
            "3-11-2126",
            "3-11-1999",
            "14 juni",
            "€ 12.10 overgemaakt",
            "12.10 euro",
            "1.250,00",
            "100,12",
            "12,10",
            "factuur 2026-041",
            "factuur 12-10",
            "factuur 2026-11-03",
            "nr. 3/11",
            "invoice #3/11",
            "om 12.30",
            "om 9.12 uur",
            "om 10:12",
            "9-12 uur",
            "24/7",
            "50/50",
            "3/11%",
            "1/1/1/1/",
            "bel 06-12 34 56 78",
            "bel 06-12345678",
            "Groet, Jan 06-12345678",
            "Jan 12:30",
            "Goede morgen Anna",
            "in de morgen",
            "I sat there",
            "de 1e factuur",
            "the 2nd reminder",
            "vorige week vrijdag",
            "afgelopen vrijdag",
            "last Friday",
            "sinds maandag",
            "vrijdag jl.",
            "in 2 delen",
        ],
    )
    def test_is_not_made_of_what_is_none(self, text: str) -> None:
        assert named(text) == ""

    def test_that_lies_behind_gives_way_to_one_ahead(self) -> None:
        assert named("Afgelopen vrijdag lukte niet, maandag wel") == "2026-10-19"
        assert named("uw factuur van 12-10-2026 betaal ik 3-11-2026") == "2026-11-03"

    def test_with_a_year_may_be_the_day_of_the_invoice_ahead(self) -> None:
        assert named("12-10-2026", date(2026, 10, 1)) == "2026-10-12"


class TestAwkwardDays:
    @pytest.mark.parametrize(
        ("text", "on", "day"),
        [
            ("29 februari", date(2027, 12, 1), "2028-02-29"),
            ("29 februari", date(2028, 2, 1), "2028-02-29"),
            ("29 februari", date(2026, 12, 1), ""),
            ("eind februari", date(2028, 1, 31), "2028-02-29"),
            ("over een maand", date(2027, 1, 31), "2027-02-28"),
            ("over drie maanden", date(2026, 11, 30), "2027-02-28"),
            ("1 januari", date(2026, 12, 31), "2027-01-01"),
            ("1/1", date(2026, 12, 31), "2027-01-01"),
            ("31 december", date(2026, 12, 31), "2026-12-31"),
            ("de 1e", date(2026, 12, 31), "2027-01-01"),
            ("de 1e", date(2026, 10, 1), "2026-10-01"),
            ("de 31e", date(2026, 11, 2), ""),
            ("de 30e", date(2027, 1, 31), ""),
            ("morgen", date(2026, 12, 31), "2027-01-01"),
            ("volgende maand", date(2026, 12, 31), "2027-01-31"),
            ("eind van de maand", date(2026, 12, 31), "2026-12-31"),
            ("volgende week", date(2026, 12, 31), "2027-01-08"),
            ("binnen 1 werkdag", date(2026, 12, 31), "2027-01-04"),
            ("vrijdag", date(2026, 10, 16), "2026-10-23"),
            ("volgende week vrijdag", date(2026, 10, 16), "2026-10-23"),
            ("volgende week vrijdag", date(2026, 10, 18), "2026-10-23"),
            ("vrijdag over een week", date(2026, 10, 16), "2026-10-30"),
            ("deze week", date(2026, 10, 17), "2026-10-17"),
            ("dit weekend", date(2026, 10, 18), "2026-10-18"),
            ("na het weekend", date(2026, 10, 18), "2026-10-19"),
        ],
    )
    def test_are_counted_right(self, text: str, on: date, day: str) -> None:
        assert named(text, on) == day

    @pytest.mark.parametrize(
        "text",
        [
            *("volgende maand", "eind januari", "eind van volgende maand", "over 2 maanden"),
            *("1 mei", "de 1e", "vrijdag", "binnen 9 werkdagen", "volgend weekend"),
            *("volgende week", "2026-10-14", "eind van het jaar"),
        ],
    )
    def test_stop_at_the_end_of_the_calendar(self, text: str) -> None:
        assert named(text, date.max) in {"", "9999-12-31"}
        named(text, date.min)


class TestAnyText:
    @given(some.text(max_size=300), some.dates())
    def test_names_a_day_ahead_or_none(self, text: str, day: date) -> None:
        found = find(text, day=day)

        assert found is None or 0 <= (found - day).days <= FURTHEST_DAYS

    @given(
        some.lists(
            some.sampled_from(WORDS),
            max_size=12,
        ),
        some.dates(),
    )
    def test_of_such_words_names_a_day_ahead_or_none(self, words: list[str], day: date) -> None:
        found = find(" ".join(words), day=day)

        assert found is None or 0 <= (found - day).days <= FURTHEST_DAYS

    @pytest.mark.parametrize(
        "piece", ["a", "op ", "1/1/", "1 jan ", "de 1e ", "volgende ", "1-"]
    )
    def test_is_looked_at_as_far_as_two_thousand_characters(self, piece: str) -> None:
        text = (piece * 20_000)[:20_000]

        assert find(text + " vrijdag", day=DAY) == find(text[:2000], day=DAY)
