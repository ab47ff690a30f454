"""What was decided can be read back and decided again."""

import hashlib
import json
from dataclasses import replace
from datetime import date

import pytest

from voldaan.followup import replay
from voldaan.followup.decision import decide
from voldaan.followup.policy import shipped
from voldaan.followup.shapes import (
    BankCoverage,
    Decision,
    OpenCredit,
    OpenInvoice,
    PastStep,
    Policy,
    Situation,
)

DAY = date(2026, 10, 15)
DIRK = Situation(
    client_id=1,
    client_name="Dirk “de Snelle” \ud800",  # a lone surrogate, as a bad file may hold
    kind="consumer",
    invoices=(OpenInvoice(7, "2026-041", date(2026, 10, 14), 121_000, 121_000),),
    credits=(OpenCredit(9, "C-1", 1_000),),
    past_steps=(PastStep("reminder_1", date(2026, 10, 1), (3, 4), before_import=True),),
    bank=BankCoverage(date(2026, 1, 1), date(2026, 10, 14)),
    held_until=date(2026, 10, 2),
)


class TestRoundTrip:
    def test_gives_an_equal_situation_policy_and_decision(self) -> None:
        decision = decide(DIRK, policy=shipped(), day=DAY)

        situation = replay.from_json(Situation, replay.to_json(DIRK))
        policy = replay.from_json(Policy, replay.to_json(shipped()))

        assert situation == DIRK
        assert policy == shipped()
        assert replay.from_json(Decision, replay.to_json(decision)) == decision
        assert decide(situation, policy=policy, day=DAY) == decision

    def test_reads_an_older_text_without_a_newer_field(self) -> None:
        plain = replay.to_plain(DIRK)
        del plain["message_waiting"]

        assert replay.from_plain(Situation, plain) == DIRK

    def test_writes_days_as_iso_text_and_sorts_the_keys(self) -> None:
        text = replay.to_json(DIRK)

        assert '"held_until":"2026-10-02"' in text
        assert text.isascii()
        assert json.dumps(json.loads(text), sort_keys=True, separators=(",", ":")) == text


class TestReading:
    @pytest.mark.parametrize(
        ("text", "where"),
        [
            ("", "$"),
            ("[" * 100_000, "$"),
            ("[]", "$"),
            ("null", "$"),
            ('{"client_id":1}', "$"),
            ('{"client_id":1,"client_name":"D","rating":5}', "$"),
            ('{"client_id":true,"client_name":"D"}', "$.client_id"),
            ('{"client_id":1.0,"client_name":"D"}', "$.client_id"),
            ('{"client_id":1,"client_name":null}', "$.client_name"),
            ('{"client_id":1,"client_name":"D","kind":"foe"}', "$.kind"),
            ('{"client_id":1,"client_name":"D","kind":[]}', "$.kind"),
            ('{"client_id":1,"client_name":"D","held_until":"14-10-2026"}', "$.held_until"),
            ('{"client_id":1,"client_name":"D","held_until":20261014}', "$.held_until"),
            ('{"client_id":1,"client_name":"D","invoices":{}}', "$.invoices"),
            ('{"client_id":1,"client_name":"D","invoices":[{}]}', "$.invoices[0]"),
            (
                '{"client_id":1,"client_name":"D",'
                '"past_steps":[{"step":"call","on":"2026-10-14","invoice_ids":["7"]}]}',
                "$.past_steps[0].invoice_ids[0]",
            ),
        ],
    )
    def test_names_the_place_that_is_wrong(self, text: str, where: str) -> None:
        with pytest.raises(replay.NotReplayable) as refusal:
            replay.from_json(Situation, text)

        assert refusal.value.where == where

    @pytest.mark.parametrize("facts", ["[[1]]", '[["days",1.5]]', '[["days",true]]', "[[1,1]]"])
    def test_takes_only_named_texts_and_numbers_as_facts(self, facts: str) -> None:
        text = f'{{"kind":"wait","client_id":1,"reasons":[{{"code":"x","facts":{facts}}}]}}'

        with pytest.raises(replay.NotReplayable):
            replay.from_json(Decision, text)

    def test_refuses_a_policy_that_contradicts_itself(self) -> None:
        with pytest.raises(replay.NotReplayable, match="gap_days 1"):
            replay.from_json(Policy, '{"version":"x","steps":[],"gap_days":1}')


class TestFingerprint:
    def test_is_the_same_for_equal_values(self) -> None:
        again = replay.from_json(Situation, replay.to_json(DIRK))

        assert replay.fingerprint(again, policy=shipped(), day=DAY) == replay.fingerprint(
            DIRK, policy=shipped(), day=DAY
        )

    def test_is_the_hash_of_the_three_canonical_texts(self) -> None:
        text = f"{replay.to_json(DIRK)}\n{replay.to_json(shipped())}\n2026-10-15"

        found = replay.fingerprint(DIRK, policy=shipped(), day=DAY)

        assert found == hashlib.sha256(text.encode()).hexdigest()

    def test_differs_for_another_situation_policy_or_day(self) -> None:
        other = replace(DIRK, unmatched_cents=1)
        stricter = replace(shipped(), version="ours-1", gap_days=6)

        prints = {
            replay.fingerprint(DIRK, policy=shipped(), day=DAY),
            replay.fingerprint(other, policy=shipped(), day=DAY),
            replay.fingerprint(DIRK, policy=stricter, day=DAY),
            replay.fingerprint(DIRK, policy=shipped(), day=date(2026, 10, 16)),
        }

        assert len(prints) == 4
