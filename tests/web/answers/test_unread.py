"""An answer is never overlooked: while all is paused, before a call, before a message."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override
from tests.books import factories as cast
from tests.web.test_today_buttons import decide, late_client, mailbox

from voldaan.actions.answers.receive import Arrived, receive
from voldaan.actions.answers.settle import Verdict, settle_answer
from voldaan.actions.steps.hold import Pause, hold
from voldaan.books.models import (
    Administration,
    Answer,
    Client,
    Decision,
    Document,
    Invoice,
    Message,
    User,
)
from voldaan.books.queries.answers import waiting

pytestmark = pytest.mark.django_db
PAID = "Is gisteren overgemaakt hoor!"


@pytest.fixture
def of() -> Administration:
    """Give Anna's firm, whose client Vink BV got a reminder that is ready."""
    firm = cast.administration()
    cast.statement(firm)
    mailbox(firm)
    late_client(firm)
    decide(firm)
    return firm


def arrives(
    of: Administration,
    text: str = PAID,
    *,
    client: Client | None = None,
    days: int = 0,
    **facts: Any,
) -> Answer:
    client = client or Client.objects.get(administration=of, name="Vink BV")
    at, day = cast.AT + timedelta(days=days), cast.DAY + timedelta(days=days)
    arrived = Arrived(client.pk, "email", at, text=text, **facts)
    (pk,) = receive(of.pk, arrived=[arrived], day=day, at=at)
    return Answer.objects.get(pk=pk)


def pause(of: Administration) -> None:
    everything = Pause("vakantie", cast.DAY + timedelta(days=7))
    hold(of.pk, pause=everything, day=cast.DAY, by=cast.anna(of), at=cast.AT)


class TestWhileEverythingIsPaused:
    def test_stands_on_vandaag_as_always(self, client: Browser, of: Administration) -> None:
        pause(of)
        answer = arrives(of)
        client.force_login(cast.bas(of))

        response = client.get("/")

        (card,) = response.context["page"].cards
        assert (card.kind, card.client, card.answer.id) == ("read_answer", "Vink BV", answer.pk)
        assert card.open_cents == 121_000
        page = response.content.decode()
        assert PAID in page
        assert f"/answers/{answer.pk}/" in page
        assert "/calls/" not in page
        assert response.context["page"].quiet.paused == 0

    def test_came_before_the_pause_and_stays(self, client: Browser, of: Administration) -> None:
        arrives(of)
        pause(of)
        client.force_login(cast.bas(of))

        assert [each.kind for each in client.get("/").context["page"].cards] == ["read_answer"]

    def test_is_gone_when_it_was_read(self, client: Browser, of: Administration) -> None:
        pause(of)
        answer = arrives(of)
        client.force_login(cast.bas(of))

        client.post(f"/answers/{answer.pk}/", {"meaning": "paid"})

        page = client.get("/").context["page"]
        assert page.cards == ()
        assert [each.id for each in page.read] == [answer.pk]
        assert not Message.objects.filter(state="proposed").exists()

    def test_is_shown_once_where_nothing_is_paused(
        self, client: Browser, of: Administration
    ) -> None:
        arrives(of)
        client.force_login(cast.bas(of))

        assert len(client.get("/").context["page"].cards) == 1

    def test_of_a_machine_is_no_card(self, client: Browser, of: Administration) -> None:
        pause(of)
        arrives(of, "Ik ben afwezig.", is_automatic=True)
        client.force_login(cast.bas(of))

        assert client.get("/").context["page"].cards == ()

    def test_of_many_clients_fills_seven_cards_and_counts_the_rest(
        self, client: Browser, of: Administration
    ) -> None:
        pause(of)
        for place in range(9):
            arrives(of, client=cast.client(of, f"Klant {place}"))
        client.force_login(cast.bas(of))

        page = client.get("/").context["page"]

        assert (len(page.cards), page.later_count) == (7, 2)

    def test_of_another_administration_is_never_seen(
        self, client: Browser, of: Administration
    ) -> None:
        other = cast.administration("Bureau Chris")
        pause(other)
        arrives(other, client=cast.client(other, "Vos"))
        pause(of)
        client.force_login(cast.bas(of))

        assert client.get("/").context["page"].cards == ()

    def test_costs_the_same_however_many(self, of: Administration) -> None:
        pause(of)
        counted = []
        for place in range(6):
            arrives(of, client=cast.client(of, f"Klant {place}"))
            with CaptureQueriesContext(connection) as queries:
                found, count = waiting.beside_the_cards(of.pk, most=7)
            counted.append(len(queries))
            assert (len(found), count) == (place + 1, place + 1)

        assert set(counted) == {3}

    def test_is_given_newest_first_within_the_room_there_is(self, of: Administration) -> None:
        pause(of)
        for place in range(3):
            arrives(of, client=cast.client(of, f"Klant {place}"), days=place)

        found, count = waiting.beside_the_cards(of.pk, most=2)

        assert [each.answer.client for each in found] == ["Klant 2", "Klant 1"]
        assert count == 3
        assert waiting.beside_the_cards(of.pk, most=0) == ([], 3)
        assert waiting.beside_the_cards(of.pk, most=-1) == ([], 3)


class TestBeforeACall:
    def test_stands_on_top_with_a_way_to_it(self, client: Browser, of: Administration) -> None:
        answer = arrives(of, from_name="Els de Vries")
        client.force_login(cast.bas(of))

        response = client.get(f"/calls/{Decision.objects.get(is_latest=True).pk}/")

        note = response.context["page"].unread
        with override("nl"):
            said = gettext("%(who)s answered today.") % {"who": "Els de Vries (Vink BV)"}
        assert (note.id, note.said, note.quote) == (answer.pk, said, PAID)
        page = response.content.decode()
        assert page.index(f'href="/answers/{answer.pk}/"') < page.index("/dial/")
        assert page.count('class="button is-first"') == 2  # to read it, and to write down

    @pytest.mark.parametrize(
        ("days", "said"),
        [
            (-1, "%(who)s answered yesterday."),
            (-2, "%(who)s answered on %(on)s."),
        ],
    )
    def test_says_when_it_came(
        self, client: Browser, of: Administration, days: int, said: str
    ) -> None:
        arrives(of, days=days)
        decide(of)
        client.force_login(cast.bas(of))

        page = client.get(f"/calls/{Decision.objects.get(is_latest=True).pk}/").context["page"]

        with override("nl"):
            expected = gettext(said) % {"who": "Vink BV", "on": "ma 12 okt"}
        assert page.unread.said == expected

    def test_is_not_there_when_all_was_read(self, client: Browser, of: Administration) -> None:
        client.force_login(cast.bas(of))

        response = client.get(f"/calls/{Decision.objects.get(is_latest=True).pk}/")

        assert response.context["page"].unread is None
        assert "/answers/" not in response.content.decode()

    def test_shows_a_name_of_a_stranger_short_and_as_words(
        self, client: Browser, of: Administration
    ) -> None:
        arrives(of, "x" * 500, from_name="<b>" + "n" * 190)
        client.force_login(cast.bas(of))

        response = client.get(f"/calls/{Decision.objects.get(is_latest=True).pk}/")

        note = response.context["page"].unread
        assert len(note.said) < 110
        assert (len(note.quote), note.is_cut) == (160, True)
        assert "<b>n" not in response.content.decode()


class TestBeforeAMessage:
    """The card stood open while the answer came in."""

    def test_says_why_nothing_was_sent(self, client: Browser, of: Administration) -> None:
        message = Message.objects.get()
        arrives(of)
        client.force_login(cast.anna(of))

        for button in ("send", "words"):
            given = {"subject": "Dag", "body": "Hoi"}
            page = client.post(f"/messages/{message.pk}/{button}/", given, follow=True)
            assert self.answered() in page.content.decode(), button

        assert Message.objects.get().state == "withdrawn"

    def test_says_why_nothing_was_brought(self, client: Browser, of: Administration) -> None:
        decision = Decision.objects.get(is_latest=True)
        arrives(of)
        client.force_login(cast.anna(of))

        given = {"way": "letterbox", "on": cast.DAY.isoformat(), "taken_by": ""}
        page = client.post(f"/cards/{decision.pk}/by-hand/", given, follow=True)

        assert self.answered() in page.content.decode()

    def test_says_why_nothing_was_posted(self, client: Browser, of: Administration) -> None:
        message = Message.objects.get()
        arrives(of)
        client.force_login(cast.anna(of))

        given = {"on": cast.DAY.isoformat()}
        page = client.post(f"/messages/{message.pk}/posted/", given, follow=True)

        assert self.answered() in page.content.decode()

    def test_says_the_old_reason_where_nobody_answered(
        self, client: Browser, of: Administration
    ) -> None:
        message = Message.objects.get()
        Message.objects.update(state="withdrawn")
        client.force_login(cast.anna(of))

        page = client.post(f"/messages/{message.pk}/send/", follow=True).content.decode()

        assert self.answered() not in page
        assert "intussen veranderd" in page

    @staticmethod
    def answered() -> str:
        with override("nl"):
            said = gettext(
                "%(client)s has answered meanwhile. Read that first; nothing was done."
            )
        return said % {"client": "Vink BV"}


class TestPaidAgainAndAgain:
    def said(self, of: Administration, days: int) -> Answer:
        """Let Vink say that it was paid, and Anna believe it."""
        answer = arrives(of, days=days)
        at, day = cast.AT + timedelta(days=days), cast.DAY + timedelta(days=days)
        settle_answer(
            of.pk,
            answer_id=answer.pk,
            verdict=Verdict("paid"),
            day=day,
            by=bas(of),
            at=at,
        )
        return answer

    def test_is_said_on_the_card_and_with_the_answer(
        self, client: Browser, of: Administration
    ) -> None:
        self.said(of, -21)
        self.said(of, -14)
        answer = arrives(of)
        client.force_login(bas(of))

        card = client.get("/").context["page"].cards[0].answer
        response = client.get(f"/answers/{answer.pk}/")

        assert "al 3 keer dat er betaald is" in card.in_vain
        found = response.context["page"].in_vain
        assert "Vink BV" in found.said
        assert "3" in found.said
        page = response.content.decode()
        assert f'href="/calls/{found.decision_id}/"' in page
        assert 'href="/import/"' in page

    def test_is_not_said_the_second_time(self, client: Browser, of: Administration) -> None:
        self.said(of, -21)
        answer = arrives(of)
        client.force_login(bas(of))

        assert client.get("/").context["page"].cards[0].answer.in_vain == ""
        assert client.get(f"/answers/{answer.pk}/").context["page"].in_vain is None

    def test_is_not_said_of_another_meaning(self, client: Browser, of: Administration) -> None:
        for days in (-21, -14, -7):
            self.said(of, days)
        answer = arrives(of, "Wij hebben deze factuur nooit ontvangen, stuur hem nog eens.")
        client.force_login(bas(of))

        assert answer.guess == "not_received"
        assert client.get(f"/answers/{answer.pk}/").context["page"].in_vain is None


def bas(of: Administration) -> User:
    """Give Bas, who is made once."""
    return User.objects.filter(name="Bas").first() or cast.bas(of)


class TestAtAClient:
    def test_the_invoice_once_more_is_in_an_unfold(
        self, client: Browser, of: Administration
    ) -> None:
        client.force_login(cast.bas(of))

        response = client.get(f"/clients/{Client.objects.get().pk}/")

        assert response.context["replies"].on_request is not None
        page = response.content.decode()
        asked = response.context["replies"].on_request.text
        begins = page.rindex("<details", 0, page.index(asked))
        assert page.index(asked) < page.index("</details>", begins)

    def test_a_prepared_reply_names_the_answer_that_nobody_has_read(
        self, client: Browser, of: Administration
    ) -> None:
        answer = arrives(of, "Kun je de factuur nog eens sturen? Ik heb hem niet gekregen.")
        vink = Client.objects.get()
        Document.objects.create(
            administration=of, invoice=Invoice.objects.get(), name="f.pdf", content=b"%PDF",
            sha256="0" * 64, added_at=cast.AT,
        )  # fmt: skip
        client.force_login(bas(of))
        given = {"code": "invoice_again", "about": str(answer.pk), "back": "client"}
        client.post(f"/clients/{vink.pk}/replies/", given)

        (prepared,) = client.get(f"/clients/{vink.pk}/").context["replies"].prepared

        assert prepared.unread is not None
        assert prepared.unread.id == answer.pk
