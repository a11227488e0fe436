"""Rows of CSV and TSV, as the lines of a stream hold them.

A line without anything in it is no row. Every other row comes, in order, with what is wrong with it where something
is: a broken quotation costs the row in which it stands, and none of those that follow.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from itertools import chain
from typing import TYPE_CHECKING

from maginfo.batch.blocks import in_parts, rows_at_once
from maginfo.batch.columns import Columns
from maginfo.batch.lines import LONGEST_LINE, FaultyLine
from maginfo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.batch.lines import Lines

Row = tuple[list[str], str | None, str | None]
"""The cells, as many as there are columns; the line they came from, where it can be written again as it is; and why
the row is not read, where it is not."""

QUOTE = '"'
TAB = "\t"
_ESCAPE = re.compile(r"\\([tnr\\])")
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
_BROKEN_QUOTATION = "a quoted cell does not end, or text follows its closing quote; a quote within a cell is doubled"


class Table:
    """A stream of CSV, or of TSV where the delimiter is a tab: its columns, and its rows block by block."""

    def __init__(self, lines: Lines, delimiter: str, headings: frozenset[str] = frozenset()) -> None:
        """Reads the header, `headings` as for `Columns`; raises DataError where there is none, or it names no dose."""
        self._lines = lines
        self._delimiter = delimiter
        self._waiting: deque[str] = deque()
        csv.field_size_limit(max(csv.field_size_limit(), 2 * LONGEST_LINE))
        self._blocks = self._records()
        self._first = next((block for block in self._blocks if block), [])
        if not self._first:
            raise DataError(f"'{lines.name}': is empty; its first line names the columns, 'dose' among them")
        names, _, fault = self._first.pop(0)
        if fault is not None:
            raise DataError(f"'{lines.name}': its first line, which names the columns, cannot be read: {fault}")
        self.columns = Columns(names, lines.name, headings)

    def blocks(self) -> Iterator[list[Row]]:
        """The rows below the header, as they come in."""
        width = len(self.columns.names)
        at_once = rows_at_once(width)
        for block in chain([self._first], self._blocks):
            for part in in_parts(block, at_once):
                yield [row if len(row[0]) == width else _fitted(row, width) for row in part]

    def _records(self) -> Iterator[list[Row]]:
        if self._delimiter == TAB:
            for lines in self._lines.blocks():
                yield [_of_tabs(line) for line in lines if TAB in line or line.strip()]
            return
        for lines in self._lines.blocks():
            if not self._waiting and self._is_plain(lines):
                yield self._plain(lines)
            else:
                self._waiting.extend(lines)
                yield self._parsed(at_end=False)
        yield self._parsed(at_end=True)

    def _is_plain(self, lines: list[str]) -> bool:
        """Whether every line is a record, which can be written again as it is."""
        text = "".join(lines)
        return QUOTE not in text and set(map(type, lines)) == {str}

    def _plain(self, lines: list[str]) -> list[Row]:
        records = zip(lines, csv.reader(lines, delimiter=self._delimiter), strict=True)
        return [(cells, line.rstrip("\r\n"), None) for line, cells in records if len(cells) > 1 or line.strip()]

    def _parsed(self, *, at_end: bool) -> list[Row]:
        """The records of the lines that wait; one that is not whole yet goes on waiting."""
        records: list[Row] = []
        taken: list[str] = []
        while self._waiting:
            reader = csv.reader(self._take(taken), delimiter=self._delimiter, strict=True)
            try:
                for cells in reader:
                    if cells and (len(cells) > 1 or taken[0].strip()):
                        records.append(self._record(cells, taken))
                    taken.clear()
            except csv.Error:
                may_go_on = not self._waiting and not at_end and sum(map(len, taken)) <= LONGEST_LINE
                if may_go_on:
                    self._waiting.extend(taken)
                    break
                first, *rest = taken
                self._waiting.extendleft(reversed(rest))
                taken.clear()
                fault = first.reason if isinstance(first, FaultyLine) else _BROKEN_QUOTATION
                records.append((first.rstrip("\r\n").split(self._delimiter), None, fault))
        return records

    def _take(self, taken: list[str]) -> Iterator[str]:
        """The lines that wait, noted as they are handed out."""
        while self._waiting:
            line = self._waiting.popleft()
            taken.append(line)
            yield line

    def _record(self, cells: list[str], taken: list[str]) -> Row:
        line = taken[0]
        if len(taken) > 1:
            return cells, None, next((each.reason for each in taken if isinstance(each, FaultyLine)), None)
        if isinstance(line, FaultyLine):
            return cells, None, line.reason
        return cells, None if QUOTE in line else line.rstrip("\r\n"), None


def _of_tabs(line: str) -> Row:
    """A line of TSV: a quote in it is a quote, a backslash and a letter stand for what would break a cell."""
    text = line.rstrip("\r\n")
    cells = text.split(TAB)
    if isinstance(line, FaultyLine):
        return cells, None, line.reason
    if "\\" not in text:
        return cells, text, None
    read = [_unescaped(cell) for cell in cells]
    # Written again as it is, but for a cell that begins with what a spreadsheet runs: it is guarded as it is read.
    return read, None if any(cell[:1] in ("\t", "\r") for cell in read) else text, None


def _fitted(row: Row, width: int) -> Row:
    """The row with a cell for every column; one with more or fewer is not read, for nobody knows which is which."""
    cells, _, fault = row
    if len(cells) == width:
        return row
    if fault is None:
        fault = f"has {_counted(len(cells), 'cell')} where the header names {_counted(width, 'column')}"
        if len(cells) > width:
            fault += f"; left over: {', '.join(cells[width:])}"
    return [*cells[:width], *[""] * (width - len(cells))], None, fault


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _unescaped(cell: str) -> str:
    """A cell of TSV as this program writes it; a backslash before anything else is one."""
    return _ESCAPE.sub(lambda escape: _ESCAPED[escape[1]], cell)
