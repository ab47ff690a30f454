"""Vandaag opens no wide row that it does not show: the indexes hold what it counts by."""

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from tests.books import factories as cast

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def plans(client: Browser) -> list[tuple[str, str]]:
    """Give every statement of the page with how SQLite finds its rows."""
    client.force_login(cast.anna(cast.administration()))
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    found = []
    with connection.cursor() as cursor:
        for each in asked.captured_queries:
            cursor.execute(f"EXPLAIN QUERY PLAN {each['sql']}")
            found.append((each["sql"], " ".join(row[3] for row in cursor.fetchall())))
    return found


def how(client: Browser, *parts: str) -> str:
    """Give the plan of the one statement in which all these parts stand."""
    (plan,) = [plan for sql, plan in plans(client) if all(part in sql for part in parts)]
    return plan


class TestTheIndexes:
    def test_hold_the_order_of_the_cards(self, client: Browser) -> None:
        plan = how(client, "match_payment", "ORDER BY CASE")

        assert "COVERING INDEX decision_of_today" in plan

    def test_hold_the_counts_of_who_waits(self, client: Browser) -> None:
        plan = how(client, '"books_decision"."wait_until" <=')

        assert "COVERING INDEX decision_of_today" in plan
        assert "TEMP B-TREE" not in plan

    def test_find_what_is_under_way_without_what_is_proposed(self, client: Browser) -> None:
        plan = how(client, '"books_message"', "COUNT(*)", "'unsure'")

        assert "COVERING INDEX message_by_state" in plan

    def test_find_the_prepared_replies_without_the_steps(self, client: Browser) -> None:
        assert "message_replies" in how(client, '"books_message"."is_reply"', "'proposed'")

    def test_find_the_good_news_by_its_day(self, client: Browser) -> None:
        assert "payment_by_method" in how(client, '"books_payment"."reverses_id" IS NULL')
