"""A client with a payables desk: what goes there, and what goes to the buyer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.actions import scenes
from tests.books import factories as make
from tests.smtp_server import SmtpServer

from voldaan.books.models import Administration, Client, Contact, Message, User
from voldaan.books.queries import people

pytestmark = pytest.mark.django_db
DESK = "crediteuren@vink.example"
BUYER = "els@vink.example"


def large(of: Administration, name: str = "Vink BV", **desk: object) -> Client:
    """Give a large organisation that owes since yesterday; its desk was written down last."""
    client = make.client(of, name, is_large_organisation=True)
    make.contact(client)
    make.contact(
        client,
        DESK,
        **{"role": "payables", "name": "", "first_name": "", "phone": "", "place": 1, **desk},
    )
    make.invoice(client)
    return client


class TestThePayablesDesk:
    def test_of_a_large_organisation_gets_the_first_reminder(self, of: Administration) -> None:
        large(of)

        scenes.look(of)

        message = scenes.message(of)
        assert (message.step, message.to_address) == ("reminder_1", DESK)
        assert (message.to_name, "Els" in message.body_text) == ("", False)

    def test_is_greeted_by_its_own_first_name(self, of: Administration) -> None:
        Client.objects.filter(pk=large(of, name="Vink BV").pk).update(address_form="je")
        Contact.objects.filter(role="payables").update(name="Kim Post", first_name="Kim")

        scenes.look(of)

        assert scenes.message(of).body_text.startswith("Hoi Kim,")

    def test_gets_a_statement_of_five_invoices(self, of: Administration) -> None:
        client = large(of)
        Client.objects.update(is_large_organisation=False)
        scenes.look(of)
        assert scenes.message(of).to_address == BUYER

        for _ in range(4):
            make.invoice(client)
        scenes.look(of)

        assert scenes.message(of).to_address == DESK

    def test_that_cannot_be_reached_gives_way_to_the_buyer(self, of: Administration) -> None:
        large(of, bounced_at=make.AT)

        scenes.look(of)

        assert scenes.message(of).to_address == BUYER

    def test_is_written_to_by_others_when_nobody_else_is_known(
        self, of: Administration
    ) -> None:
        large(of)
        Client.objects.update(is_large_organisation=False)
        Contact.objects.filter(role="main").update(email="")

        scenes.look(of)

        assert scenes.message(of).to_address == DESK

    def test_is_not_asked_whether_the_invoice_is_right(self, of: Administration) -> None:
        client = make.client(of, is_large_organisation=True)
        make.contact(client)
        make.contact(client, DESK, role="payables", place=1)
        make.invoice(client, due_on=make.DAY + timedelta(days=10), issued_on=make.DAY)

        scenes.look(of)

        message = scenes.message(of)
        assert (message.step, message.to_address) == ("service_check", BUYER)

    def test_costs_no_query_per_client(self, of: Administration) -> None:
        ids = [large(of, f"Klant {number} BV").pk for number in range(6)]
        with CaptureQueriesContext(connection) as queries:
            found = people.recipients(of.pk, client_ids=ids, at_payables=ids[:3])

        assert len(queries) == 1
        assert [found[pk].email for pk in ids] == [DESK] * 3 + [BUYER] * 3


class TestTheMessageToTheDesk:
    def test_leaves_as_it_was_released(self, of: Administration) -> None:
        with SmtpServer() as server:
            scenes.mailbox(of, server)
            message = self._released(of)

            assert scenes.send().sent == 1

        assert message.to_address == DESK
        assert [mail.rcpt_to for mail in server.messages] == [[DESK]]

    def test_is_withdrawn_when_the_desk_moved(self, of: Administration) -> None:
        with SmtpServer() as server:
            scenes.mailbox(of, server)
            message = self._released(of)
            Contact.objects.filter(email=DESK).update(email="ap@vink.example")

            scenes.send()

        assert scenes.state(message) == ("withdrawn", "facts_changed")
        assert server.messages == []

    @staticmethod
    def _released(of: Administration) -> Message:
        anna: User = make.anna(of)
        large(of)
        scenes.look(of)
        return scenes.release(of, anna)
