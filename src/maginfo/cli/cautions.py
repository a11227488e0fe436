"""`maginfo cautions`."""

from typing import Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli import completion
from maginfo.cli.output import Page, Rendering, TableRows, answering

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """\b
Examples:
  maginfo cautions
  maginfo cautions "kidney disease"
  maginfo cautions --json | jq '.cautions[] | select(.severity == "avoid").id'
"""

COLUMNS = ("id", "title", "kind", "severity", "told_to_everybody", "summary", "action", "sources")


@app.command(short_help="Conditions and populations", epilog=EXAMPLES)
@answering
def cautions(
    catalogue: Catalogue,
    condition: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CONDITION]...", help="A condition, by any name.", autocompletion=completion.conditions
        ),
    ] = None,
) -> Rendering:
    """Conditions and populations in which magnesium is another matter. Without a name: all of them."""
    from maginfo.answers.cautions import caution_list

    answer = caution_list(catalogue, condition or ())

    def page() -> Page:
        from maginfo.render.pages.cautions import caution_page

        return caution_page(answer)

    def table() -> TableRows:
        from maginfo.render.tsv import cells

        return COLUMNS, [cells(caution, COLUMNS) for caution in answer.cautions]

    return Rendering(answer, page, table)
