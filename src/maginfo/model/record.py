"""What every record is.

A record is a frozen `msgspec.Struct`: cheap to define, and read from a table or from JSON by the annotations of its
fields. docs/architecture.md says what other dialects cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_: Any) -> Any:
        """Nothing at run time: it tells type checkers that every record is frozen, not `Record` alone."""
        return lambda decorated: decorated


R = TypeVar("R", bound="Record")
RecordPath = tuple["str | tuple[int, Any]", ...]
"""The way to something in a record: names of fields, and of what stands in a tuple its position and itself."""


@dataclass_transform(frozen_default=True)
class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Values under names, compared by value and never changed."""

    def replaced(self: R, **values: Any) -> R:
        """The same record with these values; whatever making it raises."""
        return msgspec.structs.replace(self, **values)


def build(record: type[R], table: Mapping[str, Any]) -> R:
    """`record` from one table of a data file; arrays become tuples, nested tables nested records.

    Raises msgspec.ValidationError for a missing or unknown key and a value of another type; what else a value must be
    was checked when the data was packaged (`catalogue.curation`).
    """
    return msgspec.convert(table, record)


def records_in(value: Any) -> list[tuple[RecordPath, Record]]:
    """A record and every record in it, or in a tuple of them, in the order of the fields; each with its path."""
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
