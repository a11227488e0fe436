"""`maginfo batch`."""

import contextlib
import io
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from maginfo.batch.columns import INPUT_COLUMNS, OUTPUT_COLUMNS
from maginfo.batch.headings import PRODUCT
from maginfo.cli import completion
from maginfo.cli.output import (
    STANDARD_OUTPUT,
    DataOption,
    JsonOption,
    NoColorOption,
    open_catalogue,
    reject_overwriting_input,
)
from maginfo.dosing.check import DEFAULT_AUTHORITY
from maginfo.errors import EXIT_FINDING, DataError, UsageError, reason_of

if TYPE_CHECKING:
    from maginfo.answers.rows import GroupAnswer
    from maginfo.batch.columns import ReadAs
    from maginfo.batch.findings import Assessor
    from maginfo.batch.groups import Groups
    from maginfo.batch.input import Objects, Table
    from maginfo.batch.output import JsonAnswers, TableAnswers
    from maginfo.batch.parquet import ParquetTable
    from maginfo.batch.run import RowAnswer, Tally
    from maginfo.batch.streams import Lines

    Source = Table | Objects | ParquetTable

EXAMPLES = """\b
Examples:
  maginfo batch doses.csv > checked.csv
  maginfo batch survey.tsv -o checked.tsv --authority efsa --fail-on major
  maginfo batch rows.jsonl -f json -o reports.jsonl
  maginfo batch intake_log.csv --group-by person,date
  maginfo batch excel.csv.gz --encoding cp1252 --map Menge=dose > checked.csv
"""
COLUMNS = f"""
Columns that are read, only dose (or label) being needed: {", ".join(INPUT_COLUMNS[:-1])}; ';' stands between several.
Other words for them (dosage, amount, timing, gender, ...) are read too, and standard error says so; 'unit' is the unit
of a bare amount, 'strength' the magnesium in one of the capsules that a dose counts.
A column that names what is taken ({PRODUCT}, supplement, name, nutrient, ...) says which rows are of magnesium; only
they are counted. Columns that are added: {", ".join(OUTPUT_COLUMNS)}.
"""
STANDARD_INPUT = "-"
PARQUET = "parquet"
INPUT_FORMATS = ("csv", "tsv", "jsonl", PARQUET)
GZIP_SUFFIX, GZIP_MAGIC = ".gz", b"\x1f\x8b"
FORMATS = ("csv", "tsv", "json", PARQUET)
SUFFIXES = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "json",
    ".ndjson": "json",
    ".json": "json",
    ".parquet": PARQUET,
}
DELIMITERS = {"csv": ",", "tsv": "\t"}
REJECTED = DataError.exit_status

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(short_help="Check every row of a CSV, TSV or JSON Lines file", epilog=f"{COLUMNS}\n{EXAMPLES}")
def batch(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="What to read; - is standard input.")],
    input_format: Annotated[
        str | None,
        typer.Option(metavar="|".join(INPUT_FORMATS), help="How it is written (default: by its suffix, else csv)."),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", metavar="|".join(FORMATS), help="How to answer (default: by -o's suffix or csv)."
        ),
    ] = None,
    json_: JsonOption = False,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write there, whole or not at all."),
    ] = None,
    delimiter: Annotated[
        str | None,
        typer.Option(metavar="SIGN", help="Between cells: ',', ';', tab, '|' (default: the one in the first line)."),
    ] = None,
    decimal: Annotated[
        str | None,
        typer.Option(metavar="comma|point", help="Before decimals (default: comma where semicolons divide cells)."),
    ] = None,
    mapping: Annotated[
        list[str] | None, typer.Option("--map", metavar="COLUMN=FIELD", help="What a column is; 'nothing' skips it.")
    ] = None,
    group_by: Annotated[
        str | None,
        typer.Option(metavar="COLUMN,...", help="Add up rows with the same cells there, as person,date: one verdict."),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="With -f json: also cautions, claims and bibliography.")] = False,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of what is read: latin-1, cp1252, ... (default: UTF-8).")
    ] = None,
    authority: Annotated[
        str,
        typer.Option(
            "--authority",
            "-a",
            metavar="ID",
            envvar="MAGINFO_AUTHORITY",
            help="Whose values, one for all rows: nam, efsa, uk, ...",
            autocompletion=completion.authorities,
        ),
    ] = DEFAULT_AUTHORITY,
    fail_on: Annotated[
        str | None,
        typer.Option(metavar="SEVERITY", help="Exit 1 if a finding of any row is at least info, minor, ... or avoid."),
    ] = None,
    data: DataOption = None,
    no_color: NoColorOption = False,
) -> int:
    """Check every row of a table, and write it with what was found: one row for every row, in order.

    A row that cannot be checked stays in its place and says why under 'error' (status 3). Rows are answered as they
    are read, so the size of the file makes no difference.
    """
    from maginfo.batch.columns import ReadAs
    from maginfo.batch.findings import Assessor
    from maginfo.batch.groups import Groups
    from maginfo.batch.headings import read_mapping
    from maginfo.batch.run import Tally
    from maginfo.batch.streams import Lines, find_encoding
    from maginfo.cli.inputs import read_severity
    from maginfo.cli.progress import Progress
    from maginfo.cli.streams import OutputClosedError

    threshold = read_severity(fail_on)
    output = None if output == STANDARD_OUTPUT else output
    read_as = _input_format(input_format, file)
    answer_as = _output_format(format_, json_, output)
    if group_by is not None and answer_as == PARQUET:
        raise UsageError("--group-by answers as csv, tsv or json; name one with --format")
    known = find_encoding(encoding)
    separator = _delimiter(delimiter, read_as)
    assessor = Assessor(open_catalogue(data), authority)
    tally = Tally()
    reject_overwriting_input(output, (), data)
    with _opened(file) as stream:
        _reject_writing_to_input(stream, file, output)
        objects = read_as == "jsonl"
        lines = Lines(stream, _shown(file), known, newline="\n" if objects else "", headed=not objects)
        columns = ReadAs(assessor.other_headings, read_mapping(mapping or (), INPUT_COLUMNS), _decimal_comma(decimal))
        source, answers = _source_and_answers(
            stream, lines, read_as, answer_as, assessor, columns, separator, full=full
        )
        wanted = output is not None or not sys.stdout.isatty()
        with Progress(_size(stream), wanted=wanted, colour=not no_color) as progress:
            try:
                show = lambda: progress.show(lines.bytes_read, tally.rows)  # noqa: E731  # one line where it is used
                if group_by is not None:
                    by = [name for name in group_by.split(",") if name.strip()]
                    _write_groups(Groups(source.columns, by, assessor), source, answers, output, tally, show, full=full)
                elif answer_as == PARQUET:
                    _write_parquet(source, assessor, output, tally, show)
                else:
                    _write_rows(source, answers, output, tally, show)
            except OutputClosedError:
                return 0
    _report_on_stderr(source, tally)
    if tally.rejected:
        return REJECTED
    if tally.incomplete:
        return UsageError.exit_status
    return EXIT_FINDING if threshold is not None and tally.reaches(threshold) else 0


def _write_rows(
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


def _write_groups(
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


def _write_parquet(
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


def _source_and_answers(
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
    from maginfo.batch.input import Objects, Table
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


def _report_on_stderr(source: "Source", tally: "Tally") -> None:
    """Write to standard error: how the table was read, columns that were not read or were renamed, and the tally."""
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
    if columns.renamed:
        names = ", ".join(f"'{name}' as '{shown}'" for name, shown in columns.renamed)
        lines.append(f"the answer has columns of these names, so those that were read are written otherwise: {names}")
    with contextlib.suppress(OSError, ValueError, AttributeError):  # it may be closed; the exit status tells the same
        for line in (*lines, tally.summary()):
            sys.stderr.write(f"maginfo: {one_line(line)}\n")
        sys.stderr.flush()


def _input_format(wanted: str | None, file: str) -> str:
    """Return the input format, by the option or the suffix; UsageError for an unknown one."""
    if wanted is None:
        suffix = Path(file.lower().removesuffix(GZIP_SUFFIX)).suffix
        return {"json": "jsonl"}.get(suffixed := SUFFIXES.get(suffix, "csv"), suffixed)
    if wanted not in INPUT_FORMATS:
        raise UsageError(f"--input-format '{wanted}': write one of {', '.join(INPUT_FORMATS)}")
    return wanted


def _delimiter(wanted: str | None, read_as: str) -> str | None:
    """Return the sign between cells; None to choose it by the first line. UsageError for more than one character."""
    if wanted is None:
        return DELIMITERS["tsv"] if read_as == "tsv" else None
    sign = {"tab": "\t", "\\t": "\t"}.get(wanted.casefold(), wanted)
    if len(sign) != 1 or sign in '"\r\n':
        raise UsageError(f"--delimiter '{wanted}': write one sign, such as ';', or tab")
    return sign


def _decimal_comma(wanted: str | None) -> bool | None:
    """Return whether commas stand before decimals; None to decide it by the table."""
    if wanted not in (None, "comma", "point"):
        raise UsageError(f"--decimal '{wanted}': write comma or point")
    return None if wanted is None else wanted == "comma"


def _output_format(wanted: str | None, json_: bool, output: str | None) -> str:
    """Return the output format, by the options or the suffix; UsageError for an unknown one or two that differ."""
    if wanted == PARQUET or (wanted is None and output is not None and output.lower().endswith(".parquet")):
        if json_:
            raise UsageError("--json and Parquet contradict each other; keep one")
        return PARQUET
    if wanted is not None and wanted not in FORMATS:
        raise UsageError(f"format '{wanted}': batch writes {', '.join(FORMATS)}")
    if json_ and wanted not in (None, "json"):
        raise UsageError(f"--json and --format {wanted} contradict each other; keep one")
    if json_ or wanted is not None:
        return wanted or "json"
    suffix = Path(output).suffix.lower() if output is not None else ""
    if suffix in (".html", ".svg", ".md", ".markdown"):
        raise UsageError(f"'{output}': batch writes {', '.join(FORMATS)}; name one with --format, or another suffix")
    return SUFFIXES.get(suffix, "csv")


def _shown(file: str) -> str:
    """Return the name of the input for messages."""
    return "standard input" if file == STANDARD_INPUT else file


@contextlib.contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    """Open the input as bytes; DataError, naming the file, if that fails."""
    if file == STANDARD_INPUT:
        stream = getattr(sys.stdin, "buffer", None)
        if stream is None:
            raise DataError("standard input is closed")
        yield _unpacked(stream)
        return
    try:
        if os.path.isdir(file):  # noqa: PTH112  # Path.is_dir raises for a name that is too long
            raise DataError(f"'{file}': is a folder; batch reads one file, or - for standard input")
        stream = Path(file).open("rb")  # noqa: SIM115  # closed below, so that an error while reading is not reported as one of opening
    except (OSError, ValueError) as error:
        raise DataError(f"'{file}': cannot be read: {reason_of(error)}") from error
    with stream:
        yield _unpacked(stream)


def _unpacked(stream: BinaryIO) -> BinaryIO:
    """Return the stream, or what it unpacks to if it is packed by gzip."""
    head = stream.peek(len(GZIP_MAGIC)) if hasattr(stream, "peek") else b""
    if not head.startswith(GZIP_MAGIC):
        return stream
    import gzip

    return gzip.GzipFile(fileobj=stream)  # type: ignore[return-value]  # it reads as a BinaryIO does


def _reject_writing_to_input(stream: BinaryIO, file: str, output: str | None) -> None:
    """Raise UsageError if input and output are the same file."""
    with contextlib.suppress(OSError, AttributeError, ValueError):  # a stream may have no file behind it
        read = os.fstat(stream.fileno())
        # Without standard output the AttributeError is suppressed; fstat and stat give what samestat compares.
        written = os.stat(output) if output is not None else os.fstat(sys.__stdout__.fileno())  # type: ignore[union-attr]  # noqa: PTH116
        if stat.S_ISREG(read.st_mode) and os.path.samestat(read, written):
            raise UsageError(f"'{_shown(file)}' is an input file; choose another output file")


def _size(stream: BinaryIO) -> int | None:
    """Return the size in bytes; None for a stream of unknown length."""
    with contextlib.suppress(OSError, AttributeError):
        return os.fstat(stream.fileno()).st_size or None if isinstance(stream, io.BufferedReader) else None
    return None
