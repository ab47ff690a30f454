"""Rows into the database as fast as it takes them, a stream at a time: no list, no models.

Rows name their columns (``client_id``) and carry their own ids, so that rows of the next
table can refer to them. PostgreSQL gets them by COPY, SQLite by one prepared statement.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import batched, chain
from typing import Any

from django.db import connection
from django.db.models import Model

Row = Mapping[str, Any]


def insert(model: type[Model], rows: Iterable[Row]) -> None:
    """Insert rows that all name the same columns; the others get their defaults."""
    stream = iter(rows)
    first = next(stream, None)
    if first is None:
        return
    fields = model._meta.concrete_fields
    defaults = {
        field.attname: field.get_default() for field in fields if field.attname not in first
    }
    columns = ", ".join(f'"{field.column}"' for field in fields)
    names = [field.attname for field in fields]
    values = (
        tuple(_plain({**defaults, **row}[name]) for name in names)
        for row in chain([first], stream)
    )
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        _copy(f'COPY "{table}" ({columns}) FROM STDIN', values)
        _number_on(table)
        return
    places = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        for chunk in batched(values, 10_000):
            cursor.executemany(
                f'INSERT INTO "{table}" ({columns}) VALUES ({places})',  # noqa: S608
                chunk,
            )


def _copy(statement: str, values: Iterator[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.cursor.copy(statement) as copying:
        for row in values:
            copying.write_row(row)


def _number_on(table: str) -> None:
    """Let the next row that comes without an id take the next number."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id))"  # noqa: S608
            f' FROM "{table}"'
        )


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a column takes
    if isinstance(value, (list, dict)):
        return json.dumps(value)
    return str(value) if type(value) is not str and isinstance(value, str) else value
