"""An answer on Vandaag and on its own page: words first, a guess second, a person decides."""

from datetime import date, timedelta

import pytest
from django.test import Client as Browser
from django.utils.translation import gettext, override
from tests.books import factories as cast
from tests.web.test_today_buttons import decide, late_client, mailbox

from voldaan.actions.answers.receive import Arrived, receive
from voldaan.books.models import Administration, Answer, Client, Decision, Hold, Message
from voldaan.replies.shapes import Attached

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    """Give Anna's firm, whose client Vink BV got a reminder that is ready."""
    firm = cast.administration()
    cast.statement(firm)
    mailbox(firm)
    late_client(firm)
    decide(firm)
    return firm


def arrives(of: Administration, text: str = "Is gisteren overgemaakt hoor!") -> Answer:
    vink = Client.objects.get(administration=of)
    file = Attached("<b>.html", "text/html", b"<script>alert(1)</script>")
    arrived = Arrived(vink.pk, "email", cast.AT, text=text, files=(file,))
    (pk,) = receive(of.pk, arrived=[arrived], day=cast.DAY, at=cast.AT)
    return Answer.objects.get(pk=pk)


class TestAccess:
    def test_is_for_members_only(self, client: Browser, of: Administration) -> None:
        address = f"/answers/{arrives(of).pk}/"

        assert client.get(address).status_code == 302
        client.force_login(cast.chris())
        assert client.get(address).status_code == 404

    def test_lets_a_viewer_read_and_write_nothing(
        self, client: Browser, of: Administration
    ) -> None:
        address = f"/answers/{arrives(of).pk}/"
        client.force_login(cast.vera(of))

        assert "Wat maak je" not in client.get(address).content.decode()
        assert client.post(address, {"meaning": "paid"}).status_code == 403
        assert Answer.objects.get().read_at is None


class TestTheCard:
    def test_shows_the_words_and_offers_the_guess_with_one_press(
        self, client: Browser, of: Administration
    ) -> None:
        answer = arrives(of)
        client.force_login(cast.anna(of))

        page = client.get("/").content.decode()

        assert "Is gisteren overgemaakt hoor!" in page
        assert 'name="meaning" value="paid"' in page
        assert f"/answers/{answer.pk}/" in page

    def test_is_not_hidden_by_a_thank_you_that_came_after(
        self, client: Browser, of: Administration
    ) -> None:
        arrives(of)
        arrives(of, "Dank je wel!")
        client.force_login(cast.anna(of))

        page = client.get("/").content.decode()

        assert "Is gisteren overgemaakt hoor!" in page
        assert 'name="meaning" value="paid"' in page

    def test_offers_no_guess_that_is_not_sure(
        self, client: Browser, of: Administration
    ) -> None:
        arrives(of, text="hm, tja, nou")
        client.force_login(cast.anna(of))

        assert 'type="hidden" name="meaning"' not in client.get("/").content.decode()

    def test_shows_what_a_stranger_writes_as_words(
        self, client: Browser, of: Administration
    ) -> None:
        arrives(of, text="<script>alert(1)</script> {{ naam }}")
        client.force_login(cast.anna(of))

        assert "<script>alert" not in client.get("/").content.decode()


class TestReading:
    def test_holds_the_ladder_until_the_money_can_show(
        self, client: Browser, of: Administration
    ) -> None:
        answer = arrives(of)
        client.force_login(cast.bas(of))

        client.post(f"/answers/{answer.pk}/", {"meaning": "paid"})

        answer.refresh_from_db()
        assert (answer.meaning, answer.read_by and answer.read_by.name) == ("paid", "Bas")
        assert Hold.objects.get().until_day == cast.DAY + timedelta(days=5)
        assert not Message.objects.filter(state="proposed").exists()

    def test_asks_for_the_day_of_a_promise(self, client: Browser, of: Administration) -> None:
        answer = arrives(of)
        client.force_login(cast.anna(of))

        page = client.post(f"/answers/{answer.pk}/", {"meaning": "promise"})
        past = client.post(
            f"/answers/{answer.pk}/", {"meaning": "promise", "promised_on": "2026-10-01"}
        )
        far = client.post(
            f"/answers/{answer.pk}/", {"meaning": "promise", "promised_on": "2062-10-20"}
        )

        assert "Kies de dag die beloofd is." in page.content.decode()
        assert "Kies een dag vanaf vandaag." in past.content.decode()
        assert list(far.context["form"].errors) == ["promised_on"]
        assert Answer.objects.get().read_at is None

    def test_can_be_undone_on_vandaag(self, client: Browser, of: Administration) -> None:
        answer = arrives(of)
        client.force_login(cast.anna(of))
        client.post(f"/answers/{answer.pk}/", {"meaning": "thanks"})
        assert f"/answers/{answer.pk}/unread/" in client.get("/").content.decode()

        client.post(f"/answers/{answer.pk}/unread/")

        assert Answer.objects.get().read_at is None
        assert Decision.objects.get(is_latest=True).question == "read_answer"

    def test_twice_says_that_somebody_was_first(
        self, client: Browser, of: Administration
    ) -> None:
        answer = arrives(of)
        client.force_login(cast.anna(of))
        client.post(f"/answers/{answer.pk}/", {"meaning": "thanks"})

        page = client.post(f"/answers/{answer.pk}/", {"meaning": "paid"}, follow=True)

        assert "al gelezen" in page.content.decode()
        assert Answer.objects.get().meaning == "thanks"

    def test_stands_on_the_time_line(self, client: Browser, of: Administration) -> None:
        answer = arrives(of)
        client.force_login(cast.anna(of))
        client.post(f"/answers/{answer.pk}/", {"meaning": "paid"})

        page = client.get(f"/clients/{answer.client_id}/").content.decode()

        assert "Is gisteren overgemaakt hoor!" in page
        assert "Antwoord gelezen: het is al betaald" in page


class TestFiles:
    def test_are_given_to_save_and_never_shown(
        self, client: Browser, of: Administration
    ) -> None:
        answer = arrives(of)
        client.force_login(cast.anna(of))

        file = client.get(f"/answers/files/{answer.files.get().pk}/")

        assert file.headers["Content-Type"] == "application/octet-stream"
        assert file.headers["Content-Disposition"].startswith("attachment")
        assert file.headers["X-Content-Type-Options"] == "nosniff"


class TestConfirming:
    def test_is_the_owners(self, client: Browser, of: Administration) -> None:
        from voldaan.books.models import LadderStep, Policy

        policy = Policy.objects.create(
            administration=of, from_day=date(2026, 10, 1), set_at=cast.AT
        )
        LadderStep.objects.create(
            administration=of, policy=policy, ladder="new", code="reminder_1",
            offset_days=1, channel="", if_confirmed=True,
        )  # fmt: skip
        decide(of)
        vink = Client.objects.get(administration=of)
        assert Decision.objects.get(is_latest=True).question == "confirm_step"

        client.force_login(cast.bas(of))
        assert client.post(f"/clients/{vink.pk}/confirm/").status_code == 403
        client.force_login(cast.anna(of))
        client.post(f"/clients/{vink.pk}/confirm/")

        assert Decision.objects.get(is_latest=True).step == "reminder_1"
        vink.refresh_from_db()
        assert vink.confirmed_step == "reminder_1"


class TestAnUnknownWriter:
    @pytest.mark.parametrize("placed_by", ["number", "domain"])
    def test_is_said_with_what_it_was_placed_by(
        self, client: Browser, of: Administration, placed_by: str
    ) -> None:
        vink = Client.objects.get(administration=of)
        arrived = Arrived(vink.pk, "email", cast.AT, text="Is betaald", placed_by=placed_by)
        (pk,) = receive(of.pk, arrived=[arrived], day=cast.DAY, at=cast.AT)
        client.force_login(cast.anna(of))

        page = client.get(f"/answers/{pk}/").content.decode()

        with override("nl"):
            said = {
                "number": gettext(
                    "We do not know this address. It is here because it names an open invoice "
                    "of this client: look who wrote before you believe it."
                ),
                "domain": gettext(
                    "We do not know this address. It is here because it ends like the address "
                    "of this client: probably a colleague."
                ),
            }
        assert [why for why, words in said.items() if words in page] == [placed_by]

    def test_is_not_said_of_who_is_known(self, client: Browser, of: Administration) -> None:
        client.force_login(cast.anna(of))

        page = client.get(f"/answers/{arrives(of).pk}/").content.decode()

        with override("nl"):
            start = gettext(
                "We do not know this address. It is here because it ends like the address "
                "of this client: probably a colleague."
            )[:20]
        assert start not in page
