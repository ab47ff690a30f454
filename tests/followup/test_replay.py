"""What was decided can be read back and decided again."""

import hashlib
import json
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from voldaan.followup import replay
from voldaan.followup.decision import decide
from voldaan.followup.policy import of_version, shipped
from voldaan.followup.shapes import (
    BankCoverage,
    CallTry,
    Decision,
    OpenCredit,
    OpenInvoice,
    PastStep,
    Policy,
    PolicyStep,
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


#: As a decision of the first ladder was stored, before it had kinds of clients: made by hand.
OLD_SITUATION = (
    '{"address_form":"u","administration_held_until":null,"administration_hold_reason":"",'
    '"bank":{"covered_from":null,"covered_until":"2026-10-14"},"client_id":1,'
    '"client_name":"Vink BV","credits":[],"habit":{"on_time_count":1,"paid_count":2,'
    '"usual_days_late":0},"has_email":true,"has_phone":false,"held_until":null,'
    '"hold_reason":"","invoices":[{"due_on":"2026-10-14","held_until":null,'
    '"hold_reason":"","id":7,"issued_on":null,"known_open_on":null,"number":"2026-041",'
    '"open_cents":121000,"payable_cents":121000,"project":""}],'
    '"is_large_organisation":false,"kind":"business","language":"nl",'
    '"message_waiting":false,"past_steps":[{"before_import":false,"counts":true,'
    '"invoice_ids":[3],"on":"2026-10-01","step":"reminder_1"}],"unmatched_cents":0}'
)
OLD_DECISION = (
    '{"asks_cents":121000,"changes":[{"code":"payment.booked","facts":[]},'
    '{"code":"client.answers","facts":[]}],"channel":"email",'
    '"cites":["policy nl-1, reminder_1",'
    '"Besluit kwaliteit incassodienstverlening (BKI) art. 4.2"],"client_id":1,'
    '"credit_ids":[],"due_since":"2026-10-14","invoice_ids":[7],"kind":"step",'
    '"open_cents":121000,"question":null,"reasons":[{"code":"invoice.overdue",'
    '"facts":[["number","2026-041"],["due_on","2026-10-14"],["days",1],'
    '["open_cents",121000]]},{"code":"ladder.step","facts":[["step","reminder_1"],'
    '["from_day","2026-10-15"]]},{"code":"bank.covered","facts":[["covered_until",'
    '"2026-10-14"]]}],"step":"reminder_1","text_version":"reminder_1","wait_until":null}'
)
OLD_FINGERPRINT = "e1de6432670b31fae78a1b26c15e30b4798b9e0f49271ee56972f42142b72520"


class TestStoredUnderTheFirstLadder:
    def test_reads_back_and_is_written_as_it_was(self) -> None:
        situation = replay.from_json(Situation, OLD_SITUATION)
        decision = replay.from_json(Decision, OLD_DECISION)

        assert replay.to_json(situation) == OLD_SITUATION
        assert replay.to_json(decision) == OLD_DECISION
        assert json.loads(OLD_DECISION) == replay.to_plain(decision)

    def test_keeps_its_fingerprint_and_comes_out_again(self) -> None:
        situation = replay.from_json(Situation, OLD_SITUATION)
        first = of_version("nl-1")

        assert replay.fingerprint(situation, policy=first, day=DAY) == OLD_FINGERPRINT
        assert decide(situation, policy=first, day=DAY) == replay.from_json(
            Decision, OLD_DECISION
        )

    def test_would_be_decided_otherwise_only_by_a_newer_ladder(self) -> None:
        situation = replay.from_json(Situation, OLD_SITUATION)
        newer = decide(situation, policy=of_version("nl-2"), day=DAY)

        assert "channel.table" in [reason.code for reason in newer.reasons]

    @pytest.mark.parametrize("kind", [Situation, Policy, PolicyStep, Decision])
    def test_leaves_every_later_field_out_at_its_default(self, kind: type[Any]) -> None:
        later = {each.name for each in fields(kind) if each.metadata}
        known = {
            "Situation": replay.to_plain(DIRK),
            "Policy": replay.to_plain(of_version("nl-1")),
            "PolicyStep": replay.to_plain(of_version("nl-1"))["steps"][0],
            "Decision": json.loads(OLD_DECISION),
        }[kind.__name__]

        assert later
        assert not later & set(known)
        assert set(known) | later == {each.name for each in fields(kind)}

    def test_writes_a_later_field_that_says_something(self) -> None:
        told = replace(DIRK, is_a_client=True, call_tries=(CallTry(DAY, 9),))
        plain = replay.to_plain(told)

        assert plain["is_a_client"] is True
        assert plain["call_tries"] == [{"on": "2026-10-15", "hour": 9}]
        assert replay.from_plain(Situation, plain) == told
