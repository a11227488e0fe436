"""Writes what `maginfo batch` answers: what reads the rows and what writes them, chunk by chunk, and a last report."""

import contextlib
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

from maginfo.cli.batch_files import DELIMITERS, PARQUET
from maginfo.errors import UsageError

if TYPE_CHECKING:
    from maginfo.answers.rows import GroupAnswer
    from maginfo.batch.findings import Assessor
    from maginfo.batch.groups import Groups
    from maginfo.batch.input import Table
    from maginfo.batch.objects import Objects
    from maginfo.batch.output import JsonAnswers, TableAnswers
    from maginfo.batch.parquet import ParquetTable
    from maginfo.batch.places import ReadAs
    from maginfo.batch.run import RowAnswer, Tally
    from maginfo.batch.streams import Lines

    Source = Table | Objects | ParquetTable


def source_and_answers(
    stream: BinaryIO,
    lines: "Lines",
    read_as: str,
    answer_as: str,
    assessor: "Assessor",
    columns: "ReadAs",
    delimiter: str | None,
    *,
    full: bool,
) -> "tuple[Source, TableAnswers | JsonAnswers]":
    """Return what reads the rows and what writes them."""
    from maginfo.batch.input import Table
    from maginfo.batch.objects import Objects
    from maginfo.batch.output import JsonAnswers, TableAnswers

    as_json = answer_as == "json"
    if read_as == "jsonl":
        source: Source = Objects(lines, open_ended=as_json, read_as=columns)
    elif read_as == PARQUET:
        from maginfo.batch.parquet import ParquetTable

        source = ParquetTable(stream, lines.name, columns)
    else:
        source = Table(lines, delimiter, columns)
    if as_json:
        return source, JsonAnswers(source.columns, assessor, _written_row(full=full))
    delimiter = DELIMITERS.get(answer_as, ",")
    if isinstance(source, Table) and answer_as == "csv" and read_as == "csv":
        delimiter = source.delimiter
    same = isinstance(source, Table) and source.delimiter == delimiter
    return source, TableAnswers(source.columns, assessor, delimiter, same_delimiter=same)


def _written_row(*, full: bool) -> "Callable[[RowAnswer | GroupAnswer], str]":
    """Return what writes an answer as a line of JSON: without what every row repeats, unless `full`."""
    from maginfo.dosing.report import Report
    from maginfo.model.plain import plain
    from maginfo.render.formats import render_json
    from maginfo.render.schemas import LEFT_OUT_IN_ROWS

    left_out = LEFT_OUT_IN_ROWS[Report.__name__]
    if full:
        return render_json

    def write(answer: "RowAnswer | GroupAnswer") -> str:
        written = plain(answer)
        for row in (written, written.get("report") or {}):
            for key in left_out:
                row.pop(key, None)
        return render_json(written)

    return write


def _destination(output: str | None, opened: contextlib.ExitStack) -> Callable[[str], object]:
    """Return a writer to the file, or to standard output at once; a terminal gets control characters escaped."""
    if output is not None:
        from maginfo.render.files import atomic_writer

        return opened.enter_context(atomic_writer(output)).write
    from maginfo.render.control_characters import visible_controls

    send: Callable[[str], object] = getattr(sys.stdout, "send", sys.stdout.write)
    return (lambda text: send(visible_controls(text))) if sys.stdout.isatty() else send


def write_rows(
    source: "Source",
    answers: "TableAnswers | JsonAnswers",
    output: str | None,
    tally: "Tally",
    show_progress: Callable[[], None],
) -> None:
    """Check the rows and write them, chunk by chunk; OutputClosedError if nobody reads standard output any longer."""
    from maginfo.batch.streams import in_chunks

    with contextlib.ExitStack() as opened:
        write = _destination(output, opened)
        write(answers.heading())
        for rows in source.blocks():
            for chunk in in_chunks(rows, answers.MAX_ROWS_PER_WRITE):
                write(answers.text(chunk, tally))
            show_progress()


def write_groups(
    groups: "Groups",
    source: "Source",
    answers: "TableAnswers | JsonAnswers",
    output: str | None,
    tally: "Tally",
    show_progress: Callable[[], None],
    *,
    full: bool,
) -> None:
    """Read all rows, check each group of them, and write its verdict."""
    from maginfo.batch.output import GroupObjects, GroupTable, TableAnswers

    with contextlib.ExitStack() as opened:
        write = _destination(output, opened)
        for rows in source.blocks():
            groups.add(rows, tally)
            show_progress()
        written = (
            GroupTable(groups, answers)
            if isinstance(answers, TableAnswers)
            else GroupObjects(groups, _written_row(full=full))
        )
        for text in written.text(tally):
            write(text)


def write_parquet(
    source: "Source", assessor: "Assessor", output: str | None, tally: "Tally", show_progress: Callable[[], None]
) -> None:
    """Check the rows and write them as Parquet."""
    from maginfo.batch.parquet import ParquetAnswers
    from maginfo.render.files import atomic_writer

    if output is None:
        raise UsageError("Parquet is written to a file: name it with -o")
    with atomic_writer(output) as stream:
        answers = ParquetAnswers(source.columns, assessor, stream.buffer)
        for rows in source.blocks():
            answers.add(rows, tally)
            show_progress()
        answers.close()


def report_on_stderr(source: "Source", tally: "Tally", groups: "Groups | None" = None) -> None:
    """Write to standard error: how the table was read, columns that were not read or were renamed, and the tally."""
    from maginfo.batch.composed import shown_names
    from maginfo.batch.input import SEMICOLON, Table
    from maginfo.render.control_characters import one_line

    columns = source.columns
    lines = [
        f"column '{name}' is read as '{field}'"
        for name, field in columns.read_by_other_name
        if name.strip().casefold() != field
    ]
    if isinstance(source, Table) and source.delimiter == SEMICOLON and source.decimal_comma:
        lines.append("semicolons divide the cells; a comma in a number stands before its decimals (or --decimal point)")
    lines += [f"column '{name}' is not read; '{meant}' would be" for name, meant in columns.resembling]
    told = {*(name for name, _ in columns.resembling), *(groups.names if groups is not None else ())}
    unread = [name for name in columns.unread if name not in told]
    if unread:
        lines.append(f"not read: {shown_names(unread)}")
    if columns.renamed:
        names = ", ".join(f"'{name}' as '{shown}'" for name, shown in columns.renamed)
        lines.append(f"the answer has columns of these names, so those that were read are written otherwise: {names}")
    if groups is not None:
        lines += groups.warnings()
    with contextlib.suppress(OSError, ValueError, AttributeError):  # it may be closed; the exit status tells the same
        for line in (*lines, tally.summary()):
            sys.stderr.write(f"maginfo: {one_line(line)}\n")
        sys.stderr.flush()
