"""Who may not come in, and that nobody learns anything from being refused."""

import logging
import secrets
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings
from tests.books import factories as make
from tests.portal.conftest import WEDNESDAY, Guest, answers, with_link
from tests.web.test_scope import everything

from voldaan.actions.clients.withdraw_links import withdraw_links
from voldaan.actions.own_page.make_link import VALID
from voldaan.books.models import Administration, Client
from voldaan.channels.limits import MOST_WRONG
from voldaan.portal.logs import WithoutTokens

pytestmark = pytest.mark.django_db

HEADERS = ("Referrer-Policy", "X-Robots-Tag", "Cache-Control", "Content-Security-Policy")


def withdrawn(vink: Client) -> Guest:
    guest = with_link(vink)
    anna = make.person("Anna")
    withdraw_links(vink.administration_id, client_id=vink.pk, by=anna, at=WEDNESDAY)
    return guest


def expired(vink: Client) -> Guest:
    return with_link(vink, at=WEDNESDAY - VALID)


def wrong(vink: Client) -> Guest:
    return Guest(secrets.token_urlsafe(32))


class TestALinkThatDoesNotWork:
    @pytest.mark.parametrize("kind", [wrong, expired, withdrawn])
    @pytest.mark.parametrize("below", ["", "betaald/", "dank/", "niets/"])
    def test_gets_one_and_the_same_answer(self, vink: Client, kind: object, below: str) -> None:
        reference = Guest("x" * 43).look()
        guest = kind(vink)  # type: ignore[operator]

        looked, posted = guest.look(below), guest.browser.post(guest.address + below)

        for answer in (looked, posted):
            assert answer.status_code == 404
            assert answer.content == reference.content
            assert {n: answer.headers[n] for n in HEADERS} == {
                n: reference.headers[n] for n in HEADERS
            }
            assert not answer.cookies
        assert answers() == []
        assert "Vink" not in looked.text
        assert "Anna" not in looked.text

    @pytest.mark.parametrize("kind", [wrong, expired, withdrawn])
    def test_costs_the_same_work(self, vink: Client, kind: object) -> None:
        guest = kind(vink)  # type: ignore[operator]

        with CaptureQueriesContext(connection) as queries:
            guest.look()

        assert len(queries) == 1
        assert "LIMIT 1" in queries[0]["sql"]

    def test_works_until_its_last_moment(
        self, vink: Client, clock: time_machine.Traveller
    ) -> None:
        guest = with_link(vink)

        clock.move_to(WEDNESDAY + VALID - timedelta(seconds=1))
        before = guest.look().status_code
        clock.move_to(WEDNESDAY + VALID)

        assert (before, guest.look().status_code) == (200, 404)

    @pytest.mark.parametrize(
        "token", ["x", "x" * 3_000, "%00", "%ed%a0%80", "..%2f..", "1", "0' OR '1'='1", "é"]
    )
    def test_may_be_anything(self, vink: Client, token: str) -> None:
        with_link(vink)

        assert Browser(HTTP_HOST="localhost").get(f"/k/{token}/").status_code == 404

    def test_is_not_the_hash_that_we_keep(self, vink: Client) -> None:
        guest = with_link(vink)
        kept = vink.links.get().token_hash

        assert Guest(kept).look().status_code == 404
        assert guest.look().status_code == 200


class TestAnAddressThatWasMangled:
    @pytest.mark.parametrize("below", ["a/b/", "betaald/x", "/", "betaald/)"])
    def test_leads_nowhere_and_leaves_nothing(self, guest: Guest, below: str) -> None:
        answer = guest.look(below)

        assert answer.status_code == 404
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert not answer.cookies
        assert guest.token not in answer.text

    @pytest.mark.parametrize("below", ["", "betaald", "dank"])
    def test_leads_to_the_page_without_its_last_stroke(self, guest: Guest, below: str) -> None:
        whole = f"{guest.address}{below}"

        answer = guest.browser.get(whole.rstrip("/"))

        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store, private"


class TestWithoutAPublicAddress:
    def test_there_is_no_page(self, guest: Guest, settings: Settings) -> None:
        settings.PUBLIC_URL = ""
        before = everything()

        assert guest.look().status_code == 404
        assert guest.browser.post(guest.address + "betaald/").status_code == 404
        assert everything() == before


class TestLooking:
    def test_changes_nothing_however_often(self, guest: Guest) -> None:
        before = everything()

        for _ in range(25):
            for below in ("", "betaald/", "dag/", "dank/"):
                assert guest.look(below).status_code == 200
                assert guest.browser.head(guest.address + below).status_code == 200

        assert everything() == before

    def test_leaves_nothing_in_the_browser(self, guest: Guest) -> None:
        for below in ("", "betaald/", "dank/", "niets/"):
            assert not guest.look(below).cookies
        assert not guest.press("betaald").cookies

    @pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
    def test_is_all_that_other_methods_do_not(self, guest: Guest, method: str) -> None:
        answer = getattr(guest.browser, method)(guest.address)

        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD, POST"

    def test_is_kept_by_nobody_and_told_to_nobody(self, guest: Guest) -> None:
        page = guest.look()

        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in page.headers["X-Robots-Tag"]
        assert "no-store" in page.headers["Cache-Control"]
        assert '<meta name="robots" content="noindex' in page.text

    def test_allows_no_script_and_nothing_from_elsewhere(self, guest: Guest) -> None:
        page = guest.look()
        policy = page.headers["Content-Security-Policy"]

        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "<script" not in page.text
        assert "https://" not in page.text.replace("https://voldaan.example", "")

    def test_knows_no_staff(self, guest: Guest, of: Administration) -> None:
        as_guest = guest.look().text
        guest.browser.force_login(make.person("Anna"))

        page = guest.look()

        assert "Uitloggen" not in page.text
        assert "Voldaan" not in page.text
        assert page.text.count("<form") == as_guest.count("<form")


class TestAPress:
    def test_without_the_word_of_the_page_changes_nothing(self, guest: Guest) -> None:
        before = everything()

        answer = guest.browser.post(f"{guest.address}betaald/")

        assert answer.status_code == 403
        assert 'role="alert"' in answer.text
        assert everything() == before

    def test_with_the_word_of_another_link_changes_nothing(
        self, guest: Guest, of: Administration
    ) -> None:
        other = make.client(of, "Dirk")
        make.invoice(other)
        word = with_link(other).proof()
        before = everything()

        answer = guest.browser.post(f"{guest.address}betaald/", {"proof": word})

        assert answer.status_code == 403
        assert everything() == before

    @pytest.mark.parametrize("word", ["", "x", "1:2:3", "\0", "x" * 60_000])
    def test_with_a_made_up_word_changes_nothing(self, guest: Guest, word: str) -> None:
        answer = guest.browser.post(f"{guest.address}betaald/", {"proof": word})

        assert answer.status_code == 403
        assert answers() == []

    def test_on_a_page_of_last_month_asks_to_press_once_more(
        self, guest: Guest, clock: time_machine.Traveller
    ) -> None:
        word = guest.proof()
        clock.shift(timedelta(days=8))

        answer = guest.browser.post(f"{guest.address}betaald/", {"proof": word})

        assert answer.status_code == 403
        assert answers() == []
        assert guest.press("betaald").status_code == 302

    def test_comes_from_null_as_browsers_send_it(self, guest: Guest) -> None:
        answer = guest.browser.post(
            f"{guest.address}betaald/", {"proof": guest.proof()}, headers={"origin": "null"}
        )

        assert answer.status_code == 302
        assert len(answers()) == 1

    @pytest.mark.parametrize("size", ["65537", "9" * 5_000, "-1", "x", "١"])
    def test_that_is_too_large_is_not_read(self, guest: Guest, size: str) -> None:
        answer = guest.browser.post(
            f"{guest.address}betaald/", {"proof": guest.proof()}, CONTENT_LENGTH=size
        )

        assert answer.status_code == 413
        assert answers() == []

    @pytest.mark.parametrize(
        ("kind", "body"),
        [
            ("application/x-www-form-urlencoded", b"a=&" * 2_000),
            ("application/x-www-form-urlencoded; charset=utf-7", b"a=1"),
            ("multipart/form-data", b"x"),
        ],
    )
    def test_that_is_no_form_is_answered_here_and_kept_by_nobody(
        self, guest: Guest, kind: str, body: bytes
    ) -> None:
        answer = guest.browser.generic("POST", guest.address + "betaald/", body, kind)

        assert (answer.status_code, answers()) == (400, [])
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert "script-src" not in answer.headers["Content-Security-Policy"]

    def test_that_carries_files_keeps_none(self, guest: Guest) -> None:
        body = (
            b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.exe"\r\n\r\nMZ\r\n'
            b'--b\r\nContent-Disposition: form-data; name="proof"\r\n\r\n'
            + guest.proof().encode()
            + b"\r\n--b--\r\n"
        )

        answer = guest.browser.post(
            f"{guest.address}betaald/", body, content_type="multipart/form-data; boundary=b"
        )

        assert answer.status_code == 302
        assert answers() == [("paid", answers()[0][1], None, [])]


class TestWhoTriesLinks:
    def try_wrong(self, times: int, **where: Any) -> list[int]:
        browser = Browser(HTTP_HOST="localhost", **where)
        return [browser.get(f"/k/{number:043}/").status_code for number in range(times)]

    def test_is_slowed_down(self, guest: Guest) -> None:
        found = self.try_wrong(MOST_WRONG + 2)

        assert found == [404] * MOST_WRONG + [429] * 2

    def test_shuts_out_nobody_with_a_link(self, guest: Guest) -> None:
        self.try_wrong(MOST_WRONG + 2)

        assert guest.look().status_code == 200  # an office, or the scanner of its mail

    def test_slows_down_nobody_elsewhere(self, guest: Guest) -> None:
        self.try_wrong(MOST_WRONG + 1, REMOTE_ADDR="198.51.100.7")

        assert guest.look().status_code == 200

    def test_is_forgotten_after_a_while(self, guest: Guest) -> None:
        self.try_wrong(MOST_WRONG + 1)
        cache.clear()  # what an hour does

        assert self.try_wrong(1) == [404]

    def test_is_one_in_a_whole_network(self) -> None:
        for number in range(MOST_WRONG):
            self.try_wrong(1, REMOTE_ADDR=f"2001:db8::{number + 1:x}")

        assert self.try_wrong(1, REMOTE_ADDR="2001:db8::ffff") == [429]
        assert self.try_wrong(1, REMOTE_ADDR="2001:db8:1::1") == [404]

    def test_is_not_helped_by_a_header_that_no_proxy_wrote(self, settings: Settings) -> None:
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
        for number in range(MOST_WRONG):
            self.try_wrong(1, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")

        assert self.try_wrong(1, HTTP_X_FORWARDED_FOR="203.0.113.99") == [429]

    def test_is_the_one_behind_the_trusted_proxy(self, settings: Settings) -> None:
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        for number in range(MOST_WRONG):  # the last address is the proxy's word
            self.try_wrong(1, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, 198.51.100.7")

        assert self.try_wrong(1, HTTP_X_FORWARDED_FOR="203.0.113.99, 198.51.100.7") == [429]
        assert self.try_wrong(1, HTTP_X_FORWARDED_FOR="198.51.100.8") == [404]

    @pytest.mark.parametrize("where", ["", "x", "unix:"])
    def test_may_come_from_nowhere(self, where: str) -> None:
        assert self.try_wrong(1, REMOTE_ADDR=where) == [404]


class TestTheHost:
    @pytest.mark.parametrize("host", ["evil.example", "localhost@evil.example", "a\tb"])
    def test_must_be_ours(self, guest: Guest, host: str) -> None:
        answer = guest.browser.get(guest.address, headers={"host": host})

        assert answer.status_code == 400
        assert "Anna" not in answer.text
        assert host not in answer.text

    def test_never_comes_into_the_page(self, guest: Guest) -> None:
        page = guest.browser.get(
            guest.address, headers={"x-forwarded-host": "evil.example"}
        ).text

        assert "evil.example" not in page
        assert "localhost" not in page


class TestTheLog:
    def test_names_no_link(
        self, guest: Guest, vink: Client, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.handler.addFilter(WithoutTokens())
        gone = expired(vink)

        gone.look()
        guest.browser.post(f"{guest.address}betaald/")
        guest.browser.put(guest.address)
        logging.getLogger("django.request").error("Internal: %s", guest.address)

        assert "/k/…/" in caplog.text
        assert gone.token not in caplog.text
        assert guest.token not in caplog.text

    def test_is_otherwise_as_it_was(self) -> None:
        record = logging.LogRecord("x", 30, "", 1, "client %s", (5,), None)

        assert WithoutTokens().filter(record)
        assert record.getMessage() == "client 5"
