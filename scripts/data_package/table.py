"""What a table of the data package is: columns with their types, rows, and what each row rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from maginfo.model.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maginfo.model.bibliography import Citation


class Column(NamedTuple):
    """A column; `kind` is a type of Table Schema."""

    name: str
    description: str
    kind: str = "string"
    required: bool = False


class Reference(NamedTuple):
    """A column whose values are those of another table's key."""

    column: str
    table: str
    key: str = "id"


class Table(NamedTuple):
    """A table: `rows` are in the order of `columns`, in the order of the key."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    references: tuple[Reference, ...] = ()


class Cited(NamedTuple):
    """What a row rests on: citations by the figure that they are for, the most important first."""

    table: str
    row: str
    sources: tuple[tuple[str, tuple[Citation, ...]], ...]


BETWEEN = ";"
"""Between several values in one cell."""
MAIN_SOURCE = (
    Column("source", "Id of the main source; empty where none is recorded. `citations` has all of them."),
    Column("locator", "The place in that source: table, page, section."),
    Column("checked", "The day on which a curator last compared the row with it, or looked at it.", "date", True),
    Column("seen", "How closely the source was read: primary, copy, abstract, secondary, ..."),
)


def main_source(cited: Cited, checked: str) -> tuple[Any, ...]:
    """Return the cells of `MAIN_SOURCE`; `checked` is the day for a row that cites nothing."""
    first = next((citation for _, citations in cited.sources for citation in citations), None)
    return (None, None, checked, None) if first is None else (first.id, first.at, first.checked, first.seen)


def joined(values: Iterable[str]) -> str | None:
    """Return the values in one cell; None for none."""
    return BETWEEN.join(values) or None


def make_table(
    name: str,
    description: str,
    columns: tuple[Column, ...],
    key: tuple[str, ...],
    rows: Iterable[tuple[Any, ...]],
    references: tuple[Reference, ...] = (),
) -> Table:
    """Return the table with its rows in the order of the key; ValueError for two rows with one key."""
    names = [column.name for column in columns]
    places = [names.index(each) for each in key]
    ordered = sorted((tuple(map(plain, row)) for row in rows), key=lambda row: [row[place] for place in places])
    keys = [tuple(row[place] for place in places) for row in ordered]
    if len(set(keys)) < len(keys):
        twice = next(each for each in keys if keys.count(each) > 1)
        raise ValueError(f"{name}: two rows have the key {twice}")
    cites = "source" in names
    return Table(
        name, description, columns, key, ordered, (*references, *((Reference("source", "sources"),) if cites else ()))
    )
