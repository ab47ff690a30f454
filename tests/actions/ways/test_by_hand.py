"""What the owner brought, posted or sent from a phone: a mark, never a sending."""

from datetime import date, timedelta

import pytest
from tests.actions import scenes
from tests.actions.ways import cast
from tests.books import factories as make

from voldaan.actions.messages.by_hand import (
    Brought,
    Posting,
    UnknownStep,
    bring,
    post,
    take_back_mark,
)
from voldaan.actions.messages.release_message import NotReleasable, OnlyTheOwner
from voldaan.actions.messages.release_with_words import sent_with_words
from voldaan.books.models import (
    Administration,
    Client,
    ContactMoment,
    Decision,
    EventText,
    Message,
    User,
)
from voldaan.books.queries.installation.verification import sent_messages_reached
from voldaan.channels.by_hand.delivery import BadName, BeforeItWasMade, NotYet
from voldaan.channels.post.printed import NotPosted

pytestmark = pytest.mark.django_db

LETTERBOX = Brought("letterbox", make.DAY)


def decided(of: Administration) -> Decision:
    return Decision.objects.get(administration=of, is_latest=True)


def brought(of: Administration, by: User, how: Brought = LETTERBOX) -> Message | None:
    return bring(
        of.pk, decision_id=decided(of).pk, brought=how, day=make.DAY, by=by, at=make.AT
    )


class TestBroughtInPerson:
    def test_marks_the_message_and_counts_as_a_contact(
        self, of: Administration, anna: User
    ) -> None:
        client = scenes.owing(of)
        scenes.look(of)

        message = brought(of, anna)

        moment = ContactMoment.objects.get()
        assert message is not None
        assert (message.state, message.channel, moment.channel) == (
            "sent",
            "by_hand",
            "by_hand",
        )
        assert (moment.on, moment.counts, moment.outcome) == (make.DAY, True, "sent")
        assert decided(of).kind == "wait"
        assert "message.sent" in scenes.codes(client)
        assert scenes.chains_are_whole()

    def test_remembers_who_took_it_beside_the_chain(
        self, of: Administration, anna: User
    ) -> None:
        scenes.owing(of)
        scenes.look(of)

        brought(of, anna, Brought("door", make.DAY, "de buurvrouw"))

        assert ContactMoment.objects.get().note == "de buurvrouw"
        assert EventText.objects.get().text == "de buurvrouw"

    def test_may_be_told_a_day_later(self, of: Administration, anna: User) -> None:
        scenes.owing(of)
        scenes.look(of)
        today = make.DAY + timedelta(days=1)

        bring(
            of.pk,
            decision_id=decided(of).pk,
            brought=LETTERBOX,
            day=today,
            by=anna,
            at=make.AT + timedelta(days=1),
        )

        assert ContactMoment.objects.get().on == make.DAY
        assert Message.objects.get().step_day == make.DAY

    @pytest.mark.parametrize(
        ("how", "refusal"),
        [
            (Brought("letterbox", make.DAY + timedelta(days=1)), NotYet),
            (Brought("letterbox", date(2020, 1, 1)), BeforeItWasMade),
            (Brought("letterbox", make.DAY, "niemand"), BadName),
            (Brought("door", make.DAY, "x" * 201), BadName),
            (Brought("window", make.DAY), ValueError),  # type: ignore[arg-type]
        ],
    )
    def test_cannot_be_what_it_is_not(
        self, of: Administration, anna: User, how: Brought, refusal: type[Exception]
    ) -> None:
        scenes.owing(of)
        scenes.look(of)

        with pytest.raises(refusal):
            brought(of, anna, how)

        assert scenes.message(of).state == "proposed"
        assert not ContactMoment.objects.exists()

    def test_is_said_by_the_owner_alone(self, of: Administration) -> None:
        scenes.owing(of)
        scenes.look(of)

        for other in (make.bas(of), make.vera(of), make.chris()):
            with pytest.raises(OnlyTheOwner):
                brought(of, other)

    def test_is_about_a_step_that_still_stands(self, of: Administration, anna: User) -> None:
        scenes.owing(of)
        scenes.look(of)
        step = decided(of)
        brought(of, anna)

        with pytest.raises(UnknownStep):
            bring(
                of.pk, decision_id=step.pk, brought=LETTERBOX, day=make.DAY, by=anna, at=make.AT
            )

    def test_of_another_administration_is_unknown(self, of: Administration) -> None:
        scenes.owing(of)
        scenes.look(of)
        chris = make.chris()
        his = Administration.objects.get(name="Bureau Chris")

        with pytest.raises(UnknownStep):
            bring(
                his.pk,
                decision_id=decided(of).pk,
                brought=LETTERBOX,
                day=make.DAY,
                by=chris,
                at=make.AT,
            )

    def test_needs_no_prepared_words(self, of: Administration, anna: User) -> None:
        client = make.client(of)
        make.contact(client)
        make.invoice(client, due_on=make.DAY - timedelta(days=20))
        ContactMoment.objects.create(
            administration=of,
            client=client,
            step="reminder_1",
            channel="email",
            outcome="sent",
            on=make.DAY - timedelta(days=12),
            recorded_at=make.AT - timedelta(days=12),
        )
        scenes.look(of)
        assert (decided(of).step, Message.objects.exists()) == ("call", False)

        assert brought(of, anna) is None

        moment = ContactMoment.objects.order_by("pk").last()
        assert moment is not None
        assert (moment.step, moment.channel, moment.counts) == ("call", "by_hand", True)
        assert moment.invoice_ids
        assert decided(of).kind == "wait"
        assert "step.by_hand" in scenes.codes(client)


class TestSentFromThePhone:
    @pytest.mark.parametrize("channel", ["whatsapp", "sms", "linkedin"])
    def test_is_a_contact_on_that_channel(
        self, of: Administration, anna: User, channel: str
    ) -> None:
        cast.owing(of, channel)
        scenes.look(of)

        sent = sent_with_words(
            of.pk,
            message_id=scenes.message(of).pk,
            words=("", "Hoi Els, denk je aan mijn factuur?"),
            day=make.DAY,
            by=anna,
            at=make.AT,
        ).message

        assert (sent.state, sent.channel, sent.subject) == ("sent", channel, "")
        assert sent.body_text == "Hoi Els, denk je aan mijn factuur?\n"
        assert ContactMoment.objects.get().channel == channel


class TestPosted:
    @pytest.fixture
    def letters(self, of: Administration) -> list[int]:
        for name in ("Vink BV", "Dirk"):
            client = make.client(of, name, preferred_channel="post", **cast.REACHED["post"][0])
            make.contact(client)
            make.invoice(client)
        scenes.look(of)
        return list(Message.objects.order_by("pk").values_list("pk", flat=True))

    def say(
        self, of: Administration, by: User, message_ids: list[int], **columns: object
    ) -> int:
        posting = Posting(**{"on_day": make.DAY, **columns})  # type: ignore[arg-type]
        return post(
            of.pk, message_ids=message_ids, posting=posting, day=make.DAY, by=by, at=make.AT
        )

    def test_marks_all_of_them_on_a_day_with_their_stamps(
        self, of: Administration, anna: User, letters: list[int]
    ) -> None:
        assert self.say(of, anna, letters, postage_cents=140) == 2

        assert set(Message.objects.values_list("state", "channel", "cost_cents")) == {
            ("sent", "post", 140)
        }
        assert ContactMoment.objects.filter(channel="post", on=make.DAY).count() == 2
        assert set(Decision.objects.filter(is_latest=True).values_list("kind")) == {("wait",)}

    def test_marks_some_of_them(
        self, of: Administration, anna: User, letters: list[int]
    ) -> None:
        self.say(of, anna, letters[:1])

        assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == [
            "sent",
            "proposed",
        ]

    @pytest.mark.parametrize(
        ("columns", "mistake"),
        [
            ({"on_day": make.DAY + timedelta(days=1)}, "in_the_future"),
            ({"on_day": date(2020, 1, 1)}, "before_it_was_printed"),
            ({"postage_cents": -1}, "cost"),
            ({"postage_cents": 100_001}, "cost"),
        ],
    )
    def test_refuses_what_cannot_be(
        self,
        of: Administration,
        anna: User,
        letters: list[int],
        *,
        columns: dict[str, object],
        mistake: str,
    ) -> None:
        with pytest.raises(NotPosted) as refusal:
            self.say(of, anna, letters, **columns)

        assert refusal.value.mistake == mistake
        assert set(Message.objects.values_list("state", flat=True)) == {"proposed"}

    def test_refuses_none_and_the_same_twice(
        self, of: Administration, anna: User, letters: list[int]
    ) -> None:
        for wrong in ([], [letters[0], letters[0]]):
            with pytest.raises(NotPosted):
                self.say(of, anna, wrong)

    def test_is_all_or_nothing(
        self, of: Administration, anna: User, letters: list[int]
    ) -> None:
        mail = scenes.owing(of, "Merel")
        scenes.look(of)
        wrong = Message.objects.get(client=mail).pk

        with pytest.raises(NotReleasable):
            self.say(of, anna, [*letters, wrong])

        assert set(Message.objects.values_list("state", flat=True)) == {"proposed"}

    def test_is_not_said_of_letters_of_others(
        self, of: Administration, letters: list[int]
    ) -> None:
        chris = make.chris()
        his = Administration.objects.get(name="Bureau Chris")

        with pytest.raises(NotReleasable):
            self.say(his, chris, letters)
        with pytest.raises(OnlyTheOwner):
            self.say(of, chris, letters)


class TestTakingAMarkBack:
    def test_lets_the_step_stand_there_again(self, of: Administration, anna: User) -> None:
        client = scenes.owing(of)
        scenes.look(of)
        marked = brought(of, anna)
        assert marked is not None

        take_back_mark(
            of.pk,
            message_id=marked.pk,
            day=make.DAY,
            by=anna,
            at=make.AT + timedelta(minutes=9),
        )

        marked.refresh_from_db()
        assert marked.state == "withdrawn"
        assert ContactMoment.objects.get().bounced_at is not None
        assert scenes.message(of).state == "proposed"
        assert decided(of).kind == "step"
        assert scenes.codes(client).count("message.not_sent") == 1
        assert list(sent_messages_reached(make.AT)) == []

    def test_is_possible_for_ten_minutes(self, of: Administration, anna: User) -> None:
        scenes.owing(of)
        scenes.look(of)
        marked = brought(of, anna)
        assert marked is not None

        with pytest.raises(NotReleasable) as refusal:
            take_back_mark(
                of.pk,
                message_id=marked.pk,
                day=make.DAY,
                by=anna,
                at=make.AT + timedelta(minutes=10),
            )

        assert refusal.value.reason == "too_late"

    def test_is_not_for_what_a_program_sent(self, of: Administration, anna: User) -> None:
        scenes.owing(of)
        scenes.look(of)
        Message.objects.update(
            state="sent", released_at=make.AT, finished_at=make.AT, claimed_by="x"
        )

        with pytest.raises(NotReleasable):
            take_back_mark(
                of.pk, message_id=Message.objects.get().pk, day=make.DAY, by=anna, at=make.AT
            )

    def test_is_not_for_others(self, of: Administration, anna: User) -> None:
        client: Client = scenes.owing(of)
        scenes.look(of)
        marked = brought(of, anna)
        assert marked is not None

        for other in (make.bas(of), make.vera(of), make.chris()):
            with pytest.raises(OnlyTheOwner):
                take_back_mark(of.pk, message_id=marked.pk, day=make.DAY, by=other, at=make.AT)
        assert client.contact_moments.get().bounced_at is None
