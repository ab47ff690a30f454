"""Pain 3: e-mail only, impersonal, from nobody, and to the wrong person."""

import pytest
from tests.stories import studio
from tests.stories.pains.morning import (
    DIRK,
    NOTHING_YET,
    ONE,
    WEDNESDAY,
    amounts,
    mails,
    press,
    reminder_is_ready,
)
from tests.stories.studio import HEADER

from voldaan.actions.run_day import run_day
from voldaan.books.models import Client, Contact, Decision

pytestmark = pytest.mark.django_db

VINK = "101;Vink BV;els@vink.example;01-09-2026;13-10-2026;500,00;500,00\n"


class TestPain3EmailOnlyImpersonalAndToTheWrongPerson:
    def test_the_sender_is_a_person_with_a_telephone(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            anna.press_send(DIRK)

            mail = anna.server.messages[0].email
            assert "Anna" in mail["From"]
            assert "anna@example.nl" in mail["From"]
            assert "noreply" not in f"{mail['From']} {mail['Reply-To']}"
            assert "06 12345678" in mails(anna)[0][1]

    def test_everybody_gets_their_own_invoices_and_no_others(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            anna.drop(HEADER + ONE + VINK)
            anna.drop(NOTHING_YET)
            anna.press_send(DIRK)
            anna.press_send("Vink BV")

            arrived = dict(mails(anna))
            assert set(arrived) == {"dirk@vries.example", "els@vink.example"}
            assert amounts(arrived["dirk@vries.example"]) == {"1.210,00"}
            assert amounts(arrived["els@vink.example"]) == {"500,00"}
            assert "2026-041" not in arrived["els@vink.example"]

    def test_the_first_contact_gets_it_and_the_next_where_that_one_is_refused(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            anna.drop(HEADER + ONE)
            dirk = anna.client(DIRK)
            desk = Contact.objects.create(
                administration=anna.of, client=dirk, place=9, name="De administratie",
                email="administratie@vries.example",
            )  # fmt: skip
            anna.drop(NOTHING_YET)
            message = press(anna)
            assert message.to_address == "dirk@vries.example"

            Contact.objects.exclude(pk=desk.pk).update(bounced_at=anna.now)
            assert anna.let_leave().sent == 0
            anna.press_send(DIRK)

            assert [to for to, _ in mails(anna)] == ["administratie@vries.example"]

    def test_nothing_leaves_for_an_address_that_changed_after_the_press(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            press(anna)
            Contact.objects.update(email="nieuw@vries.example")

            assert anna.let_leave().sent == 0
            anna.press_send(DIRK)

            assert [to for to, _ in mails(anna)] == ["nieuw@vries.example"]

    def test_an_address_that_does_not_work_leads_to_another_way(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            Contact.objects.update(bounced_at=anna.now, phone="06 87654321")
            Client.objects.update(uses_whatsapp=True)

            run_day(anna.of.pk, day=anna.day, at=anna.now)

            latest = Decision.objects.get(is_latest=True)
            assert (latest.step, latest.outcome["channel"]) == ("reminder_1", "whatsapp")
