"""Who may not report, and that nobody learns anything from being refused."""

import json
import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings
from tests.books import factories as make
from tests.hooks.conftest import (
    APP_SECRET,
    NOON,
    account_of,
    address,
    post,
    report,
    sent,
    signed,
    status,
    with_account,
)
from tests.web.test_scope import everything

from voldaan.books.models import Administration, Message, User
from voldaan.channels import report_address
from voldaan.channels.limits import MOST_WRONG, WITHIN_SECONDS
from voldaan.channels.whatsapp.webhook import LARGEST_BODY
from voldaan.portal.logs import WithoutTokens

pytestmark = pytest.mark.django_db

BODY = report(statuses=[status()])


@pytest.fixture
def where(of: Administration) -> str:
    """Give where WhatsApp reports about Anna's account."""
    return address(with_account(of))


def is_bare(answer: Any, code: int) -> bool:
    """Say whether an answer is this number, without words and without a cookie."""
    return (answer.status_code, answer.content, dict(answer.cookies)) == (code, b"", {})


class TestAReport:
    def test_is_taken_with_an_empty_answer_and_leaves_no_cookie(self, where: str) -> None:
        assert is_bare(post(where, BODY), 200)

    @pytest.mark.parametrize(
        "signature",
        ["", "sha256=", signed(BODY, "0" * 32), signed(BODY + b" "), signed(BODY).upper(), "é"],
    )
    def test_with_another_signature_is_refused(self, where: str, signature: str) -> None:
        before = everything()

        assert is_bare(post(where, BODY, signature=signature.encode().decode("latin-1")), 403)
        assert everything() == before

    def test_of_which_one_byte_was_changed_is_refused(
        self, of: Administration, anna: User
    ) -> None:
        message = sent(of, anna)
        body = report(statuses=[status(message)])
        before = everything()

        for place in range(0, len(body), 7):
            changed = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
            answer = post(address(account_of(of)), changed, signature=signed(body))
            assert answer.status_code in {403, 429}

        assert everything() == before

    def test_is_refused_while_no_secret_is_set(self, of: Administration) -> None:
        account = with_account(of)
        account.sealed_webhook_secret = ""
        account.save()

        assert is_bare(post(address(account), BODY, signature=signed(BODY, "")), 403)

    def test_is_refused_when_the_secret_was_sealed_elsewhere(self, of: Administration) -> None:
        account = with_account(of)
        account.sealed_webhook_secret = "not a sealed text"
        account.save()

        assert is_bare(post(address(account), BODY), 403)

    @pytest.mark.parametrize(
        "body",
        [
            b" ", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 500_000, b'{"a":' * 200_000,
            b'{"object": "page"}', "{\"object\": \"é\ud83d\"}".encode("utf-8", "surrogatepass"),
            report(statuses=[status() | {"timestamp": "9" * 30}]),
            report(statuses=[status() | {"id": "x" * 257}]),
            report(statuses=[status()] * 1_001),
            json.dumps({"object": "whatsapp_business_account", "entry": 1}).encode(),
        ],
    )  # fmt: skip
    def test_that_is_signed_but_cannot_be_read_is_not_said_to_be_kept(
        self, where: str, body: bytes
    ) -> None:
        before = everything()

        assert is_bare(post(where, body), 400)
        assert everything() == before

    @pytest.mark.parametrize("size", [LARGEST_BODY + 1, 10 * 1024 * 1024])
    def test_that_is_too_large_is_refused_unread(self, where: str, size: int) -> None:
        assert is_bare(post(where, b" " * size, signature="x"), 413)

    @pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
    def test_of_another_kind_is_refused(self, where: str, kind: str) -> None:
        assert is_bare(post(where, BODY, content_type=kind), 415)

    def test_may_name_its_letters(self, where: str) -> None:
        assert is_bare(post(where, BODY, content_type="application/json; charset=utf-8"), 200)

    @pytest.mark.parametrize("length", ["-1", "x", "9" * 30, "١"])
    def test_with_a_length_that_is_none_is_refused(self, where: str, length: str) -> None:
        answer = post(where, BODY, CONTENT_LENGTH=length.encode().decode("latin-1"))

        assert is_bare(answer, 400)


class TestTheAddress:
    @pytest.mark.parametrize(
        "key", ["1", "1-", "1-" + "0" * 40, "0-" + "0" * 40, "9" * 30 + "-" + "0" * 40, "é",
                "%00", "-1", "1-" + "é" * 40],
    )  # fmt: skip
    def test_with_a_wrong_key_is_refused(self, where: str, key: str) -> None:
        before = everything()

        for channel in ("whatsapp", "sms"):
            assert is_bare(post(f"/hooks/{channel}/{key}/", BODY), 403)
        assert everything() == before

    def test_of_an_account_that_is_gone_is_refused_in_the_same_way(
        self, of: Administration
    ) -> None:
        account = with_account(of)
        where = address(account)
        account.delete()

        assert is_bare(post(where, BODY), 403)

    def test_opens_no_other_channel(self, of: Administration) -> None:
        account = with_account(of)

        assert is_bare(post(address(account, "sms"), b"{}"), 403)

    def test_of_somebody_else_takes_no_report_that_is_signed_for_anna(
        self, of: Administration
    ) -> None:
        with_account(of)
        other = with_account(make.administration("Bureau Chris"))
        other.sealed_webhook_secret = ""
        other.save()

        assert is_bare(post(address(other), BODY), 403)

    @pytest.mark.parametrize("method", ["put", "patch", "delete", "head", "options"])
    def test_takes_no_other_method(self, where: str, method: str) -> None:
        answer = getattr(Browser(HTTP_HOST="localhost"), method)(where)

        assert is_bare(answer, 405)

    def test_is_not_there_without_a_public_address(
        self, where: str, settings: Settings
    ) -> None:
        settings.PUBLIC_URL = ""

        assert is_bare(post(where, BODY), 404)

    def test_looks_nothing_up_for_a_wrong_key(self, where: str) -> None:
        with CaptureQueriesContext(connection) as asked:
            post("/hooks/sms/1-" + "0" * 40 + "/", b"{}")

        assert len(asked) == 0

    def test_answers_who_tries_keys_so_many_times_and_no_more(self, where: str) -> None:
        for number in range(MOST_WRONG):
            assert is_bare(post(f"/hooks/sms/7-{number:040x}/", b"{}"), 403)

        for key in ("7-" + "f" * 40, "8-" + "0" * 40, "x"):
            assert is_bare(post(f"/hooks/sms/{key}/", b"{}"), 429)
            assert is_bare(post(f"/hooks/whatsapp/{key}/", BODY), 429)
        elsewhere = post("/hooks/sms/7-" + "f" * 40 + "/", b"{}", REMOTE_ADDR="203.0.113.9")
        assert is_bare(elsewhere, 403)

    def test_stays_open_to_the_right_key_whatever_others_tried_from_there(
        self, where: str
    ) -> None:
        """Behind a proxy that hides who calls, everybody comes from one address."""
        for number in range(MOST_WRONG + 20):
            post(f"/hooks/whatsapp/{number + 1}-{number:040x}/", BODY)

        assert is_bare(post(where, BODY), 200)
        assert is_bare(post(where, b"x" * (LARGEST_BODY + 1)), 413)

    def test_stays_open_to_who_signs_whatever_others_sent_unsigned(self, where: str) -> None:
        for _ in range(MOST_WRONG):
            assert is_bare(post(where, BODY, signature="x"), 403)

        assert is_bare(post(where, BODY, signature="x"), 429)
        assert is_bare(post(where, BODY), 200)

    def test_counts_again_after_an_hour(self, where: str) -> None:
        for _ in range(MOST_WRONG + 1):
            answer = post(where, BODY, signature="x")
        assert is_bare(answer, 429)

        later = NOON + timedelta(seconds=WITHIN_SECONDS + 1)
        assert is_bare(post(where, BODY, signature="x", at=later), 403)

    def test_leaves_other_counts_in_memory_however_many_addresses_try(self, where: str) -> None:
        cache.set("of.another.door", 7)
        answers = [
            post(f"/hooks/sms/{at}-{at:040x}/", b"{}", REMOTE_ADDR=f"2001:db8:{at:x}::1")
            for at in range(1, 1_000)
        ]

        assert {each.status_code for each in answers} == {403}
        assert cache.get("of.another.door") == 7

    def test_gives_many_addresses_together_a_bounded_number_of_answers(
        self, where: str
    ) -> None:
        cache.set_many({f"hooks.wrong.{slot}": MOST_WRONG for slot in range(64)})

        for at in range(1, 100):
            there = f"2001:db8:{at:x}::1"
            assert is_bare(
                post("/hooks/sms/7-" + "f" * 40 + "/", b"{}", REMOTE_ADDR=there), 429
            )
            assert is_bare(post(where, BODY, REMOTE_ADDR=there), 200)

    def test_stays_out_of_the_log_with_all_that_came_in(
        self, where: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.handler.addFilter(WithoutTokens())
        body = report(statuses=[status() | {"timestamp": "geheim"}])

        post(where, body)
        post(where, body, signature="x")
        logging.getLogger("django.request").error("Internal: %s", where)

        assert "/hooks/whatsapp/…/" in caplog.text
        assert where.split("/")[3] not in caplog.text
        assert "geheim" not in caplog.text
        assert "31612345678" not in caplog.text


class TestTheChallenge:
    def ask(self, where: str, **changes: str) -> Any:
        asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444"} | changes
        return Browser(HTTP_HOST="localhost").get(where, asked)

    def word(self, of: Administration, settings: Settings) -> str:
        return report_address.word_of(
            account_of(of).pk, channel="whatsapp", secret=settings.SECRET_KEY
        )

    def test_is_given_back_to_who_knows_the_word(
        self, of: Administration, where: str, settings: Settings
    ) -> None:
        answer = self.ask(where, **{"hub.verify_token": self.word(of, settings)})

        assert (answer.status_code, answer.content) == (200, b"1158201444")
        assert answer.headers["Content-Type"] == "text/plain"
        assert not answer.cookies

    @pytest.mark.parametrize("word", ["", "woord", "é", "\0", APP_SECRET])
    def test_is_refused_to_everybody_else(self, where: str, word: str) -> None:
        assert is_bare(self.ask(where, **{"hub.verify_token": word}), 403)

    def test_never_shows_a_page_of_somebody_elses_making(
        self, of: Administration, where: str, settings: Settings
    ) -> None:
        known = {"hub.verify_token": self.word(of, settings)}

        assert is_bare(self.ask(where, **known, **{"hub.challenge": "<script>"}), 403)
        assert is_bare(self.ask(where, **known, **{"hub.mode": "unsubscribe"}), 403)

    def test_is_asked_by_no_gateway(self, of: Administration) -> None:
        assert is_bare(self.ask(address(with_account(of, "sms"))), 405)


class TestADemoWorld:
    def test_has_its_own_day(self, of: Administration, anna: User) -> None:
        message = sent(of, anna)
        Administration.objects.filter(pk=of.pk).update(is_demo=True, demo_day=make.DAY)

        answer = post(address(account_of(of)), report(statuses=[status(message)]))

        assert is_bare(answer, 200)
        assert Message.objects.get().state == "sent"
