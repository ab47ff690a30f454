"""A colleague of the client writes from an address that nobody knows: held, and said why."""

from datetime import timedelta

import pytest
from tests.actions.answers.test_read_mailbox import Post
from tests.books import factories as make
from tests.imap_server import ImapServer

from voldaan.actions.answers.colleagues import MOST_A_DAY
from voldaan.actions.answers.read_mailbox import Read
from voldaan.books.models import Answer, Contact, Event, Invoice
from voldaan.books.queries.answers import inbox
from voldaan.books.queries.answers.colleagues import signs

pytestmark = pytest.mark.django_db
PAID = "Goedemorgen, deze factuur is gisteren betaald."


@pytest.fixture
def post(imap_server: ImapServer) -> Post:
    return Post(imap_server)


def number(post: Post) -> str:
    return Invoice.objects.get(client=post.vink).number


def why(post: Post) -> str:
    row = inbox.answer(post.firm.pk, answer_id=Answer.objects.get().pk)
    assert row is not None
    return row.placed_by


class TestAColleague:
    def test_at_the_domain_of_one_client_holds_it_until_read(self, post: Post) -> None:
        post.arrives_by_mail(PAID, sender="boekhouding@vink.example", Subject="Uw factuur")

        assert post.read() == Read(answers=1)

        assert (Answer.objects.get().client, why(post)) == (post.vink, "domain")
        assert post.latest().question == "read_answer"

    def test_with_another_address_is_known_by_the_invoice_in_the_subject(
        self, post: Post
    ) -> None:
        post.arrives_by_mail(
            PAID, sender="els.thuis@gmail.com", Subject=f"Factuur {number(post)}: betaald"
        )

        post.read()

        assert (Answer.objects.get().client, why(post)) == (post.vink, "number")
        assert post.latest().question == "read_answer"

    def test_whose_address_is_known_needs_no_reason(self, post: Post) -> None:
        post.arrives_by_mail(PAID, Subject=f"Factuur {number(post)}")

        post.read()

        assert why(post) == ""

    def test_who_is_away_by_proof_holds_nobody(self, post: Post) -> None:
        post.arrives_by_mail(
            "Ik ben afwezig tot maandag.",
            sender="boekhouding@vink.example",
            Auto_Submitted="auto-replied",
        )

        post.read()

        assert post.latest().step == "reminder_1"


class TestNobody:
    @pytest.mark.parametrize(
        ("sender", "subject"),
        [
            ("winkel@elders.example", "Koop nu!"),
            ("winkel@elders.example", "Factuur 2026-999999"),
            ("jan@sub.vink.example", "Hallo"),
            ("jan@notvink.example", "Hallo"),
            ("no-reply@vink.example", "Nieuwsbrief"),
            ("anna@example.nl", "Factuur {number}"),
        ],
    )
    def test_is_placed_who_only_looks_like_it(
        self, post: Post, sender: str, subject: str
    ) -> None:
        named = subject.format(number=number(post))
        post.arrives_by_mail(PAID, sender=sender, Subject=named)

        assert post.read().answers == 0
        assert post.latest().step == "reminder_1"

    def test_is_placed_by_a_domain_where_anybody_gets_an_address(self, post: Post) -> None:
        Contact.objects.update(email="vinkbv@gmail.com")
        post.arrives_by_mail(PAID, sender="iemand@gmail.com")

        assert post.read() == Read()

    def test_is_placed_by_a_domain_of_two_clients(self, post: Post) -> None:
        other = make.client(post.firm, "Dirk")
        make.contact(other, email="dirk@vink.example")
        post.arrives_by_mail(PAID, sender="boekhouding@vink.example")

        assert post.read() == Read()

    def test_is_placed_by_an_invoice_of_somebody_else(self, post: Post) -> None:
        chris = make.client(make.administration("Bureau Chris"), "Vos")
        make.contact(chris, email="x@vos.example")
        theirs = make.invoice(chris, number="C-77001")
        post.arrives_by_mail(PAID, sender="y@vos.example", Subject=f"Factuur {theirs.number}")

        assert post.read() == Read()


class TestAFlood:
    def test_is_bounded_for_each_client_and_day(self, post: Post) -> None:
        for place in range(MOST_A_DAY + 3):
            post.arrives_by_mail(
                PAID,
                sender=f"spam{place}@elders.example",
                Subject=f"Factuur {number(post)}",
            )

        assert post.read().answers == MOST_A_DAY
        post.arrives_by_mail(PAID + "!", sender="boekhouding@vink.example")
        assert post.read().answers == 0

        long_ago = Event.objects.order_by("at").first()
        assert long_ago is not None
        Event.objects.update(at=long_ago.at - timedelta(days=2))
        post.arrives_by_mail(PAID + "!!", sender="boekhouding@vink.example")
        assert post.read().answers == 1


class TestSigns:
    def test_are_open_invoices_and_domains_that_are_not_the_owners(self, post: Post) -> None:
        found = signs(post.firm.pk, own=["anna@vink.example"])

        assert (dict(found.domains), set(found.numbers)) == ({}, {number(post).lower()})

    def test_name_two_clients_or_none(self, post: Post) -> None:
        dirk = make.client(post.firm, "Dirk")
        make.invoice(dirk, number="1001")
        found = signs(post.firm.pk, own=[])
        both = f"Facturen {number(post)} en 1001"

        assert found.guess("a@b.example", subject=f"{both}, factuur 1001") is None
        assert found.guess("a@b.example", subject="postbus 1001") is None
        known = found.guess("a@b.example", subject="Vraag", words="over factuur 1001.")
        assert known is not None
        assert (known.client_id, known.why) == (dirk.pk, "number")
