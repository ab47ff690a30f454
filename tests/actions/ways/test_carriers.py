"""Released messages of the other channels, through a real carrier on this machine."""

import hashlib
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from tests.actions import scenes
from tests.actions.ways import cast
from tests.books import factories as make
from tests.channels.https_server import HttpsServer, Reply
from tests.channels.post.letter_server import KEY as POST_KEY
from tests.channels.post.letter_server import LetterServer
from tests.channels.sms.gateway_fake import KEY as SMS_KEY
from tests.channels.sms.gateway_fake import GatewayService
from tests.channels.whatsapp.cloud_fake import NUMBER_ID, TOKEN, CloudService, error
from tests.smtp_server import certificates

from voldaan.actions.messages._carriers import Handing
from voldaan.actions.messages.release_message import NotReleasable, release_message
from voldaan.actions.messages.sending.ending import RETRY
from voldaan.books.models import (
    Administration,
    Answer,
    ChannelAccount,
    Client,
    ContactMoment,
    Event,
    Message,
    User,
)
from voldaan.channels.email import secret

pytestmark = pytest.mark.django_db

SECRETS = {"whatsapp": TOKEN, "sms": SMS_KEY, "post": POST_KEY}
SENDERS = {"whatsapp": f"{NUMBER_ID}/bericht/nl", "sms": "Anna de Wit", "post": ""}


@pytest.fixture(autouse=True)
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this machine trust the certificate of the carriers on it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates() / "ca.pem"))


def account(of: Administration, channel: str, address: str, **columns: Any) -> ChannelAccount:
    facts: dict[str, Any] = {
        "sender": SENDERS[channel],
        "sealed_secret": secret.seal(SECRETS[channel], key=scenes.KEY),
        "cents_each": 7,
        "set_at": make.AT,
    }
    return ChannelAccount.objects.create(
        administration=of, channel=channel, address=address, **{**facts, **columns}
    )


@contextmanager
def carrier(of: Administration, channel: str) -> Iterator[HttpsServer | LetterServer]:
    """Let a carrier listen, with Anna's account there."""
    if channel == "post":
        with LetterServer(tls=True) as letters:
            account(of, channel, letters.url)
            yield letters
        return
    answers: Any = GatewayService() if channel == "sms" else service()
    with HttpsServer(answers) as server:
        account(of, channel, f"127.0.0.1:{server.port}")
        yield server


def service() -> CloudService:
    return CloudService(templates={("bericht", "nl"): 1})


def released(of: Administration, anna: User, channel: str, **columns: Any) -> Message:
    cast.owing(of, channel, **columns)
    scenes.look(of)
    return scenes.release(of, anna)


def key_of(message: Message) -> str:
    return message.message_id.removeprefix("<voldaan-").partition("@")[0]


class TestSending:
    @pytest.mark.parametrize(
        ("channel", "cost_cents"), [("whatsapp", 7), ("sms", 14), ("post", 112)]
    )
    def test_is_once_with_its_reference_and_its_cost(
        self, of: Administration, anna: User, channel: str, cost_cents: int
    ) -> None:
        with carrier(of, channel):
            message = released(of, anna, channel)

            drained = [scenes.send(), scenes.send(later=timedelta(hours=1))]

        message.refresh_from_db()
        assert [round.sent for round in drained] == [1, 0]
        assert (message.state, message.channel) == ("sent", channel)
        assert message.reference
        assert message.cost_cents == cost_cents
        moment = ContactMoment.objects.get()
        assert (moment.channel, moment.on, moment.counts) == (channel, make.DAY, True)
        assert Event.objects.get(code="message.sent").facts["how"] == channel
        assert scenes.chains_are_whole()

    def test_by_text_message_hands_over_the_words_in_plain_letters(
        self, of: Administration, anna: User
    ) -> None:
        with carrier(of, "sms") as server:
            message = released(of, anna, "sms")
            scenes.send()

        assert isinstance(server, HttpsServer)
        (request,) = server.requests
        (said,) = request.json["messages"]["msg"]
        assert said["reference"] == request.headers["idempotency-key"] == key_of(message)
        assert said["body"]["content"] == message.body_text.replace("\xa0", " ").strip()
        assert said["to"] == [{"number": "0031612345678"}]

    def test_by_whatsapp_puts_the_words_into_the_template(
        self, of: Administration, anna: User
    ) -> None:
        with carrier(of, "whatsapp") as server:
            message = released(of, anna, "whatsapp")
            scenes.send()

        assert isinstance(server, HttpsServer)
        (request,) = server.requests
        template = request.json["template"]
        (place,) = template["components"][0]["parameters"]
        assert (template["name"], template["language"]) == ("bericht", {"code": "nl"})
        assert place["text"] == " ".join(message.body_text.split())
        assert request.json["biz_opaque_callback_data"] == key_of(message)

    def test_by_whatsapp_says_it_freely_within_a_day_of_the_clients_words(
        self, of: Administration, anna: User
    ) -> None:
        with carrier(of, "whatsapp") as server:
            message = released(of, anna, "whatsapp")
            Answer.objects.create(
                administration=of,
                client_id=message.client_id,
                channel="whatsapp",
                came_on=make.DAY,
                came_at=make.AT - timedelta(hours=3),
                read_at=make.AT,
                meaning="other",
            )
            scenes.send()

        assert isinstance(server, HttpsServer)
        assert server.requests[0].json["text"]["body"] == message.body_text.strip()

    def test_by_post_hands_over_the_letter_as_it_would_be_printed(
        self, of: Administration, anna: User
    ) -> None:
        with carrier(of, "post") as letters:
            message = released(of, anna, "post")
            scenes.send()

        assert isinstance(letters, LetterServer)
        (asked,) = letters.asked
        words = PdfReader(BytesIO(b64decode(asked["pdf"]))).pages[0].extract_text()
        assert asked["reference"] == key_of(message)
        assert asked["address"][0] == "Vink BV"
        assert (asked["country"], "t.a.v. Els de Vries" in words) == ("NL", True)


class TestFailing:
    @pytest.mark.parametrize("channel", ["whatsapp", "sms"])
    def test_before_the_last_byte_is_tried_again(
        self, of: Administration, anna: User, channel: str
    ) -> None:
        with carrier(of, channel) as server:
            assert isinstance(server, HttpsServer)
            message = released(of, anna, channel)
            server.fault("close_at_once", times=1)

            assert scenes.send().later == 1
            assert scenes.state(message)[0] == "ready"
            assert scenes.send(later=scenes.ONE_MINUTE + RETRY).sent == 1

        assert len(server.requests) == 1
        assert scenes.state(message) == ("sent", "")

    def test_of_a_service_that_cannot_now_is_tried_again(
        self, of: Administration, anna: User
    ) -> None:
        with carrier(of, "post") as letters:
            assert isinstance(letters, LetterServer)
            message = released(of, anna, "post")
            letters.fault("before", "503")

            scenes.send()
            scenes.send(later=scenes.ONE_MINUTE + RETRY)

        assert letters.printed == [key_of(message)]
        assert scenes.state(message) == ("sent", "")

    @pytest.mark.parametrize("channel", ["whatsapp", "sms", "post"])
    def test_after_the_last_byte_is_unsure_and_never_repeated(
        self, of: Administration, anna: User, channel: str
    ) -> None:
        with carrier(of, channel) as server:
            message = released(of, anna, channel)
            if isinstance(server, LetterServer):
                server.fault("after", "close")
            else:
                server.fault("close_after", times=1)

            drained = [scenes.send(), scenes.send(later=timedelta(hours=1))]

            count = len(server.printed if isinstance(server, LetterServer) else server.requests)

        assert [round.unsure for round in drained] == [1, 0]
        assert count == 1
        assert scenes.state(message)[0] == "unsure"
        assert not ContactMoment.objects.exists()

    @pytest.mark.parametrize(
        ("reply", "state", "failure"),
        [
            (error(131026, "Message undeliverable"), "failed", "recipient_refused"),
            (error(190, "Token expired", 401), "failed", "login_refused"),
            (error(130429, "Rate limit hit", 429, **{"Retry-After": "7200"}), "ready",
             "rate_limited"),
            (Reply(500, b"<html>"), "unsure", "server_error"),
            (Reply(200, b"not json"), "unsure", "protocol"),
        ],
    )  # fmt: skip
    def test_is_what_the_service_says(
        self, of: Administration, anna: User, *, reply: Reply, state: str, failure: str
    ) -> None:
        with HttpsServer(lambda _: reply) as server:
            account(of, "whatsapp", f"127.0.0.1:{server.port}")
            message = released(of, anna, "whatsapp")

            scenes.send()

        assert scenes.state(message) == (state, failure)
        assert TOKEN not in message.failure_detail
        if state == "ready":  # as long as the service asked
            message.refresh_from_db()
            assert message.send_after == make.AT + scenes.ONE_MINUTE + timedelta(hours=2)

    @pytest.mark.parametrize("channel", ["whatsapp", "sms", "post"])
    def test_with_another_key_reaches_no_server(
        self, of: Administration, anna: User, channel: str
    ) -> None:
        with carrier(of, channel) as server:
            message = released(of, anna, channel)

            scenes.send(key="another long text of another installation")

        assert scenes.state(message) == ("failed", "WrongKey")
        assert (server.asked if isinstance(server, LetterServer) else server.requests) == []

    @pytest.mark.parametrize("address", ["evil example", "127.0.0.1:x", "http://127.0.0.1"])
    def test_with_an_account_that_cannot_be_right_is_failed(
        self, of: Administration, anna: User, address: str
    ) -> None:
        account(of, "sms", address)
        message = released(of, anna, "sms")

        scenes.send()

        assert scenes.state(message) == ("failed", "BadServer")


class TestTheLastLook:
    def test_needs_the_consent_that_was_there(self, of: Administration, anna: User) -> None:
        with carrier(of, "whatsapp") as server:
            message = released(of, anna, "whatsapp")
            Client.objects.update(uses_whatsapp=False)

            assert scenes.send().withdrawn == 1

        assert isinstance(server, HttpsServer)
        assert server.requests == []
        assert scenes.state(message) == ("withdrawn", "facts_changed")
        assert scenes.message(of).channel == "email"

    @pytest.mark.parametrize(
        ("channel", "columns"),
        [("sms", {"preferred_channel": "email"}), ("post", {"street": "Kade 14"})],
    )
    def test_stops_what_would_go_elsewhere(
        self, of: Administration, anna: User, channel: str, columns: dict[str, str]
    ) -> None:
        with carrier(of, channel):
            message = released(of, anna, channel)
            Client.objects.update(**columns)

            scenes.send()

        assert scenes.state(message)[0] == "withdrawn"

    def test_keeps_the_quiet_hours(self, of: Administration, anna: User) -> None:
        with carrier(of, "sms") as server:
            message = released(of, anna, "sms")
            evening = datetime(2026, 10, 14, 20, tzinfo=UTC) - make.AT

            assert scenes.send(later=evening).later == 1

        assert isinstance(server, HttpsServer)
        assert (scenes.state(message)[0], server.requests) == ("ready", [])

    def test_keeps_one_message_a_day(self, of: Administration, anna: User) -> None:
        with carrier(of, "sms"):
            message = released(of, anna, "sms")
            other = Message.objects.get(pk=message.pk)
            other.pk, other.message_id, other.state = None, "<other>", "sent"
            other.step_day = make.DAY + timedelta(days=1)
            other.save()
            tomorrow = timedelta(days=1, minutes=1)

            drained = scenes.send(later=tomorrow)

        assert (drained.sent, drained.later + drained.withdrawn) == (0, 1)


class TestReleasing:
    @pytest.mark.parametrize("channel", cast.REACHED)
    def test_needs_an_account_that_is_on(
        self, of: Administration, anna: User, channel: str
    ) -> None:
        if channel != "linkedin":
            account(of, channel, "127.0.0.1:9", is_on=False)

        with pytest.raises(NotReleasable) as refusal:
            released(of, anna, channel)

        assert refusal.value.reason == "account"

    def test_needs_an_address(self, of: Administration, anna: User) -> None:
        account(of, "post", "https://127.0.0.1:9")
        cast.owing(of, "post", street="Kade")
        scenes.look(of)

        with pytest.raises(NotReleasable) as refusal:
            release_message(
                of.pk, message_id=scenes.message(of).pk, day=make.DAY, by=anna, at=make.AT
            )

        assert refusal.value.reason == "address"

    def test_of_an_account_that_was_switched_off_meanwhile_is_failed(
        self, of: Administration, anna: User
    ) -> None:
        account(of, "sms", "127.0.0.1:9")
        message = released(of, anna, "sms")
        ChannelAccount.objects.update(is_on=False)

        assert scenes.send().failed == 1
        assert scenes.state(message) == ("failed", "account")


class TestTheDemoWorld:
    @pytest.mark.parametrize("channel", ["whatsapp", "sms", "post"])
    def test_never_speaks_to_a_carrier(
        self, of: Administration, anna: User, channel: str
    ) -> None:
        with carrier(of, channel) as server:
            message = released(of, anna, channel)
            Administration.objects.filter(pk=of.pk).update(is_demo=True)

            assert scenes.send().sent == 1

        assert (server.asked if isinstance(server, LetterServer) else server.requests) == []
        assert scenes.state(message)[0] == "sent"
        assert Event.objects.get(code="message.sent").facts["how"] == "demo"


class TestTheKey:
    def test_is_there_for_any_message(self, of: Administration, anna: User) -> None:
        strange = Message(message_id="<x@anna.example>")
        handing = Handing(strange, ChannelAccount(), "", make.DAY, make.AT)

        assert handing.key == hashlib.sha256(b"<x@anna.example>").hexdigest()[:32]
