"""The owner withdraws the links to a client's page: none works, and no message is without."""

import pytest
from pytest_django.fixtures import Settings
from tests.actions import scenes
from tests.actions.test_make_link import edit, token_of, working
from tests.books import factories as make

from voldaan.actions.clients.withdraw_links import withdraw_links
from voldaan.actions.messages.contact import UnknownClient
from voldaan.actions.messages.release_message import MayOnlyLook
from voldaan.actions.own_page.make_link import make_links
from voldaan.books.models import Administration, Client, User
from voldaan.channels.page import address

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def public(settings: Settings) -> None:
    """Let clients reach this Voldaan."""
    settings.PUBLIC_URL = "https://voldaan.example"


@pytest.fixture
def of() -> Administration:
    """Give Anna's firm with fresh bank data."""
    firm = make.administration()
    make.statement(firm)
    return firm


@pytest.fixture
def anna(of: Administration) -> User:
    """Give the owner."""
    return make.anna(of)


@pytest.fixture
def vink(of: Administration) -> Client:
    """Give a client who is a day late."""
    return scenes.owing(of)


class TestWithdrawLinks:
    def test_ends_them_all(self, of: Administration, vink: Client, anna: User) -> None:
        make_links(of.pk, client_ids=[vink.pk], at=make.AT)
        make_links(of.pk, client_ids=[vink.pk], at=make.AT)

        assert withdraw_links(of.pk, client_id=vink.pk, by=anna, at=make.AT) == 2

        assert working(vink) == []
        assert scenes.codes(vink) == ["page.withdrawn"]
        assert scenes.chains_are_whole()

    @pytest.mark.parametrize("state", ["proposed", "ready"])
    def test_gives_a_message_that_has_not_left_a_new_one(
        self, of: Administration, vink: Client, anna: User, state: str
    ) -> None:
        scenes.mailbox(of)
        scenes.look(of)
        message = scenes.message(of)
        if state == "ready":
            scenes.release(of, anna)
        old = token_of(message)

        withdraw_links(of.pk, client_id=vink.pk, by=anna, at=make.AT)

        new = token_of(message)
        assert new != old
        assert new in message.body_html
        assert working(vink) == [address.hash_of(new)]

    def test_is_not_undone_by_a_page_that_was_still_open(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        scenes.look(of)
        message = scenes.message(of)
        message.refresh_from_db()
        as_shown = message.body_text
        withdraw_links(of.pk, client_id=vink.pk, by=anna, at=make.AT)
        new = token_of(message)

        edit(message, as_shown + "\nTot gauw!", anna)

        assert token_of(message) == new

    def test_says_so_when_there_was_nothing_to_end(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        assert withdraw_links(of.pk, client_id=vink.pk, by=anna, at=make.AT) == 0
        assert scenes.codes(vink) == []

    def test_is_for_who_may_prepare(self, of: Administration, vink: Client) -> None:
        make_links(of.pk, client_ids=[vink.pk], at=make.AT)

        for nobody in (make.vera(of), make.chris()):
            with pytest.raises(MayOnlyLook):
                withdraw_links(of.pk, client_id=vink.pk, by=nobody, at=make.AT)
        assert len(working(vink)) == 1

        assert withdraw_links(of.pk, client_id=vink.pk, by=make.bas(of), at=make.AT) == 1

    def test_reaches_no_client_of_another(self, vink: Client) -> None:
        chris = make.chris()
        elsewhere = chris.memberships.get().administration_id
        make_links(vink.administration_id, client_ids=[vink.pk], at=make.AT)

        with pytest.raises(UnknownClient):
            withdraw_links(elsewhere, client_id=vink.pk, by=chris, at=make.AT)

        assert len(working(vink)) == 1
