"""`maginfo use`."""

from typing import Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli import completion
from maginfo.cli.output import Page, Rendering, TableRows, answering

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """\b
Examples:
  maginfo use
  maginfo use "nerve pain"
  maginfo use sleep --json | jq '.uses[0].studies[] | {source, result}'
"""

COLUMNS = ("id", "name", "grade", "direction", "route", "summary", "sources")


@app.command(short_help="What the evidence says for a use", epilog=EXAMPLES)
@answering
def use(
    catalogue: Catalogue,
    name: Annotated[
        list[str] | None,
        typer.Argument(metavar="[USE]", help="A use, by any name.", autocompletion=completion.uses),
    ] = None,
) -> Rendering:
    """What the evidence says for a use: grade, direction, studies. Without a name: every use."""
    from maginfo.answers.evidence import use_list

    answer = use_list(catalogue, " ".join(name) if name else None)

    def page() -> Page:
        from maginfo.render.pages.use import use_page

        return use_page(answer)

    def table() -> TableRows:
        from maginfo.render.tsv import cells

        return COLUMNS, [cells(each, COLUMNS) for each in answer.uses]

    return Rendering(answer, page, table)
