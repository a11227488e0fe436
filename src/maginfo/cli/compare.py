"""`maginfo compare`."""

from typing import Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli import completion
from maginfo.cli.output import Rendering, TableRows, answering

app = typer.Typer(rich_markup_mode=None)

EXAMPLES = """\b
Examples:
  maginfo compare glycinate citrate
  maginfo compare oxide citrate malate --format tsv
"""


@app.command(short_help="Forms side by side", epilog=EXAMPLES)
@answering
def compare(
    catalogue: Catalogue,
    form: Annotated[
        list[str],
        typer.Argument(metavar="FORM FORM...", help="Two forms or more, by any name.", autocompletion=completion.forms),
    ],
) -> Rendering:
    """Forms side by side, the differences first."""
    from maginfo.answers.comparing import compare_forms

    answer = compare_forms(catalogue, form)

    def page() -> list[object]:
        from maginfo.render.pages.evidence import compare_page

        return list(compare_page(answer))

    def table() -> TableRows:
        columns = ("property", "differs", *(column.id for column in answer.forms))
        return columns, [(row.property, row.differs, *row.values) for row in answer.rows]

    return Rendering(answer, page, table)
