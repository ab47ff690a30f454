"""Writes many rows of plain values: no model instance per row, one prepared statement.

For the daily path and for bank lines, where Django's own ``bulk_create`` costs more than all
else together.
The database's constraints hold as always.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
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
    names = ", ".join(_quoted(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    _execute(
        f"INSERT INTO {_quoted(model._meta.db_table)} ({names}) VALUES ({places})",  # noqa: S608 - own names
        fields,
        ({**defaults, **row} for row in rows),
    )


def update(model: type[Model], rows: Sequence[Row], *, state: str | None = None) -> None:
    """Update rows by their ``id``; with ``state`` only those that still have it."""
    if not rows:
        return
    named = [
        field
        for field in model._meta.concrete_fields
        if field.attname in rows[0] and not field.primary_key
    ]
    sets = ", ".join(f"{_quoted(field.column)} = %s" for field in named)
    keys = ["id"] if state is None else ["id", "state"]
    where = " AND ".join(f"{key} = %s" for key in keys)
    _execute(
        f"UPDATE {_quoted(model._meta.db_table)} SET {sets} WHERE {where}",  # noqa: S608 - own names
        [*named, *(model._meta.get_field(key) for key in keys)],
        ({**row, "state": state} for row in rows),
    )


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(name or "")


def _execute(sql: str, fields: Sequence[Any], rows: Iterable[Row]) -> None:
    columns = [(field.attname, _adapted(field)) for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(
            sql,
            [
                tuple(adapt(row[name]) if adapt else row[name] for name, adapt in columns)
                for row in rows
            ],
        )


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
