"""What carriers say of messages: it only goes forward, and each thing is kept once."""

import json
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.actions import scenes
from tests.actions.ways import cast
from tests.actions.ways.test_carriers import carrier, key_of, released
from tests.books import factories as make
from tests.hooks.conftest import (
    NOON,
    account_of,
    address,
    post,
    report,
    sent,
    status,
    tell,
    unsure,
    with_account,
)
from tests.web.test_scope import everything

from voldaan.actions.messages.sending import ending
from voldaan.books.models import (
    Administration,
    Client,
    ContactMoment,
    Decision,
    Event,
    Message,
    MessageState,
    User,
)
from voldaan.books.queries.installation.verification import sent_messages_reached
from voldaan.books.queries.time_line import time_line
from voldaan.web.presenting.moments import moment

pytestmark = pytest.mark.django_db

OUR_CODES = ("message.undelivered", "message.delivered", "message.read", "message.refused",
             "message.bounced")  # fmt: skip


def told(of: Administration) -> list[str]:
    """Give what was kept of reports, in order."""
    rows = Event.objects.filter(administration=of, code__in=OUR_CODES).order_by("pk")
    return list(rows.values_list("code", flat=True))


def gateway(message: Message, code: str, error: str = "", **more: Any) -> bytes:
    """Give a report of the gateway in the documented form."""
    state = {"code": code, "errorCode": error, "errorDescription": "x" if error else ""}
    told = {"received": "2026-10-14T12:55:00", "to": "0031612345678",
            "reference": key_of(message), "status": state, "operator": "20408"}  # fmt: skip
    return json.dumps({"messages": {"msg": told | more}}).encode()


class TestAMessage:
    def test_that_arrived_and_was_read_says_so_on_the_time_line(
        self, of: Administration, anna: User
    ) -> None:
        message = sent(of, anna)

        tell(account_of(of), statuses=[status(message, "sent")])
        assert told(of) == []
        tell(account_of(of), statuses=[status(message)])
        tell(account_of(of), statuses=[status(message, "read")])

        assert told(of) == ["message.delivered", "message.read"]
        facts = Event.objects.get(code="message.read").facts
        assert facts["message"] == message.pk
        assert facts["told_at"] == (NOON - timedelta(minutes=5)).isoformat()
        entries, _ = time_line(of.pk, client_id=message.client_id)
        said = [moment(entry, seen_on=make.DAY).text for entry in entries]
        assert any("arrived" in each or "aangekomen" in each for each in said)
        assert scenes.chains_are_whole()

    @pytest.mark.parametrize("states", list(permutations(["sent", "delivered", "read"])))
    def test_ends_in_the_same_place_whatever_the_order(
        self, of: Administration, anna: User, states: tuple[str, ...]
    ) -> None:
        message = sent(of, anna)

        for state in (*states, *states):
            tell(account_of(of), statuses=[status(message, state)])

        assert told(of)[-1] == "message.read"
        assert len(told(of)) == len(set(told(of)))
        assert ContactMoment.objects.get().bounced_at is None

    def test_changes_nothing_the_second_time(self, of: Administration, anna: User) -> None:
        message = sent(of, anna)
        body = report(statuses=[status(message), status(message, "read"), status(message)])
        post(address(account_of(of)), body)
        before = everything()

        for hours in (0, 5, 24 * 7):
            at = NOON + timedelta(hours=hours)
            assert post(address(account_of(of)), body, at=at).status_code == 200

        assert everything() == before
        assert told(of) == ["message.read"]

    def test_is_not_touched_by_what_is_about_another_number_of_the_same_app(
        self, of: Administration, anna: User
    ) -> None:
        message = sent(of, anna)
        before = everything()

        body = report(number_id="999", statuses=[status(message, "failed", code=131026)])

        assert post(address(account_of(of)), body).status_code == 200
        assert everything() == before

    def test_of_another_administration_with_the_same_reference_is_not_touched(
        self, of: Administration, anna: User
    ) -> None:
        message = sent(of, anna)
        account = with_account(make.administration("Bureau Chris"))
        before = everything()

        failed = status(
            message, "failed", code=131026, biz_opaque_callback_data=key_of(message)
        )
        tell(account, statuses=[failed])

        assert everything() == before

    @pytest.mark.parametrize("reference", ["wamid.Onbekend", "é🙂", "' OR 1=1 --", "x" * 256])
    def test_that_is_none_of_ours_is_counted_without_a_name(
        self, of: Administration, caplog: pytest.LogCaptureFixture, reference: str
    ) -> None:
        tell(with_account(of), statuses=[status() | {"id": reference}])

        assert told(of) == []
        assert "1 reports" in caplog.text
        assert reference not in caplog.text


class TestANumberThatIsNotThere:
    @pytest.mark.parametrize("code", [131026, 131050])
    def test_takes_the_contact_back_and_is_not_used_again(
        self, of: Administration, anna: User, code: int
    ) -> None:
        message = sent(of, anna)

        tell(account_of(of), statuses=[status(message, "failed", code=code)])

        assert told(of) == ["message.bounced"]
        assert ContactMoment.objects.get().bounced_at == NOON
        assert not Client.objects.get().uses_whatsapp
        assert Event.objects.get(code="consent.ended").facts == {"channel": "whatsapp"}
        assert scenes.chains_are_whole()

    def test_brings_the_same_step_by_the_next_channel(
        self, of: Administration, anna: User
    ) -> None:
        message = sent(of, anna)

        tell(account_of(of), statuses=[status(message, "failed", code=131026)])
        scenes.look(of, days=1)

        following = Decision.objects.get(is_latest=True)
        assert (following.kind, following.step) == ("step", message.step)
        assert Message.objects.get(state="proposed").channel == "email"

    def test_is_used_again_where_it_was_corrected_before_the_report_came(
        self, of: Administration, anna: User
    ) -> None:
        message = sent(of, anna)
        contact = message.client.contacts.get()
        contact.phone = "06 87654321"
        contact.save()

        tell(account_of(of), statuses=[status(message, "failed", code=131026)])

        assert ContactMoment.objects.get().bounced_at == NOON
        assert Client.objects.get().uses_whatsapp

    def test_stays_so_when_the_owner_says_otherwise_and_the_report_comes_again(
        self, of: Administration, anna: User
    ) -> None:
        message = sent(of, anna)
        failed = [status(message, "failed", code=131026)]
        tell(account_of(of), statuses=failed)
        Client.objects.update(uses_whatsapp=True)

        tell(account_of(of), statuses=failed)

        assert Client.objects.get().uses_whatsapp
        assert told(of) == ["message.bounced"]


class TestAFailure:
    @pytest.mark.parametrize("code", [131047, 132001, 131042])
    def test_of_the_account_takes_the_contact_back_and_keeps_the_channel(
        self, of: Administration, anna: User, code: int
    ) -> None:
        message = sent(of, anna)

        tell(account_of(of), statuses=[status(message, "failed", code=code)])

        assert told(of) == ["message.refused"]
        assert ContactMoment.objects.get().bounced_at == NOON
        assert Client.objects.get().uses_whatsapp

    @pytest.mark.parametrize("code", [131049, 130429, 1, 9_999_999, None])
    def test_that_may_pass_is_told_and_nothing_else(
        self, of: Administration, anna: User, code: int | None
    ) -> None:
        message = sent(of, anna)

        tell(account_of(of), statuses=[status(message, "failed", code=code)])

        assert told(of) == ["message.undelivered"]
        assert ContactMoment.objects.get().bounced_at is None
        assert Client.objects.get().uses_whatsapp
        assert list(Message.objects.values_list("state", flat=True)) == ["sent"]

    def test_that_passed_ends_in_delivered(self, of: Administration, anna: User) -> None:
        message = sent(of, anna)

        for state, code in (("failed", 131049), ("delivered", None), ("failed", 131049)):
            tell(account_of(of), statuses=[status(message, state, code=code)])

        assert told(of) == ["message.undelivered", "message.delivered"]


class TestAMessageThatPerhapsLeft:
    @pytest.mark.parametrize("state", ["sent", "delivered", "read"])
    def test_did_leave_when_a_report_says_so(
        self, of: Administration, anna: User, state: str
    ) -> None:
        message = unsure(of, anna)
        body = report(
            statuses=[
                status(None, state) | {"id": "wamid.Laat"}
                | {"biz_opaque_callback_data": key_of(message)}
            ]
        )  # fmt: skip

        for _ in range(3):
            assert post(address(account_of(of)), body).status_code == 200

        message.refresh_from_db()
        assert (message.state, message.reference, message.failure) == ("sent", "wamid.Laat", "")
        assert message.released_by == anna
        contact = ContactMoment.objects.get()
        assert (contact.on, contact.channel, contact.counts) == (make.DAY, "whatsapp", True)
        assert Event.objects.filter(code="message.sent").count() == 1
        assert scenes.chains_are_whole()
        assert list(sent_messages_reached(NOON)) == []

    def test_by_text_message_is_known_by_our_own_key(
        self, of: Administration, anna: User
    ) -> None:
        message = unsure(of, anna, "sms")

        answer = post(address(account_of(of, "sms")), gateway(message, "0"))

        assert answer.status_code == 200
        assert scenes.state(message) == ("sent", "")
        assert ContactMoment.objects.count() == 1

    def test_and_did_not_arrive_is_settled_and_goes_by_the_next_channel(
        self, of: Administration, anna: User
    ) -> None:
        message = unsure(of, anna)
        failed = status(None, "failed", code=131026, biz_opaque_callback_data=key_of(message))

        tell(account_of(of), statuses=[failed])

        assert scenes.state(message)[0] == "sent"
        assert ContactMoment.objects.get().bounced_at == NOON
        assert not Client.objects.get().uses_whatsapp

    def test_whose_report_is_faster_than_the_answer_is_sent_once_with_its_cost(
        self, of: Administration, anna: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = ending.end

        def after_the_report(message: Message, *args: Any, **facts: Any) -> None:
            early = status(None, "sent", biz_opaque_callback_data=key_of(message))
            tell(with_account(of), statuses=[early])
            real(message, *args, **facts)

        with carrier(of, "whatsapp"):
            message = released(of, anna, "whatsapp")
            monkeypatch.setattr(ending, "end", after_the_report)
            scenes.send()

        message.refresh_from_db()
        assert (message.state, message.cost_cents) == (MessageState.SENT, 7)
        assert message.reference.startswith("wamid.")
        assert message.reference != "wamid.Onbekend"
        assert ContactMoment.objects.count() == 1
        assert Event.objects.filter(code="message.sent").count() == 1

    @pytest.mark.parametrize("state", ["proposed"])
    def test_is_no_other_state(self, of: Administration, anna: User, state: str) -> None:
        message = unsure(of, anna)
        Message.objects.update(state=state)

        tell(account_of(of), statuses=[status(None, biz_opaque_callback_data=key_of(message))])

        assert scenes.state(message)[0] == state
        assert not ContactMoment.objects.exists()


class TestATextMessage:
    @pytest.mark.parametrize(
        ("code", "error", "expected"),
        [
            ("0", "", []),
            ("2", "", ["message.delivered"]),
            ("4", "", ["message.read"]),
            ("3", "8", ["message.undelivered"]),
            # A number of the network, not of the gateway.
            ("3", "303", ["message.undelivered"]),
            ("1", "303", ["message.bounced"]),
            ("1", "402", ["message.bounced"]),
            ("1", "401", ["message.refused"]),
            ("1", "999", ["message.undelivered"]),
            ("1", "", ["message.refused"]),
            ("UNDELIV", "", ["message.refused"]),
            ("UNDELIV", "303", ["message.refused"]),
            ("EXPIRED", "", ["message.undelivered"]),
            ("ENROUTE", "", []),
            ("UNKNOWN", "", []),
        ],
    )
    def test_is_what_the_gateway_says(
        self, of: Administration, anna: User, *, code: str, error: str, expected: list[str]
    ) -> None:
        message = sent(of, anna, "sms")

        for _ in range(2):  # one report for each part
            answer = post(address(account_of(of, "sms")), gateway(message, code, error))
            assert (answer.status_code, answer.content) == (200, b"")

        assert told(of) == expected
        lost = expected in (["message.bounced"], ["message.refused"])
        assert (ContactMoment.objects.get().bounced_at is not None) == lost
        assert Client.objects.get().uses_sms == (expected != ["message.bounced"])

    @pytest.mark.parametrize("body", [b"<MESSAGES/>", b"[]", b'{"messages": {"msg": []}}'])
    def test_in_another_form_is_not_said_to_be_kept(
        self, of: Administration, body: bytes
    ) -> None:
        assert post(address(with_account(of, "sms")), body).status_code == 400


class TestThousands:
    def test_of_reports_ask_no_more_of_the_record_than_a_few(
        self, of: Administration, anna: User
    ) -> None:
        message = sent(of, anna)
        strangers = [status() | {"id": f"wamid.{number}"} for number in range(999)]
        few = report(statuses=[status(message)])
        many = report(statuses=[*strangers, status(message, "read")])

        counts = []
        for body in (few, many):
            with CaptureQueriesContext(connection) as asked:
                assert post(address(account_of(of)), body).status_code == 200
            counts.append(len(asked))

        assert told(of) == ["message.delivered", "message.read"]
        assert counts[1] <= counts[0] + 1  # one more question per five hundred references

    def test_of_messages_are_moved_on_by_the_same_number_of_questions(
        self, of: Administration, anna: User
    ) -> None:
        first = sent(of, anna)
        counts = []
        for count in (1, 60):
            messages = [
                Message.objects.create(
                    administration=of, client=make.client(of, f"Klant {count} {number} BV"),
                    step="reminder_1", channel="whatsapp", step_day=make.DAY, state="sent",
                    subject="", body_text="", text_version="x", claimed_by="x",
                    message_id=f"<{count}.{number}@x>", reference=f"wamid.{count}.{number}",
                    proposed_at=make.AT, released_at=make.AT, to_address=cast.MOBILE,
                )
                for number in range(count)
            ]  # fmt: skip
            body = report(statuses=[status(each) for each in messages])
            with CaptureQueriesContext(connection) as asked:
                assert post(address(account_of(of)), body).status_code == 200
            counts.append(len(asked))

        assert counts[0] == counts[1]
        assert told(of) == ["message.delivered"] * 61
        assert first.reference
