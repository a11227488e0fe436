"""The base class of every record.

A record is a frozen `msgspec.Struct`: cheap to define, and read from a table or from JSON by the annotations of its
fields. docs/architecture.md compares the cost of the alternatives. Modules of records of the data files do not import
`annotations` from `__future__`: msgspec would compile each annotation from its text at every start (12 of 414 million
instructions of `check --json`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_: Any) -> Any:
        """Return an empty decorator: type checkers read from it that subclasses of `Record` are frozen too."""
        return lambda decorated: decorated


R = TypeVar("R", bound="Record")
RecordPath = tuple["str | tuple[int, Any]", ...]
"""A path in a record: names of fields, and (position, item) for an item of a tuple."""


@dataclass_transform(frozen_default=True)
class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Named values, compared by value and immutable."""

    def replaced(self: R, **values: Any) -> R:
        """Return a copy of the record with these values."""
        return msgspec.structs.replace(self, **values)


class TextRecord(Record):
    """A record that JSON and tables hold as its text (`str`)."""


def records_in(value: Any) -> list[tuple[RecordPath, Record]]:
    """Return a record (or the records of a tuple) and every nested record, in field order, each with its path."""
    found: list[tuple[RecordPath, Record]] = []
    _gather(value, (), found)
    return found


def _gather(value: Any, path: RecordPath, found: list[tuple[RecordPath, Record]]) -> None:
    if isinstance(value, Record):
        found.append((path, value))
        for name in value.__struct_fields__:
            held = getattr(value, name)
            if isinstance(held, (Record, tuple)):
                _gather(held, (*path, name), found)
    else:
        for position, item in enumerate(value):
            if isinstance(item, (Record, tuple)):
                _gather(item, (*path, (position, item)), found)
