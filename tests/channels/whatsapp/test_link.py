from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan.channels.phone.numbers import parse
from voldaan.channels.whatsapp.link import LONGEST_LINK, BadText, NoMobile, link

DIRK = parse("06 12345678")
SENDABLE = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"]) | st.sampled_from("\n\t&#?+%=/€😊"),
    min_size=1, max_size=100,
)  # fmt: skip


class TestLink:
    def test_is_bare_without_words(self) -> None:
        assert link(DIRK) == "https://wa.me/31612345678"

    def test_encodes_everything_that_means_something_in_an_address(self) -> None:
        made = link(DIRK, text="a b+c&d#e?f=g%h/i\nj\r\nk\rl")

        assert made == (
            "https://wa.me/31612345678?text=a%20b%2Bc%26d%23e%3Ff%3Dg%25h%2Fi%0Aj%0Ak%0Al"
        )

    @given(SENDABLE)
    def test_gives_the_words_back(self, text: str) -> None:
        made = link(DIRK, text=text)

        if made is None:
            return
        parts = urlsplit(made)
        assert made.isascii()
        assert (parts.scheme, parts.netloc, parts.path) == ("https", "wa.me", "/31612345678")
        assert parts.fragment == ""
        query = parse_qs(parts.query, keep_blank_values=True, strict_parsing=True)
        assert query == {"text": [text]}

    def test_stops_at_the_longest_that_programs_bear(self) -> None:
        room = LONGEST_LINK - len("https://wa.me/31612345678?text=")

        assert len(link(DIRK, text="x" * room) or "") == LONGEST_LINK
        assert link(DIRK, text="x" * (room + 1)) is None

    @pytest.mark.parametrize("number", ["020 1234567", "088 1234567"])
    def test_is_refused_where_no_text_can_arrive(self, number: str) -> None:
        with pytest.raises(NoMobile) as raised:
            link(parse(number))

        assert raised.value.number == parse(number)

    def test_is_made_for_numbers_abroad(self) -> None:
        assert link(parse("+32 470 12 34 56")) == "https://wa.me/32470123456"

    @pytest.mark.parametrize("text", ["a\0", "\x1b[31m", "\ud83d"])
    def test_is_refused_with_signs_that_cannot_be_sent(self, text: str) -> None:
        with pytest.raises(BadText):
            link(DIRK, text=text)
