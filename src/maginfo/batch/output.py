"""Writes checked rows: tables in which no cell is a formula or breaks a line, or JSON Lines."""

from __future__ import annotations

import csv
import io
import re
from itertools import chain
from typing import TYPE_CHECKING

from maginfo.batch.cache import BoundedCache
from maginfo.batch.columns import OUTPUT_COLUMNS
from maginfo.batch.findings import unchecked
from maginfo.batch.groups import ROWS_COLUMN
from maginfo.batch.input import TAB
from maginfo.batch.parts import NoMagnesium, Rejection
from maginfo.batch.run import kind_of, unchecked_row
from maginfo.model.plain import DECIMALS, FORMULA_STARTS, TSV_ESCAPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from maginfo.answers.rows import GroupAnswer
    from maginfo.batch.columns import Cells, Columns, Outcome
    from maginfo.batch.findings import Assessor
    from maginfo.batch.groups import CheckedGroup, Groups
    from maginfo.batch.input import Row
    from maginfo.batch.run import RowAnswer, Tally
    from maginfo.dosing.report import Report

MAX_CACHED_ROWS = 16_384
"""Rows; enough for a table in which some thousand people and doses recur."""
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?", re.ASCII)


class TableAnswers:
    """Rows as CSV, or as TSV if the delimiter is a tab: the row's own cells, then `columns.OUTPUT_COLUMNS`."""

    MAX_ROWS_PER_WRITE = 100_000
    """More rows than one block of input holds."""

    def __init__(self, columns: Columns, assessor: Assessor, delimiter: str, *, same_delimiter: bool) -> None:
        """Set the delimiter; `same_delimiter`: the input uses it too, so that plain lines are copied unchanged."""
        self._columns = columns
        self._assessor = assessor
        self._delimiter = delimiter
        self._same_delimiter = same_delimiter
        self._answers = BoundedCache(self._answer, MAX_CACHED_ROWS, may_disable=True)
        self._number = assessor.caches.cached(_number_text)
        starts = FORMULA_STARTS - {delimiter}
        self._formula_marks = [before + start for before in (delimiter, "\n") for start in starts]

    def heading(self) -> str:
        """Return the header line."""
        return self.line([*map(escape_formula, self._columns.header), *OUTPUT_COLUMNS])

    def text(self, rows: Sequence[Row], tally: Tally) -> str:
        """Return the rows with their results, a line each, and count them."""
        answers = self._answers_of(rows)
        _count(tally, [kind for _, kind in answers])
        pieces = zip(self._lines_of(rows), [rest for rest, _ in answers], strict=True)
        self._answers.clear_if_full()
        self._assessor.caches.clear_if_full()
        return "".join(chain.from_iterable(pieces))

    def _answers_of(self, rows: Sequence[Row]) -> list[tuple[str, str]]:
        """Return for each row the columns that end it, and what it counts as."""
        pick, answered = self._columns.pick, self._answers.get
        if not any(fault for _, _, fault in rows):
            return [answered(pick(cells)) for cells, _, _ in rows]
        return [answered(pick(cells)) if fault is None else self._of_fault(fault) for cells, _, fault in rows]

    def _of_fault(self, fault: str) -> tuple[str, Rejection]:
        """Return the end of a row that cannot be read."""
        rejection = Rejection.because(fault, max_length=None)
        return self._rest(unchecked(rejection)), rejection

    def _lines_of(self, rows: Sequence[Row]) -> list[str]:
        """Return the rows' own cells as lines: those that were read, where they can be copied unchanged."""
        read = [line for _, line, _ in rows if line is not None]
        as_read = self._same_delimiter and not self._may_hold_formula("\n".join(read))
        if as_read and len(read) == len(rows):
            return read
        return [
            line
            if line is not None and (as_read or (self._same_delimiter and not self._may_hold_formula(line)))
            else self._written(cells)
            for cells, line, _ in rows
        ]

    def _written(self, cells: list[str]) -> str:
        """Return a row's cells as a line without its end, with formulas made harmless."""
        may_run = self._may_hold_formula("\n".join(cells))
        return self.line([escape_formula(cell) for cell in cells] if may_run else cells)[:-1]

    def _may_hold_formula(self, text: str) -> bool:
        """Return whether a cell of these lines may be read as a formula."""
        return any(mark in text for mark in self._formula_marks) or text[:1] in FORMULA_STARTS

    def _answer(self, cells: Cells) -> tuple[str, str]:
        """Return the columns that end the row, and the severity for the tally or the Rejection."""
        outcome = self._assessor.outcome(cells)
        if outcome.severity is not None:
            kind = kind_of(outcome.severity, bool(outcome.findings))
            return self._rest(outcome), kind if outcome.error is None else Incomplete(kind)
        return self._rest(outcome), outcome.error if outcome.error is not None else NoMagnesium()

    def _rest(self, outcome: Outcome) -> str:
        """Return the columns after the row's own, with the delimiter before them and the line end."""
        if outcome.severity is None:
            return self._delimiter + self.line(["" if cell is None else str(cell) for cell in outcome])
        low, high, recommended_low, recommended_high, limit, status, severity, findings, error = outcome
        numbers = map(self._number, (low, high, recommended_low, recommended_high, limit))
        if findings and self._delimiter in findings and self._delimiter != TAB:
            findings = f'"{findings}"'
        end = "\n" if error is None else self.line([error])
        return self._delimiter.join(("", *numbers, status, severity, findings, end))  # type: ignore[arg-type]  # none is None in a checked row

    def line(self, cells: list[str]) -> str:
        """Return a line of these cells, quoted or escaped where they need it."""
        if self._delimiter == TAB:
            return TAB.join(cell.translate(TSV_ESCAPES) for cell in cells) + "\n"
        written = io.StringIO()
        # With both characters as the line end, csv quotes a cell with either of them.
        try:
            csv.writer(written, delimiter=self._delimiter, lineterminator="\r\n").writerow(cells)
        except csv.Error:  # Python 3.10 writes no NUL
            return self._delimiter.join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"
        return written.getvalue()[:-2] + "\n"


def _count(tally: Tally, kinds: list[str]) -> None:
    """Count rows by what they are: a severity, an incomplete check, or a Rejection."""
    if set(map(type, kinds)) == {str}:
        tally.rows += len(kinds)
        tally.severities.update(kinds)
        return
    for kind in kinds:
        tally.rows += 1
        if isinstance(kind, Rejection):
            tally.count_unchecked(kind)
        else:
            tally.severities[str(kind)] += 1
            tally.incomplete += isinstance(kind, Incomplete)


class Incomplete(str):
    """The severity of a row in which a name of a condition or a medicine is unknown."""

    __slots__ = ()


class JsonAnswers:
    """Rows as JSON Lines: a report each, or the record of a row without one."""

    MAX_ROWS_PER_WRITE = 100
    """A report has some forty kilobytes, ten thousand times the shortest row."""

    def __init__(self, columns: Columns, assessor: Assessor, write: Callable[[RowAnswer], str]) -> None:
        """Set the writer; `write` returns a record as one line of JSON."""
        self._columns = columns
        self._assessor = assessor
        self._write = write

    def heading(self) -> str:
        """Return nothing: JSON Lines has no header."""
        return ""

    def text(self, rows: Sequence[Row], tally: Tally) -> str:
        """Return the reports, a line each, and count them."""
        pieces = []
        for cells, _, fault in rows:
            tally.rows += 1
            if fault is not None:
                answer: Report | Rejection = Rejection.because(fault, max_length=None)
            else:
                answer = self._assessor.report(self._columns.pick(cells))
            if isinstance(answer, Rejection):
                tally.count_unchecked(answer)
                pieces.append(self._write(unchecked_row(tally.rows, answer)))
            else:
                tally.severities[kind_of(answer.severity, bool(answer.findings))] += 1
                tally.incomplete += any(name.state == "unknown" for name in answer.unresolved)
                pieces.append(self._write(answer))
        self._assessor.caches.clear_if_full()
        return "".join(pieces)


def escape_formula(cell: str) -> str:
    """Return the cell with an apostrophe before what a spreadsheet would run as a formula; numbers stay."""
    if cell[:1] in FORMULA_STARTS and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def _number_text(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value) if value == int(value) else round(value, DECIMALS))


class GroupTable:
    """Groups as CSV or TSV: the columns they are grouped by, the rows that make them, `columns.OUTPUT_COLUMNS`.

    After the groups comes a line for each row that is in the sum of none.
    """

    def __init__(self, groups: Groups, lines: TableAnswers) -> None:
        """Set the groups, and what writes lines."""
        self._groups = groups
        self._lines = lines

    def text(self, tally: Tally) -> Iterator[str]:
        """Yield the header, a line for each group and each row left out, and count them."""
        yield self._lines.line([*map(escape_formula, self._groups.names), ROWS_COLUMN, *OUTPUT_COLUMNS])
        tally.groups = len(self._groups)
        left_out: list[tuple[int, str]] = []
        for group in self._groups.checked():
            outcome = group.outcome()
            count_group(tally, group, outcome.severity, bool(outcome.findings))
            if group.rows:
                yield self._line(group, " ".join(map(str, group.rows)), outcome)
            left_out += [(row, self._line(group, str(row), unchecked(why))) for row, why in group.left_out.items()]
        yield from (line for _, line in sorted(left_out))

    def _line(self, group: CheckedGroup, numbers: str, outcome: Outcome) -> str:
        cells = ["" if cell is None else _cell(cell) for cell in outcome]
        return self._lines.line([*map(escape_formula, group.key), numbers, *cells])


class GroupObjects:
    """Groups as JSON Lines: a record each."""

    def __init__(self, groups: Groups, write: Callable[[GroupAnswer], str]) -> None:
        """Set the groups, and what writes a record as one line."""
        self._groups = groups
        self._write = write

    def text(self, tally: Tally) -> Iterator[str]:
        """Yield a line for each group, and count them."""
        tally.groups = len(self._groups)
        for group in self._groups.checked():
            answer = group.answer(self._groups.names)
            has_findings = answer.report is not None and bool(answer.report.findings or group.faults)
            count_group(tally, group, answer.severity, has_findings)
            yield self._write(answer)


def count_group(tally: Tally, group: CheckedGroup, severity: str | None, has_findings: bool) -> None:
    """Count a checked group."""
    kind = kind_of(severity, has_findings) if severity is not None else None
    tally.count_group(kind, complete=group.complete, left_out=group.left_out)
    if isinstance(group.parts, Rejection):
        for row in group.rows:
            tally.count_unchecked(group.parts, row)


def _cell(value: float | str) -> str:
    return value if isinstance(value, str) else _number_text(value)
