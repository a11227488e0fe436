"""The text of answers: tables in which no cell runs and none breaks a line, or an object a line."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from maginfo.batch.cache import BoundedCache
from maginfo.batch.columns import WRITTEN
from maginfo.batch.findings import Outcome
from maginfo.batch.input import TAB
from maginfo.batch.parts import NoMagnesium, Rejection
from maginfo.batch.run import kind_of, unchecked_row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from maginfo.batch.columns import Columns
    from maginfo.batch.findings import Assessor
    from maginfo.batch.input import Row
    from maginfo.batch.run import Answer, Tally
    from maginfo.dosing.report import Report

ROWS_KEPT = 8_192
"""Whole rows whose answer is kept: a table of some thousand different people and doses is answered from it."""
DECIMALS = 6
"""Of the numbers in a table, as in every answer for programs."""
_RUN_BY_SPREADSHEETS = frozenset("=+-@\t\r")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?", re.ASCII)
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class TableAnswers:
    """Rows as CSV, or as TSV where the delimiter is a tab: the row's own cells, then `columns.WRITTEN`."""

    ROWS_AT_ONCE = 100_000
    """More than come in with one block."""

    def __init__(self, columns: Columns, assessor: Assessor, delimiter: str, *, same_delimiter: bool) -> None:
        """`same_delimiter`: the input has this one as well, so that its plain lines are written again as they are."""
        self._columns = columns
        self._assessor = assessor
        self._delimiter = delimiter
        self._same_delimiter = same_delimiter
        self._answered = BoundedCache(self._answer, ROWS_KEPT, gives_up=True)
        self._number = assessor.memory.of(_number_text)
        starts = _RUN_BY_SPREADSHEETS - {delimiter}
        self._running = [before + start for before in (delimiter, "\n") for start in starts]

    def heading(self) -> str:
        """The first line."""
        return self._line([*map(guarded, self._columns.header), *WRITTEN])

    def text(self, rows: Sequence[Row], tally: Tally) -> str:
        """The rows with their answers, a line each."""
        pieces: list[str] = []
        pick, answered, count = self._columns.pick, self._answered.ask, tally.severities
        as_read = self._same_delimiter and not self._may_run("\n".join(line for _, line, _ in rows if line is not None))
        for cells, line, fault in rows:
            tally.rows += 1
            if fault is None:
                rest, kind = answered(pick(cells))
            else:
                kind = Rejection.because(fault, longest=None)
                rest = self._rest(Outcome.without(kind))
            if isinstance(kind, Rejection):
                tally.leave_out(kind)
            else:
                count[kind] += 1
            if line is None or not (as_read or (self._same_delimiter and not self._may_run(line))):
                running = self._may_run("\n".join(cells))
                line = self._line([guarded(cell) for cell in cells] if running else cells)[:-1]
            pieces += line, rest
        self._answered.tidy()
        self._assessor.memory.tidy()
        return "".join(pieces)

    def _may_run(self, text: str) -> bool:
        """Whether a cell of these lines may need a guard."""
        return any(mark in text for mark in self._running) or text[:1] in _RUN_BY_SPREADSHEETS

    def _answer(self, cells: tuple[str, ...]) -> tuple[str, str]:
        """The end of a row with these cells, and what it counts as: a Rejection where it has no figures."""
        outcome = self._assessor.outcome(cells)
        if outcome.severity is not None:
            return self._rest(outcome), kind_of(outcome.severity, bool(outcome.findings))
        return self._rest(outcome), outcome.error if outcome.error is not None else NoMagnesium()

    def _rest(self, outcome: Outcome) -> str:
        """The columns behind the row's own, with the delimiter before them and the line's end."""
        if outcome.severity is None:
            return self._delimiter + self._line(["" if cell is None else str(cell) for cell in outcome])
        low, high, recommended_low, recommended_high, limit, status, severity, findings, _ = outcome
        numbers = map(self._number, (low, high, recommended_low, recommended_high, limit))
        return self._delimiter.join(("", *numbers, status, severity, findings, "\n"))  # type: ignore[arg-type]  # none is None without an error

    def _line(self, cells: list[str]) -> str:
        if self._delimiter == TAB:
            return TAB.join(cell.translate(_ESCAPES) for cell in cells) + "\n"
        written = io.StringIO()
        # With both characters in the line's end, a cell with either of them is quoted.
        try:
            csv.writer(written, lineterminator="\r\n").writerow(cells)
        except csv.Error:  # Python 3.10 writes no NUL
            return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"
        return written.getvalue()[:-2] + "\n"


class JsonAnswers:
    """Rows as JSON Lines: a report each, or why there is none."""

    ROWS_AT_ONCE = 100
    """A report has some forty kilobytes, ten thousand times as much as the shortest row."""

    def __init__(self, columns: Columns, assessor: Assessor, write: Callable[[Answer], str]) -> None:
        """`write` gives a record as one line of JSON."""
        self._columns = columns
        self._assessor = assessor
        self._write = write

    def heading(self) -> str:
        """JSON Lines has none."""
        return ""

    def text(self, rows: Sequence[Row], tally: Tally) -> str:
        """The answers, a line each."""
        pieces = []
        for cells, _, fault in rows:
            tally.rows += 1
            if fault is not None:
                answer: Report | Rejection = Rejection.because(fault, longest=None)
            else:
                answer = self._assessor.report(self._columns.pick(cells))
            if isinstance(answer, Rejection):
                tally.leave_out(answer)
                pieces.append(self._write(unchecked_row(tally.rows, answer)))
            else:
                tally.severities[kind_of(answer.severity, bool(answer.findings))] += 1
                pieces.append(self._write(answer))
        self._assessor.memory.tidy()
        return "".join(pieces)


def guarded(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would run; a number is not run."""
    if cell[:1] in _RUN_BY_SPREADSHEETS and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def _number_text(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value) if value == int(value) else round(value, DECIMALS))
