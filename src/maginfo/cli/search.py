"""`maginfo search`."""

from typing import Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli.output import Page, Rendering, TableRows, answering

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """\b
Examples:
  maginfo search nerve pain
  maginfo search 400
  maginfo search migrane --json | jq -r '.hits[] | "\\(.kind) \\(.id)"'
"""

COLUMNS = ("kind", "id", "title", "excerpt")
READ_AS = "read_as"
"""The last column: the words that were looked for, where one was taken for a misspelling."""


@app.command(short_help="Everything that mentions some words", epilog=EXAMPLES)
@answering
def search(
    catalogue: Catalogue,
    text: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT...", help="Words; a misspelling is read as the word it is a slip of, which is told."
        ),
    ],
) -> Rendering:
    """Forms, uses, cautions, interactions, foods, questions and claims that mention it, best first."""
    from maginfo.answers.searching import search as search_catalogue

    answer = search_catalogue(catalogue, " ".join(text))

    def page() -> Page:
        from maginfo.render.pages.search import search_page

        return search_page(answer)

    def table() -> TableRows:
        from maginfo.render.tsv import cells

        return (*COLUMNS, READ_AS), [[*cells(hit, COLUMNS), answer.read_as] for hit in answer.hits]

    return Rendering(answer, page, table)
