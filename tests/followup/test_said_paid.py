"""Who says again and again that it was paid: said from the third time on, and only by proof."""

from dataclasses import replace
from datetime import date

import pytest
from tests.followup import dirk

from voldaan.followup import replay, said_paid
from voldaan.followup.decision import to_read
from voldaan.followup.policy import shipped
from voldaan.followup.shapes import BankCoverage, Situation, Unread

#: Three Mondays after the due date.
SAID = (date(2026, 10, 12), date(2026, 10, 19), date(2026, 10, 26))
DAY = date(2026, 10, 26)
BANK = BankCoverage(date(2026, 9, 1), date(2026, 10, 23))
UNREAD = Unread(1, DAY, "paid", is_sure=True)


def vink(**facts: object) -> Situation:
    return dirk.situation(**{"said_paid": SAID, "bank": BANK, "unread": UNREAD} | facts)


class TestAgain:
    def test_counts_the_days_and_names_up_to_when_the_bank_was_seen(self) -> None:
        found = said_paid.again(vink())

        assert found is not None
        assert found.code == "client.says_paid"
        assert dict(found.facts) == {"count": 3, "covered_until": "2026-10-23"}

    @pytest.mark.parametrize(
        "facts",
        [
            {"said_paid": SAID[:2]},
            {"said_paid": ()},
            {"invoices": ()},
            {"unmatched_cents": 1},
            {"bank": BankCoverage()},
            {"bank": BankCoverage(date(2026, 9, 1), None)},
            {"bank": BankCoverage(None, date(2026, 10, 23))},
            # the payment before the first time would not show
            {"bank": BankCoverage(date(2026, 10, 13), date(2026, 10, 23))},
            # nor would that of the last time but one: said on Monday, there on Tuesday
            {"bank": BankCoverage(date(2026, 9, 1), date(2026, 10, 19))},
            # what was said of an invoice before this one was sent
            {"invoices": (dirk.invoice(due_on=date(2026, 11, 1), issued_on=SAID[1]),)},
        ],
    )
    def test_is_not_said_where_it_is_not_so_or_not_known(
        self, facts: dict[str, object]
    ) -> None:
        assert said_paid.again(vink(**facts)) is None

    def test_waits_for_the_next_working_day_to_show_a_payment(self) -> None:
        tuesday = BankCoverage(date(2026, 10, 12), date(2026, 10, 20))

        assert said_paid.again(vink(bank=tuesday)) is not None

    def test_counts_from_the_oldest_open_invoice(self) -> None:
        old, new = (
            dirk.invoice(1, issued_on=date(2026, 9, 1)),
            dirk.invoice(2, due_on=date(2026, 11, 1), issued_on=SAID[2]),
        )

        assert said_paid.again(vink(invoices=(old, new))) is not None


class TestTheDecision:
    def test_says_it_behind_the_answer_that_must_be_read(self) -> None:
        decision = dirk.on(DAY, vink())

        assert decision.question == "read_answer"
        assert dirk.codes(decision)[:2] == ["answer.unread", "client.says_paid"]

    def test_takes_the_same_step_and_says_it_there_too(self) -> None:
        read = vink(unread=None, bank=BankCoverage(date(2026, 9, 1), date(2026, 10, 25)))
        silent = replace(read, said_paid=())

        said, plain = (dirk.on(DAY, each) for each in (read, silent))

        assert (said.kind, said.step, said.asks_cents) == (
            plain.kind,
            plain.step,
            plain.asks_cents,
        )
        assert [each for each in said.reasons if each not in plain.reasons] == [
            said_paid.again(read)
        ]


class TestReplay:
    def test_keeps_the_fingerprint_of_what_was_stored_before(self) -> None:
        before = dirk.situation(bank=BANK)

        assert "said_paid" not in replay.to_json(before)
        plain = replay.to_plain(before)
        assert replay.from_plain(Situation, plain) == before

    def test_reads_the_days_back(self) -> None:
        found = replay.from_json(Situation, replay.to_json(vink()))

        assert found.said_paid == SAID
        names = {
            replay.fingerprint(each, policy=shipped(), day=DAY)
            for each in (found, dirk.situation(bank=BANK))
        }
        assert len(names) == 2


class TestToRead:
    def test_asks_to_read_what_a_pause_of_everything_would_only_count(self) -> None:
        paused = dirk.on(DAY, vink(administration_held_until=DAY))
        assert dirk.codes(paused) == ["administration.paused"]

        found = to_read(paused, unread=UNREAD)

        assert (found.kind, found.question, found.step) == ("ask", "read_answer", None)
        assert dirk.codes(found) == ["answer.unread"]
        assert (found.client_id, found.open_cents) == (paused.client_id, paused.open_cents)

    def test_names_no_meaning_that_is_a_guess(self) -> None:
        paused = dirk.on(DAY, vink(administration_held_until=DAY))

        found = to_read(paused, unread=replace(UNREAD, is_sure=False))

        assert dirk.facts(found, "answer.unread")["meaning"] == "unknown"
