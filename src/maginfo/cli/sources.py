"""`maginfo sources`."""

from typing import Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli import completion
from maginfo.cli.output import Page, Rendering, TableRows, answering

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """\b
Examples:
  maginfo sources iom-1997
  maginfo sources --style bibtex -o magnesium.bib
  maginfo sources --format tsv | grep -c weak
"""

COLUMNS = (
    "id",
    "title",
    "authors",
    "year",
    "kind",
    "seen",
    "container",
    "doi",
    "pmid",
    "pmcid",
    "url",
    "checked",
    "note",
)


@app.command(short_help="The bibliography", epilog=EXAMPLES)
@answering
def sources(
    catalogue: Catalogue,
    source: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Ids of sources.", autocompletion=completion.sources)
    ] = None,
    style: Annotated[
        str | None, typer.Option(metavar="bibtex|csl-json", help="As a reference manager reads it, in place of text.")
    ] = None,
) -> Rendering:
    """The bibliography, or some of it."""
    from maginfo.answers.sources import source_list

    answer = source_list(catalogue, source or ())
    styled = None
    if style is not None:
        from maginfo.errors import UsageError, join_or
        from maginfo.render.bibliography import STYLES

        if style not in STYLES:
            raise UsageError(f"--style '{style}': write {join_or(tuple(STYLES))}")
        styled = STYLES[style](answer.sources)

    def page() -> Page:
        from maginfo.render.pages.sources import source_page

        return source_page(answer)

    def table() -> TableRows:
        from maginfo.render.tsv import cells

        return COLUMNS, [cells(each, COLUMNS) for each in answer.sources]

    return Rendering(answer, page, table, style=styled)
