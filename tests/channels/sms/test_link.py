"""The link that opens the owner's own text messages."""

import pytest

from voldaan.channels.phone.numbers import parse
from voldaan.channels.sms.link import LONGEST_LINK, NoMobile, link

DIRK = parse("06 12345678")


class TestTheLink:
    def test_holds_the_words(self) -> None:
        assert link(DIRK, text="Hoi & dag?") == "sms:+31612345678?&body=Hoi%20%26%20dag%3F"

    def test_is_the_number_alone_without_words(self) -> None:
        assert link(DIRK) == "sms:+31612345678"

    def test_is_not_made_when_it_gets_too_long(self) -> None:
        assert link(DIRK, text="x" * LONGEST_LINK) is None

    def test_is_not_made_for_a_number_that_gets_no_texts(self) -> None:
        with pytest.raises(NoMobile):
            link(parse("020 1234567"), text="Hoi")

    def test_bears_half_a_sign(self) -> None:
        assert link(DIRK, text="\ud800") == "sms:+31612345678?&body=%3F"
