"""`maginfo label`."""

from typing import TYPE_CHECKING, Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli.output import answering
from maginfo.cli.rendering import Rendering
from maginfo.errors import DataError, UsageError
from maginfo.render import pages

if TYPE_CHECKING:
    from maginfo.labels.collection import LabelFiles
    from maginfo.labels.reading import LabelReading

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """\b
Examples:
  maginfo label "Magnesium (as magnesium bisglycinate chelate) 200 mg 48%"
  maginfo label "Davon Magnesium 375 mg (100 % NRV*)" --json
  maginfo label panel.txt 49495.json shelf/ -f tsv
  cat lines.txt | maginfo label - -f tsv
  pdftotext leaflet.pdf - | maginfo label - --paragraphs
"""
WHAT_IS_READ = """
An argument that names a file or folder is read as one, any other as the text of a label; a text that is also the name
of a file is read from standard input. A file holds the text of one label, or JSON: NIH DSLD records and products of
Open Food Facts, one, a list, JSON Lines or an answer in which they are nested. Several labels are one line each,
those to look at first at the head.
"""


@app.command(short_help="What a label says, in elemental mg", epilog=f"{WHAT_IS_READ}\n{EXAMPLES}")
@answering
def label(
    catalogue: Catalogue,
    texts: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TEXT|FILE|FOLDER|-...",
            help="What is printed on one label; or files and folders; - reads standard input, a label a line.",
        ),
    ] = None,
    dsld: Annotated[
        list[str] | None,
        typer.Option("--dsld", metavar="FILE", help="An NIH DSLD label record (API v9, JSON); - is standard input."),
    ] = None,
    paragraphs: Annotated[
        bool, typer.Option("--paragraphs", help="Labels of several lines in standard input, with blank lines between.")
    ] = False,
) -> Rendering:
    """What label texts, files of labels or NIH DSLD label records say of magnesium, and how sure that is."""
    from maginfo.cli.label_files import read_files, what_it_names
    from maginfo.cli.label_input import (
        STANDARD_INPUT,
        read_dsld_file,
        read_label_paragraphs,
    )

    if paragraphs and texts != [STANDARD_INPUT]:
        raise UsageError("--paragraphs reads standard input: write it with -")
    if texts and dsld:
        raise UsageError("TEXT and --dsld contradict each other; keep one")
    if dsld and (len(dsld) == 1 or STANDARD_INPUT in dsld):
        if len(dsld) > 1:
            raise UsageError("--dsld - reads standard input alone; name files beside each other")
        return _of_one(catalogue, read_dsld_file(catalogue, dsld[0]), read=tuple(dsld))
    if not texts and not dsld:
        raise UsageError("there is no label to read: write its text, a file, or - for standard input")
    if texts == [STANDARD_INPUT]:
        if paragraphs:
            return _of_files(read_label_paragraphs(catalogue))
        return _of_standard_input(catalogue)
    named = dsld or texts or []
    kinds = {name: "missing" if dsld else what_it_names(name) for name in named}
    if len(named) == 1 and kinds[named[0]] == "text":
        return of_text(catalogue, named[0])
    if len(named) == 1 and kinds[named[0]] == "missing":
        raise DataError(f"'{named[0]}': there is no such file")
    not_files = [name for name in named if name == STANDARD_INPUT or kinds[name] == "text"]
    if not_files:
        raise UsageError(f"'{not_files[0]}' is no file; several labels are given as files, or as lines of -")
    return _of_labels(catalogue, read_files(catalogue, named), read=tuple(named))


def of_text(catalogue: Catalogue, text: str) -> Rendering:
    """Return the answer for the text of one label, which names no file."""
    from maginfo.cli.label_input import read_label_text

    return _of_one(catalogue, read_label_text(catalogue, text))


def _of_standard_input(catalogue: Catalogue) -> Rendering:
    """Return the answer for standard input: JSON as a file holds it, or labels line by line."""
    from maginfo.cli.label_files import read_text
    from maginfo.cli.label_input import read_label_lines, read_standard_input
    from maginfo.labels.contents import may_be_json

    text = read_standard_input()
    if not may_be_json(text.lstrip()):
        return _of_one(catalogue, read_label_lines(catalogue, text))
    try:
        answer = read_text(catalogue, "standard input", text)
    except DataError as error:
        raise DataError(f"standard input: {error.message}") from None
    return _of_labels(catalogue, answer)


def _of_labels(catalogue: Catalogue, answer: "LabelFiles", read: tuple[str, ...] = ()) -> Rendering:
    """Return the answer for the labels of files: in full where it is one label of one file."""
    if len(answer.labels) > 1 or len(read) > 1 or answer.labels[0].place is not None:
        return _of_files(answer, read=read)
    only = answer.labels[0]
    if only.reading is None:
        raise DataError(f"'{only.file}': {only.error}")
    return _of_one(catalogue, only.reading.replaced(bibliography=answer.bibliography), read=read)


def _of_one(catalogue: Catalogue, answer: "LabelReading", read: tuple[str, ...] = ()) -> Rendering:
    """Return the answer for one label, or for lines of standard input."""
    return Rendering(
        answer,
        lambda: pages.label.label_page(answer, catalogue.rules.daily_values),
        lambda: (pages.label.COLUMNS, pages.label.label_rows(answer)),
        read=read,
    )


def _of_files(answer: "LabelFiles", read: tuple[str, ...] = ()) -> Rendering:
    """Return the answer for several labels; status 3 where one was not read."""
    status = DataError.exit_status if any(each.outcome == "not-read" for each in answer.labels) else 0
    return Rendering(
        answer,
        lambda: pages.label_files.label_files_page(answer),
        lambda: (pages.label_files.COLUMNS, pages.label_files.label_files_rows(answer)),
        status=status,
        read=read,
    )
