"""Numbers in bank texts, and what only looks like one."""

import pytest

from voldaan.matching import numbers


def readings(text: str) -> set[str]:
    return {reading.text for reading in numbers.joined(numbers.runs(text))}


class TestRuns:
    @pytest.mark.parametrize(
        "text",
        [
            "NL91ABNA0417164300",
            "NL91 ABNA 0417 1643 00",
            "BE31 4354 1116 1155",
            "DE89370400440532013000",
        ],
    )
    def test_close_an_account_in_which_nothing_is_read(self, text: str) -> None:
        assert readings(text) == set()

    @pytest.mark.parametrize(
        "text",
        ["12-03-2026", "2026-03-12", "1/2/26", "14:30", "€ 121", "EUR 1.210,00", "12,50"],
    )
    def test_close_dates_times_and_amounts_as_a_whole(self, text: str) -> None:
        assert len(readings(text)) == 1

    def test_are_bounded_on_a_text_without_end(self) -> None:
        assert len(numbers.runs("1 " * 1_000_000)) <= 2_000


class TestReadings:
    @pytest.mark.parametrize(
        "text", ["2026-041", "2026 041", "2026/041", "2026.041", "2026\n041", "x2026041"]
    )
    def test_join_what_stands_near(self, text: str) -> None:
        assert "2026041" in readings(text)

    def test_do_not_join_what_stands_apart(self) -> None:
        assert "2026041" not in readings("2026 voor 041")

    def test_do_not_join_across_fields(self) -> None:
        assert "2026041" not in readings("2026\n|\n041")

    def test_know_a_piece_of_a_longer_code(self) -> None:
        text_runs = numbers.runs("A12B2026041")

        inside = [
            numbers.is_inside(text_runs, reading)
            for reading in numbers.joined(text_runs)
            if reading.text == "2026041"
        ]

        assert inside == [True]

    @pytest.mark.parametrize(
        ("text", "doubtful"),
        [
            ("2026-05", True),
            ("052026", True),
            ("20260112", True),
            ("2026-0112", False),
            ("2026-041", False),
            ("ab2026041", True),
            ("nr2026041", False),
            ("2026041betaling", False),
        ],
    )
    def test_know_what_may_be_a_month_or_a_day(self, text: str, doubtful: bool) -> None:
        text_runs = numbers.runs(text)
        digits = "".join(sign for sign in text if sign.isdigit())

        (found,) = [one for one in numbers.joined(text_runs) if one.text == digits]

        assert numbers.is_doubtful(text_runs, found) is doubtful


class TestSpellings:
    @pytest.mark.parametrize(
        ("number", "keys"),
        [
            ("2026-041", ["2026041", "#2026.41"]),
            ("00041", ["00041", "41"]),
            ("VINK", []),
            ("", []),
            ("INV/2026/03/7", ["INV2026037", "2026037"]),
            ("9" * 50, []),
        ],
    )
    def test_are_the_ways_it_is_written(self, number: str, keys: list[str]) -> None:
        assert [way.key for way in numbers.spellings(number)] == keys
