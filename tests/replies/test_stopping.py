"""Who writes nothing but stop wants no more messages; every other stop is read by a person."""

import pytest

from voldaan.replies.stopping import asks_to_stop


class TestAsksToStop:
    @pytest.mark.parametrize(
        "text",
        ["STOP", "stop", "Stop.", "stop a.u.b.", "Stop aub!", "\u201cstop\u201d", "stop\n\n",
         "Geen berichten   meer", "uitschrijven", "OPT-OUT", "Unsubscribe", "STOPALL",
         "\N{OCTAGONAL SIGN} stop \N{OCTAGONAL SIGN}"],
    )  # fmt: skip
    def test_hears_it_when_it_is_all_that_is_said(self, text: str) -> None:
        assert asks_to_stop(text)

    @pytest.mark.parametrize(
        "text",
        ["", "  ", "...", "\N{OCTAGONAL SIGN}", "stop ik betaal morgen", "Niet stoppen!",
         "stopcontact", "einde", "Ik stop met mijn bedrijf", "stop " * 50, "st op"],
    )  # fmt: skip
    def test_leaves_everything_else_to_a_person(self, text: str) -> None:
        assert not asks_to_stop(text)
