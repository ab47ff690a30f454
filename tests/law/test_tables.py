from datetime import date
from decimal import Decimal

import pytest

from voldaan.law.be.tables import Tables as BelgianTables
from voldaan.law.nl.tables import Tables
from voldaan.law.tables import age, loading, packaged, updating
from voldaan.law.tables.loading import BadTable
from voldaan.law.tables.shapes import NotCovered, Table

RIGHT = """\
[rate]
label_nl   = "Rente"
unit       = "percent per year"
basis      = "BW 6:119"
revised    = ["01-01", "07-01"]
checked_on = 2026-11-21

[[rate.value]]
from   = 2025-01-01
value  = 6.00
cited  = "Stb. 2024, 1"
source = "staatsblad"
mark   = "V2"

[[rate.value]]
from   = 2026-01-01
to     = 2026-07-01
value  = 4
cited  = "Stb. 2025, 1"
source = "eigen kennis"
mark   = "OK"
"""
BANDS = RIGHT.split("[[rate.value]]")[0].replace("percent per year", "{unit}") + (
    "[[rate.value]]\nfrom = 2025-01-01\nvalue = {value}\n"
    'cited = "x"\nsource = "y"\nmark = "V1"\n'
)


def read(text: str) -> Table[object]:
    return loading.read(text, file="rates.toml")["rate"]


class TestTables:
    @pytest.mark.parametrize("country", packaged.COUNTRIES)
    def test_that_come_with_voldaan_are_all_right(self, country: str) -> None:
        found = packaged.tables(country)

        assert found
        assert all(table.entries for table in found.values())

    def test_have_exactly_the_names_that_the_functions_use(self) -> None:
        assert isinstance(packaged.of(Tables, packaged.tables("nl")), Tables)
        with pytest.raises(TypeError):
            packaged.of(BelgianTables, packaged.tables("nl"))

    def test_give_the_figure_of_a_day(self) -> None:
        table = read(RIGHT)

        assert table.on(date(2025, 12, 31)).value == Decimal("6.00")
        assert table.on(date(2026, 1, 1)).value == 4

    @pytest.mark.parametrize(
        ("day", "first"),
        [(date(2024, 12, 31), date(2025, 1, 1)), (date(2026, 7, 1), date(2026, 7, 1))],
    )
    def test_refuse_a_day_that_they_do_not_know(self, day: date, first: date) -> None:
        with pytest.raises(NotCovered) as error:
            read(RIGHT).on(day)
        assert (error.value.label, error.value.first_day) == ("Rente", first)

    def test_know_where_a_gap_ends(self) -> None:
        later = RIGHT.replace("from   = 2026-01-01", "from   = 2026-02-01").replace(
            "from   = 2025-01-01", "from   = 2025-01-01\nto     = 2025-07-01"
        )
        with pytest.raises(NotCovered) as error:
            read(later).on(date(2025, 8, 1))
        assert error.value.first_day == date(2026, 2, 1)

    def test_give_pieces_with_one_figure_each(self) -> None:
        spans = list(read(RIGHT).spans(date(2025, 12, 1), date(2026, 3, 1)))

        assert [(begin, end) for begin, end, _ in spans] == [
            (date(2025, 12, 1), date(2026, 1, 1)),
            (date(2026, 1, 1), date(2026, 3, 1)),
        ]
        assert len(list(read(RIGHT).spans(date(2026, 1, 1), date(2026, 7, 1)))) == 1

    def test_are_provisional_from_the_first_revision_nobody_looked_at(self) -> None:
        table = read(RIGHT)

        assert table.provisional_from == date(2027, 1, 1)
        assert not table.is_provisional(date(2026, 12, 31))
        assert read(RIGHT.replace('["01-01", "07-01"]', "[]")).provisional_from is None

    def test_tell_the_doubt_of_a_figure(self) -> None:
        table = read(RIGHT)

        assert table.doubt(table.entries[0]) == ()
        assert table.doubt(table.entries[1])[0].code == "law.doubt.figure"
        assert not table.is_firm


class TestLoading:
    @pytest.mark.parametrize(
        ("old", "new", "line", "expected"),
        [
            ("label_nl ", "lable_nl ", 2, "only basis"),
            ('basis      = "BW 6:119"\n', "", 1, "the key basis"),
            ('"percent per year"', '"guilders"', 3, "one of percent per year"),
            ('"Rente"', '""', 2, "a text of one line"),
            ("checked_on = 2026-11-21", 'checked_on = "soon"', 6, "a day such as"),
            ("checked_on = 2026-11-21", "checked_on = 2026-11-21T10:00:00", 6, "a day such as"),
            ('["01-01", "07-01"]', '["1-1"]', 5, "days of the year"),
            ('["01-01", "07-01"]', "7", 5, "days of the year"),
            ('["01-01", "07-01"]', '["02-29"]', 5, "days of the year"),
            ('source = "eigen kennis"\n', "", 15, "the key source"),
            ('mark   = "OK"', 'mark   = "sure"', 21, "one of V2"),
            ("value  = 4", "value  = true", 18, "a number of percents"),
            ("value  = 4", 'value  = "4"', 18, "a number of percents"),
            ("value  = 4", "value  = nan", 18, "a number of percents"),
            ("value  = 4", "value  = 4.00001", 18, "a number of percents"),
            ("value  = 4", "value  = 1e20", 18, "a number of percents"),
            ("from   = 2026-01-01", "from   = 2025-01-01", 16, "days in order"),
            ("to     = 2026-07-01", "to     = 2026-01-01", 17, "a day after from"),
            ("value  = 6.00", "value  = 6.00\nto = 2026-02-01", 11, "at most 2026-01-01"),
            ("value  = 4", "value  = ", 18, "TOML"),
        ],
    )  # fmt: skip
    def test_refuses_with_the_line(self, old: str, new: str, line: int, expected: str) -> None:
        with pytest.raises(BadTable) as error:
            read(RIGHT.replace(old, new))
        assert error.value.file == "rates.toml"
        assert error.value.line == line
        assert error.value.expected.startswith(expected)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("rate = 5", "a table [rate]"),
            (RIGHT.split("[[rate.value]]")[0] + "value = []\n", "[[rate.value]] with figures"),
            (RIGHT.split("[[rate.value]]")[0] + "value = [5]\n", "[[rate.value]] with figures"),
            ("#" * 1_000_001, "at most 1 MB"),
            ("#" * 2_001, "at most 2000 signs"),
            ("a = " + "[" * 1_900, "TOML"),
            ("a = " + "1" * 1_900 + "\n" * 3 + "[", "TOML"),
        ],
    )
    def test_refuses_what_is_no_table(self, text: str, expected: str) -> None:
        with pytest.raises(BadTable) as error:
            loading.read(text, file="rates.toml")
        assert error.value.expected.startswith(expected)

    @pytest.mark.parametrize(
        ("unit", "value"),
        [
            ("percent per year", "-1"),
            ("days", "-1"), ("days", "1.5"), ("days", "true"), ("years", "10001"),
            ("euro", "0.005"), ("euro", "-1"), ("euro", '"5"'), ("day", "5"),
            ("euro by act", "{}"), ("euro by act", "5"), ("euro by act", "{ a = -1 }"),
            ("scale", "[]"), ("scale", "[5]"), ("scale", "5"), ("scale", "[{ up_to = 5 }]"),
            ("scale", "[{ up_to = 0, percent = 1 }]"),
            ("scale", "[{ up_to = 5, percent = -1 }]"),
            ("scale", "[{ percent = 1 }, { percent = 2 }]"),
            ("scale", "[{ up_to = 5, percent = 1 }, { up_to = 4, percent = 2 }]"),
            ("scale", "[{ up_to = 5, percent = 1 }, { fixed = 2 }]"),
            (
                "scale",
                "[{ up_to = 5, percent = 1 }, { up_to = 4, percent = 2 }, { percent = 2 }]",
            ),
        ],
    )  # fmt: skip
    def test_refuses_a_figure_that_its_unit_cannot_hold(self, unit: str, value: str) -> None:
        with pytest.raises(BadTable):
            read(BANDS.replace("{unit}", unit).replace("{value}", value))

    @pytest.mark.parametrize(
        ("unit", "value", "found"),
        [
            ("days", "14", 14),
            ("euro", "40.00", 40_00),
            ("day", "2026-01-01", date(2026, 1, 1)),
            ("euro by act", "{ summons = 125.57 }", {"summons": 125_57}),
            ("base percent per year", "-0.88", Decimal("-0.88")),
        ],
    )
    def test_takes_a_figure_in_its_unit(self, unit: str, value: str, found: object) -> None:
        table = read(BANDS.replace("{unit}", unit).replace("{value}", value))

        assert table.entries[0].value == found


NEWER = """\
[rate]
label_nl   = "Rente"
unit       = "percent per year"
basis      = "BW 6:119"
revised    = ["01-01", "07-01"]
checked_on = 2026-12-20

[[rate.value]]
from   = 2027-01-01
value  = 5
cited  = "Stb. 2026, 1"
source = "staatsblad"
mark   = "V1"
"""


class TestUpdating:
    SHIPPED = loading.read(RIGHT, file="shipped.toml")
    OPEN = loading.read(RIGHT.replace("to     = 2026-07-01\n", ""), file="shipped.toml")

    def merged(self, text: str) -> Table[object]:
        found, changed = updating.merged(self.OPEN, text, file="new.toml")
        assert changed == ("rate",)
        return found["rate"]

    def test_adds_the_newer_figure_and_keeps_the_old(self) -> None:
        table = self.merged(NEWER)

        assert [entry.value for entry in table.entries] == [6, 4, 5]
        assert table.provisional_from == date(2027, 1, 1)
        assert table.checked_on == date(2026, 12, 20)

    def test_may_mend_a_figure_that_was_not_firm(self) -> None:
        mended = NEWER.replace("2027-01-01", "2026-01-01").replace("value  = 5", "value  = 3")

        assert self.merged(mended).on(date(2026, 9, 1)).value == 3

    @pytest.mark.parametrize(
        ("old", "new", "line", "expected"),
        [
            ("2027-01-01", "2025-01-01", 8, "rate from 2025-01-01: 6.00"),
            ("percent per year", "percent", 1, "rate in percent per year"),
            ("2026-12-20", "2026-11-20", 1, "rate checked on 2026-11-21 or later"),
            ("[rate", "[rat", 1, "a table that is known"),
            ("2027-01-01", "2026-05-01", 1, "rate: a figure until 2026-05-01"),
        ],
    )
    def test_refuses_with_the_line(self, old: str, new: str, line: int, expected: str) -> None:
        text = NEWER.replace(old, new).replace("[[rate", "[[rat") if old == "[rate" else ""
        with pytest.raises(BadTable) as error:
            updating.merged(self.SHIPPED, text or NEWER.replace(old, new), file="new.toml")
        assert (error.value.file, error.value.line) == ("new.toml", line)
        assert error.value.expected.startswith(expected)

    def test_may_repeat_an_old_figure(self) -> None:
        again = NEWER.replace("2027-01-01", "2025-01-01").replace("value  = 5", "value  = 6.00")

        assert self.merged(again).on(date(2025, 5, 1)).cited == "Stb. 2026, 1"

    def test_refuses_a_gap_after_what_is_known(self) -> None:
        with pytest.raises(BadTable) as error:
            updating.merged(self.SHIPPED, NEWER, file="new.toml")
        assert (error.value.line, error.value.found) == (8, "2027-01-01")
        assert error.value.expected == "rate without a gap, from 2026-07-01"

    def test_says_when_a_whole_scale_contradicts(self) -> None:
        bands = BANDS.replace("{unit}", "scale")
        shipped = loading.read(bands.replace("{value}", "[{ percent = 1 }]"), file="a")
        other = bands.replace("{value}", "[{ percent = 2 }]")

        with pytest.raises(BadTable) as error:
            updating.merged(shipped, other, file="b")
        assert error.value.found == "another figure"


class TestAge:
    def test_puts_what_may_be_out_of_date_first(self) -> None:
        tables = packaged.tables("nl").values()

        now = age.ages(tables, day=date(2026, 11, 27))
        later = age.ages(tables, day=date(2027, 1, 1))

        assert not any(each.is_provisional for each in now)
        assert later[0].is_provisional
        assert later[0].next_revision == date(2027, 1, 1)
        assert now[0].days == 6

    def test_names_the_figures_that_are_uncertain(self) -> None:
        found = {
            each.name: each
            for each in age.ages(packaged.tables("nl").values(), day=date(2026, 11, 27))
        }

        assert found["court_fee_kanton"].uncertain == ((date(2025, 1, 1), "OK"),)
        assert found["statutory_interest"].uncertain == ()
        assert "rijksoverheid" in found["statutory_interest"].look_at
