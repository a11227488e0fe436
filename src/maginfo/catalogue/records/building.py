"""Turns the tables of a data file into records.

Records are `typing.NamedTuple`s: immutable, typed, and a quarter of the price of a frozen dataclass to define, which
is what a program that lives for a tenth of a second pays for. The shipped data was validated when it was packaged
(`catalogue.curation`), so building trusts it: it follows the nesting that `nests` declares and checks nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

Record = TypeVar("Record")

_NESTED: dict[type, dict[str, type]] = {}


def nests(record: type, **inner: type) -> None:
    """Declare which fields of `record` hold records: one, or any number of them."""
    _NESTED[record] = inner


def build(record: type[Record], table: Mapping[str, Any]) -> Record:
    """`record` from one table of a data file; arrays become tuples, nested tables nested records."""
    nested = _NESTED.get(record, {})
    values = dict(table)
    for name, value in table.items():
        inner = nested.get(name)
        if inner is None:
            if isinstance(value, list):
                values[name] = tuple(value)
        elif isinstance(value, list):
            values[name] = tuple([build(inner, item) for item in value])
        else:
            values[name] = build(inner, value)
    return record(**values)


def field_names(record: object) -> tuple[str, ...]:
    """The fields of a record, named tuple or dataclass; none for anything else."""
    fields = getattr(record, "_fields", None) or getattr(record, "__dataclass_fields__", ())
    return tuple(fields)
