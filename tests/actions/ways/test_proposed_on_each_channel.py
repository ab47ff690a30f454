"""A step gets the words and the address of its channel, and keeps them to the last second."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.actions import scenes
from tests.actions.ways import cast
from tests.books import factories as make

from voldaan.books.models import (
    Administration,
    Client,
    Contact,
    ContactMoment,
    Decision,
    Message,
)

pytestmark = pytest.mark.django_db


class TestTheWords:
    @pytest.mark.parametrize("channel", cast.REACHED)
    def test_are_those_of_the_channel(self, of: Administration, channel: str) -> None:
        cast.owing(of, channel)

        scenes.look(of)

        message = scenes.message(of)
        text = "paper" if channel == "post" else "short"
        assert (message.channel, message.step) == (channel, "reminder_1")
        assert message.to_address == cast.REACHED[channel][2]
        assert message.text_version.startswith(f"{text}/reminder_1.nl.u.")
        assert bool(message.subject) == (channel == "post")
        assert message.asks_cents == 121_000

    def test_are_those_of_a_mail_for_everybody_else(self, of: Administration) -> None:
        scenes.owing(of)

        scenes.look(of)

        message = scenes.message(of)
        assert (message.channel, message.to_address) == ("email", "els@vink.example")
        assert message.text_version.startswith("reminder_1.")

    def test_on_paper_speak_for_a_consumer_without_a_desk(self, of: Administration) -> None:
        client = cast.owing(of, "post", kind="consumer", country="BE", postcode="1000")

        scenes.look(of)

        assert scenes.message(of).to_address == "Vink BV · Kade 12 b · 1000  UTRECHT · BELGIË"
        assert client.kind == "consumer"


class TestAnAddressThatIsNotRight:
    def test_of_a_telephone_that_gets_no_texts_is_empty(self, of: Administration) -> None:
        client = cast.owing(of, "whatsapp")
        Contact.objects.update(phone="020 1234567")

        scenes.look(of)
        assert scenes.message(of).to_address == ""

        make.contact(client, "", phone="06 87654321", place=1)
        scenes.look(of, days=0)
        assert scenes.message(of).to_address == "+31687654321"

    def test_of_a_house_without_a_number_is_empty(self, of: Administration) -> None:
        cast.owing(of, "post", street="Kade")

        scenes.look(of)

        assert scenes.message(of).to_address == ""

    def test_that_a_mail_server_refused_is_passed_over(self, of: Administration) -> None:
        client = scenes.owing(of)
        Contact.objects.update(bounced_at=make.AT)
        make.contact(client, "jan@vink.example", place=1)

        scenes.look(of)

        assert scenes.message(of).to_address == "jan@vink.example"


class TestAChangedChannel:
    def test_takes_the_words_of_the_other_one(self, of: Administration) -> None:
        client = cast.owing(of, "whatsapp")
        scenes.look(of)
        Message.objects.update(is_edited=True, body_text="Mijn eigen woorden.\n")
        Client.objects.filter(pk=client.pk).update(preferred_channel="email")

        scenes.look(of)

        message = scenes.message(of)
        assert (message.channel, message.to_address) == ("email", "els@vink.example")
        assert message.body_text != "Mijn eigen woorden.\n"


class TestCallsThatNobodyAnswered:
    def late(self, of: Administration, **columns: Any) -> Client:
        """Give a client with whom the call comes next, and who did not pick up twice."""
        client = make.client(of, **columns)
        make.contact(client, phone="06 12345678")
        make.invoice(client, due_on=make.DAY - timedelta(days=20))
        self.moment(client, "reminder_1", 12)
        for before in (5, 3):
            self.moment(client, "call", before, outcome="no_answer", channel="phone")
        return client

    def moment(self, client: Client, step: str, before: int, **columns: Any) -> None:
        on = make.DAY - timedelta(days=before)
        ContactMoment.objects.create(
            administration_id=client.administration_id,
            client=client,
            step=step,
            on=on,
            counts="outcome" not in columns,
            recorded_at=make.AT - timedelta(days=before),
            **{"outcome": "sent", "channel": "email", **columns},
        )

    def test_are_followed_by_a_mail_that_says_so(self, of: Administration) -> None:
        self.late(of)

        scenes.look(of)

        message, decision = scenes.message(of), Decision.objects.get(is_latest=True)
        assert (decision.step, decision.outcome["text_version"]) == ("call", "missed_call")
        assert (message.step, message.channel) == ("call", "email")
        assert "Ik probeerde u te bellen" in message.body_text
        assert message.text_version.startswith("missed_call.nl.u.")

    def test_are_followed_by_a_short_message_where_mail_does_not_arrive(
        self, of: Administration
    ) -> None:
        self.late(of, uses_whatsapp=True)
        Contact.objects.update(bounced_at=make.AT)

        scenes.look(of)

        message = scenes.message(of)
        assert (message.step, message.channel) == ("call", "whatsapp")
        assert "Ik belde u over factuur" in message.body_text
        assert message.to_address == cast.MOBILE

    def test_never_twice(self, of: Administration) -> None:
        client = self.late(of)
        self.moment(client, "call", 0)

        scenes.look(of, days=1)

        assert Decision.objects.get(is_latest=True).kind == "wait"


class TestTheNumberOfQueries:
    @pytest.mark.parametrize("channel", cast.REACHED)
    def test_does_not_grow_with_the_clients(self, of: Administration, channel: str) -> None:
        other = make.administration("Bureau Bram")
        make.statement(other)
        counts = []
        for firm, clients in ((of, 2), (other, 6)):
            for _ in range(clients):
                cast.owing(firm, channel)
            with CaptureQueriesContext(connection) as asked:
                scenes.look(firm)
            counts.append(len(asked))

        assert Message.objects.count() == 8
        assert counts[1] == counts[0]
