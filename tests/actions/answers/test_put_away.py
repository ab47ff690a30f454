"""A mail that is not about invoices: holds nobody, can be taken back, and is emptied."""

from datetime import timedelta

import pytest
from tests.actions import scenes
from tests.actions.answers.test_receive import AT, DAY, Scene
from tests.books import factories as make

from voldaan.actions.answers.put_away import UNDO, empty, empty_lately, put_away
from voldaan.actions.answers.settle import NotAnAnswer, take_back
from voldaan.actions.firm.verify_record import verify_record
from voldaan.actions.messages.release_message import MayOnlyLook
from voldaan.actions.run_day import run_day
from voldaan.books.models import Answer, AnswerFile, Event, EventText
from voldaan.books.queries.answers import inbox
from voldaan.books.queries.answers.put_away import put_away_among
from voldaan.jobs import clock
from voldaan.replies.shapes import Attached

pytestmark = pytest.mark.django_db
SECRET = "Mijn dochter is jarig, hier zijn de foto's."
LATER = AT + UNDO


@pytest.fixture
def scene() -> Scene:
    return Scene()


def mail(scene: Scene, **facts: object) -> int:
    given = {
        "text": SECRET,
        "whole_text": f"{SECRET}\n> van gisteren",
        "subject": "Feest",
        "source_id": "<feest@oma.example>",
        "from_address": "oma@oma.example",
        "from_name": "Oma",
        "files": (Attached("foto.jpg", "image/jpeg", b"foto"),),
    }
    (pk,) = scene.arrives(**given | facts)
    return pk


def away(scene: Scene, pk: int) -> Answer:
    return put_away(scene.firm.pk, answer_id=pk, day=DAY, by=scene.anna, at=AT)


class TestPuttingAway:
    def test_lets_the_client_go_on_at_once_and_keeps_all_for_half_a_minute(
        self, scene: Scene
    ) -> None:
        pk = mail(scene)

        away(scene, pk)

        assert scene.latest().step == "reminder_1"
        assert empty(scene.firm.pk, at=LATER - timedelta(seconds=1)) == 0
        answer = Answer.objects.get()
        assert (answer.text, answer.meaning, answer.read_by) == (SECRET, "other", scene.anna)
        assert AnswerFile.objects.count() == 1

    def test_is_taken_back_whole(self, scene: Scene) -> None:
        pk = mail(scene)
        away(scene, pk)

        take_back(scene.firm.pk, answer_id=pk, day=DAY, by=scene.anna, at=AT)

        assert scene.latest().question == "read_answer"
        assert empty(scene.firm.pk, at=LATER) == 0
        assert Answer.objects.get().text == SECRET
        row = inbox.answer(scene.firm.pk, answer_id=pk)
        assert row is not None
        assert (row.put_away_at, row.is_emptied) == (None, False)

    def test_is_for_who_may_prepare_and_only_once(self, scene: Scene) -> None:
        pk = mail(scene)
        vera = make.vera(scene.firm)

        with pytest.raises(MayOnlyLook):
            put_away(scene.firm.pk, answer_id=pk, day=DAY, by=vera, at=AT)
        away(scene, pk)
        with pytest.raises(NotAnAnswer):
            away(scene, pk)

    def test_is_for_mail_of_this_administration(self, scene: Scene) -> None:
        pk = mail(scene)
        other = make.administration("Bureau Chris")
        chris = make.anna(other)
        pressed = mail(scene, channel="page", source_id="", stated="dispute")

        with pytest.raises(NotAnAnswer):
            put_away(other.pk, answer_id=pk, day=DAY, by=chris, at=AT)
        with pytest.raises(NotAnAnswer):
            away(scene, pressed)
        assert set(Answer.objects.values_list("read_at", flat=True)) == {None}


class TestEmptying:
    def test_removes_words_files_and_sender_and_leaves_that_there_was_a_mail(
        self, scene: Scene
    ) -> None:
        pk = mail(scene)
        came = Event.objects.get(code="answer.came")
        away(scene, pk)

        assert empty(scene.firm.pk, at=LATER) == 1

        answer = Answer.objects.get()
        left = "".join(
            str(value)
            for table in (Answer, AnswerFile, EventText, Event)
            for row in table.objects.values()
            for value in row.values()
        )
        for gone in ("dochter", "gisteren", "Feest", "oma@", "Oma", "foto", "jarig"):
            assert gone not in left.replace("<feest@oma.example>", ""), gone
        assert answer.source_id == "<feest@oma.example>"
        words = EventText.objects.get(event=came)
        assert (words.text, words.salt, words.erased_at) == ("", "", LATER)
        assert Event.objects.get(pk=came.pk).text_hash == came.text_hash != ""
        assert scenes.chains_are_whole()
        assert list(verify_record(at=LATER)) == []

    def test_happens_once(self, scene: Scene) -> None:
        away(scene, mail(scene))

        assert [empty(scene.firm.pk, at=LATER) for _ in range(2)] == [1, 0]
        assert scenes.codes(scene.vink).count("answer.emptied") == 1

    def test_cannot_be_taken_back(self, scene: Scene) -> None:
        pk = mail(scene)
        away(scene, pk)
        empty(scene.firm.pk, at=LATER)

        with pytest.raises(NotAnAnswer):
            take_back(scene.firm.pk, answer_id=pk, day=DAY, by=scene.anna, at=LATER)

        assert scene.latest().step == "reminder_1"

    def test_never_brings_the_same_mail_again(self, scene: Scene) -> None:
        away(scene, mail(scene))
        empty(scene.firm.pk, at=LATER)

        assert scene.arrives(text=SECRET, source_id="<feest@oma.example>") == []

    def test_leaves_what_was_only_read_at_the_same_moment(self, scene: Scene) -> None:
        kept, gone = (
            mail(scene, source_id="<a@b.example>", text="Fijn weekend"),
            mail(scene),
        )
        scene.reads(kept, "other")
        away(scene, gone)

        assert empty(scene.firm.pk, at=LATER) == 1

        assert Answer.objects.get(pk=kept).text == "Fijn weekend"
        words = EventText.objects.filter(event__code="answer.came", erased_at=None)
        assert [each.text for each in words] == ["Fijn weekend"]
        assert put_away_among(scene.firm.pk, answer_ids=[kept, gone]) == {gone}
        assert put_away_among(scene.firm.pk, answer_ids=[]) == set()

    def test_empties_several_at_once_with_their_words_beside_the_chain(
        self, scene: Scene
    ) -> None:
        for name in ("<a@b.example>", "<c@d.example>"):
            away(scene, mail(scene, source_id=name))

        assert empty(scene.firm.pk, at=LATER) == 2
        assert not EventText.objects.filter(event__code="answer.came", erased_at=None).exists()

    def test_empties_a_mail_without_words_too(self, scene: Scene) -> None:
        pk = mail(scene, text="", whole_text="", from_address="")
        away(scene, pk)

        assert empty(scene.firm.pk, at=LATER) == 1
        row = inbox.answer(scene.firm.pk, answer_id=pk)
        assert row is not None
        assert (row.is_emptied, row.files) == (True, ())

    def test_of_another_administration_is_left(self, scene: Scene) -> None:
        away(scene, mail(scene))

        assert empty(make.administration("Bureau Chris").pk, at=LATER) == 0


class TestTheClock:
    def test_empties_half_a_minute_later(self, scene: Scene) -> None:
        away(scene, mail(scene))

        assert empty_lately(scene.firm.pk, at=AT + timedelta(seconds=29)) == 0
        ticked = clock.tick(now=lambda: LATER, key=scenes.KEY)

        assert ticked.failures == 0
        assert Answer.objects.get().text == ""

    def test_leaves_to_the_day_what_it_missed(self, scene: Scene) -> None:
        away(scene, mail(scene))
        hours_later = AT + timedelta(hours=5)

        assert empty_lately(scene.firm.pk, at=hours_later) == 0
        run_day(scene.firm.pk, day=DAY, at=hours_later)

        assert Answer.objects.get().text == ""

    def test_goes_on_after_one_that_fails(
        self, scene: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        away(scene, mail(scene))

        def away_from(administration_id: int, **_: object) -> int:
            raise OSError(administration_id)

        monkeypatch.setattr(clock, "empty_lately", away_from)

        assert clock.tick(now=lambda: LATER, key=scenes.KEY).failures == 1
