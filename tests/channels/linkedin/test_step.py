import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan.channels.linkedin.step import BadText, NotAProfile, Step, profile_link, step

DIRK = "https://www.linkedin.com/in/dirk-jansen-1a2b/"


class TestProfileLink:
    @pytest.mark.parametrize(
        "text",
        [
            DIRK,
            "https://www.linkedin.com/in/dirk-jansen-1a2b",
            "https://linkedin.com/in/dirk-jansen-1a2b/",
            "https://nl.linkedin.com/in/dirk-jansen-1a2b",
            " HTTPS://WWW.LinkedIn.com/in/dirk-jansen-1a2b \n",
        ],
    )
    def test_has_one_form(self, text: str) -> None:
        assert profile_link(text) == DIRK

    @pytest.mark.parametrize(
        "text",
        [
            "https://www.linkedin.com/in/zo%C3%AB-de-wit/",
            "https://www.linkedin.com/in/zoë-de-wit/",
        ],
    )
    def test_encodes_a_name_in_one_way(self, text: str) -> None:
        assert profile_link(text) == "https://www.linkedin.com/in/zo%C3%AB-de-wit/"

    @pytest.mark.parametrize(
        ("text", "flaw"),
        [
            ("", "no_address"),
            ("dirk", "no_address"),
            ("linkedin.com/in/dirk", "no_address"),
            ("//www.linkedin.com/in/dirk", "no_address"),
            ("https://www.linkedin.com/in/dirk" + "x" * 500, "no_address"),
            ("https://www.linkedin.com/in/di rk", "no_address"),
            ("https://www.linkedin.com\\@evil.example/in/dirk", "no_address"),
            ("https://www.linkedin.com/in/di\u202erk", "no_address"),
            ("https://www.linkedin.com/in/dirk\nX: y", "no_address"),
            ("https://[www.linkedin.com/in/dirk", "no_address"),
            ("http://www.linkedin.com/in/dirk", "not_https"),
            ("javascript:alert(1)//www.linkedin.com/in/dirk", "not_https"),
            ("https://www.linkedin.com.evil.example/in/dirk", "not_linkedin"),
            ("https://evil.example/www.linkedin.com/in/dirk", "not_linkedin"),
            ("https://evillinkedin.com/in/dirk", "not_linkedin"),
            ("https://www.linkedin.com@evil.example/in/dirk", "not_linkedin"),
            ("https://anna:x@www.linkedin.com/in/dirk", "not_linkedin"),
            ("https://www.linkedin.com:8443/in/dirk", "not_linkedin"),
            ("https://www.lınkedin.com/in/dirk", "not_linkedin"),
            ("https://www.linkedin.com/company/vink", "not_a_person"),
            ("https://www.linkedin.com/feed/update/1", "not_a_person"),
            ("https://www.linkedin.com/in/", "not_a_person"),
            ("https://www.linkedin.com/in/d", "not_a_person"),
            ("https://www.linkedin.com/in/dirk/recent-activity/", "not_a_person"),
            ("https://www.linkedin.com/in/..%2Fcompany", "not_a_person"),
            ("https://www.linkedin.com/in/dirk%00", "not_a_person"),
            ("https://www.linkedin.com/in/%FF%FE", "not_a_person"),
            ("https://www.linkedin.com/in/dirk%3Fx", "not_a_person"),
            ("https://www.linkedin.com/in/dirk?trk=x", "more_than_a_profile"),
            ("https://www.linkedin.com/in/dirk/?", "more_than_a_profile"),
            ("https://www.linkedin.com/in/dirk#about", "more_than_a_profile"),
        ],
    )
    def test_is_nothing_else(self, text: str, flaw: str) -> None:
        with pytest.raises(NotAProfile) as raised:
            profile_link(text)

        assert (raised.value.flaw, raised.value.text) == (flaw, text)

    @given(st.text(max_size=20), st.sampled_from(["", "https://", DIRK, DIRK[:-1], DIRK[:25]]))
    def test_has_one_answer_to_anything(self, text: str, start: str) -> None:
        try:
            link = profile_link(start + text)
        except NotAProfile:
            return

        assert link.startswith("https://www.linkedin.com/in/")
        assert link.isascii()
        assert profile_link(link) == link


class TestStep:
    def test_gives_the_words_and_where(self) -> None:
        assert step("Dag Dirk,\r\nGroet 😊", profile=DIRK) == Step(DIRK, "Dag Dirk,\nGroet 😊")

    def test_takes_words_up_to_the_bound(self) -> None:
        assert len(step("x" * 1_900, profile=DIRK).text) == 1_900

    @pytest.mark.parametrize("text", ["", " \n", "x" * 1_901, "a\0", "\x1b[2J", "\ud800"])
    def test_refuses_words_that_cannot_be_pasted(self, text: str) -> None:
        with pytest.raises(BadText):
            step(text, profile=DIRK)
