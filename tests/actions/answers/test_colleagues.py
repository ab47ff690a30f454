"""A colleague of the client writes from an address that nobody knows: held, and said why."""

import base64
from datetime import timedelta

import pytest
from tests.actions.answers.test_read_mailbox import Post
from tests.books import factories as make
from tests.imap_server import ImapServer

from voldaan.actions.answers.colleagues import MOST_A_DAY
from voldaan.actions.answers.read_mailbox import Read
from voldaan.books.models import Allocation, Answer, Contact, Event, Invoice, Payment
from voldaan.books.queries.answers import inbox
from voldaan.books.queries.answers.colleagues import signs

pytestmark = pytest.mark.django_db
PAID = "Goedemorgen, deze factuur is gisteren betaald."


@pytest.fixture
def post(imap_server: ImapServer) -> Post:
    return Post(imap_server)


def number(post: Post) -> str:
    return Invoice.objects.get(client=post.vink).number


def number_of_first(post: Post) -> str:
    return Invoice.objects.filter(client=post.vink).earliest("pk").number


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


def quoted(number: str) -> str:
    below = f"Op 3 oktober schreef Shop:\r\n> Nieuws over factuur {number}!\r\n"
    return f"Zie hieronder\r\n\r\n{below}"


class TestTheWords:
    """Of a stranger, whose subject says nothing."""

    def test_that_name_an_open_invoice_hold_its_client_until_read(self, post: Post) -> None:
        post.arrives_by_mail(
            f"Goedemorgen, {number(post)} is gisteren betaald.", sender="els.thuis@gmail.com"
        )

        assert post.read() == Read(answers=1)

        assert (Answer.objects.get().client, why(post)) == (post.vink, "number")
        assert post.latest().question == "read_answer"

    def test_are_found_in_html_and_as_programs_pack_them(self, post: Post) -> None:
        html = f"<p>Goedemorgen,</p><p>Factuur <b>{number(post)}</b> is betaald.</p>"
        post.arrives_by_mail(
            base64.b64encode(html.encode()).decode(),
            sender="els.thuis@gmail.com",
            Content_Type="text/html; charset=utf-8",
            Content_Transfer_Encoding="base64",
        )

        assert post.read() == Read(answers=1)

    def test_name_a_short_number_only_as_an_invoice(self, post: Post) -> None:
        Invoice.objects.update(number="1001")
        post.arrives_by_mail("1001 nachten lang slapeloos", sender="a@gmail.com")
        post.arrives_by_mail("Voor nr 1001 of € 1001 dan", sender="b@gmail.com")
        assert post.read() == Read()

        post.arrives_by_mail("De factuur 1001 is betaald", sender="c@gmail.com")
        assert post.read() == Read(answers=1)

    def test_never_name_a_number_of_two_figures(self, post: Post) -> None:
        Invoice.objects.update(number="12")
        post.arrives_by_mail("Factuur 12 is betaald, nr 12", sender="els.thuis@gmail.com")

        assert post.read() == Read()
        assert post.latest().step == "reminder_1"

    @pytest.mark.parametrize(
        "text",
        [
            "Bestelling {number} is onderweg",
            "Volg hem op https://winkel.example/{number}",
            "Factuur {number}\r\n\r\nUitschrijven? Klik hier. Unsubscribe",
        ],
    )
    def test_of_shops_hold_nobody(self, post: Post, text: str) -> None:
        post.arrives_by_mail(text.format(number=number(post)), sender="shop@winkel.example")

        assert post.read() == Read()
        assert post.latest().step == "reminder_1"

    def test_of_a_robot_hold_nobody(self, post: Post) -> None:
        post.arrives_by_mail(
            f"Factuur {number(post)} is verwerkt", sender="no-reply@winkel.example"
        )

        assert post.read().answers == 0

    def test_of_somebody_else_that_are_quoted_hold_nobody(self, post: Post) -> None:
        post.arrives_by_mail(quoted(number(post)), sender="oma@oma.example")

        assert post.read() == Read()
        assert not Answer.objects.exists()

    def test_about_two_clients_hold_neither(self, post: Post) -> None:
        dirk = make.client(post.firm, "Dirk")
        theirs = make.invoice(dirk, number="2026-777")
        both = f"Facturen {number(post)} en {theirs.number} zijn betaald"
        post.arrives_by_mail(both, sender="els.thuis@gmail.com")

        assert post.read() == Read()

    def test_do_not_decide_between_two_clients_of_the_subject(self, post: Post) -> None:
        dirk = make.client(post.firm, "Dirk")
        theirs = make.invoice(dirk, number="2026-777")
        post.arrives_by_mail(
            f"{number(post)} is betaald",
            sender="els.thuis@gmail.com",
            Subject=f"Facturen {number(post)} en {theirs.number}",
        )

        assert post.read().answers == 0

    def test_that_are_kept_twice_name_nobody(self, post: Post) -> None:
        Invoice.objects.update(number="F-20261")
        make.invoice(make.client(post.firm, "Dirk"), number="f-20261")
        post.arrives_by_mail("F-20261 is betaald", sender="els.thuis@gmail.com")

        assert post.read() == Read()

    def test_of_a_paid_invoice_are_not_looked_for(self, post: Post) -> None:
        paid = number(post)
        found = Invoice.objects.get(client=post.vink)
        money = Payment.objects.create(
            administration=post.firm, client=post.vink, method="cash", paid_on=make.DAY,
            amount_cents=found.payable_cents, booked_at=make.AT,
        )  # fmt: skip
        Allocation.objects.create(
            administration=post.firm, payment=money, invoice=found, cents=found.payable_cents
        )
        post.arrives_by_mail(f"{paid} is betaald", sender="els.thuis@gmail.com")

        assert post.read() == Read()

    def test_are_bounded_for_each_client_and_day(self, post: Post) -> None:
        for place in range(MOST_A_DAY + 3):
            text = f"{number(post)} is betaald {'!' * place}"
            post.arrives_by_mail(text, sender=f"spam{place}@elders.example")

        assert post.read() == Read(answers=MOST_A_DAY)


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

    def test_are_looked_for_in_words_as_far_as_they_can_be_there(self, post: Post) -> None:
        for odd in ("12", "2026", 'F "1001"', "A 1001\r\nX", "ünï-20261"):
            make.invoice(post.vink, number=odd)

        assert signs(post.firm.pk, own=[]).words == (number_of_first(post),)

    def test_are_looked_for_from_the_highest_number_down(self, post: Post) -> None:
        for number in ("Z-00001", "Z-00003", "Z-00002"):
            make.invoice(post.vink, number=number)

        assert signs(post.firm.pk, own=[]).words[:3] == ("z-00003", "z-00002", "z-00001")

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
