"""A reply in the owner's own words: what is sent says them, from their day on."""

from datetime import timedelta
from typing import Any

import pytest
from tests.actions import scenes
from tests.actions.messages.replying import asked_although_paid, offered, prepare
from tests.books import factories as make
from tests.smtp_server import SmtpServer

from voldaan.actions.firm.change_text import BadOwnText, OwnWords, change_text, reset_text
from voldaan.actions.messages.conclude_call import Quiet, conclude_call
from voldaan.actions.messages.contact import Call
from voldaan.actions.messages.release_message import OnlyTheOwner, edit_message
from voldaan.actions.messages.reply import Answering, prepare_reply, renew_words
from voldaan.books.models import (
    Administration,
    Client,
    Event,
    Message,
    OwnText,
    User,
)
from voldaan.wording.beside import own_words
from voldaan.wording.own import Which

pytestmark = pytest.mark.django_db

AGAIN: Which = ("client/invoice_again", "nl", "u")
APOLOGY: Which = ("client/apology", "nl", "u")
FRIDAY = make.DAY + timedelta(days=2)
OURS = "Dat was niet handig van mij. Sorry."


def changed(which: Which, old: str, new: str, subject: str | None = None) -> OwnWords:
    shipped, body = own_words.begin(which)
    assert old in body
    return OwnWords(*which, shipped if subject is None else subject, body.replace(old, new))


def sorry() -> OwnWords:
    return changed(APOLOGY, "Dat had ik moeten zien. Mijn excuses.", OURS)


def say(of: Administration, by: User, text: OwnWords, **facts: Any) -> None:
    default: dict[str, Any] = {"from_day": make.DAY, "day": make.DAY}
    change_text(of.pk, text=text, by=by, at=make.AT, **{**default, **facts})


def nothing_changed() -> bool:
    return not (OwnText.objects.exists() or Event.objects.filter(code="text.changed").exists())


class TestWhoMayNot:
    @pytest.mark.parametrize("who", [make.bas, make.vera, lambda _: make.chris()])
    def test_changes_no_words(self, of: Administration, who: Any) -> None:
        with pytest.raises(OnlyTheOwner):
            say(of, who(of), sorry())

        assert nothing_changed()

    def test_says_nothing_in_another_administration(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        other = make.administration("Bureau Chris")
        say(other, make.anna(other, email="annie@example.nl"), sorry())

        moment = asked_although_paid(vink)

        assert OURS not in prepare(vink, anna, "apology", moment.pk).body_text


class TestWhatIsSent:
    def test_is_in_the_owners_words(
        self, of: Administration, vink: Client, anna: User, server: SmtpServer
    ) -> None:
        say(of, anna, sorry())
        moment = asked_although_paid(vink)

        reply = prepare(vink, anna, "apology", moment.pk)
        scenes.release(of, anna, reply)

        assert reply.text_version == f"own.client/apology.nl.u.{make.DAY.isoformat()}"
        assert scenes.send().sent == 1
        (mail,) = server.messages
        body = mail.email.get_body(("plain",))
        assert body is not None
        assert OURS in body.get_content()

    def test_confirms_a_promise_of_a_call_as_the_owner_says_it_after_a_call(
        self, of: Administration, vink: Client, anna: User, server: SmtpServer
    ) -> None:
        promise: Which = ("client/promise", "nl", "u")
        called = "Fijn dat we elkaar spraken."
        say(of, anna, changed(promise, "Dank voor het gesprek.", called))
        conclude_call(
            of.pk,
            call=Call(vink.pk, was_answered=True, promised_cents=60_000, promised_on=FRIDAY),
            quiet=Quiet(FRIDAY, "belofte"), day=make.DAY, by=anna, at=make.AT,
        )  # fmt: skip
        (offer,) = offered(vink)

        scenes.release(of, anna, prepare(vink, anna, "promise", offer.about))

        assert scenes.send().sent == 1
        (mail,) = server.messages
        body = mail.email.get_body(("plain",))
        assert body is not None
        assert called in body.get_content()
        assert "€\xa0600,00" in body.get_content()

    def test_has_the_owners_subject(self, of: Administration, vink: Client, anna: User) -> None:
        subject = "Nog eens {factuur}: {totaal}, voor {vervaldatum}"
        say(of, anna, changed(AGAIN, "Klopt er iets niet, of mist er iets?",
                              "Klopt er iets niet? Of mist u iets?", subject))  # fmt: skip

        reply = prepare(vink, anna)

        assert reply.subject.startswith("Nog eens ")
        assert "Of mist u iets?" in reply.body_text
        assert "Of mist u iets?" in reply.body_html

    def test_begins_on_its_day(self, of: Administration, vink: Client, anna: User) -> None:
        tomorrow = make.DAY + timedelta(days=1)
        say(of, anna, changed(AGAIN, "Klopt er iets niet,", "Klopt er iets niet, misschien,"),
            from_day=tomorrow)  # fmt: skip

        today = prepare(vink, anna)
        Message.objects.all().update(state="withdrawn", finished_at=make.AT)
        later = prepare_reply(
            of.pk, answering=Answering(vink.pk, "invoice_again"), day=tomorrow, by=anna,
            at=make.AT + timedelta(days=1),
        )  # fmt: skip

        assert today.text_version == "client/invoice_again.nl.u.reply.1"
        assert later.text_version.startswith("own.")

    def test_is_the_shipped_one_after_a_reset(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        text = changed(AGAIN, "Klopt er iets niet,", "Klopt er iets niet, misschien,")
        say(of, anna, text)
        reset_text(of.pk, text=text, from_day=make.DAY, day=make.DAY, by=anna, at=make.AT)

        assert prepare(vink, anna).text_version == "client/invoice_again.nl.u.reply.1"


class TestWhatWaits:
    def test_gets_the_words_at_once_and_leaves(
        self, of: Administration, vink: Client, anna: User, server: SmtpServer
    ) -> None:
        moment = asked_although_paid(vink)
        reply = prepare(vink, anna, "apology", moment.pk)

        say(of, anna, sorry())

        reply.refresh_from_db()
        assert OURS in reply.body_text
        assert OURS in reply.body_html
        assert reply.text_version.startswith("own.client/apology")
        assert renew_words(of.pk, day=make.DAY) == 0
        scenes.release(of, anna, reply)
        assert scenes.send().sent == 1

    def test_stays_as_the_owner_edited_it(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        reply = prepare(vink, anna)
        edit_message(
            of.pk, message_id=reply.pk, subject="Nog eens", body_text="Hier is hij.",
            by=anna, at=make.AT,
        )  # fmt: skip

        say(of, anna, changed(AGAIN, "Klopt er iets niet,", "Klopt er iets niet, misschien,"))

        reply.refresh_from_db()
        assert reply.body_text.strip() == "Hier is hij."

    def test_is_left_alone_when_it_does_not_fit_any_more(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        reply = prepare(vink, anna)
        Client.objects.update(stopped_for="debt_help")

        say(of, anna, changed(AGAIN, "Klopt er iets niet,", "Klopt er iets niet, misschien,"))

        reply.refresh_from_db()
        assert reply.text_version == "client/invoice_again.nl.u.reply.1"


class TestWhatCannotBe:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("Dat had ik moeten zien.", "Betaal toch nog € 50."),
            ("Dat had ik moeten zien.", "Anders komt de deurwaarder."),
            ("{?one spoken}", "{?}"),
            ("{?no_one spoken}", ""),
            ("{afzender}", ""),
            ("Dat had ik moeten zien.", "{link}"),
        ],
    )
    def test_changes_nothing(self, of: Administration, anna: User, old: str, new: str) -> None:
        with pytest.raises(BadOwnText):
            say(of, anna, changed(APOLOGY, old, new))

        assert nothing_changed()

    def test_is_a_notice_without_its_legal_sentence(
        self, of: Administration, anna: User
    ) -> None:
        notice: Which = ("formal/notice_person", "nl", "u")

        for old, new in [
            ("veertien dagen", "tien dagen"),
            ("{totaal} te betalen", "{kosten} te betalen"),
            ("Lukt het niet in één keer", "Je mag dit negeren. Lukt het niet in één keer"),
        ]:
            with pytest.raises(BadOwnText):
                say(of, anna, changed(notice, old, new))

        assert nothing_changed()

    def test_is_never_sent_from_a_record_that_has_it_all_the_same(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        name, language, form = AGAIN
        OwnText.objects.create(
            administration=of, name=name, language=language, form=form,
            from_day=make.DAY, subject="", body="Betaal € 50 of ik bel je baas.",
            set_at=make.AT,
        )  # fmt: skip

        reply = prepare(vink, anna)

        assert reply.text_version == "client/invoice_again.nl.u.reply.1"
        assert "baas" not in reply.body_text

    def test_is_no_own_text_when_it_is_the_shipped_one(
        self, of: Administration, anna: User
    ) -> None:
        say(of, anna, OwnWords(*APOLOGY, *own_words.begin(APOLOGY)))

        assert nothing_changed()
