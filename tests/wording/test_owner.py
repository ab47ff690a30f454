"""What the owner hears outside the pages: how much there is, and of whom nothing."""

import pytest

from voldaan.wording.owner import moment


class TestTheMoneyMoment:
    def test_says_how_much_there_is(self) -> None:
        subject, text = moment.words(1, minutes=1, link="https://v.example/", language="nl")

        assert "1 stap" in subject
        assert "https://v.example/" in text

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_has_a_place_in_the_own_calendar(self, language: str) -> None:
        title, text = moment.calendar(language)  # type: ignore[arg-type]  # one of the two

        assert title
        assert text
        assert "{" not in title + text
