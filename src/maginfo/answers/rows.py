"""The answer for a row of a table without magnesium."""

from __future__ import annotations

from typing import ClassVar

from maginfo.model.record import Record

NO_MAGNESIUM = "no-magnesium-named"


class NoMagnesiumRow(Record):
    """A row of a table that names another substance and no magnesium; it is not an error."""

    SCHEMA: ClassVar[str] = "maginfo.no-magnesium/1"
    row: int
    """The number of the row, from 1; a header is not counted."""
    reason: str
    """The name of the other substance in the row."""
    code: str = NO_MAGNESIUM
    """A code that is also used among the findings of a table."""
