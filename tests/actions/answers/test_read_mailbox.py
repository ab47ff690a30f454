"""A real mailbox: answers reach their client's time line, bounces close the way."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DataError
from tests.actions import scenes
from tests.actions.answers.test_receive import Scene
from tests.books import factories as make
from tests.imap_server import PASSWORD, ImapServer

from voldaan.actions.answers.read_mailbox import NoMailboxToRead, Read, read_mailbox
from voldaan.actions.answers.receive import Arrived, receive
from voldaan.actions.clients.change_client import add_email
from voldaan.actions.messages.contact import mark_sent
from voldaan.books.models import Answer, Client, Contact, ContactMoment, Mailbox, Message
from voldaan.channels.email import secret
from voldaan.connectors.mailbox import MailboxFailed
from voldaan.jobs import mailboxes

pytestmark = pytest.mark.django_db
DAY, AT = make.DAY, make.AT
WHEN = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)


class Post(Scene):
    """Anna's mailbox in a real server, beside the scene of Vink BV."""

    def __init__(self, server: ImapServer) -> None:
        super().__init__()
        self.server = server
        self.user = server.new_user()
        account = server.account(self.user)
        self.mailbox = scenes.mailbox(
            self.firm,
            imap_host=account.host,
            imap_port=account.port,
            imap_security="ssl",
            imap_username=self.user,
            imap_sealed_password=secret.seal(PASSWORD, key=scenes.KEY),
            ca_file=account.ca_file,
            read_since=date(2026, 10, 1),
        )
        self.message = Message.objects.get(state="proposed")

    def arrives_by_mail(
        self, text: str, *, sender: str = "els@vink.example", **more: str
    ) -> None:
        headers = {
            "From": f"Els <{sender}>",
            "To": "anna@example.nl",
            "Subject": "Re: factuur",
            "Message-ID": f"<{len(text)}.{sender}>",
            "Date": "Wed, 14 Oct 2026 10:00:00 +0200",
            "Content-Type": "text/plain; charset=utf-8",
            **{name.replace("_", "-"): value for name, value in more.items()},
        }
        lines = [f"{name}: {value}" for name, value in headers.items()]
        content = "\r\n".join([*lines, "", text]).encode()
        self.server.deliver(self.user, content, at=WHEN)

    def comes_back(self, message_id: str = "", address: str = "els@vink.example") -> None:
        said = BOUNCE.format(message_id=message_id or self.message.message_id)
        said = said.replace("els@vink.example", address).replace("\n", "\r\n")
        self.server.deliver(self.user, said.encode(), at=WHEN)

    def read(self) -> Read:
        return read_mailbox(self.firm.pk, key=scenes.KEY, day=DAY, at=AT)


@pytest.fixture
def post(imap_server: ImapServer) -> Post:
    return Post(imap_server)


class TestAnswers:
    def test_of_a_client_reach_the_time_line_and_hold_the_ladder(self, post: Post) -> None:
        post.arrives_by_mail("Hoi Anna,\r\n\r\nIs vrijdag al overgemaakt!\r\n\r\nGroet, Els")

        assert post.read() == Read(answers=1)

        answer = Answer.objects.get()
        assert (answer.client, answer.guess, answer.channel) == (post.vink, "paid", "email")
        assert "overgemaakt" in answer.text
        assert post.latest().question == "read_answer"

    def test_belong_to_the_message_that_they_answer_whoever_writes(self, post: Post) -> None:
        post.arrives_by_mail(
            "Prima, komt goed",
            sender="privé@ergens.example".replace("é", "e"),
            In_Reply_To=post.message.message_id,
        )

        post.read()

        answer = Answer.objects.get()
        assert (answer.client, answer.message) == (post.vink, post.message)

    def test_are_found_by_the_address_with_a_plus(self, post: Post) -> None:
        token = post.message.message_id.partition("-")[2][:16]
        post.arrives_by_mail(
            "Al betaald", sender="x@ergens.example", To=f"anna+v{token}@example.nl"
        )

        post.read()

        assert Answer.objects.get().message == post.message

    def test_are_not_what_the_owner_wrote_in_the_same_thread(self, post: Post) -> None:
        post.arrives_by_mail(
            "Hoi Els, het is nog niet binnen. Wil je even kijken?",
            sender="Anna@example.nl",
            To="els@vink.example",
            In_Reply_To=post.message.message_id,
        )

        assert post.read() == Read(passed_over=1)
        assert not Answer.objects.exists()
        assert post.latest().step == "reminder_1"

    @pytest.mark.parametrize(
        "more",
        [
            {"text": "x" * 70 + "\r\n" + ("y" * 74 + "\r\n") * 360_000},
            {
                "text": "--x\r\n\r\nBetaald!\r\n" * 200 + "--x--",
                "Content_Type": "multipart/mixed; boundary=x",
            },
        ],
        ids=["too large", "too many parts"],
    )
    def test_hold_the_ladder_also_when_their_words_cannot_be_read(
        self, post: Post, more: dict[str, str]
    ) -> None:
        post.arrives_by_mail(**more)

        assert post.read() == Read(answers=1)

        answer = Answer.objects.get()
        assert (answer.client, answer.text, answer.subject) == (post.vink, "", "Re: factuur")
        assert post.latest().question == "read_answer"

    def test_of_strangers_are_left_alone_and_nothing_is_marked(self, post: Post) -> None:
        post.arrives_by_mail("Koop nu!", sender="winkel@elders.example")
        post.arrives_by_mail("Al betaald")

        assert post.read() == Read(answers=1)
        assert Answer.objects.get().from_address == "els@vink.example"
        assert not any("Seen" in flags for flags in post.server.flags(post.user).values())

    def test_are_kept_once_also_when_the_place_is_lost(self, post: Post) -> None:
        post.arrives_by_mail("Al betaald")
        post.read()
        Mailbox.objects.update(uid_validity=0, next_uid=0)

        assert post.read() == Read(passed_over=1)
        assert Answer.objects.count() == 1

    def test_that_cannot_be_kept_do_not_keep_the_others_out(
        self, post: Post, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def picky(firm: int, *, arrived: list[Arrived], day: date, at: datetime) -> list[int]:
            kept = receive(firm, arrived=arrived, day=day, at=at)
            if any(each.subject == "vergif" for each in arrived):
                raise DataError("value too long")
            return kept

        monkeypatch.setattr("voldaan.actions.answers.read_mailbox.receive", picky)
        post.arrives_by_mail("Al betaald", Subject="vergif")
        post.arrives_by_mail("Vrijdag betaal ik")

        assert post.read() == Read(answers=1, passed_over=1)
        assert Answer.objects.get().text == "Vrijdag betaal ik"
        assert post.read() == Read()

    def test_by_a_machine_hold_nobody(self, post: Post) -> None:
        post.arrives_by_mail("Ik ben er maandag weer", Auto_Submitted="auto-replied")

        post.read()

        assert Answer.objects.get().guess == "out_of_office"
        assert post.latest().step == "reminder_1"

    def test_of_a_person_in_a_program_for_tickets_hold_until_they_are_read(
        self, post: Post
    ) -> None:
        post.arrives_by_mail(
            "Goedemorgen, deze factuur is gisteren betaald.",
            Auto_Submitted="auto-generated",
            Precedence="bulk",
            List_Unsubscribe="<mailto:af@vink.example>",
        )

        post.read()

        assert not Answer.objects.get().is_automatic
        assert post.latest().question == "read_answer"

    def test_say_more_than_an_absence_when_a_person_wrote_before_leaving(
        self, post: Post
    ) -> None:
        post.arrives_by_mail(
            "Ik ben afwezig tot maandag. De factuur is al betaald.",
            Auto_Submitted="auto-replied",
        )

        post.read()

        assert post.latest().question == "read_answer"

    def test_too_large_to_read_are_not_taken_for_those_of_a_machine(self, post: Post) -> None:
        post.arrives_by_mail(
            "x" * 70 + "\r\n" + ("y" * 74 + "\r\n") * 360_000, Auto_Submitted="auto-replied"
        )

        post.read()

        assert post.latest().question == "read_answer"

    def test_of_before_the_first_day_are_not_read(self, post: Post) -> None:
        Mailbox.objects.update(read_since=date(2026, 10, 20))
        post.arrives_by_mail("Al betaald")

        assert post.read() == Read()


BOUNCE = """\
From: MAILER-DAEMON@mx.example
To: anna@example.nl
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce@mx.example>
Content-Type: multipart/report; report-type=delivery-status; boundary="b"
MIME-Version: 1.0

--b
Content-Type: text/plain

I could not deliver your message.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; els@vink.example
Action: failed
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

From: Anna <anna@example.nl>
To: els@vink.example
Message-ID: {message_id}

--b--
"""


class TestBounces:
    def test_close_the_way_and_another_channel_is_proposed(self, post: Post) -> None:
        post.comes_back()

        Client.objects.update(uses_whatsapp=True)

        assert post.read() == Read(bounces=1)

        latest = post.latest()
        assert (latest.step, latest.outcome["channel"]) == ("reminder_1", "whatsapp")
        assert "email.bounced" in [reason["code"] for reason in latest.outcome["reasons"]]
        assert "email.bounced" in scenes.codes(post.vink)

    def test_take_back_that_the_message_reached_the_client(self, post: Post) -> None:
        scenes.release(post.firm, post.anna)
        Mailbox.objects.all().update(host="127.0.0.1")
        Message.objects.filter(pk=post.message.pk).update(state="unsure")
        mark_sent(post.firm.pk, message_id=post.message.pk, day=DAY, by=post.anna, at=AT)
        assert post.latest().kind == "wait"

        post.comes_back()
        post.read()

        # Nobody calls a client that is new in the first week: another address is asked for.
        assert post.latest().question == "add_email"
        assert post.latest().due_since == date(2026, 10, 13)

    @pytest.mark.parametrize(
        "message_id", ["<other@mx.example>", f"<voldaan-{'0' * 32}@example.nl>"]
    )
    def test_that_give_back_no_message_of_ours_are_read_by_a_person(
        self, post: Post, message_id: str
    ) -> None:
        scenes.release(post.firm, post.anna)
        Message.objects.filter(pk=post.message.pk).update(state="unsure")
        mark_sent(post.firm.pk, message_id=post.message.pk, day=DAY, by=post.anna, at=AT)
        post.comes_back(message_id)

        assert post.read() == Read(answers=1)

        assert Contact.objects.get().bounced_at is None
        assert ContactMoment.objects.get().bounced_at is None
        assert post.latest().question == "read_answer"

    def test_close_no_address_but_the_one_that_we_wrote_to(self, post: Post) -> None:
        other = make.client(post.firm, "Dirk")
        make.contact(other, email="dirk@home.example")
        post.comes_back(address="dirk@home.example")

        post.read()

        assert not Contact.objects.exclude(bounced_at=None).exists()

    def test_open_again_with_another_address(self, post: Post) -> None:
        post.comes_back()
        post.read()

        add_email(
            post.firm.pk,
            client_id=post.vink.pk,
            email="els@nieuw.example",
            day=DAY,
            by=post.anna,
            at=AT,
        )

        assert Contact.objects.get().bounced_at is None
        assert post.latest().outcome["channel"] == "email"


class TestFailures:
    def test_without_a_mailbox_say_so(self) -> None:
        with pytest.raises(NoMailboxToRead):
            read_mailbox(make.administration().pk, key=scenes.KEY, day=DAY, at=AT)

    def test_of_the_server_are_kept_for_the_owner_and_lose_nothing(self, post: Post) -> None:
        post.arrives_by_mail("Al betaald")
        wrong = secret.seal("wrong", key=scenes.KEY)
        right = post.mailbox.imap_sealed_password
        Mailbox.objects.update(imap_sealed_password=wrong)

        with pytest.raises(MailboxFailed):
            post.read()
        assert Mailbox.objects.get().read_failure == "login_refused"

        Mailbox.objects.update(imap_sealed_password=right)
        assert post.read() == Read(answers=1)
        assert Mailbox.objects.get().read_failure == ""


class TestTheJob:
    def test_reads_each_mailbox_when_its_turn_has_come(self, post: Post) -> None:
        post.arrives_by_mail("Al betaald")

        def look(minutes: int) -> tuple[int, int]:
            now = AT + timedelta(minutes=minutes)
            return mailboxes.read_due(now=lambda: now, key=scenes.KEY, day_of=lambda _: DAY)

        assert look(0) == (1, 0)
        assert Answer.objects.count() == 1
        assert look(2) == (0, 0)
        Mailbox.objects.update(imap_port=9)
        assert look(6) == (0, 1)
        assert look(7) == (0, 0)
