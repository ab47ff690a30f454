"""Writes many rows of plain values: no model instance per row, one statement for all.

For the daily path and for bank lines, where Django's own ``bulk_create`` costs more than all
else together. PostgreSQL gets rows as a stream (COPY) and changes as columns (``unnest``):
a statement per row is a journey per row there. SQLite, which is no journey away, runs one
prepared statement. The database's constraints hold as always.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import DateField, DateTimeField, Field, JSONField, Model

Row = Mapping[str, Any]


class Written(str):
    """A value of a JSON column that is JSON text already."""

    __slots__ = ()


def insert(model: type[Model], rows: Sequence[Row]) -> None:
    """Insert rows by the names of their columns (``client_id``), the same in each row.

    A column that no row names gets the default of its field.
    """
    if not rows:
        return
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    defaults = {
        field.attname: field.get_default() for field in fields if field.attname not in rows[0]
    }
    table = f"{_quoted(model._meta.db_table)} ({', '.join(_column(each) for each in fields)})"
    values = _values(fields, ({**defaults, **row} for row in rows))
    if connection.vendor == "postgresql":
        _copy(f"COPY {table} FROM STDIN", values)
        return
    places = ", ".join(["%s"] * len(fields))
    _execute(f"INSERT INTO {table} VALUES ({places})", values)  # noqa: S608 - own names


def update(model: type[Model], rows: Sequence[Row], *, state: str | None = None) -> None:
    """Update rows by their ``id``; with ``state`` only those that still have it."""
    if not rows:
        return
    named = [
        field
        for field in model._meta.concrete_fields
        if field.attname in rows[0] and not field.primary_key
    ]
    if connection.vendor == "postgresql":
        _update_as_columns(model, named, rows, state=state)
        return
    sets = ", ".join(f"{_column(field)} = %s" for field in named)
    keys = ["id"] if state is None else ["id", "state"]
    where = " AND ".join(f"{key} = %s" for key in keys)
    _execute(
        f"UPDATE {_quoted(model._meta.db_table)} SET {sets} WHERE {where}",  # noqa: S608 - own names
        _values(
            [*named, *(model._meta.get_field(key) for key in keys)],
            ({**row, "state": state} for row in rows),
        ),
    )


def _update_as_columns(
    model: type[Model], named: Sequence[Any], rows: Sequence[Row], *, state: str | None
) -> None:
    """Update all rows by one statement, which gets a list per column."""
    table, key = _quoted(model._meta.db_table), model._meta.get_field("id")
    sets = ", ".join(f"{_column(field)} = new.{_column(field)}" for field in named)
    lists = ", ".join(
        f"unnest(%s::{field.db_type(connection)}[]) AS {_column(field)}"
        for field in [key, *named]
    )
    still = "" if state is None else f" AND {table}.state = %s"
    columns = [list(column) for column in zip(*_values([key, *named], rows), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {sets} FROM (SELECT {lists}) AS new"  # noqa: S608 - own names
            f" WHERE {table}.id = new.id{still}",
            [*columns, *([] if state is None else [state])],
        )


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(name or "")


def _column(field: "Field[Any, Any]") -> str:
    return _quoted(field.column)


def _values(fields: Sequence[Any], rows: Iterable[Row]) -> Iterator[tuple[Any, ...]]:
    """Give the values of each row in the order of the fields, as this database takes them."""
    columns = [(field.attname, _adapted(field)) for field in fields]
    return (
        tuple(adapt(row[name]) if adapt else row[name] for name, adapt in columns)
        for row in rows
    )


def _execute(sql: str, values: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(values))


def _copy(sql: str, values: Iterable[tuple[Any, ...]]) -> None:
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.cursor.copy(sql) as copying,
    ):
        for row in values:
            copying.write_row(row)


def _adapted(field: "Field[Any, Any]") -> Callable[[Any], Any] | None:
    """Give how a value is handed to this database, where it is not as it stands."""
    if isinstance(field, JSONField):
        return _json
    if isinstance(field, DateTimeField):
        return connection.ops.adapt_datetimefield_value
    return connection.ops.adapt_datefield_value if isinstance(field, DateField) else None


def _json(value: object) -> object:
    if isinstance(value, Written):
        return str(value)
    return connection.ops.adapt_json_value(value, None)
