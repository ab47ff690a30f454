"""One message, one link: made, kept, renewed, ended. Nobody keeps a token but the message."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings
from tests.actions import scenes
from tests.books import factories as make
from tests.smtp_server import SmtpServer

from voldaan.actions.firm.change_text import OwnWords, change_text
from voldaan.actions.messages.by_hand import take_back_mark
from voldaan.actions.messages.contact import mark_sent
from voldaan.actions.messages.release_message import (
    edit_message,
    undo_release,
)
from voldaan.actions.own_page.make_link import VALID, end_links, make_links
from voldaan.books.models import Administration, Client, ClientLink, Message, User
from voldaan.channels.page import address
from voldaan.wording.own import begin

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


def working(client: Client) -> list[str]:
    """Give the hashes of the links of a client that work."""
    return list(
        ClientLink.objects.filter(
            client=client, withdrawn_at=None, expires_at__gt=make.AT
        ).values_list("token_hash", flat=True)
    )


def token_of(message: Message) -> str:
    message.refresh_from_db()
    return address.token_in(message.body_text)


def edit(message: Message, body: str, by: User) -> None:
    edit_message(
        message.administration_id, message_id=message.pk, subject="Hoi", body_text=body,
        by=by, at=make.AT,
    )  # fmt: skip


class TestMakeLinks:
    def test_keeps_only_the_hash(self, of: Administration, vink: Client) -> None:
        token = make_links(of.pk, client_ids=[vink.pk], at=make.AT)[vink.pk]

        (link,) = ClientLink.objects.all()
        assert len(token) == 43
        assert link.token_hash == address.hash_of(token)
        assert (link.expires_at - link.made_at, link.withdrawn_at) == (VALID, None)
        row = ClientLink.objects.values_list()[0]
        assert not any(token in str(value) for value in row)

    def test_costs_two_queries_for_any_number_of_clients(self, of: Administration) -> None:
        counts = []
        for many in (1, 60):
            ids = [make.client(of, f"Klant {many} {n}").pk for n in range(many)]
            with CaptureQueriesContext(
                connection,
            ) as queries:
                tokens = make_links(of.pk, client_ids=ids, at=make.AT)
            asked = [q for q in queries.captured_queries if "SAVEPOINT" not in q["sql"]]
            counts.append(len(asked))
            assert len(set(tokens.values())) == many

        assert counts == [2, 2]

    def test_makes_none_for_a_client_of_another(self, vink: Client) -> None:
        chris = make.administration("Bureau Chris")

        assert make_links(chris.pk, client_ids=[vink.pk], at=make.AT) == {}
        assert ClientLink.objects.count() == 0

    def test_makes_nothing_of_nobody(self, of: Administration) -> None:
        assert make_links(of.pk, client_ids=[], at=make.AT) == {}


class TestAProposedMessage:
    def test_carries_a_link_of_its_own(self, of: Administration, vink: Client) -> None:
        scenes.look(of)

        message = scenes.message(of)
        token = token_of(message)
        assert working(vink) == [address.hash_of(token)]
        assert f"https://voldaan.example/k/{token}/" in message.body_text
        assert f'<a href="https://voldaan.example/k/{token}/">' in message.body_html
        assert address.PLACE not in message.body_text + message.body_html
        assert ".link." in message.text_version

    def test_keeps_it_however_often_it_is_looked_at(
        self, of: Administration, vink: Client
    ) -> None:
        scenes.look(of)
        first = token_of(scenes.message(of))

        for days in (0, 0, 1, 2):
            scenes.look(of, days=days)

        assert token_of(scenes.message(of)) == first
        assert ClientLink.objects.count() == 1

    def test_keeps_it_when_the_words_are_renewed(
        self, of: Administration, vink: Client
    ) -> None:
        scenes.look(of)
        message = scenes.message(of)
        first, before = token_of(message), message.body_text
        make.invoice(vink, payable_cents=5_000)

        scenes.look(of)

        message.refresh_from_db()
        assert message.body_text != before
        assert token_of(message) == first
        assert ClientLink.objects.count() == 1

    def test_loses_it_when_it_is_withdrawn(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        scenes.look(of)
        vink.stopped_for = "insolvency"
        vink.save(update_fields=["stopped_for"])

        scenes.look(of)

        assert Message.objects.get().state == "withdrawn"
        assert working(vink) == []

    def test_has_none_without_a_public_address(
        self, of: Administration, vink: Client, settings: Settings
    ) -> None:
        settings.PUBLIC_URL = ""

        scenes.look(of)

        message = scenes.message(of)
        assert "/k/" not in message.body_text + message.body_html
        assert "Antwoord dan gerust op deze mail" in message.body_text
        assert ClientLink.objects.count() == 0

    def test_loses_it_when_the_public_address_goes(
        self, of: Administration, vink: Client, settings: Settings
    ) -> None:
        scenes.look(of)
        settings.PUBLIC_URL = ""

        scenes.look(of)

        assert "/k/" not in scenes.message(of).body_text
        assert working(vink) == []

    def test_moves_to_a_new_public_address_with_its_token(
        self, of: Administration, vink: Client, settings: Settings
    ) -> None:
        scenes.look(of)
        token = token_of(scenes.message(of))
        settings.PUBLIC_URL = "https://elders.example"

        scenes.look(of)

        assert f"https://elders.example/k/{token}/" in scenes.message(of).body_text

    def test_costs_no_query_more_per_client(self, of: Administration) -> None:
        counts = []
        for many in (2, 12):
            for number in range(many):
                scenes.owing(of, f"K{many}x{number} BV")
            with CaptureQueriesContext(connection) as queries:
                scenes.look(of)
            counts.append(len(queries))

        assert counts[1] <= counts[0] + 2  # the second look renews what stands, too

    @pytest.mark.parametrize("language", ["nl", "en"])
    @pytest.mark.parametrize("form", ["je", "u"])
    @pytest.mark.parametrize("many", [1, 3])
    def test_reads_well_in_every_variant(
        self, of: Administration, language: str, form: str, many: int
    ) -> None:
        client = make.client(of, "Dirk", language=language, address_form=form)
        make.contact(client, "dirk@dirk.example")
        for _ in range(many):
            make.invoice(client)

        scenes.look(of)

        words = scenes.message(of).body_text
        token = address.token_in(words)
        before = words.split(f"https://voldaan.example/k/{token}/")[0]
        assert before.rstrip().endswith(":")
        assert "Already paid" in words or "Al betaald?" in words or "already paid" in words


class TestEditedWords:
    def test_keep_their_link(self, of: Administration, vink: Client, anna: User) -> None:
        scenes.look(of)
        message = scenes.message(of)
        token = token_of(message)

        edit(message, f"Dag Els, kijk op https://voldaan.example/k/{token}/ even.", anna)
        scenes.look(of, days=1)

        assert token_of(message) == token
        assert message.body_text.startswith("Dag Els")
        assert working(vink) == [address.hash_of(token)]

    def test_end_the_link_that_they_leave_out(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        scenes.look(of)

        edit(scenes.message(of), "Dag Els, betaal je even?", anna)
        scenes.look(of, days=1)

        assert working(vink) == []
        assert ClientLink.objects.count() == 1

    def test_never_bring_a_link_of_another(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        merel = make.client(of, "Merel")
        foreign = make_links(of.pk, client_ids=[merel.pk], at=make.AT)[merel.pk]
        scenes.look(of)
        message = scenes.message(of)
        token = token_of(message)

        edit(message, f"Dag, https://voldaan.example/k/{foreign}/", anna)

        assert token_of(message) == token

    def test_never_bring_a_link_of_another_where_they_had_none(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        merel = make.client(of, "Merel")
        foreign = make_links(of.pk, client_ids=[merel.pk], at=make.AT)[merel.pk]
        scenes.look(of)
        message = scenes.message(of)
        edit(message, "Dag Els, betaal je even?", anna)

        edit(message, f"Dag, https://voldaan.example/k/{foreign}/", anna)

        assert working(vink) == [address.hash_of(token_of(message))]

    def test_never_bring_the_link_of_one_to_all(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        merel = make.client(of, "Merel")
        foreign = make_links(of.pk, client_ids=[merel.pk], at=make.AT)[merel.pk]
        scenes.look(of)
        shipped = begin("reminder_1", language="nl", form="u")[1]
        body = f"{shipped}\n\nKijk op https://voldaan.example/k/{foreign}/ als je wilt."
        for form in ("u", "je"):
            said = OwnWords("reminder_1", "nl", form, "Factuur", body)
            change_text(of.pk, text=said, from_day=make.DAY, day=make.DAY, by=anna, at=make.AT)

        message = scenes.message(of)
        assert "als je wilt" in message.body_text
        assert foreign not in message.body_text + message.body_html
        assert working(vink) == [address.hash_of(token_of(message))]


class TestAMessageThatLeft:
    def test_lets_its_link_work_the_whole_time_from_then(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        later = make.AT + timedelta(days=2)
        scenes.look(of)
        message = scenes.message(of)

        mark_sent(
            of.pk, message_id=message.pk, day=make.DAY + timedelta(days=2), by=anna, at=later
        )

        assert ClientLink.objects.get().expires_at == later + VALID

    def test_is_sent_word_for_word_as_it_is_kept(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        with SmtpServer(users={"anna": "geheim"}) as server:
            scenes.mailbox(of, server)
            scenes.look(of)
            scenes.release(of, anna)
            assert scenes.send(of).sent == 1
            (received,) = server.messages

        body = received.email.get_body(["plain"])
        assert body is not None
        kept = Message.objects.get().body_text
        assert body.get_content().replace("\r\n", "\n").strip() == kept.strip()
        assert working(vink) == [address.hash_of(address.token_in(kept))]

    def test_that_turned_out_not_to_have_gone_takes_its_link_along(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        scenes.look(of)
        message = scenes.message(of)
        mark_sent(of.pk, message_id=message.pk, day=make.DAY, by=anna, at=make.AT)
        used = address.hash_of(token_of(message))

        take_back_mark(of.pk, message_id=message.pk, day=make.DAY, by=anna, at=make.AT)

        assert used not in working(vink)
        assert len(working(vink)) == 1  # of the message that is proposed anew

    def test_taken_back_in_time_keeps_its_link(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        scenes.mailbox(of)
        scenes.look(of)
        message = scenes.release(of, anna)
        token = token_of(message)

        undo_release(of.pk, message_id=message.pk, by=anna, at=make.AT)
        scenes.look(of)

        assert token_of(message) == token
        assert len(working(vink)) == 1

    def test_that_was_withdrawn_by_the_last_look_takes_its_link_along(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        scenes.mailbox(of)
        scenes.look(of)
        scenes.release(of, anna)
        vink.stopped_for = "insolvency"
        vink.save(update_fields=["stopped_for"])

        assert scenes.send(of).withdrawn == 1

        assert working(vink) == []


class TestEndLinks:
    def test_serves_whoever_merges_or_erases(self, of: Administration, vink: Client) -> None:
        other = make.client(of, "Dirk")
        make_links(of.pk, client_ids=[vink.pk, other.pk], at=make.AT)

        assert end_links(of.pk, client_ids=[vink.pk, other.pk], at=make.AT) == 2
        assert end_links(of.pk, client_ids=[vink.pk, other.pk], at=make.AT) == 0
