"""JSON from outside, taken apart value by value: what is not as expected is one error.

Hostile JSON is deep, huge, or of other types than documented. Nothing here recurses, and
nothing is taken that was not asked for by its type.
"""

import json
from typing import Never

Json = dict[str, object]


class NotAsExpected(ValueError):
    """The text is not the JSON that was expected; ``where`` is the name of the value."""

    def __init__(self, where: str) -> None:
        self.where = where
        super().__init__(where)


def parse(content: bytes, *, most_bytes: int) -> Json:
    """Read one JSON object, in UTF-8.

    Raises NotAsExpected.

    >>> parse(b'{"a": [1]}', most_bytes=100)
    {'a': [1]}
    """
    if len(content) > most_bytes:
        raise NotAsExpected("size")
    try:
        value = json.loads(content.decode(), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise NotAsExpected("json") from None
    return fields(value, where="json")


def fields(value: object, *, where: str) -> Json:
    """Give the value as an object with fields. Raises NotAsExpected."""
    if not isinstance(value, dict):
        raise NotAsExpected(where)
    return value


def items(value: object, *, where: str, most: int) -> list[object]:
    """Give the value as a list of at most ``most``; absent is empty. Raises NotAsExpected."""
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > most:
        raise NotAsExpected(where)
    return value


def text(value: object, *, where: str, longest: int) -> str:
    r"""Give the value as text without what no table can store; absent is empty.

    Raises NotAsExpected.

    >>> text("a\0b\ud800", where="body", longest=10)
    'a�b�'
    """
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > longest:
        raise NotAsExpected(where)
    return "".join(
        "�" if sign == "\0" or "\ud800" <= sign <= "\udfff" else sign for sign in value
    )


def whole(value: object, *, where: str, most: int) -> int:
    """Give the value as a whole number from 0 to ``most``, also when written as text.

    Raises NotAsExpected.

    >>> whole("12", where="timestamp", most=99), whole(12, where="timestamp", most=99)
    (12, 12)
    """
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise NotAsExpected(where)
    return value


def _refuse(constant: str) -> Never:
    raise ValueError(constant)
