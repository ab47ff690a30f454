"""A small record to which anything may happen, for lives that are made at random.

Every method of :class:`Life` that is named in :data:`HAPPENINGS` is one thing that can
happen; ``which`` and ``how`` are any two numbers, from which it takes what it needs. What
cannot happen now (no message to release, no line to book) does nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

from django.db import transaction
from tests.books import factories as make
from tests.stories.studio import HEADER, mt940

from voldaan import days
from voldaan.actions import _record
from voldaan.actions.answers import solve
from voldaan.actions.clients.change_client import ClientChange, change_client
from voldaan.actions.files.drop_files import drop_files
from voldaan.actions.files.read_files import Answers, read_file
from voldaan.actions.firm import _policies
from voldaan.actions.firm.change_settings import (
    Company,
    Numbers,
    change_company,
    change_numbers,
)
from voldaan.actions.messages.contact import Call, log_call, mark_sent, settle_unsure
from voldaan.actions.messages.release_message import (
    NotReleasable,
    release_message,
    undo_release,
)
from voldaan.actions.messages.send_messages import send_messages
from voldaan.actions.payments.settle_credits import NothingToSettle, settle_credits
from voldaan.actions.payments.settle_line import (
    AlreadyUndone,
    DoesNotFit,
    LineIsSettled,
    Placement,
    book_line,
    set_line_aside,
    take_line_back,
    undo_booking,
)
from voldaan.actions.run_day import run_day
from voldaan.actions.steps.hold import Pause, hold, lift_hold
from voldaan.actions.steps.tell_past_contacts import TELLABLE, tell_past_contacts
from voldaan.books.models import (
    Administration,
    Answer,
    BankLine,
    Client,
    Contact,
    Hold,
    Invoice,
    Message,
    Payment,
)
from voldaan.books.queries import to_match
from voldaan.books.queries.answers.disputes import DISPUTED
from voldaan.books.queries.open_amounts import open_credits, with_open_cents

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NAMES = ("Vink BV", "Dirk de Vries", "Merel Bos", "Kuipers BV", "Roodborst BV")
FIRST_DAY = make.DAY
_EUROS = ("90,00", "605,00", "1.210,00")
_FIRM = (
    "name",
    "sender_name",
    "email",
    "phone",
    "iban",
    "vat",
    "kvk",
    "address_form",
    "serves",
)

#: Where actions decide again at once, after what happened is in the record.
_DECIDING_AGAIN = (
    "actions.firm.change_settings",
    "actions.clients.change_client",
    "actions.messages.contact",
    "actions.messages.send_messages",
    "actions.answers.solve",
    "actions.steps.hold",
    "actions.steps.tell_past_contacts",
    "actions.payments.settle_credits",
)


@contextmanager
def dying_before_deciding_again() -> Iterator[None]:
    """Let every action end as when its program is killed after its change was committed."""
    with ExitStack() as stack:
        for module in _DECIDING_AGAIN:
            stack.enter_context(patch(f"voldaan.{module}.follow_up"))
        yield


class Life:
    """A demo administration (nothing leaves) with its own clock, and what happens to it."""

    def __init__(self) -> None:
        self.day = FIRST_DAY
        self._seconds = 0
        self._numbers = 0
        self.of = make.administration(is_demo=True)
        self.anna = make.anna(self.of)
        bank = make.statement(self.of)
        for name, late in zip(NAMES, (1, 9, -12, -14, -30), strict=True):
            client = make.client(self.of, name)
            make.contact(client, f"{name.split()[0].lower()}@{client.pk}.example")
            make.invoice(client, due_on=days.shift(FIRST_DAY, -late), number=self._number())
            make.bank_line(self.of, 7_700 + late, statement=bank, name="X", iban="")

    @property
    def at(self) -> datetime:
        """A moment of this day, later at every look."""
        self._seconds += 1
        morning = datetime.combine(self.day, time(9), AMSTERDAM).astimezone(UTC)
        return morning + timedelta(seconds=self._seconds)

    def run(self) -> None:
        """Let the morning of this day come, once more."""
        run_day(self.of.pk, day=self.day, at=self.at)

    # What happens

    def days_go_by(self, which: int, how: int) -> None:
        self.day += timedelta(days=1 + which % 10)

    def an_invoice_is_imported(self, which: int, how: int) -> None:
        due_on = days.shift(self.day, how % 60 - 30)
        euros = _EUROS[which % 3]
        self._import_list(NAMES[which % 5], self._number(), due_on=due_on, euros=euros)

    def a_list_says_otherwise(self, which: int, how: int) -> None:
        row = self._one(Invoice.objects.filter(kind="invoice"), which)
        euros = _EUROS[how % 3]
        due_on = days.shift(row.due_on, how % 5)
        left = ("0,00", euros)[how % 2]
        self._import_list(row.client.name, row.number, due_on=due_on, euros=euros, left=left)

    def a_credit_note_is_imported(self, which: int, how: int) -> None:
        euros = f"-{_EUROS[which % 3]}"
        self._import_list(NAMES[how % 5], self._number(), due_on=self.day, euros=euros)

    def a_bank_file_is_imported(self, which: int, how: int) -> None:
        """Up to yesterday or longer ago; with a payment that says for what, or hardly."""
        until = days.shift(self.day, -(1, 1, 4)[how % 3])
        row = self._one(Invoice.objects.filter(kind="invoice"), which)
        euros = f"{row.payable_cents // 100},{row.payable_cents % 100:02}"
        words = (f"factuur {row.number}", "bedankt", row.client.name)[how % 3]
        paid = (until, euros, make.CLIENT_IBAN, row.client.name, words)
        text = mt940(days.shift(until, -8), until, *([paid] if how % 4 else []))
        self._read(text, Answers(take_suggestions=True))

    def a_line_is_booked(self, which: int, how: int) -> None:
        line = self._one(to_match.unsettled_rows(self.of.pk), which)
        row = self._one(with_open_cents(self.of.pk).filter(open_cents__gte=5_000), how)
        notes = list(open_credits(self.of.pk).order_by("pk"))
        credits = [(note.pk, row.pk, 100) for note in notes[:1] if how % 3 == 0]
        place = Placement(
            self._one(Client.objects.all(), how // 2).pk,
            ((row.pk, 5_000),) if how % 2 else (),
            credits=tuple(credits),
            keeps_rest=how % 5 == 1,
        )
        book_line(self.of.pk, line_id=line.pk, place=place, by=self.anna, at=self.at)

    def a_booking_is_undone(self, which: int, how: int) -> None:
        payment = self._one(Payment.objects.all(), which)
        undo_booking(self.of.pk, payment_id=payment.pk, by=self.anna, at=self.at)

    def a_line_is_set_aside(self, which: int, how: int) -> None:
        line = self._one(to_match.unsettled_rows(self.of.pk), which)
        set_line_aside(self.of.pk, line_id=line.pk, by=self.anna, at=self.at)

    def a_line_is_taken_back(self, which: int, how: int) -> None:
        line = self._one(BankLine.objects.exclude(set_aside_at=None), which)
        take_line_back(self.of.pk, line_id=line.pk, by=self.anna, at=self.at)

    def credit_is_settled(self, which: int, how: int) -> None:
        client = self._one(Client.objects.all(), which)
        settle_credits(self.of.pk, client_id=client.pk, day=self.day, by=self.anna, at=self.at)

    def a_message_is_released(self, which: int, how: int) -> None:
        message = self._one(Message.objects.filter(state="proposed"), which)
        release_message(
            self.of.pk, message_id=message.pk, day=self.day, by=self.anna, at=self.at
        )

    def a_release_is_undone(self, which: int, how: int) -> None:
        message = self._one(Message.objects.filter(state="ready"), which)
        undo_release(self.of.pk, message_id=message.pk, by=self.anna, at=self.at)

    def a_message_leaves(self, which: int, how: int) -> None:
        self.a_message_is_released(which, how)
        self.what_was_released_leaves(which, how)

    def what_was_released_leaves(self, which: int, how: int) -> None:
        self._seconds += 60
        send_messages(
            now=lambda: self.at, key="k" * 32, administration_id=self.of.pk,
            day_of=lambda _: self.day,
        )  # fmt: skip

    def a_sender_is_lost(self, which: int, how: int) -> None:
        """A sender dies with a message in its hands; the next one finds it unsure."""
        self.a_message_is_released(which, how)
        message = self._one(Message.objects.filter(state="ready"), which)
        Message.objects.filter(pk=message.pk).update(
            state="sending", claimed_at=self.at - timedelta(hours=1), claimed_by="lost"
        )
        self.what_was_released_leaves(which, how)

    def an_unsure_one_is_settled(self, which: int, how: int) -> None:
        message = self._one(Message.objects.filter(state="unsure"), which)
        settle_unsure(
            self.of.pk, message_id=message.pk, was_sent=how % 2 == 0, day=self.day,
            by=self.anna, at=self.at,
        )  # fmt: skip

    def a_message_is_sent_by_hand(self, which: int, how: int) -> None:
        message = self._one(Message.objects.filter(state="proposed"), which)
        mark_sent(self.of.pk, message_id=message.pk, day=self.day, by=self.anna, at=self.at)

    def a_call_is_made(self, which: int, how: int) -> None:
        client = self._one(Client.objects.all(), which)
        call = Call(client.pk, how % 2 == 0, step=("call", "service_check")[how % 3 == 0])
        log_call(self.of.pk, call=call, day=self.day, by=self.anna, at=self.at)

    def an_invoice_is_paused(self, which: int, how: int) -> None:
        row = self._one(Invoice.objects.all(), which)
        self._pause(how, invoice_id=row.pk)

    def a_client_is_paused(self, which: int, how: int) -> None:
        self._pause(how, client_id=self._one(Client.objects.all(), which).pk)

    def everything_is_paused(self, which: int, how: int) -> None:
        self._pause(how % 3)

    def a_pause_is_lifted(self, which: int, how: int) -> None:
        row = self._one(Hold.objects.filter(lifted_at=None), which)
        lift_hold(
            administration_id=self.of.pk, hold_id=row.pk, day=self.day, by=self.anna, at=self.at
        )

    def a_client_is_changed(self, which: int, how: int) -> None:
        client = self._one(Client.objects.all(), which)
        change = ClientChange(
            ("business", "consumer", "government")[how % 3], "u", "nl", None, "Els",
            ("els@els.example", "")[how % 2], ("", "020 1234567")[how % 5 == 0],
        )  # fmt: skip
        change_client(
            self.of.pk, client_id=client.pk, change=change, day=self.day, by=self.anna,
            at=self.at,
        )  # fmt: skip

    def a_client_is_changed_otherwise(self, which: int, how: int) -> None:
        """What no action writes yet, with the event that such an action will record."""
        changes: list[dict[str, Any]] = [
            {"preferred_channel": "phone"}, {"preferred_channel": ""}, {"is_a_client": True},
            {"stopped_for": "insolvency"}, {"stopped_for": ""}, {"uses_whatsapp": True},
            {"pays_on_weekday": 5}, {"pays_on_monthday": 25}, {"is_large_organisation": True},
            {"is_a_client": False, "pays_on_weekday": None, "pays_on_monthday": None},
        ]  # fmt: skip
        client = self._one(Client.objects.all(), which)
        with transaction.atomic():
            Client.objects.filter(pk=client.pk).update(**changes[how % len(changes)])
            if how % 11 == 0:
                Contact.objects.filter(client=client).update(bounced_at=self.at)
            self._tell("client.changed", client.pk)

    def an_answer_comes(self, which: int, how: int) -> None:
        client = self._one(Client.objects.all(), which)
        with transaction.atomic():
            Answer.objects.create(
                administration=self.of, client=client, channel="email", came_on=self.day,
                came_at=self.at, guess=("paid", "promise")[how % 2],
                certainty_percent=how % 101, is_automatic=how % 7 == 0,
            )  # fmt: skip
            self._tell("answer.came", client.pk)

    def an_answer_is_read(self, which: int, how: int) -> None:
        answer = self._one(Answer.objects.filter(read_at=None), which)
        with transaction.atomic():
            Answer.objects.filter(pk=answer.pk).update(read_at=self.at, meaning="other")
            self._tell("answer.read", answer.client_id)

    def a_dispute_is_answered(self, which: int, how: int) -> None:
        client = self._one(Client.objects.all(), which)
        say = (solve.solved, solve.not_yet, solve.take_back)[how % 3]
        say(self.of.pk, client_id=client.pk, day=self.day, by=self.anna, at=self.at)

    def other_numbers_count(self, which: int, how: int) -> None:
        change_numbers(
            self.of.pk, numbers=Numbers(**_numbers(which, how)), day=self.day, by=self.anna,
            at=self.at,
        )  # fmt: skip

    def other_numbers_will_count(self, which: int, how: int) -> None:
        start = days.shift(self.day, 1 + how % 9)
        with transaction.atomic():
            _policies.add(
                self.of.pk, from_day=start, values=_numbers(which, how), by=self.anna,
                at=self.at,
            )  # fmt: skip
            self._tell("policy.changed", None)

    def the_firm_changes(self, which: int, how: int) -> None:
        now = Administration.objects.get(pk=self.of.pk)
        facts = {name: getattr(now, name) for name in _FIRM}
        facts |= {"iban": (make.OWN_IBAN, make.CLIENT_IBAN)[how % 2], "phone": str(which)}
        change_company(
            self.of.pk, company=Company(**facts), day=self.day, by=self.anna, at=self.at
        )

    def past_contacts_are_told(self, which: int, how: int) -> None:
        client = self._one(Client.objects.all(), which)
        told = (TELLABLE[how % len(TELLABLE)], days.shift(self.day, -(how % 20)))
        tell_past_contacts(
            self.of.pk, contacts={client.pk: told}, day=self.day, by=self.anna, at=self.at
        )

    # How it happens

    def _one(self, rows: Any, which: int) -> Any:
        """Give one of the rows of this administration."""
        found = list(rows.filter(administration=self.of).order_by("pk"))
        if not found:
            raise CannotHappen
        return found[which % len(found)]

    def _pause(self, how: int, **what: int) -> None:
        until, why = days.shift(self.day, how % 15), ("Wacht", DISPUTED["nl"])[how % 2]
        hold(
            self.of.pk, pause=Pause(why, until, **what), day=self.day, by=self.anna,
            at=self.at,
        )  # fmt: skip

    def _tell(self, code: str, client_id: int | None) -> None:
        _record.record(
            [_record.Happening(code, client_id)], administration_id=self.of.pk, at=self.at
        )

    def _number(self) -> str:
        self._numbers += 1
        return f"2026-{self._numbers:03}"

    def _import_list(
        self, name: str, number: str, *, due_on: date, euros: str, left: str = ""
    ) -> None:
        issued_on = days.shift(due_on, -30)
        email = f"{name.split()[0].lower()}@nieuw.example"
        days_of_it = f"{issued_on:%d-%m-%Y};{due_on:%d-%m-%Y}"
        row = f"{number};{name};{email};{days_of_it};{euros};{left or euros}\n"
        self._read(HEADER + row, Answers(take_suggestions=True, take_changes=True))

    def _read(self, text: str, answers: Answers) -> None:
        (file_id,) = drop_files(self.of.pk, files=[("x", text.encode())], at=self.at)
        read_file(self.of.pk, file_id=file_id, day=self.day, at=self.at, answers=answers)


class CannotHappen(Exception):
    """There is nothing to which this can happen now."""


#: What a person hears instead of an action that is not possible.
REFUSALS = (
    CannotHappen, NotReleasable, LineIsSettled, DoesNotFit, AlreadyUndone, NothingToSettle,
    solve.NotAsked,
)  # fmt: skip


def _numbers(which: int, how: int) -> dict[str, int]:
    return {
        "gap_days": 5 + which % 9,
        "large_invoice_cents": (50_000, 100_000, 500_000)[how % 3],
        "bank_working_days": how % 6,
        "grace_days": which % 7,
        "quiet_from_hour": 18,
        "quiet_until_hour": 8,
    }


HAPPENINGS: dict[str, Callable[[Life, int, int], None]] = {
    name: made
    for name, made in vars(Life).items()
    if not name.startswith("_") and name not in {"at", "run"}
}
