"""What clients write on WhatsApp comes in as an answer; who says stop is left alone there."""

from datetime import timedelta
from typing import Any

import pytest
from tests.actions import scenes
from tests.actions.ways import cast
from tests.books import factories as make
from tests.hooks.conftest import (
    NOON,
    account_of,
    address,
    post,
    report,
    sent,
    tell,
    text,
    with_account,
)
from tests.web.test_scope import everything

from voldaan.books.models import (
    Administration,
    Answer,
    Client,
    ContactMoment,
    Decision,
    Event,
    Message,
    User,
)
from voldaan.books.queries.time_line import time_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def vink(of: Administration) -> Client:
    """Give a client who owes, with an account that reports."""
    with_account(of)
    return cast.owing(of, "whatsapp")


class TestAnAnswer:
    def test_is_kept_word_for_word_with_what_it_seems_to_mean(
        self, of: Administration, vink: Client
    ) -> None:
        tell(account_of(of), messages=[text("Sorry, ik betaal vrijdag 😊")])

        answer = Answer.objects.get()
        assert (answer.client, answer.channel) == (vink, "whatsapp")
        assert (answer.text, answer.guess) == ("Sorry, ik betaal vrijdag 😊", "promise")
        assert (answer.source_id, answer.from_address) == ("wamid.Inkomend", "+31612345678")
        assert (answer.came_on, answer.came_at) == (make.DAY, NOON - timedelta(minutes=5))
        entries, _ = time_line(of.pk, client_id=vink.pk)
        assert [each.quote for each in entries if each.code == "answer.came"] == [answer.text]
        assert scenes.chains_are_whole()

    def test_holds_the_client_until_somebody_has_read_it(
        self, of: Administration, vink: Client
    ) -> None:
        scenes.look(of)
        assert Message.objects.filter(state="proposed").exists()

        tell(account_of(of), messages=[text("Klopt dit wel?")])

        assert Decision.objects.get(is_latest=True).kind != "step"
        assert not Message.objects.filter(state="proposed").exists()

    def test_is_kept_once(self, of: Administration, vink: Client) -> None:
        body = report(messages=[text("Hoi"), text("Hoi")])
        post(address(account_of(of)), body)
        before = everything()

        for _ in range(2):
            assert post(address(account_of(of)), body).status_code == 200

        assert Answer.objects.count() == 1
        assert everything() == before

    def test_with_the_longest_name_is_kept_once_too(
        self, of: Administration, vink: Client
    ) -> None:
        for _ in range(2):
            tell(account_of(of), messages=[text("Hoi", id="w" * 256)])

        assert Answer.objects.count() == 1

    def test_belongs_to_the_message_that_it_answers(
        self, of: Administration, anna: User
    ) -> None:
        message = sent(of, anna)
        message.client.contacts.update(phone="")
        context = {"from": "31201234567", "id": message.reference}

        tell(account_of(of), messages=[text("Gezien", context=context)])

        answer = Answer.objects.get()
        assert (answer.client_id, answer.message) == (message.client_id, message)

    def test_from_a_number_of_two_goes_to_who_was_written_to_last(
        self, of: Administration, anna: User
    ) -> None:
        make.contact(make.client(of, "Aak BV"), phone="0612345678")
        message = sent(of, anna)
        make.contact(make.client(of, "Zaan BV"), phone="+31 6 1234 5678")

        tell(account_of(of), messages=[text("Hoi")])

        assert Answer.objects.get().client_id == message.client_id

    def test_from_nobody_we_know_is_counted_and_not_kept(
        self, of: Administration, vink: Client, caplog: pytest.LogCaptureFixture
    ) -> None:
        before = everything()

        strangers = [text("Wie bent u?", **{"from": "31687654321"}), text("?", **{"from": ""})]
        tell(account_of(of), messages=strangers)

        assert everything() == before
        assert "2 messages" in caplog.text
        assert "687654321" not in caplog.text
        assert "Wie bent u" not in caplog.text

    def test_never_comes_to_a_client_of_another_administration(
        self, of: Administration, vink: Client
    ) -> None:
        other = with_account(make.administration("Bureau Chris"))
        before = everything()

        tell(other, messages=[text("Hoi")])

        assert everything() == before

    @pytest.mark.parametrize(
        ("told", "words"),
        [
            (
                {"type": "button", "button": {"text": "Is betaald", "payload": "x"}},
                "Is betaald",
            ),
            ({"type": "interactive", "interactive": {"button_reply": {"title": "Ja"}}}, "Ja"),
            ({"type": "image", "image": {"id": "1"}}, ""),
            ({"text": {"body": "\0\ud800 <b>é</b> 漢字"}}, "�� <b>é</b> 漢字"),
        ],
    )
    def test_may_be_of_any_kind(
        self, of: Administration, vink: Client, told: dict[str, Any], words: str
    ) -> None:
        tell(account_of(of), messages=[text("", **told)])

        assert Answer.objects.get().text == words

    def test_is_never_what_the_service_itself_says(
        self, of: Administration, vink: Client
    ) -> None:
        tell(account_of(of), messages=[text("", type="system", system={"body": "x"})])

        assert not Answer.objects.exists()

    def test_from_the_future_came_now(self, of: Administration, vink: Client) -> None:
        later = str(int((NOON + timedelta(days=300)).timestamp()))

        tell(account_of(of), messages=[text("Hoi", timestamp=later)])

        assert Answer.objects.get().came_at == NOON

    def test_comes_in_also_while_sending_is_off(self, of: Administration, vink: Client) -> None:
        account = account_of(of)
        account.is_on = False
        account.save()

        tell(account, messages=[text("Hoi")])

        assert Answer.objects.count() == 1

    def test_comes_together_with_reports(self, of: Administration, anna: User) -> None:
        message = sent(of, anna)
        told = {"id": message.reference, "status": "read", "timestamp": "1791975000"}

        tell(account_of(of), statuses=[told], messages=[text("Gezien!")])

        assert Event.objects.filter(code="message.read").count() == 1
        assert Answer.objects.count() == 1
        assert ContactMoment.objects.get().bounced_at is None


class TestStop:
    @pytest.mark.parametrize("words", ["STOP", "stop", " Stop! ", "Afmelden.", "Unsubscribe"])
    def test_ends_the_consent_and_is_read_by_a_person(
        self, of: Administration, vink: Client, words: str
    ) -> None:
        tell(account_of(of), messages=[text(words)])

        vink.refresh_from_db()
        assert not vink.uses_whatsapp
        assert Answer.objects.get().read_at is None
        ended = Event.objects.get(code="consent.withdrawn")
        assert (ended.facts, ended.who, ended.client) == (
            {"channel": "whatsapp"},
            "client",
            vink,
        )
        assert scenes.chains_are_whole()

    def test_lets_nothing_leave_that_was_released_already(
        self, of: Administration, anna: User, vink: Client
    ) -> None:
        scenes.look(of)
        message = scenes.release(of, anna)

        tell(account_of(of), messages=[text("stop")])
        scenes.send(later=timedelta(hours=5))

        assert scenes.state(message)[0] == "withdrawn"
        assert not ContactMoment.objects.exists()

    def test_that_comes_again_ends_no_consent_that_was_given_since(
        self, of: Administration, vink: Client
    ) -> None:
        body = report(messages=[text("stop")])
        post(address(account_of(of)), body)
        Client.objects.update(uses_whatsapp=True)

        assert post(address(account_of(of)), body).status_code == 200

        vink.refresh_from_db()
        assert vink.uses_whatsapp

    @pytest.mark.parametrize(
        "words", ["Stop even met werken", "Ik stop ermee en betaal nu", ""]
    )
    def test_among_other_words_is_left_to_a_person(
        self, of: Administration, vink: Client, words: str
    ) -> None:
        tell(account_of(of), messages=[text(words)])

        vink.refresh_from_db()
        assert vink.uses_whatsapp
        assert Answer.objects.count() == 1

    def test_counts_for_every_client_with_that_number(
        self, of: Administration, vink: Client
    ) -> None:
        second = make.client(of, "Vink Beheer BV", uses_whatsapp=True)
        make.contact(second, phone="0031 6 12345678")

        tell(account_of(of), messages=[text("stop")])

        assert not Client.objects.filter(uses_whatsapp=True).exists()
        assert Event.objects.filter(code="consent.withdrawn").count() == 2
        assert Answer.objects.count() == 1

    def test_of_one_client_ends_nothing_of_another(
        self, of: Administration, vink: Client
    ) -> None:
        other = make.client(of, "Dirk", uses_whatsapp=True)
        make.contact(other, phone="06 87654321")

        tell(account_of(of), messages=[text("stop")])

        other.refresh_from_db()
        assert other.uses_whatsapp
