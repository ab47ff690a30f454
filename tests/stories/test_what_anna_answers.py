"""Answers to what a client said or did: an apology, the invoice again, what was agreed."""

from datetime import date, time
from email.message import EmailMessage

import pytest
from tests.actions import scenes
from tests.books import factories as make
from tests.stories import studio
from tests.stories.studio import HEADER, Studio, mt940

from voldaan.actions.answers.receive import Arrived, receive
from voldaan.actions.answers.settle import Verdict, settle_answer
from voldaan.actions.clients.add_document import add_document
from voldaan.actions.messages.reply import Answering, prepare_reply
from voldaan.actions.payments.settle_line import undo_booking
from voldaan.books.models import (
    Answer,
    ContactMoment,
    Decision,
    Hold,
    Invoice,
    Message,
    Payment,
)
from voldaan.books.queries.installation import verification
from voldaan.books.queries.replying.offers import of_today, offers
from voldaan.followup.replying.shapes import Offer

pytestmark = pytest.mark.django_db

THURSDAY = date(2026, 10, 15)
FRIDAY = date(2026, 10, 16)
VINK = "Vink BV"
LIST = HEADER + "2026-041;Vink BV;els@vink.example;14-09-2026;14-10-2026;1.210,00;1.210,00\n"
PAID = (THURSDAY, "1.210,00", make.CLIENT_IBAN, "Vink BV", "2026-041")
PDF = b"%PDF-1.7 the invoice itself"


def reminded(anna: Studio) -> None:
    """Let the reminder of Friday morning leave."""
    anna.drop(LIST)
    anna.drop(mt940(date(2026, 9, 1), date(2026, 10, 14)))
    assert anna.vandaag() == [(VINK, "reminder_1")]
    assert anna.press_send(VINK).sent == 1
    anna.hour = time(11)


def prepare(anna: Studio, offer: Offer) -> Message:
    """Let Anna press the button of an offer."""
    return prepare_reply(
        anna.of.pk,
        answering=Answering(offer.client_id, offer.code, offer.about),
        day=anna.day,
        by=anna.anna,
        at=anna.now,
    )


def offered(anna: Studio) -> list[Offer]:
    """Give what may be answered to Vink."""
    return offers(anna.of.pk, client_id=anna.client(VINK).pk, day=anna.day)


def latest() -> tuple[str, str, date | None, object]:
    """Give what was decided last, with all that it was decided from."""
    found = Decision.objects.get(is_latest=True)
    return found.kind, found.step, found.wait_until, found.situation


def faults(anna: Studio) -> list[object]:
    """Give what `voldaan check` would find wrong in the record."""
    return [fault for check in verification.CHECKS.values() for fault in check(anna.now)]


def words(mail: EmailMessage) -> str:
    """Give the plain words of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\xa0", " ")


class TestVinkWhoHadPaid:
    def test_gets_an_apology_on_the_day_of_the_reminder(self) -> None:
        with studio.opened(FRIDAY) as anna:
            # Vink pays on Thursday; the bank file comes after the reminder of Friday.
            reminded(anna)
            assert offered(anna) == []
            anna.drop(mt940(THURSDAY, THURSDAY, PAID))
            before, moments = latest(), ContactMoment.objects.filter(counts=True).count()

            # The apology is ready to be prepared, and leaves the same day.
            (offer,) = of_today(anna.of.pk, day=anna.day)
            assert (offer.code, offer.day, offer.is_sure) == ("apology", FRIDAY, True)
            assert offered(anna) == [offer]
            sorry = prepare(anna, offer)
            assert (sorry.state, sorry.is_reply, sorry.asks_cents) == ("proposed", True, 0)
            assert offered(anna) == []
            assert anna.press_send(VINK).sent == 1

            mail = anna.server.messages[1].email
            assert mail["Subject"] == (
                "Excuses: factuur 2026-041, €\xa01.210,00, betaaldatum 14 oktober 2026, "
                "was al betaald"
            )
            assert "Op 16 oktober 2026 stuurde ik je een herinnering" in words(mail)

            # The ladder and the gap know nothing of it; the time line does.
            assert latest() == before
            assert ContactMoment.objects.filter(counts=True).count() == moments
            assert ContactMoment.objects.get(step="apology").counts is False
            assert scenes.codes(anna.client(VINK))[-3:] == [
                "reply.prepared",
                "message.released",
                "message.sent",
            ]
            assert offered(anna) == []
            assert scenes.chains_are_whole()
            assert faults(anna) == []

    def test_is_not_sent_twice_by_two_workers(self) -> None:
        with studio.opened(FRIDAY) as anna:
            reminded(anna)
            anna.drop(mt940(THURSDAY, THURSDAY, PAID))
            prepare(anna, offered(anna)[0])

            assert anna.press_send(VINK).sent == 1
            assert anna.let_leave().sent == 0

            assert len(anna.server.messages) == 2

    def test_hears_nothing_when_the_payment_is_taken_back_before_it_leaves(self) -> None:
        with studio.opened(FRIDAY) as anna:
            reminded(anna)
            anna.drop(mt940(THURSDAY, THURSDAY, PAID))
            sorry = prepare(anna, offered(anna)[0])
            undo_booking(
                anna.of.pk, payment_id=Payment.objects.get().pk, by=anna.anna, at=anna.now
            )

            assert anna.press_send(VINK).withdrawn == 1

            sorry.refresh_from_db()
            assert (sorry.state, sorry.failure) == ("withdrawn", "facts_changed")
            assert len(anna.server.messages) == 1

    def test_may_hear_it_while_the_next_step_is_proposed(self) -> None:
        with studio.opened(FRIDAY) as anna:
            reminded(anna)
            anna.drop(mt940(THURSDAY, THURSDAY, PAID))
            prepare(anna, offered(anna)[0])
            anna.wake_up_on(date(2026, 10, 23))
            anna.drop(
                HEADER
                + "2026-050;Vink BV;els@vink.example;20-09-2026;21-10-2026;100,00;100,00\n"
            )
            anna.drop(mt940(FRIDAY, date(2026, 10, 22)))

            assert anna.vandaag() == [(VINK, "reminder_1")]
            proposed = Message.objects.filter(state="proposed").order_by("pk")
            assert [each.step for each in proposed] == ["apology", "reminder_1"]
            assert faults(anna) == []


class TestVinkWhoMissesTheInvoice:
    def test_gets_it_again_with_the_pdf(self) -> None:
        with studio.opened(FRIDAY) as anna:
            reminded(anna)
            add_document(
                anna.of.pk,
                invoice_id=Invoice.objects.get().pk,
                name="2026-041.pdf",
                content=PDF,
                by=anna.anna,
                at=anna.now,
            )
            vink = anna.client(VINK)
            arrived = Arrived(vink.pk, "email", anna.now, text="Ik heb geen factuur ontvangen.")
            receive(anna.of.pk, arrived=[arrived], day=anna.day, at=anna.now)
            settle_answer(
                anna.of.pk,
                answer_id=Answer.objects.get().pk,
                verdict=Verdict("not_received"),
                day=anna.day,
                by=anna.anna,
                at=anna.now,
            )

            (offer,) = offered(anna)
            assert (offer.code, offer.about) == ("invoice_again", Answer.objects.get().pk)
            prepare(anna, offer)
            assert anna.press_send(VINK).sent == 1

            mail = anna.server.messages[1].email
            (paper,) = mail.iter_attachments()
            assert (paper.get_filename(), paper.get_content()) == ("2026-041.pdf", PDF)
            assert "Hier is factuur 2026-041 nog een keer" in words(mail)
            assert offered(anna) == []


class TestVinkWhoPromises:
    def test_gets_it_confirmed_and_hears_nothing_more_until_then(self) -> None:
        with studio.opened(FRIDAY) as anna:
            reminded(anna)
            vink = anna.client(VINK)
            arrived = Arrived(vink.pk, "email", anna.now, text="Ik betaal vrijdag.")
            receive(anna.of.pk, arrived=[arrived], day=anna.day, at=anna.now)
            settle_answer(
                anna.of.pk,
                answer_id=Answer.objects.get().pk,
                verdict=Verdict("promise", promised_on=date(2026, 10, 23)),
                day=anna.day,
                by=anna.anna,
                at=anna.now,
            )

            (offer,) = offered(anna)
            assert (offer.code, offer.day, offer.cents) == (
                "promise",
                date(2026, 10, 23),
                121_000,
            )
            prepare(anna, offer)
            assert anna.press_send(VINK).sent == 1

            said = words(anna.server.messages[1].email)
            assert "Dank voor je bericht. We spreken af dat je € 1.210,00 betaalt" in said
            assert "uiterlijk op 23 oktober 2026" in said
            anna.wake_up_on(date(2026, 10, 22))
            assert anna.vandaag() == []

    def test_hears_nothing_when_the_promise_was_taken_back(self) -> None:
        with studio.opened(FRIDAY) as anna:
            reminded(anna)
            vink = anna.client(VINK)
            arrived = Arrived(vink.pk, "email", anna.now, text="Ik betaal vrijdag.")
            receive(anna.of.pk, arrived=[arrived], day=anna.day, at=anna.now)
            settle_answer(
                anna.of.pk,
                answer_id=Answer.objects.get().pk,
                verdict=Verdict("promise", promised_on=date(2026, 10, 23)),
                day=anna.day,
                by=anna.anna,
                at=anna.now,
            )
            prepare(anna, offered(anna)[0])
            Hold.objects.update(lifted_at=anna.now)

            assert anna.press_send(VINK).withdrawn == 1
            assert len(anna.server.messages) == 1
