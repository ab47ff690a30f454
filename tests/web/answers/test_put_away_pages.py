"""A mail that is not about invoices is put away on its page, with half a minute to undo."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils.translation import gettext, override
from tests.books import factories as cast
from tests.web.answers.test_unread import arrives, of

from voldaan.actions.answers.put_away import empty, put_away
from voldaan.books.models import Administration, Answer, AnswerFile
from voldaan.replies.shapes import Attached
from voldaan.web import clock

__all__ = ["of"]

pytestmark = pytest.mark.django_db
FILE = Attached("foto.jpg", "image/jpeg", b"foto")


class TestPuttingAway:
    def test_is_offered_in_an_unfold_with_what_it_does(
        self, client: Browser, of: Administration
    ) -> None:
        answer = arrives(of)
        client.force_login(cast.bas(of))

        page = client.get(f"/answers/{answer.pk}/").content.decode()

        assert f'action="/answers/{answer.pk}/put-away/"' in page

    def test_is_not_offered_for_what_is_no_mail(
        self, client: Browser, of: Administration
    ) -> None:
        answer = arrives(of)
        Answer.objects.update(channel="page")
        client.force_login(cast.bas(of))

        assert "put-away" not in client.get(f"/answers/{answer.pk}/").content.decode()
        page = client.post(f"/answers/{answer.pk}/put-away/", follow=True)
        assert "al gelezen" in page.content.decode()
        assert Answer.objects.get().read_at is None

    def test_counts_down_on_vandaag_and_is_undone_there(
        self, client: Browser, of: Administration
    ) -> None:
        answer = arrives(of, files=(FILE,))
        client.force_login(cast.bas(of))

        response = client.post(f"/answers/{answer.pk}/put-away/", follow=True)

        (read,) = response.context["page"].read
        assert (read.id, 25 <= read.seconds_left <= 30) == (answer.pk, True)
        assert "data-countdown" in response.content.decode()

        client.post(f"/answers/{answer.pk}/unread/")

        assert Answer.objects.get().read_at is None
        assert client.get("/").context["page"].cards[0].answer.id == answer.pk

    def test_is_gone_from_vandaag_after_half_a_minute(
        self, client: Browser, of: Administration
    ) -> None:
        answer = arrives(of)
        long_ago = clock.now() - timedelta(seconds=31)
        put_away(of.pk, answer_id=answer.pk, day=cast.DAY, by=cast.anna(of), at=long_ago)
        client.force_login(cast.bas(of))

        assert client.get("/").context["page"].read == ()

    def test_leaves_a_page_without_words_or_undo(
        self, client: Browser, of: Administration
    ) -> None:
        answer = arrives(of, "geheim", files=(FILE,))
        client.force_login(cast.bas(of))
        kept_id = AnswerFile.objects.get().pk
        client.post(f"/answers/{answer.pk}/put-away/")
        assert f"/answers/{answer.pk}/unread/" in self.page(client, answer)

        empty(of.pk, at=clock.now() + timedelta(minutes=1))

        page = self.page(client, answer)
        assert "geheim" not in page
        assert "/unread/" not in page
        assert client.get(f"/answers/files/{kept_id}/").status_code == 404
        with override("nl"):
            said = gettext("This answer is unread already, or its words are gone.")
        refused = client.post(f"/answers/{answer.pk}/unread/", follow=True)
        assert said in refused.content.decode()
        line = client.get(f"/clients/{answer.client_id}/").content.decode()
        assert "geheim" not in line

    @staticmethod
    def page(client: Browser, answer: Answer) -> str:
        return client.get(f"/answers/{answer.pk}/").content.decode()


class TestAccess:
    def test_is_not_for_viewers_nor_for_others(
        self, client: Browser, of: Administration
    ) -> None:
        address = f"/answers/{arrives(of).pk}/put-away/"

        assert client.post(address).status_code == 302
        client.force_login(cast.chris())
        assert client.post(address).status_code == 404
        client.force_login(cast.vera(of))
        assert client.post(address).status_code == 403
        assert client.get(address).status_code == 405
        assert Answer.objects.get().read_at is None
