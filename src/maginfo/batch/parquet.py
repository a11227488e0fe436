"""Parquet in and out, by pyarrow: an extra, because pyarrow is large and a table of text needs none of it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO

from maginfo.batch.columns import OUTPUT_COLUMNS, Columns, Outcome
from maginfo.batch.findings import unchecked
from maginfo.batch.parts import NoMagnesium, Rejection
from maginfo.batch.rows import read_cell
from maginfo.batch.run import kind_of
from maginfo.errors import DataError, UsageError, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maginfo.batch.findings import Assessor
    from maginfo.batch.input import Row
    from maginfo.batch.places import ReadAs
    from maginfo.batch.run import Tally

ROWS_AT_ONCE = 4_096
_NUMBERS = OUTPUT_COLUMNS[:5]
"""Output columns that hold mg; the others hold text."""


def _pyarrow(module: str) -> Any:
    """Import a module of pyarrow; UsageError, with what to do, if it is not installed."""
    try:
        return import_module(module)
    except ImportError:
        raise UsageError("Parquet is read and written by pyarrow: pip install 'maginfo[parquet]'") from None


class ParquetTable:
    """A Parquet file as rows under columns, row group by row group."""

    def __init__(self, stream: BinaryIO, name: str, read_as: ReadAs) -> None:
        """Read the schema; DataError for another file, or one without a dose."""
        self._name = name
        if not stream.seekable():
            raise DataError(f"'{name}': Parquet is read from a file, not from a pipe")
        reader = _pyarrow("pyarrow.parquet")
        try:
            self._file = reader.ParquetFile(stream)
        except (OSError, ValueError) as error:  # what pyarrow raises is one of these
            raise DataError(f"'{name}': is no Parquet file: {reason_of(error)}") from error
        names = self._file.schema_arrow.names
        self.columns = Columns(names, name, read_as)
        fields = dict(self.columns.read_by_other_name)
        self._fields = [fields.get(each, each.strip().casefold()) for each in names]

    def blocks(self) -> Iterator[list[Row]]:
        """Yield the rows, some thousand at once."""
        try:
            for batch in self._file.iter_batches(batch_size=ROWS_AT_ONCE):
                columns = [column.to_pylist() for column in batch.columns]
                yield self.columns.without_contradictions([self._row(values) for values in zip(*columns, strict=True)])
        except (OSError, ValueError) as error:
            raise DataError(f"'{self._name}': cannot be read: {reason_of(error)}") from error

    def _row(self, values: Sequence[Any]) -> Row:
        read = [read_cell(field, value) for field, value in zip(self._fields, values, strict=True)]
        return [text for text, _ in read], None, next((fault for _, fault in read if fault is not None), None)


class ParquetAnswers:
    """Writes rows with their results: their own cells as text, then `columns.OUTPUT_COLUMNS`, mg as numbers."""

    def __init__(self, columns: Columns, assessor: Assessor, stream: BinaryIO) -> None:
        """Begin the file in the stream; UsageError without pyarrow."""
        self._arrow = _pyarrow("pyarrow")
        self._columns = columns
        self._assessor = assessor
        text, number = self._arrow.string(), self._arrow.float64()
        fields = [(name, text) for name in columns.header]
        fields += [(name, number if name in _NUMBERS else text) for name in OUTPUT_COLUMNS]
        self._schema = self._arrow.schema(fields)
        self._writer = _pyarrow("pyarrow.parquet").ParquetWriter(stream, self._schema)

    def add(self, rows: Sequence[Row], tally: Tally) -> None:
        """Check the rows, write and count them."""
        written: list[list[Any]] = []
        for cells, _, fault in rows:
            tally.rows += 1
            outcome = (
                self._assessor.outcome(self._columns.pick(cells))
                if fault is None
                else unchecked(Rejection.because(fault, max_length=None))
            )
            _count(tally, outcome)
            written.append([*cells, *(None if cell is None else _plain(cell) for cell in outcome)])
        self._assessor.caches.clear_if_full()
        columns = list(zip(*written, strict=True)) if written else [()] * len(self._schema)
        arrays = [
            self._arrow.array(list(column), type=field.type)
            for column, field in zip(columns, self._schema, strict=True)
        ]
        self._writer.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema))

    def close(self) -> None:
        """Finish the file."""
        self._writer.close()


def _count(tally: Tally, outcome: Outcome) -> None:
    if outcome.severity is not None:
        tally.severities[kind_of(outcome.severity, bool(outcome.findings))] += 1
        tally.incomplete += outcome.error is not None
    elif isinstance(outcome.error, Rejection):
        tally.count_unchecked(outcome.error)
    else:
        tally.count_unchecked(NoMagnesium())


def _plain(cell: float | str) -> float | str:
    return str(cell) if isinstance(cell, str) else cell
