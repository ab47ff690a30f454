"""How the address of a client's page is written into words, and found again."""

from pytest_django.fixtures import Settings

from voldaan.channels.page import address
from voldaan.wording.letters import link

TOKEN = "aZ0-_" * 8 + "abc"
OTHER = "b" * 43


class TestTheAddress:
    def test_is_none_without_a_public_address(self) -> None:
        assert not address.is_open()
        assert address.place() == ""

    def test_says_nothing_about_anybody(self, settings: Settings) -> None:
        settings.PUBLIC_URL = "https://voldaan.example"

        assert address.address(TOKEN) == f"https://voldaan.example/k/{TOKEN}/"

    def test_may_stand_in_a_message(self, settings: Settings) -> None:
        settings.PUBLIC_URL = "https://voldaan.example:8443/firm"

        assert link(address.place()) == address.place()
        assert link(address.address(TOKEN)).endswith(f"/k/{TOKEN}/")


class TestWords:
    def test_get_a_token_where_its_place_is(self, settings: Settings) -> None:
        settings.PUBLIC_URL = "https://voldaan.example"
        words = f"Kijk hier: {address.place()}\n"

        assert address.has_place(words)
        assert address.token_in(words) == ""
        assert address.token_in(address.with_token(words, TOKEN)) == TOKEN
        assert not address.has_place(address.with_token(words, TOKEN))

    def test_get_another_token_instead_of_the_one_they_have(self) -> None:
        words = f"https://voldaan.example/k/{TOKEN}/"

        assert address.with_token(words, OTHER) == f"https://voldaan.example/k/{OTHER}/"

    def test_without_a_link_stay_as_they_are(self) -> None:
        words = "Geen link, wel /k/ en /k/kort/."

        assert address.with_token(words, OTHER) == words
        assert address.hidden(words) == words
        assert address.token_in(words) == ""

    def test_can_be_shown_without_what_opens_the_page(self) -> None:
        words = f'<a href="https://v.example/k/{TOKEN}/">https://v.example/k/{TOKEN}/</a>'

        assert TOKEN not in address.hidden(words)


class TestTheHash:
    def test_takes_anything(self) -> None:
        for strange in ("", "\0", "é" * 10_000, "\ud800"):
            assert len(address.hash_of(strange)) == 64
