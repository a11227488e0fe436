"""Answers for rows of a table: a row that names no magnesium, and rows that are checked together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from maginfo.dosing.report import Report
from maginfo.model.answer import Answer
from maginfo.model.record import Record
from maginfo.model.safety import Severity

NO_MAGNESIUM = "no-magnesium-named"


class NoMagnesiumRow(Answer):
    """A row of a table that names another substance and no magnesium; it is not an error."""

    SCHEMA: ClassVar[str] = "maginfo.no-magnesium/1"
    row: int
    """The number of the row, from 1; a header is not counted."""
    reason: str
    """The name of the other substance in the row."""
    code: str = NO_MAGNESIUM
    """A code that is also used among the findings of a table."""


class RowLeftOut(Record):
    """A row of a group that is not in its sum."""

    row: int
    """The number of the row, from 1; a header is not counted."""
    reason: str
    code: str | None = None
    """no-magnesium-named, amount-not-said or not-understood; null for a cell that cannot be read."""


class GroupAnswer(Answer):
    """The verdict on rows that were checked together, such as those of one person and day."""

    SCHEMA: ClassVar[str] = "maginfo.group/1"
    group: Mapping[str, str]
    """The cells that the rows have in common, by the column."""
    rows: tuple[int, ...]
    """The numbers of the rows whose doses were added up, from 1; a header is not counted."""
    left_out: tuple[RowLeftOut, ...]
    severity: Severity | None
    """The report's; at least major where a row that could not be read is missing from the sum."""
    report: Report | None
    """Null where no row could be checked."""
    error: str | None = None
    """Why there is no report, or which rows are missing from its sum."""
