"""Amounts and days are read in one notation, decided over the column."""

from datetime import date

import pytest

from voldaan import money
from voldaan.readers import notation


class TestCents:
    @pytest.mark.parametrize(
        ("text", "cents"),
        [
            ("1.210,50", 121050),
            ("1210,5", 121050),
            ("€ 1.210,50", 121050),
            ("-€ 5,00", -500),
            ("€ -5,00", -500),
            ("5,00-", -500),
            ("5,00 -", -500),
            ("−5", -500),
            ("(1.210,-)", -121000),
            ("1.210,--", 121000),
            ("EUR 12", 1200),
            ("12 euro", 1200),
            ("1 210,50", 121050),
            ("1\N{NO-BREAK SPACE}210,50", 121050),
            ("1'210,50", 121050),
            ("+5", 500),
            ("-0,00", 0),
            ("12,100", 1210),
        ],
    )
    def test_reads_what_people_write(self, text: str, cents: int) -> None:
        assert notation.cents(text, decimal=",") == cents

    def test_reads_the_english_notation(self) -> None:
        assert notation.cents("1,210.50", decimal=".") == 121050

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "-",
            "--5",
            "1210.50",
            "1.21,50",
            "1210.500",
            "1,2,3",
            "12 10",
            "$ 5",
            "USD 5",
            "5%",
            "1e3",
            "NaN",
            "١٢",
            "9" * 20,
            "9" * 100,
            "(-5)",
        ],
    )
    def test_refuses_anything_else(self, text: str) -> None:
        with pytest.raises(money.NotAnAmount):
            notation.cents(text, decimal=",")

    def test_refuses_a_fraction_of_a_cent_by_name(self) -> None:
        with pytest.raises(money.FractionOfACent):
            notation.cents("12,105", decimal=",")


class TestDay:
    @pytest.mark.parametrize(
        ("text", "order", "day"),
        [
            ("28-02-2026", "dmy", date(2026, 2, 28)),
            ("1-3-2026", "dmy", date(2026, 3, 1)),
            ("1/3/26", "dmy", date(2026, 3, 1)),
            ("29.02.2028", "dmy", date(2028, 2, 29)),
            ("12/31/2026", "mdy", date(2026, 12, 31)),
            ("2026-12-31", "ymd", date(2026, 12, 31)),
            ("20261231", "ymd", date(2026, 12, 31)),
            ("2026-12-31T23:50:00Z", "ymd", date(2026, 12, 31)),
            ("31-12-2026 0:00", "dmy", date(2026, 12, 31)),
        ],
    )
    def test_reads_the_given_order(
        self, text: str, order: notation.DayOrder, day: date
    ) -> None:
        assert notation.day(text, order=order) == day

    @pytest.mark.parametrize(
        ("text", "order"),
        [
            ("30-02-2026", "dmy"),
            ("29-02-2026", "dmy"),
            ("12/31/2026", "dmy"),
            ("2026-12-31", "dmy"),
            ("31-12-2026", "ymd"),
            ("1-2/2026", "dmy"),
            ("0000-01-01", "ymd"),
            ("", "dmy"),
            ("morgen", "dmy"),
            ("1-2-202", "dmy"),
        ],
    )
    def test_refuses_another_order_and_days_that_do_not_exist(
        self, text: str, order: notation.DayOrder
    ) -> None:
        with pytest.raises(notation.NotADay):
            notation.day(text, order=order)


class TestDecimalMark:
    @pytest.mark.parametrize(
        ("texts", "mark", "grounds"),
        [
            (["1.210", "5,50"], ",", "proven"),
            (["1,210", "5.5"], ".", "proven"),
            (["1.210,50"], ",", "proven"),
            (["1,210,000"], ".", "proven"),
            (["1.210"], ",", "doubt"),
            (["1,210"], ".", "doubt"),
            (["5", "x", ""], ",", "none"),
        ],
    )
    def test_is_decided_over_the_column(
        self, texts: list[str], mark: str, grounds: str
    ) -> None:
        decided = notation.decimal_mark(texts)

        assert decided is not None
        assert (decided.way, decided.grounds) == (mark, grounds)

    @pytest.mark.parametrize("texts", [["5,50", "5.50"], ["1.210", "1,210"]])
    def test_is_undecided_when_cells_contradict(self, texts: list[str]) -> None:
        assert notation.decimal_mark(texts) is None


class TestDayOrder:
    @pytest.mark.parametrize(
        ("texts", "order", "grounds"),
        [
            (["01/02/2026", "13/02/2026"], "dmy", "proven"),
            (["01/02/2026", "02/13/2026"], "mdy", "proven"),
            (["2026-02-01"], "ymd", "proven"),
            (["01/02/2026"], "dmy", "doubt"),
            (["02/02/2026"], "dmy", "none"),
            (["x", ""], "dmy", "none"),
        ],
    )
    def test_is_decided_over_the_column(
        self, texts: list[str], order: str, grounds: str
    ) -> None:
        decided = notation.day_order(texts)

        assert decided is not None
        assert (decided.way, decided.grounds) == (order, grounds)

    @pytest.mark.parametrize(
        "texts", [["13/02/2026", "02/13/2026"], ["2026-02-01", "01-02-2026"]]
    )
    def test_is_undecided_when_cells_contradict(self, texts: list[str]) -> None:
        assert notation.day_order(texts) is None
