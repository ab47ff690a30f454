"""Pain 4: a message per invoice, and no view of all of them."""

from datetime import date

import pytest
from tests.stories import studio
from tests.stories.pains.morning import (
    CREDIT,
    DIRK,
    DIRK_IBAN,
    NOTHING_YET,
    ONE,
    TWO,
    WEDNESDAY,
    amounts,
    bank_until,
    mails,
    reminder_is_ready,
)
from tests.stories.studio import HEADER, mt940

from voldaan.actions.steps.hold import Pause, hold
from voldaan.books.models import Invoice, Message

pytestmark = pytest.mark.django_db

SAME_DAY = "2026-044;Dirk de Vries;dirk@vries.example;15-09-2026;13-10-2026;99,99;99,99\n"
NAMED_TWICE = "101;De Vries Advies;dirk@vries.example;15-09-2026;13-10-2026;500,00;500,00\n"


class TestPain4OneMessagePerInvoice:
    def test_the_client_gets_one_message_about_all(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            message = reminder_is_ready(anna, HEADER + ONE + TWO + SAME_DAY)
            anna.press_send(DIRK)

            numbers = [line["number"] for line in message.lines]
            assert numbers == ["2026-042", "2026-041", "2026-044"]
            assert message.asks_cents == 160_999
            ((_, words),) = mails(anna)
            assert all(number in words for number in numbers)
            assert amounts(words) == {"1.210,00", "300,00", "99,99", "1.609,99"}
            assert anna.vandaag() == []

    def test_the_statement_shows_parts_credits_and_what_is_paused_and_the_sum_fits(
        self,
    ) -> None:
        with studio.opened(WEDNESDAY) as anna:
            anna.drop(HEADER + ONE + TWO + SAME_DAY)
            part = (date(2026, 10, 12), "210,00", DIRK_IBAN, "D de Vries", "2026-041 deel")
            anna.drop(mt940(date(2026, 9, 1), date(2026, 10, 13), part))
            wrong = Invoice.objects.get(number="2026-042")
            pause = Pause("klant betwist de uren", date(2026, 10, 30), invoice_id=wrong.pk)
            hold(anna.of.pk, pause=pause, day=anna.day, by=anna.anna, at=anna.now)
            before_credit = Message.objects.get(state="proposed").body_text
            anna.drop(HEADER + CREDIT)
            anna.press_send(DIRK)

            ((_, words),) = mails(anna)
            assert "2026-041 13 oktober 2026 1 dag (van € 1.210,00) € 1.000,00" in words
            assert "2026-042 12 oktober 2026 gepauzeerd –" in words
            assert "2026-044 13 oktober 2026 1 dag € 99,99" in words
            assert "2026-043 – – € -210,25" in words
            assert "Samen € 889,74" in words
            assert "300,00" not in amounts(words)
            assert Message.objects.get(state="sent").asks_cents == 88_974
            # The smallest is easiest to pay; with a credit it is not clear what that takes.
            tip = "met factuur 2026-044 van € 99,99 is er meteen één van de lijst"
            assert tip in " ".join(before_credit.split())

    def test_an_invoice_that_is_left_out_is_not_lost(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            message = reminder_is_ready(anna, HEADER + ONE + TWO)
            paused = message.lines[0]["invoice"]
            pause = Pause("eerst uitzoeken", date(2026, 10, 15), invoice_id=paused)
            hold(anna.of.pk, pause=pause, day=anna.day, by=anna.anna, at=anna.now)
            standing = Message.objects.get(state="proposed")
            assert [line["number"] for line in standing.lines] == ["2026-041"]
            assert standing.asks_cents == 121_000

            anna.wake_up_on(date(2026, 10, 16))
            anna.press_send(DIRK)

            ((_, words),) = mails(anna)
            assert "1.510,00" in words

    def test_one_person_under_two_names_gets_one_message_a_day(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            anna.drop(HEADER + ONE + NAMED_TWICE)
            anna.drop(NOTHING_YET)

            anna.press_send(DIRK)
            assert anna.press_send("De Vries Advies").later == 1

            assert [to for to, _ in mails(anna)] == ["dirk@vries.example"]
            anna.wake_up_on(date(2026, 10, 19))
            bank_until(anna, date(2026, 10, 18))
            assert anna.let_leave().sent == 1
