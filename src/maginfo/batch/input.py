"""Rows of CSV and TSV, chunk by chunk."""

from __future__ import annotations

import csv
import re
from collections import deque
from itertools import chain, repeat
from typing import TYPE_CHECKING

from maginfo.batch.columns import Columns
from maginfo.batch.places import ReadAs
from maginfo.batch.streams import MAX_LINE_LENGTH, FaultyLine, in_chunks, max_rows_in_chunk
from maginfo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.batch.streams import Lines

Row = tuple[list[str], str | None, str | None]
"""The cells, one a column; the line they came from, or None if it cannot be copied unchanged; and why the row cannot be
read, or None if it can."""

SEMICOLON = ";"
QUOTE = '"'
TAB = "\t"
_STATED_DELIMITER = re.compile(r"\s*sep=([^\r\n\"])\s*$", re.IGNORECASE)
"""The first line of a table that Excel wrote."""
_ESCAPE = re.compile(r"\\([tnr\\])")
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
_BROKEN_QUOTATION = "a quoted cell does not end, or text follows its closing quote; a quote within a cell is doubled"


class Table:
    """A stream of CSV, or of TSV if the delimiter is a tab: its columns, and its rows chunk by chunk."""

    def __init__(self, lines: Lines, delimiter: str | None, read_as: ReadAs = ReadAs()) -> None:  # noqa: B008  # immutable
        """Read the header; DataError if it is missing or names no dose.

        Without a delimiter, it is the sign that stands in the header most often: a comma, a semicolon or a tab.
        """
        self._lines = lines
        self._delimiter = delimiter or ","
        self._may_choose = delimiter is None
        self._waiting: deque[str] = deque()
        csv.field_size_limit(max(csv.field_size_limit(), 2 * MAX_LINE_LENGTH))
        self._blocks = self._records()
        self._first = next((block for block in self._blocks if block), [])
        if not self._first:
            raise DataError(f"'{lines.name}': is empty; its first line names the columns, 'dose' among them")
        names, _, fault = self._first.pop(0)
        if fault is not None:
            raise DataError(f"'{lines.name}': its first line, which names the columns, cannot be read: {fault}")
        is_guessed = self._delimiter == SEMICOLON and read_as.decimal_comma is None
        if is_guessed:
            read_as = read_as._replace(decimal_comma=True)
        self.decimal_comma = bool(read_as.decimal_comma)
        if names[0].lstrip()[:1] in ("{", "["):
            raise DataError(
                f"'{lines.name}': its first line is JSON and names no columns; --input-format jsonl reads it"
            )
        self.columns = Columns(names, lines.name, read_as, comma_is_guessed=is_guessed)

    @property
    def delimiter(self) -> str:
        """The sign between the cells of a row."""
        return self._delimiter

    def blocks(self) -> Iterator[list[Row]]:
        """Yield the rows below the header as they arrive."""
        width = len(self.columns.names)
        at_once = max_rows_in_chunk(width)
        for block in chain([self._first], self._blocks):
            for part in in_chunks(block, at_once):
                fits = {len(cells) for cells, _, _ in part} == {width}
                rows = list(part) if fits else [row if len(row[0]) == width else _fitted(row, width) for row in part]
                yield self.columns.without_contradictions(rows)

    def _records(self) -> Iterator[list[Row]]:
        blocks = self._lines.blocks()
        if self._may_choose:
            begun: list[str] = []
            for lines in blocks:
                begun += lines
                place = next((place for place, line in enumerate(begun) if line.strip()), None)
                stated = _STATED_DELIMITER.match(begun[place]) if place is not None else None
                if place is not None and stated is not None:
                    self._delimiter = stated[1]
                    begun = begun[place + 1 :]
                    break
                if place is not None:
                    self._delimiter = _delimiter_of(begun[place])
                    break
            blocks = chain([begun], blocks)
        if self._delimiter == TAB:
            for lines in blocks:
                yield [_tsv_row(line) for line in lines if TAB in line or line.strip()]
            return
        for lines in blocks:
            text = "".join(lines)
            if not self._waiting and QUOTE not in text and set(map(type, lines)) == {str}:
                yield self._plain(lines, text)
            else:
                self._waiting.extend(lines)
                yield self._parsed(at_end=False)
        yield self._parsed(at_end=True)

    def _plain(self, lines: list[str], text: str) -> list[Row]:
        """Return the records of lines without quotes, which can be copied unchanged; `text` is the lines together."""
        ended = [line.rstrip("\r\n") for line in lines] if "\r" in text else text.split("\n")[: len(lines)]
        records = list(csv.reader(lines, delimiter=self._delimiter))
        rows: list[Row] = list(zip(records, ended, repeat(None, len(lines)), strict=True))
        if min(map(len, records)) > 1:
            return rows
        return [row for row in rows if len(row[0]) > 1 or row[1].strip()]  # type: ignore[union-attr]  # every line is known

    def _parsed(self, *, at_end: bool) -> list[Row]:
        """Return the records of the waiting lines; the lines of an incomplete record stay in the queue."""
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
                may_go_on = not self._waiting and not at_end and sum(map(len, taken)) <= MAX_LINE_LENGTH
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
        """Yield the waiting lines, and append each to `taken`."""
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


def _delimiter_of(header: str) -> str:
    """Return the sign that stands in the header most often outside quotes; a comma where none does."""
    outside = "".join(header.split(QUOTE)[::2])
    return max((",", SEMICOLON, TAB), key=outside.count)


def _tsv_row(line: str) -> Row:
    """Read a line of TSV: quotes are plain text, and a backslash with a letter is a tab, a line end or a backslash."""
    text = line.rstrip("\r\n")
    cells = text.split(TAB)
    if isinstance(line, FaultyLine):
        return cells, None, line.reason
    if "\\" not in text:
        return cells, text, None
    read = [_unescaped(cell) for cell in cells]
    # A line is not copied if a cell begins with a tab or a return: a spreadsheet would run that cell.
    return read, None if any(cell[:1] in ("\t", "\r") for cell in read) else text, None


def _fitted(row: Row, width: int) -> Row:
    """Return the row with a cell for every column; a row of another width is rejected."""
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
    """Unescape a cell of TSV as this program writes it; a backslash before another character stays."""
    return _ESCAPE.sub(lambda escape: _ESCAPED[escape[1]], cell)
