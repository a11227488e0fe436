"""`maginfo label`."""

from typing import Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli.output import Rendering, answering
from maginfo.errors import UsageError
from maginfo.render import pages

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """\b
Examples:
  maginfo label "Magnesium (as magnesium bisglycinate chelate) 200 mg 48%"
  maginfo label "Davon Magnesium 375 mg (100 % NRV*)" --json
  cat lines.txt | maginfo label - -f tsv
  maginfo label --dsld 49495.json
"""


@app.command(short_help="What a label says, in elemental mg", epilog=EXAMPLES)
@answering
def label(
    catalogue: Catalogue,
    text: Annotated[
        str | None,
        typer.Argument(metavar="TEXT|-", help="What is printed on one label; - reads standard input, a label a line."),
    ] = None,
    dsld: Annotated[
        str | None,
        typer.Option("--dsld", metavar="FILE", help="An NIH DSLD label record (API v9, JSON); - is standard input."),
    ] = None,
) -> Rendering:
    """What a label's text or an NIH DSLD label record says of magnesium, and how sure that is."""
    from maginfo.cli.label_input import STANDARD_INPUT, read_dsld_file, read_label_lines, read_label_text

    if text is not None and dsld is not None:
        raise UsageError("TEXT and --dsld contradict each other; keep one")
    if dsld is not None:
        answer = read_dsld_file(catalogue, dsld)
    elif text is None:
        raise UsageError("there is no label to read: write its text, - for standard input, or --dsld FILE")
    elif text == STANDARD_INPUT:
        answer = read_label_lines(catalogue)
    else:
        answer = read_label_text(catalogue, text)

    return Rendering(
        answer,
        lambda: pages.label.label_page(answer, catalogue.rules.daily_values),
        lambda: (pages.label.COLUMNS, pages.label.label_rows(answer)),
        read=(dsld,) if dsld is not None else (),
    )
