"""Turns the tables of a data file into records.

The shipped data was validated when it was packaged (`catalogue.curation`), so building trusts it: it follows the
nesting that `nested` declares and checks nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields
from typing import Any, TypeVar

Record = TypeVar("Record")


def nested(record: type) -> Any:
    """A field holding any number of `record`s, none by default."""
    return field(default=(), metadata={"record": record})


def nested_one(record: type) -> Any:
    """A field holding one `record`, or None."""
    return field(default=None, metadata={"record": record})


def build(record: type[Record], table: Mapping[str, Any]) -> Record:
    """`record` from one table of a data file; arrays become tuples, nested tables nested records."""
    values: dict[str, Any] = {}
    for each in fields(record):  # type: ignore[arg-type]  # every Record here is a dataclass
        if each.name not in table:
            continue
        value = table[each.name]
        inner = each.metadata.get("record")
        if isinstance(value, list):
            value = tuple(build(inner, item) for item in value) if inner else tuple(value)
        elif inner is not None:
            value = build(inner, value)
        values[each.name] = value
    return record(**values)
