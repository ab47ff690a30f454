"""Situations, policies and decisions as text, and back, so that they can be decided again.

The text is canonical JSON: keys sorted, no spaces, ASCII, days as ``2026-10-14``. Two equal
values give the same text, so its hash names the value. Reading is strict: an unknown key,
a missing one without a default, or another type is refused with the place where it stands.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from voldaan import days
from voldaan.followup.shapes import Decision, Policy, Situation
from voldaan.reasons import Fact

Replayable = Situation | Policy | Decision
_Reader = Callable[[Any, str], Any]


class NotReplayable(ValueError):
    """The text is not such a value; carries the place in it and what was found."""

    def __init__(self, where: str, found: str) -> None:
        super().__init__(f"{where}: {found}")
        self.where = where
        self.found = found


def to_json(value: Replayable) -> str:
    """Give the canonical JSON of a situation, policy or decision.

    >>> to_json(Situation(client_id=1, client_name="Dirk"))[:40]
    '{"address_form":"u","administration_held'
    """
    return _canonical(value)


def to_plain(value: Replayable) -> dict[str, Any]:
    """Give the same as dicts, lists, texts, numbers and None: what a JSON column takes."""
    plain: dict[str, Any] = _plain(value)
    return plain


def from_json[Kind: Replayable](kind: type[Kind], text: str) -> Kind:
    """Read a value back from :func:`to_json`; equal to the one that was written.

    Raises :class:`NotReplayable` naming the place.

    >>> situation = Situation(client_id=1, client_name="Dirk")
    >>> from_json(Situation, to_json(situation)) == situation
    True
    """
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotReplayable("$", "not JSON") from error
    return from_plain(kind, plain)


def from_plain[Kind: Replayable](kind: type[Kind], plain: object) -> Kind:
    """Read a value back from :func:`to_plain`. Raises :class:`NotReplayable`."""
    shape: Any = kind
    found: Kind = _reader(shape)(plain, "$")
    return found


def fingerprint(situation: Situation, *, policy: Policy, day: date) -> str:
    """Name what a decision was made from: 64 hexadecimal digits, the same everywhere.

    >>> from voldaan.followup.policy import shipped
    >>> dirk = Situation(client_id=1, client_name="Dirk")
    >>> len(fingerprint(dirk, policy=shipped(), day=date(2026, 10, 14)))
    64
    """
    return fingerprint_of(to_json(situation), policy=policy, day=day)


def fingerprint_of(situation_text: str, *, policy: Policy, day: date) -> str:
    """Give :func:`fingerprint` of a situation that is written by :func:`to_json` already."""
    text = f"{situation_text}\n{_policy_text(policy)}\n{day.isoformat()}"
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _policy_text(policy: Policy) -> str:
    return to_json(policy)


_PLAIN = frozenset({str, int, bool, NoneType})


@cache
def _parts(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:  # noqa: ANN401
    """Give the sorted names of a class of the shapes, and what reads all of them at once."""
    names = tuple(sorted(field.name for field in fields(kind)))
    return names, attrgetter(*names)


@cache
def _later(kind: Any) -> tuple[tuple[str, Any], ...]:  # noqa: ANN401
    """Give the fields that were added when others were stored already, and their defaults."""
    return tuple((each.name, each.default) for each in fields(kind) if each.metadata)


def _parts_of(value: Any, kind: Any) -> dict[str, Any]:  # noqa: ANN401
    """Give what is written of a value: a later field only when it says something."""
    names, read = _parts(kind)
    found = dict(zip(names, read(value), strict=True))
    for name, default in _later(kind):
        if found[name] == default:
            del found[name]
    return found


def _written(value: Any) -> Any:  # noqa: ANN401 - any field of the shapes
    """Give what JSON writes for a day, or for one of the shapes with its keys sorted."""
    if type(value) is date:
        return value.isoformat()
    return _parts_of(value, type(value))


_canonical = json.JSONEncoder(
    separators=(",", ":"),
    default=_written,
    check_circular=False,  # frozen values of frozen values
).encode


def _plain(value: Any) -> Any:  # noqa: ANN401 - any field of the shapes
    kind: Any = type(value)
    if kind is date:
        return value.isoformat()
    if kind is tuple:
        return [part if type(part) in _PLAIN else _plain(part) for part in value]
    # A run writes millions of parts, nearly all of them plain: no call for those.
    return {
        name: part if type(part) in _PLAIN else _plain(part)
        for name, part in _parts_of(value, kind).items()
    }


# ── reading back, by the type written at each field ─────────────────────────────────────
@cache
def _reader(kind: Any) -> _Reader:  # noqa: ANN401 - any annotation of the shapes
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass_reader(kind)
    origin = get_origin(kind)
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if origin is Literal:
        return _choice_reader(get_args(kind))
    if origin is UnionType or origin is Union:  # the latter around a Literal
        return _union_reader(get_args(kind))
    return _day_reader if kind is date else _exact_reader(kind)


def _refuse(where: str, found: object) -> NotReplayable:
    return NotReplayable(where, f"{type(found).__name__} {str(found)[:40]!r}")


def _exact_reader(kind: type[Any]) -> _Reader:
    def read(plain: Any, where: str) -> Any:  # noqa: ANN401
        if type(plain) is not kind:  # a bool is an int, but not here
            raise _refuse(where, plain)
        return plain

    return read


def _day_reader(plain: Any, where: str) -> date:  # noqa: ANN401
    try:
        return days.parse_iso(plain)
    except (TypeError, days.NotADay) as error:
        raise _refuse(where, plain) from error


def _choice_reader(choices: tuple[Any, ...]) -> _Reader:
    def read(plain: Any, where: str) -> Any:  # noqa: ANN401
        if not isinstance(plain, str) or plain not in choices:
            raise _refuse(where, plain)
        return plain

    return read


def _union_reader(kinds: tuple[Any, ...]) -> _Reader:
    """``X | None``, and the ``str | int`` of a fact."""
    if NoneType not in kinds:
        return _fact_reader
    one: Any = next(kind for kind in kinds if kind is not NoneType)

    def read(plain: Any, where: str) -> Any:  # noqa: ANN401
        return None if plain is None else _reader(one)(plain, where)

    return read


def _fact_reader(plain: Any, where: str) -> Fact:  # noqa: ANN401
    if type(plain) is str or type(plain) is int:
        return plain
    raise _refuse(where, plain)


def _tuple_reader(kinds: tuple[Any, ...]) -> _Reader:
    any_length = kinds[-1] is Ellipsis
    readers = [_reader(kind) for kind in kinds if kind is not Ellipsis]

    def read(plain: Any, where: str) -> tuple[Any, ...]:  # noqa: ANN401
        if type(plain) is not list or (not any_length and len(plain) != len(readers)):
            raise _refuse(where, plain)
        each = readers * len(plain) if any_length else readers
        return tuple(
            reader(part, f"{where}[{place}]")
            for place, (reader, part) in enumerate(zip(each, plain, strict=True))
        )

    return read


def _dataclass_reader(kind: type[Any]) -> _Reader:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}
    needed = [field.name for field in fields(kind) if _is_needed(field)]

    def read(plain: Any, where: str) -> Any:  # noqa: ANN401
        if not isinstance(plain, Mapping):
            raise _refuse(where, plain)
        for name in plain:
            if name not in readers:
                raise NotReplayable(where, f"unknown {str(name)[:40]!r}")
        for name in needed:
            if name not in plain:
                raise NotReplayable(where, f"no {name!r}")
        read_fields = {
            name: readers[name](part, f"{where}.{name}") for name, part in plain.items()
        }
        try:
            return kind(**read_fields)
        except ValueError as error:  # a policy that contradicts itself
            raise NotReplayable(where, str(error)) from error

    return read


def _is_needed(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING
