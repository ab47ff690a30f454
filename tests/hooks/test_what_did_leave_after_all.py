"""A person said that it had not left, and then the carrier says that it did."""

import pytest
from tests.actions import scenes
from tests.actions.ways.test_carriers import key_of
from tests.books import factories as make
from tests.hooks.conftest import NOON, account_of, status, tell, unsure

from voldaan.actions.messages.contact import settle_unsure
from voldaan.books.models import Administration, ContactMoment, Message, User
from voldaan.books.queries.installation.verification import sent_messages_reached

pytestmark = pytest.mark.django_db


@pytest.fixture
def said_not_to_have_left(of: Administration, anna: User) -> Message:
    message = unsure(of, anna)
    settle_unsure(of.pk, message_id=message.pk, was_sent=False, day=make.DAY, by=anna, at=NOON)
    return message


class TestWhatWasSaidNotToHaveLeft:
    @pytest.mark.parametrize("state", ["ready", "failed", "withdrawn"])
    def test_did_whatever_was_thought_of_it(
        self, of: Administration, anna: User, state: str
    ) -> None:
        message = unsure(of, anna)
        Message.objects.update(state=state)

        tell(account_of(of), statuses=[status(None, biz_opaque_callback_data=key_of(message))])

        assert scenes.state(message)[0] == "sent"
        assert ContactMoment.objects.get().on == make.DAY

    @pytest.mark.parametrize("is_released", [True, False])
    def test_gets_no_second_one_when_it_did(
        self,
        of: Administration,
        anna: User,
        said_not_to_have_left: Message,
        *,
        is_released: bool,
    ) -> None:
        instead = Message.objects.get(state="proposed")
        if is_released:
            scenes.release(of, anna, instead)

        came = status(None, biz_opaque_callback_data=key_of(said_not_to_have_left))
        for _ in range(2):
            tell(account_of(of), statuses=[came])

        assert scenes.state(said_not_to_have_left)[0] == "sent"
        assert scenes.state(instead)[0] == "withdrawn"
        assert ContactMoment.objects.get().counts is True
        assert scenes.chains_are_whole()
        assert list(sent_messages_reached(NOON)) == []

    def test_stays_so_beside_another_that_reached_the_client_that_day(
        self, of: Administration, said_not_to_have_left: Message
    ) -> None:
        Message.objects.filter(state="proposed").update(
            state="sending", released_at=NOON, claimed_at=NOON, claimed_by="x"
        )

        came = status(None, biz_opaque_callback_data=key_of(said_not_to_have_left))
        tell(account_of(of), statuses=[came])

        assert scenes.state(said_not_to_have_left)[0] == "withdrawn"
        assert scenes.chains_are_whole()

    def test_stays_so_when_it_did_not_arrive(
        self, of: Administration, said_not_to_have_left: Message
    ) -> None:
        key = key_of(said_not_to_have_left)

        failed = status(None, "failed", code=131026, biz_opaque_callback_data=key)
        tell(account_of(of), statuses=[failed])

        assert scenes.state(said_not_to_have_left)[0] == "withdrawn"
        assert not ContactMoment.objects.exists()
