"""The owner says messages in own words: from a day on, and never by halves."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.actions import scenes
from tests.books import factories as make

from voldaan.actions.firm.change_text import (
    BadFirstDay,
    BadOwnText,
    OwnWords,
    change_text,
    reset_text,
)
from voldaan.actions.messages.release_message import OnlyTheOwner, edit_message
from voldaan.books.models import Administration, Event, Message, OwnText, User
from voldaan.wording.beside import own_words
from voldaan.wording.own import begin

pytestmark = pytest.mark.django_db
WORDS = OwnWords(
    "reminder_1", "nl", "u", "Over {factuur}",
    "Dag {naam},\n\nNog {bedrag} voor {factuur}, sinds {vervaldatum}. Al betaald? Mooi.\n\n"
    "{afzender}\n{telefoon}",
)  # fmt: skip
ENGLISH = WORDS.body.replace("Al betaald? Mooi.", "Already paid? Then all is well.")


@pytest.fixture
def of() -> Administration:
    of = make.administration()
    make.statement(of)
    return of


@pytest.fixture
def anna(of: Administration) -> User:
    return make.anna(of)


def say(of: Administration, by: User, text: OwnWords = WORDS, **facts: Any) -> None:
    default: dict[str, Any] = {"from_day": make.DAY, "day": make.DAY}
    change_text(of.pk, text=text, by=by, at=make.AT, **{**default, **facts})


def nothing_changed() -> bool:
    return not (OwnText.objects.exists() or Event.objects.filter(code="text.changed").exists())


class TestWhoMayNot:
    @pytest.mark.parametrize("who", [make.bas, make.vera, lambda _: make.chris()])
    def test_changes_no_words(self, of: Administration, anna: User, who: Any) -> None:
        other = who(of)

        with pytest.raises(OnlyTheOwner):
            say(of, other)
        with pytest.raises(OnlyTheOwner):
            reset_text(of.pk, text=WORDS, from_day=make.DAY, day=make.DAY, by=other, at=make.AT)

        assert nothing_changed()


class TestOwnWords:
    def test_are_in_the_messages_that_wait(self, of: Administration, anna: User) -> None:
        scenes.owing(of)
        scenes.look(of)

        say(of, anna)

        message = scenes.message(of)
        assert message.subject.startswith("Over 2026-")
        assert message.body_text.startswith("Dag Els,\n\nNog €")
        assert message.text_version == "own.reminder_1.nl.u.2026-10-14"
        assert Event.objects.get(code="text.changed").facts["own"] is True
        assert scenes.chains_are_whole()

    def test_wait_for_their_day(self, of: Administration, anna: User) -> None:
        scenes.owing(of)
        say(of, anna, from_day=make.DAY + timedelta(days=1))
        scenes.look(of)
        assert scenes.message(of).text_version.startswith("reminder_1.")

        scenes.look(of, days=1)

        assert scenes.message(of).text_version == "own.reminder_1.nl.u.2026-10-15"

    def test_are_for_one_language_and_form(self, of: Administration, anna: User) -> None:
        scenes.owing(of)
        say(of, anna, replace(WORDS, form="je"))
        say(of, anna, replace(WORDS, language="en", body=ENGLISH))

        scenes.look(of)

        assert scenes.message(of).text_version.startswith("reminder_1.nl.u")

    def test_of_one_invoice_are_not_those_of_several(
        self, of: Administration, anna: User
    ) -> None:
        make.invoice(scenes.owing(of))
        say(of, anna)

        scenes.look(of)

        assert scenes.message(of).text_version.startswith("statement_1.nl.u")

    def test_leave_a_message_that_was_edited(self, of: Administration, anna: User) -> None:
        scenes.owing(of)
        scenes.look(of)
        edit_message(
            of.pk, message_id=scenes.message(of).pk, subject="Zo", body_text="Zelf geschreven",
            by=anna, at=make.AT,
        )  # fmt: skip

        say(of, anna)

        assert scenes.message(of).subject == "Zo"

    def test_give_way_to_newer_ones_and_to_the_shipped_ones(
        self, of: Administration, anna: User
    ) -> None:
        scenes.owing(of)
        scenes.look(of)
        say(of, anna)
        say(of, anna, replace(WORDS, subject="Nieuwer: {factuur}"))
        assert scenes.message(of).subject.startswith("Nieuwer")

        reset_text(of.pk, text=WORDS, from_day=make.DAY, day=make.DAY, by=anna, at=make.AT)

        assert scenes.message(of).text_version.startswith("reminder_1.nl.u")
        assert OwnText.objects.count() == 3

    def test_of_another_firm_are_not_used(self, of: Administration, anna: User) -> None:
        other = make.administration("Bureau Bes")
        say(other, make.member(make.person("Dana"), other, "owner"))
        scenes.owing(of)

        scenes.look(of)

        assert scenes.message(of).text_version.startswith("reminder_1")

    @pytest.mark.parametrize(
        ("changes", "problem"),
        [
            ({"body": ""}, "empty"),
            ({"body": " \r\n "}, "empty"),
            ({"body": "a" * 20_001}, "too_long"),
            ({"body": "Hoi\0"}, "control_character"),
            ({"subject": "Hoi\nBcc: x@y.example"}, "line_break"),
            ({"body": "Hoi {kosten}"}, "unknown_placeholder"),
            ({"name": "../law"}, "unknown_text"),
            ({"language": "fr"}, "unknown_text"),
            ({"form": "jij"}, "unknown_text"),
            ({"name": "formal/notice_person", "body": "Betaal {totaal}."}, "parts"),
        ],
    )
    def test_are_refused_by_name(
        self, of: Administration, anna: User, changes: Any, problem: str
    ) -> None:
        with pytest.raises(BadOwnText) as found:
            say(of, anna, replace(WORDS, **changes))

        assert found.value.problem == problem
        assert nothing_changed()

    @pytest.mark.parametrize("from_day", [make.DAY - timedelta(days=1), date(2028, 1, 1)])
    def test_begin_today_or_within_a_year(
        self, of: Administration, anna: User, from_day: date
    ) -> None:
        with pytest.raises(BadFirstDay):
            say(of, anna, from_day=from_day)
        with pytest.raises(BadOwnText):
            reset_text(
                of.pk,
                text=replace(WORDS, name="x"),
                from_day=make.DAY,
                day=make.DAY,
                by=anna,
                at=make.AT,
            )

        assert nothing_changed()

    def test_around_legal_sentences_are_free(self, of: Administration, anna: User) -> None:
        subject, body = own_words.begin(("formal/notice_person", "nl", "u"))

        say(of, anna, OwnWords("formal/notice_person", "nl", "u", subject, f"{body}\n\nP.S."))

        assert OwnText.objects.get().body.endswith("P.S.")

    def test_are_no_loose_paragraphs_beside_the_ladder(
        self, of: Administration, anna: User
    ) -> None:
        subject, body = begin("formal/notice_person", language="nl", form="u")

        with pytest.raises(BadOwnText):
            say(of, anna, OwnWords("formal/notice_person", "nl", "u", subject, body))

        assert nothing_changed()

    def test_cost_no_query_more_per_client(self, of: Administration, anna: User) -> None:
        say(of, anna)
        counts = []
        for number in (2, 30):
            for each in range(number):
                scenes.owing(of, f"Klant{number}x{each} BV")
            with CaptureQueriesContext(connection) as captured:
                scenes.look(of)
            counts.append(len(captured))

        assert counts[0] == counts[1]
        assert Message.objects.filter(text_version__startswith="own.").count() == 32
