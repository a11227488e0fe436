"""`maginfo batch`."""

import sys
from typing import Annotated

import typer

from maginfo.batch.columns import INPUT_COLUMNS, OUTPUT_COLUMNS
from maginfo.batch.headings import PRODUCT
from maginfo.cli import completion
from maginfo.cli.batch_files import (
    FORMATS,
    INPUT_FORMATS,
    PARQUET,
    opened_input,
    read_decimal_comma,
    read_delimiter,
    read_input_format,
    read_output_format,
    reject_writing_to_input,
    shown_name,
    size_of,
)
from maginfo.cli.destination import STANDARD_OUTPUT
from maginfo.cli.output import DataOption, JsonOption, NoColorOption, open_catalogue, reject_overwriting_input
from maginfo.dosing.check import DEFAULT_AUTHORITY
from maginfo.errors import EXIT_FINDING, DataError, UsageError

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
Other words for them (dosage, amount, frequency, medications, ...) are read too, and standard error says so; 'unit' is
the unit of a bare amount, 'strength' the magnesium in one of the capsules that a dose counts, 'when' the time of day.
A column that names what is taken ({PRODUCT}, supplement, name, nutrient, ...) says which rows are of magnesium; only
they are counted. Columns that are added: {", ".join(OUTPUT_COLUMNS)}.
"""
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
    from maginfo.batch.findings import Assessor
    from maginfo.batch.groups import Groups
    from maginfo.batch.headings import read_mapping
    from maginfo.batch.places import ReadAs
    from maginfo.batch.run import Tally
    from maginfo.batch.streams import Lines, find_encoding
    from maginfo.cli.batch_answers import report_on_stderr, source_and_answers, write_groups, write_parquet, write_rows
    from maginfo.cli.inputs import read_severity
    from maginfo.cli.progress import Progress
    from maginfo.cli.streams import OutputClosedError

    threshold = read_severity(fail_on)
    output = None if output == STANDARD_OUTPUT else output
    read_as = read_input_format(input_format, file)
    answer_as = read_output_format(format_, json_, output)
    if group_by is not None and answer_as == PARQUET:
        raise UsageError("--group-by answers as csv, tsv or json; name one with --format")
    known = find_encoding(encoding)
    separator = read_delimiter(delimiter, read_as)
    assessor = Assessor(open_catalogue(data), authority)
    tally = Tally()
    reject_overwriting_input(output, (), data)
    with opened_input(file, read_as) as stream:
        reject_writing_to_input(stream, file, output)
        objects = read_as == "jsonl"
        lines = Lines(stream, shown_name(file), known, newline="\n" if objects else "", headed=not objects)
        columns = ReadAs(
            assessor.other_headings, read_mapping(mapping or (), INPUT_COLUMNS), read_decimal_comma(decimal)
        )
        source, answers = source_and_answers(stream, lines, read_as, answer_as, assessor, columns, separator, full=full)
        wanted = output is not None or not sys.stdout.isatty()
        groups: Groups | None = None
        with Progress(size_of(stream), wanted=wanted, colour=not no_color) as progress:
            try:
                show = lambda: progress.show(lines.bytes_read, tally.rows)  # noqa: E731  # one line where it is used
                if group_by is not None:
                    by = [name for name in group_by.split(",") if name.strip()]
                    groups = Groups(source.columns, by, assessor)
                    write_groups(groups, source, answers, output, tally, show, full=full)
                elif answer_as == PARQUET:
                    write_parquet(source, assessor, output, tally, show)
                else:
                    write_rows(source, answers, output, tally, show)
            except OutputClosedError:
                return 0
    report_on_stderr(source, tally, groups)
    if tally.rejected:
        return REJECTED
    if tally.incomplete:
        return UsageError.exit_status
    return EXIT_FINDING if threshold is not None and tally.reaches(threshold) else 0
