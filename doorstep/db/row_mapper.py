"""A mapper from rows to frozen dataclasses: each field from the column of its name.

Text becomes the enum that the field is of, an array a tuple, a JSON document its model.
A field that is itself a dataclass is read from the columns `<field>_<its own fields>`;
where it may be None, it is if the first of them is null.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cached_property
from operator import itemgetter
from types import NoneType
from typing import (
    TYPE_CHECKING,
    Any,
    Generic,
    TypeAlias,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import BaseModel

from doorstep.db.pool import Record

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Row = TypeVar("_Row", bound="DataclassInstance")
_Read: TypeAlias = Callable[[Record], Any]
_Convert: TypeAlias = Callable[[Any], object]


class RowMapper(Generic[_Row]):
    """One per dataclass; a call maps one row and ignores other columns.

    What it reads is found out at its first row: a process has a hundred of them.
    """

    def __init__(self, row: type[_Row], prefix: str = "") -> None:
        self._row = row
        self._prefix = prefix

    @cached_property
    def _reads(self) -> list[_Read]:
        hints = get_type_hints(self._row)
        return [
            _reading(f"{self._prefix}{field.name}", hints[field.name])
            for field in fields(self._row)
        ]

    def columns_of(self, table: str, field: str) -> str:
        """Those of a table, in a list of `select`, for a field of another row."""
        return ", ".join(
            f"{table}.{name} as {field}_{name}" for name in _columns(self._row)
        )

    def __call__(self, record: Record) -> _Row:
        return self._row(*[read(record) for read in self._reads])


def _columns(row: type["DataclassInstance"]) -> Iterator[str]:
    """Every column that a row is read from."""
    hints = get_type_hints(row)
    for field in fields(row):
        wanted, _ = _without_none(hints[field.name])
        if isinstance(wanted, type) and is_dataclass(wanted):
            yield from (f"{field.name}_{name}" for name in _columns(wanted))
        else:
            yield field.name


def _reading(column: str, hint: object) -> _Read:
    wanted, optional = _without_none(hint)
    read: _Read = itemgetter(column)
    if isinstance(wanted, type) and is_dataclass(wanted):
        whole = RowMapper(wanted, f"{column}_")
        first = itemgetter(f"{column}_{fields(wanted)[0].name}")
        return _unless_null(first, whole) if optional else whole
    convert = _conversion(wanted)
    if convert is None:
        return read
    converted = _converting(read, convert)
    return _unless_null(read, converted) if optional else converted


def _without_none(hint: object) -> tuple[object, bool]:
    """`X` of `X | None`, and whether None was allowed."""
    rest = [part for part in get_args(hint) if part is not NoneType]
    optional = NoneType in get_args(hint)
    return (rest[0], True) if optional and len(rest) == 1 else (hint, optional)


def _conversion(wanted: object) -> _Convert | None:
    """None for types that asyncpg returns as they are."""
    if get_origin(wanted) is tuple:
        return tuple
    if not isinstance(wanted, type):
        return None
    if issubclass(wanted, Enum):
        return wanted
    return wanted.model_validate if issubclass(wanted, BaseModel) else None


def _converting(read: _Read, convert: _Convert) -> _Read:
    return lambda record: convert(read(record))


def _unless_null(first: _Read, read: _Read) -> _Read:
    return lambda record: None if first(record) is None else read(record)
