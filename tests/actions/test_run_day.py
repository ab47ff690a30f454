import pytest
from django.db import connection
from tests.books import factories as make

from voldaan.actions.run_day import run_day
from voldaan.books.queries.client_list import client_lines

pytestmark = pytest.mark.django_db


class TestRunDay:
    def test_leaves_the_database_knowing_its_size(self) -> None:
        if connection.vendor != "sqlite":
            return  # PostgreSQL counts by itself
        firm = make.administration()
        make.invoice(make.client(firm))

        run_day(firm.pk, day=make.DAY, at=make.AT)

        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'books_invoice'")
            assert cursor.fetchone()[0] > 0

    def test_tells_how_far_it_is(self) -> None:
        firm = make.administration()
        make.invoice(make.client(firm))
        told: list[tuple[int, int]] = []

        run_day(
            firm.pk,
            day=make.DAY,
            at=make.AT,
            progress=lambda done, of: told.append((done, of)),
        )

        assert told == [(1, 1)]
        assert client_lines(firm.pk, day=make.DAY).total == 1
