"""`maginfo data`, `schema` and `sources`."""

import datetime
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli import completion
from maginfo.cli.destination import write_plain
from maginfo.cli.output import OutputOption, answering
from maginfo.cli.rendering import Rendering, table_of
from maginfo.errors import DataError, UsageError
from maginfo.render import pages

DATA_EXAMPLES = """\b
Examples:
  maginfo data path
  maginfo data check
  maginfo data due
  maginfo data figures -o figures.tsv
  maginfo data schema forms > forms.schema.json
"""

TodayOption = Annotated[
    str | None,
    typer.Option("--today", metavar="DATE", hidden=True, help="As if it were that day, such as 2026-12-01."),
]

data_app = typer.Typer(rich_markup_mode=None, add_completion=False)


@data_app.callback(
    invoke_without_command=True, short_help="Where the data is, whether it is valid, what is due", epilog=DATA_EXAMPLES
)
def data(context: typer.Context) -> None:
    """For curators: where the data is, whether it is valid, what to look at again, its schemas."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(UsageError.exit_status)


@data_app.command(epilog='\b\nExample:\n  cd "$(maginfo data path)"\n')
def path() -> int:
    """Print the folder that holds the data."""
    from maginfo.catalogue.store import data_folder

    typer.echo(data_folder())
    return 0


@data_app.command(
    epilog="\b\nExamples:\n  maginfo data check\n  maginfo data check path/to/data\n  maginfo data check --since main\n"
)
def check(
    folder: Annotated[Path | None, typer.Argument(help="A data folder; without it, the one in use.")] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="REV", help="Also ask for a line in CHANGELOG.md for each figure changed since this git revision."
        ),
    ] = None,
    today: TodayOption = None,
) -> int:
    """Validate every data file and every reference between them, or an overlay; status 3 where anything is wrong.

    A folder with figures.tsv also has to keep it current; 'maginfo data figures' writes it.

    What nobody has compared with its sources for twelve months is a warning on standard error; the status stays 0.
    """
    from maginfo.catalogue.store import data_folder
    from maginfo.catalogue.validation.check import check_folder
    from maginfo.render.control_characters import one_line

    root = folder if folder is not None else data_folder()
    if not os.path.isdir(root):  # noqa: PTH112  # Path.is_dir raises for a name that is too long
        raise DataError(f"'{root}': is not a folder; 'maginfo data path' prints the one in use")
    checked = check_folder(root, _day(today))
    problems = checked.problems
    if since is not None and not problems:
        from maginfo.catalogue.validation.changelog import CHANGELOG, missing_lines
        from maginfo.catalogue.validation.figures_file import FIGURES_FILE
        from maginfo.catalogue.validation.revision import text_at

        before = (text_at(since, Path(root), name) for name in (FIGURES_FILE, CHANGELOG))
        problems = tuple(missing_lines(Path(root), *before))
    for problem in problems:
        typer.echo(one_line(str(problem)), err=True)
    if problems:
        later = "" if checked.references_followed else "; checks across files run once every file is valid"
        raise DataError(f"{root}: {_counted(problems)} found{later}; data/README.md describes the files")
    for old in checked.old:
        typer.echo(one_line(f"maginfo: warning: {old}"), err=True)
    if checked.old:
        typer.echo("maginfo: warning: 'maginfo data due' lists all that is due, the oldest first", err=True)
    typer.echo(f"{root}: no problem found")
    return 0


def _counted(problems: Sequence[object]) -> str:
    return f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"


@data_app.command(
    epilog="\b\nExamples:\n  maginfo data figures | grep oxide\n  maginfo data figures -o data/figures.tsv\n"
    "  maginfo data figures --check\n"
)
def figures(
    folder: Annotated[Path | None, typer.Argument(help="A data folder; without it, the one in use.")] = None,
    output: OutputOption = None,
    check_current: Annotated[
        bool, typer.Option("--check", help="Say whether the folder's figures.tsv is current; status 3 where it is not.")
    ] = False,
) -> int:
    """List every figure, name, hour, grade and identifier of the data with its sources, tab-separated, one a line."""
    from maginfo.catalogue.store import TomlFolder, data_folder
    from maginfo.catalogue.validation.figures_file import FIGURES_FILE, figures_text, recorded_figures, stale_figures
    from maginfo.render.control_characters import one_line

    root = folder if folder is not None else data_folder()
    if not check_current:
        write_plain(figures_text(TomlFolder(root)), output)
        return 0
    if output is not None:
        raise UsageError("--check and --output cannot be combined; --check compares and writes nothing")
    recorded = recorded_figures(root)
    if recorded is None:
        raise DataError(f"{root}: has no {FIGURES_FILE}; 'maginfo data figures -o {root / FIGURES_FILE}' writes it")
    problems = tuple(stale_figures(TomlFolder(root), recorded))
    for problem in problems:
        typer.echo(one_line(str(problem)), err=True)
    if problems:
        raise DataError(f"{root}: {_counted(problems)} found; {FIGURES_FILE} is not current")
    typer.echo(f"{root / FIGURES_FILE}: is current")
    return 0


@data_app.command(epilog="\b\nExamples:\n  maginfo data due\n  maginfo data due --json\n")
@answering
def due(catalogue: Catalogue, today: TodayOption = None) -> Rendering:
    """List what to look at again: next looks past or near, newer editions, revisions, comparisons a year old."""
    from maginfo.answers.due import due_list

    answer = due_list(catalogue, _day(today))

    columns = ("kind", "due", "overdue", "file", "authority", "edition", "checked", "entries", "text")
    return Rendering(answer, lambda: pages.due.due_page(answer), lambda: table_of(answer.items, columns))


def _day(text: str | None) -> datetime.date:
    if text is None:
        from maginfo.catalogue.due import current_day

        return current_day()
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--today '{text}': write the date as 2026-12-01") from None


@data_app.command("schema", epilog="\b\nExample:\n  maginfo data schema forms > forms.schema.json\n")
def data_schema(
    kind: Annotated[
        str | None, typer.Argument(help="forms, intakes, interactions, uses, cautions, sources, ...")
    ] = None,
    output: OutputOption = None,
) -> int:
    """Print the JSON Schema of a data file, for editors; without a kind, the kinds there are."""
    import json

    from maginfo.render.schemas import FILE_SUFFIX, json_schema_of, schema_names

    kinds = [name.removesuffix(FILE_SUFFIX) for name in schema_names() if name.endswith(FILE_SUFFIX)]
    text = "\n".join(kinds) if kind is None else json.dumps(json_schema_of(kind + FILE_SUFFIX), indent=2)
    write_plain(text + "\n", output)
    return 0


schema_app = typer.Typer(rich_markup_mode=None, add_completion=False)

SCHEMA_EXAMPLES = """\b
Examples:
  maginfo schema check > check.schema.json
  maginfo schema forms-file
"""


def _names(incomplete: str) -> list[str]:
    from maginfo.render.schemas import schema_names

    return [name for name in schema_names() if name.startswith(incomplete)]


@schema_app.command(short_help="JSON Schemas of outputs and data files", epilog=SCHEMA_EXAMPLES)
def schema(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]", help="An output or a data file; without it, their names.", autocompletion=_names
        ),
    ] = None,
    output: OutputOption = None,
) -> int:
    """The JSON Schema of an output (check, form, ...) or of a data file (forms-file, ...)."""
    import json

    from maginfo.render.schemas import json_schema_of, schema_names

    text = "\n".join(schema_names()) if name is None else json.dumps(json_schema_of(name), indent=2)
    write_plain(text + "\n", output)
    return 0


sources_app = typer.Typer(rich_markup_mode=None, add_completion=False)

SOURCES_EXAMPLES = """\b
Examples:
  maginfo sources
  maginfo sources iom-1997
  maginfo sources --check
  maginfo sources --style bibtex -o magnesium.bib
  maginfo sources --format tsv | grep -c weak
"""

COLUMNS = (
    "id",
    "short",
    "title",
    "title_seen",
    "authors",
    "year",
    "kind",
    "seen",
    "container",
    "doi",
    "pmid",
    "pmcid",
    "isbn",
    "setid",
    "registration",
    "revised",
    "url",
    "address",
    "checked",
    "note",
)


@sources_app.command(short_help="The bibliography", epilog=SOURCES_EXAMPLES)
@answering
def sources(
    catalogue: Catalogue,
    source: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Ids of sources.", autocompletion=completion.sources)
    ] = None,
    style: Annotated[
        str | None, typer.Option(metavar="bibtex|csl-json", help="As a reference manager reads it, in place of text.")
    ] = None,
    check_next: Annotated[
        bool, typer.Option("--check", help="For curators: what to look at next, the most cited first.")
    ] = False,
) -> Rendering:
    """The bibliography: its counts, or some sources in full with where they were read."""
    from maginfo.answers.sources import source_list, source_review

    if check_next:
        if source or style is not None:
            raise UsageError("--check concerns the whole bibliography; leave out the ids and --style")
        review = source_review(catalogue)
        columns = ("kind", "source", "citations", "text")
        return Rendering(review, lambda: pages.sources.review_page(review), lambda: table_of(review.items, columns))
    answer = source_list(catalogue, source or ())
    styled = None
    if style is not None:
        from maginfo.errors import join_or
        from maginfo.render.bibliography import STYLES

        if style not in STYLES:
            raise UsageError(f"--style '{style}': write {join_or(tuple(STYLES))}")
        styled = STYLES[style](answer.sources)

    return Rendering(
        answer,
        lambda: pages.sources.source_page(answer, named=bool(source)),
        lambda: table_of(answer.sources, COLUMNS),
        style=styled,
    )
