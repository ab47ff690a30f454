"""What the mornings of the ten pains begin with, and how a mail that arrived is read."""

import re
from datetime import date

from tests.books import factories as make
from tests.stories.studio import HEADER, Studio, mt940

from voldaan.actions.answers.receive import Arrived, receive
from voldaan.actions.answers.settle import Verdict, settle_answer
from voldaan.actions.messages.release_message import release_message
from voldaan.books.models import Message

WEDNESDAY = date(2026, 10, 14)
DIRK_IBAN = "NL20INGB0001234567"
DIRK = "Dirk de Vries"
ONE = "2026-041;Dirk de Vries;dirk@vries.example;15-09-2026;13-10-2026;1.210,00;1.210,00\n"
TWO = "2026-042;Dirk de Vries;dirk@vries.example;18-09-2026;12-10-2026;300,00;300,00\n"
CREDIT = "2026-043;Dirk de Vries;dirk@vries.example;20-09-2026;12-10-2026;-210,25;-210,25\n"
#: Dirk is no new client: of somebody unknown, a talk comes before the second reminder.
PAID_BEFORE = "2026-030;Dirk de Vries;dirk@vries.example;02-08-2026;01-09-2026;100,00;100,00\n"
KNOWN = (date(2026, 9, 3), "100,00", DIRK_IBAN, "D de Vries", "2026-030")
NOTHING_YET = mt940(date(2026, 9, 1), date(2026, 10, 13))


def reminder_is_ready(anna: Studio, list_of: str = HEADER + ONE) -> Message:
    """Drop the list and the bank file: a reminder to Dirk is ready."""
    anna.drop(list_of)
    anna.drop(NOTHING_YET)
    return Message.objects.get(state="proposed")


def press(anna: Studio) -> Message:
    """Press send on the one message that is ready; it has not left yet."""
    message = Message.objects.get(state="proposed")
    return release_message(
        anna.of.pk, message_id=message.pk, day=anna.day, by=anna.anna, at=anna.now
    )


def pays(anna: Studio, on: date, euros: str, words: str = "2026-041") -> None:
    """Let Dirk pay on a day, and drop the bank file of that day."""
    anna.drop(mt940(on, on, (on, euros, DIRK_IBAN, "D de Vries", words)))


def bank_until(anna: Studio, day: date) -> None:
    """Drop a bank file without payments that ends on a day."""
    anna.drop(mt940(WEDNESDAY, day))


def answers(anna: Studio, text: str) -> int:
    """Let Dirk answer by mail."""
    arrived = Arrived(anna.client(DIRK).pk, "email", make.AT, text=text)
    return receive(anna.of.pk, arrived=[arrived], day=anna.day, at=anna.now)[0]


def reads(anna: Studio, answer_id: int, verdict: Verdict) -> None:
    """Let Anna read an answer and say what it means."""
    settle_answer(
        anna.of.pk, answer_id=answer_id, verdict=verdict, day=anna.day, by=anna.anna,
        at=anna.now,
    )  # fmt: skip


def mails(anna: Studio) -> list[tuple[str, str]]:
    """Give what arrived at the mail server: for whom, and its plain words with the subject."""
    found = []
    for received in anna.server.messages:
        (to,) = received.rcpt_to
        plain = received.email.get_body(["plain"])
        assert plain is not None
        words = " ".join(plain.get_content().split())
        found.append((to, f"{received.email['Subject']} {words}"))
    return found


def amounts(words: str) -> set[str]:
    """Give every amount of euros that stands in some words."""
    return set(re.findall(r"-?\d[\d.]*,\d\d", words))
