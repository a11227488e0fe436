"""Blocks of rows in parts that memory holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

V = TypeVar("V")
MOST_CELLS = 1_000_000
"""Of the rows that are handed on at once: a short line can stand for a row of many columns."""


def in_parts(rows: Sequence[V], most: int) -> Iterator[Sequence[V]]:
    """The rows in their order, at most so many at once."""
    return (rows[start : start + most] for start in range(0, len(rows), most))


def rows_at_once(columns: int) -> int:
    """How many rows of so many columns are handed on at once."""
    return max(1, MOST_CELLS // columns)
